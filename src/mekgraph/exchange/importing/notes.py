"""The notes of claims: ``key=value`` pairs, which become figures and origins, and the remarks in words, which stay.

``n_total=64 (own sum); n_boys=39; five operations`` has two figures; "(own sum)" belongs to the first, and what is said
after the last pair or beside the pairs belongs to all.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

PAIR = re.compile(r"(\w+)=(.*)", re.DOTALL)
# A comma parts thousands. Where it does not ("6,15"), the number could be read in two ways, and is not read at all.
DIGITS = r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?![.,]?\d)"
VALUE = re.compile(rf"(about|over|more than|at least|at most)?\s*{DIGITS}(m\b)?\s*(.*)", re.DOTALL)
LONGEST_NUMBER = 20
CONTRADICTION = re.compile(r"NOTES C(\d+)")
BOUNDS = {
    None: "exactly",
    "about": "about",
    "over": "moreThan",
    "more than": "moreThan",
    "at least": "atLeast",
    "at most": "atMost",
}
MILLION = 1_000_000
OWN_SUM = "own sum"


@dataclass(frozen=True)
class Number:
    """One number of a note: what it measures, its bound and value, and the remark that belongs to it."""

    measure: str
    bound: str
    value: Decimal
    remark: str

    @property
    def computed(self) -> bool:
        """Whether the compilers added it up themselves; the source does not state it."""
        return OWN_SUM in self.remark


@dataclass(frozen=True)
class Note:
    """A note taken apart: its numbers, where people came from, and the remarks in words."""

    numbers: tuple[Number, ...]
    origin: str
    remarks: str


def parse_value(text: str) -> tuple[str, Decimal, str] | None:
    """Bound, number and remaining words of a stated value, or None where there is no number.

    >>> parse_value("more than 700")
    ('moreThan', Decimal('700'), '')
    >>> parse_value("4.72m of 6.91m")
    ('exactly', Decimal('4720000'), 'of 6.91m')
    >>> parse_value("6,150"), parse_value("6,15")
    (('exactly', Decimal('6150'), ''), None)
    """
    match = VALUE.fullmatch(text.strip())
    if not match or len(match.group(2)) > LONGEST_NUMBER:
        return None
    bound, number, million, rest = match.groups()
    value = Decimal(number.replace(",", "")) * (MILLION if million else 1)
    return BOUNDS[bound], value.quantize(Decimal(1)) if value == value.to_integral() else value, rest.strip()


def parse_note(text: str, measures: set[str]) -> Note:
    """Take a note apart; ``measures`` are the keys that name a number. Contradictions get the ids of disagreements.

    >>> note = parse_note("n_total=5 (own sum); n_women=2 (all operations); from=Syria", {"n_total", "n_women"})
    >>> [(number.measure, number.remark) for number in note.numbers]
    [('n_total', '(own sum); (all operations)'), ('n_women', '(all operations)')]
    >>> note.origin, note.remarks
    ('Syria', '(own sum); (all operations)')
    """
    parts = [part.strip() for part in CONTRADICTION.sub(_disagreement, text).split(";")]
    numbers: list[Number] = []
    beside: list[str] = []
    origin = ""
    for part in parts:
        pair = PAIR.fullmatch(part)
        parsed = parse_value(pair.group(2)) if pair and pair.group(1) in measures else None
        if pair and parsed:
            numbers.append(Number(pair.group(1), *parsed))
        elif pair and pair.group(1) == "from":
            origin, _, remark = pair.group(2).partition("(")
            beside.append(f"({remark}" if remark else "")
        else:
            beside.append(part)
    shared = [*_remarks(numbers[-1:]), *beside]
    own = [number.remark for number in numbers[:-1]]
    dressed = [
        Number(number.measure, number.bound, number.value, _joined([*own[place : place + 1], *shared]))
        for place, number in enumerate(numbers)
    ]
    return Note(tuple(dressed), origin.strip(), _joined([*own, *shared]))


def _disagreement(match: re.Match[str]) -> str:
    return f"disagreement c{int(match.group(1)):02}"


def _remarks(numbers: list[Number]) -> list[str]:
    return [number.remark for number in numbers]


def _joined(remarks: list[str]) -> str:
    return "; ".join(remark for remark in remarks if remark)
