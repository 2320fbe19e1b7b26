"""Cells that need a certain form: whether they have it, and else the error, with the very text to write where known."""

import re

import pyoxigraph as ox

from mekgraph.errors import InputError
from mekgraph.exchange.importing.dates import is_date
from mekgraph.sources.cells import day_of
from mekgraph.sources.rows import Row

COUNTRY, WIKIDATA, ADDRESS = "country", "wikidata", "address"
FORMS = {
    COUNTRY: re.compile(r"[A-Z]{2}"),
    WIKIDATA: re.compile(r"Q[1-9][0-9]*"),
    ADDRESS: re.compile(r"https?://[^\s<>\"{}|\\^`]+"),
}
# What is meant for each form beyond doubt; the group is what is to be written.
MEANT = {
    COUNTRY: re.compile(r"([A-Za-z]{2})"),
    WIKIDATA: re.compile(r"(?:\S*[/:])?([Qq][1-9][0-9]*)"),
    ADDRESS: re.compile(r"((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:[/?#][^\s<>\"{}|\\^`]*)?)"),
}
# "2024-5" could as well be two years.
YEAR_FIRST = re.compile(r"([0-9]{4})[-./](?:([0-9]{1,2})[-./]([0-9]{1,2})(?:T.*)?|([0-9]{2}))")
DAY_FIRST = re.compile(r"(?:([0-9]{1,2})\.)?([0-9]{1,2})\.([0-9]{4})")


def fits(row: Row, column: str, form: str) -> bool:
    """Whether a cell has the form COUNTRY, WIKIDATA or ADDRESS."""
    text = row[column]
    return bool(FORMS[form].fullmatch(text)) and (form != ADDRESS or _is_iri(text))


def wrong_form(row: Row, column: str, form: str) -> InputError:
    """The error for a cell that does not have its form."""
    match = MEANT[form].fullmatch(row[column])
    near = "-"
    if match:
        near = f"https://{match[1]}" if form == ADDRESS else match[1].upper()
    if form == COUNTRY:
        return row.error("import.country", column, near=near)
    return row.error("import.wikidata" if form == WIKIDATA else "import.address", column, near=near)


def wrong_date(row: Row, column: str) -> InputError:
    """The error for a cell that is no possible date: with the date, where it is one that is written in another way."""
    if day := day_of(row[column]):
        return row.error("import.day_number", column, near=day)
    near = as_iso(row[column])
    return row.error("import.date_form", column, near=near) if near else row.error("import.date", column)


def as_iso(text: str) -> str:
    """The date that a text gives with the year first or, after full stops, last; "" where it gives none.

    >>> [as_iso(text) for text in ("2024-5-1", "2024/05", "14.05.2024", "5.2024")]
    ['2024-05-01', '2024-05', '2024-05-14', '2024-05']
    >>> [as_iso(text) for text in ("05/14/2024", "30.02.2024", "2024-5")]
    ['', '', '']
    """
    if match := YEAR_FIRST.fullmatch(text):
        parts = [part for part in match.groups() if part]
    elif match := DAY_FIRST.fullmatch(text):
        parts = [part for part in reversed(match.groups()) if part]
    else:
        return ""
    iso = "-".join(part.zfill(2) for part in parts)
    return iso if is_date(iso) else ""


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True
