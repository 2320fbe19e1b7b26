"""The value of a spreadsheet cell to the text that its author meant."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

DIGITS = 15  # that spreadsheets keep; further ones are noise of binary fractions
MINUTE = 60
HOUR = 3600
DAY_ZERO = date(1899, 12, 30)  # of spreadsheets, which count 29 February 1900 too
DAYS = range(20_000, 75_000)
QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def text_of(value: object, form: str = "General") -> str:
    """The text of a cell's value, shown in the number format ``form``.

    Dates become ISO 8601, as precise as the cell shows them; numbers lose what only the file has (2024.0,
    0.30000000000000004); true and false become the words of our tables.

    >>> [text_of(value) for value in (2024.0, 0.1 + 0.2, 1e21, True, None)]
    ['2024', '0.3', '1000000000000000000000', 'yes', '']
    >>> text_of(datetime(2024, 5, 1), "mmm yy"), text_of(datetime(2024, 5, 1), "dd.mm.yyyy"), text_of(0.25, "0%")
    ('2024-05', '2024-05-01', '25%')
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return _moment(value, _bare(form))
        case date() | time():
            return value.isoformat()
        case timedelta():
            return _duration(value)
        case int() | float():
            return _number(value, _bare(form))
        case _:
            return str(value).replace("_x000D_", "")


def day_of(text: str) -> str:
    """The day between 1954 and 2105 that a spreadsheet means by a number; "" for any other text.

    >>> day_of("45426"), day_of("2024")
    ('2024-05-14', '')
    """
    number = int(text) if re.fullmatch(r"[0-9]{5}", text) else 0
    return (DAY_ZERO + timedelta(days=number)).isoformat() if number in DAYS else ""


def _bare(form: str) -> str:
    """The signs of a number format that stand for parts of the value: its first section without fixed texts."""
    return QUOTED.sub("", form).split(";")[0].lower()


def _moment(value: datetime, form: str) -> str:
    """What a cell does not show of a date and is the first of its kind was never meant."""
    if value.time() != time():
        return value.isoformat()
    text = value.date().isoformat()
    if "d" not in form and value.day == 1 and ("y" in form or "m" in form):
        text = text[: len("YYYY-MM")]
        if "m" not in form and value.month == 1:
            text = text[: len("YYYY")]
    return text


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    seconds = abs(seconds)
    return f"{sign}{seconds // HOUR}:{seconds % HOUR // MINUTE:02}:{seconds % MINUTE:02}"


def _number(value: float, form: str) -> str:
    if "%" in form:
        return f"{_plain(value * 100)}%"
    text = _plain(value)
    return text.zfill(len(form)) if text.isdigit() and form and set(form) == {"0"} else text


def _plain(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    text = format(Decimal(f"{value:.{DIGITS}g}"), "f")
    return "0" if text == "-0" else text
