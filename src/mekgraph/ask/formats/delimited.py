"""CSV and TSV for people: names first, ids beside them, and nothing that a spreadsheet takes for a formula.

The standard forms of SPARQL results are another thing; they come from the engine as they are.
"""

import csv
import io
import re

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
    return _delimited(answer, ",")


def to_tsv(answer: Answer) -> str:
    """The same with tabs."""
    return _delimited(answer, "\t")


def _delimited(answer: Answer, delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    names, rows = with_ids(answer)
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
