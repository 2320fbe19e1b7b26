"""Answers as CSV and JSON text."""

import csv
import io
import json
import re

import pyoxigraph as ox

from mekgraph.ask.answer import Answer, Cell

FORMULA = re.compile(r"^[=+\-@\t\r]")
JSON_VALUE = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?|true|false")
BARE = ("#integer", "#decimal", "#boolean")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def inert(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe goes before ``= + - @``.

    >>> inert("=1+1"), inert("-5"), inert("UNOCT")
    ("'=1+1", '-5', 'UNOCT')
    """
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def to_csv(answer: Answer) -> str:
    """CSV for spreadsheets: a column of texts per variable, and beside each column of things one with their ids."""
    with_ids = [any(row[i].id for row in answer.rows) for i in range(len(answer.columns))]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_spread(list(answer.columns), [f"{name}_id" for name in answer.columns], with_ids))
    for row in answer.rows:
        writer.writerow(_spread([inert(cell.text) for cell in row], [cell.id for cell in row], with_ids))
    return out.getvalue()


def _spread(texts: list[str], ids: list[str], with_ids: list[bool]) -> list[str]:
    return [
        part
        for text, name, wanted in zip(texts, ids, with_ids, strict=True)
        for part in ((text, name) if wanted else (text,))
    ]


def to_json(answer: Answer) -> str:
    """JSON: title, columns with headings, and rows; a thing is ``{"id", "iri", "label"}``, a literal its value."""
    document = {
        "title": answer.title,
        "columns": [{"name": n, "heading": h} for n, h in zip(answer.columns, answer.headings, strict=True)],
        "rows": [{name: _json(cell) for name, cell in row.items()} for row in answer],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json(cell: Cell) -> object:
    if isinstance(cell.term, ox.NamedNode):
        return {"id": cell.id, "iri": cell.term.value, "label": cell.text}
    if isinstance(cell.term, ox.Literal) and JSON_VALUE.fullmatch(cell.term.value):
        return json.loads(cell.term.value) if cell.term.datatype.value.endswith(BARE) else cell.text
    return cell.text if cell.term is not None else None
