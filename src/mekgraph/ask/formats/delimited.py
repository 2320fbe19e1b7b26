"""CSV and TSV for people: names first, ids beside them, and nothing that a spreadsheet takes for a formula.

The standard forms of SPARQL results are another thing; they come from the engine as they are.
"""

import csv
import io
import re

from mekgraph.ask.answer import Answer

FORMULA = re.compile(r"^[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def inert(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe goes before ``= + - @``.

    >>> inert("=1+1"), inert("-5"), inert("UNOCT")
    ("'=1+1", '-5', 'UNOCT')
    """
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def to_csv(answer: Answer) -> str:
    """CSV for spreadsheets: a column of texts per variable, and beside each column of things one with their ids."""
    return _delimited(answer, ",")


def to_tsv(answer: Answer) -> str:
    """The same with tabs."""
    return _delimited(answer, "\t")


def _delimited(answer: Answer, delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    names, rows = with_ids(answer)
    writer.writerow(names)
    writer.writerows([inert(text) for text in row] for row in rows)
    return out.getvalue()


def with_ids(answer: Answer) -> tuple[list[str], list[list[str]]]:
    """Column names and rows of texts, a column of things followed by one of their short ids, named ``..._id``."""
    wanted = [any(row[place].id for row in answer.rows) for place in range(len(answer.columns))]
    names = [
        part
        for name, ids in zip(answer.columns, wanted, strict=True)
        for part in ([name, f"{name}_id"] if ids else [name])
    ]
    rows = [
        [part for cell, ids in zip(row, wanted, strict=True) for part in ([cell.text, cell.id] if ids else [cell.text])]
        for row in answer.rows
    ]
    return names, rows
