"""CSV and TSV for people: names first, ids beside them, and nothing that a spreadsheet takes for a formula.

The standard forms of SPARQL results are another thing; they come from the engine as they are.
"""

import csv
import io
import re
from collections.abc import Iterable

from mekgraph.ask.answer import Answer

# The wide signs are those of East Asian keyboards; some spreadsheets take them for the others.
FORMULA = re.compile(r"^[=+\-@\t\r\n＝＋－＠]")
LINE_BREAK = re.compile(r"\r\n?")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def inert(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe goes before ``= + - @``.

    >>> inert("=1+1"), inert("-5"), inert("UNOCT")
    ("'=1+1", '-5', 'UNOCT')
    """
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def to_csv(answer: Answer) -> str:
    """CSV for spreadsheets: a column of texts per variable, and beside each column of things one with their ids."""
    return delimited(*with_ids(answer))


def to_tsv(answer: Answer) -> str:
    """The same with tabs."""
    return delimited(*with_ids(answer), delimiter="\t")


def delimited(names: Iterable[str], rows: Iterable[Iterable[str]], delimiter: str = ",") -> str:
    """Names of columns and rows of texts as they stand in a file; no cell is taken for a formula.

    >>> print(delimited(["a", "b"], [["=1+1", "x, y"]]), end="")
    a,b
    '=1+1,"x, y"
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(names)
    # A lone CR would stand without quotation marks, and spreadsheets begin a row, perhaps with a formula, behind it.
    writer.writerows([LINE_BREAK.sub("\n", inert(text)) for text in row] for row in rows)
    return out.getvalue()


def with_ids(answer: Answer) -> tuple[list[str], list[list[str]]]:
    """Column names and rows of texts, a column of things followed by that of their short ids."""
    ids = answer.id_columns()
    names = [part for name in answer.columns for part in ([name, ids[name]] if name in ids else [name])]
    rows = [
        [part for name, cell in row.items() for part in ([cell.text, cell.id] if name in ids else [cell.text])]
        for row in answer
    ]
    return names, rows
