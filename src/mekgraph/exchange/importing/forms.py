"""Cells that need a certain form: whether they have it, and else the error, with the very text to write where known."""

import re

from mekgraph.check.hints.dates import reading
from mekgraph.errors import InputError
from mekgraph.iris import node
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


def fits(row: Row, column: str, form: str) -> bool:
    """Whether a cell has the form COUNTRY, WIKIDATA or ADDRESS."""
    text = row[column]
    return bool(FORMS[form].fullmatch(text)) and (form != ADDRESS or node(text) is not None)


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
    date = reading(row[column])
    return row.error("import.date_form", column, near=date.text) if date else row.error("import.date", column)
