"""JSON for programs that want names as well as ids."""

import json

from mekgraph.ask.answer import Answer, Cell


def to_json(answer: Answer) -> str:
    """Title, columns with headings, and rows; a thing is ``{"id", "iri", "label"}``, a literal its value."""
    document: dict[str, object] = {
        "title": answer.title,
        "columns": [{"name": n, "heading": h} for n, h in zip(answer.columns, answer.headings, strict=True)],
        "rows": [{name: _json(cell) for name, cell in row.items()} for row in answer],
    }
    if answer.truncated:
        document["truncated"] = answer.truncated.text()
    if answer.citation:
        document["citation"] = answer.citation
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json(cell: Cell) -> object:
    return {"id": cell.id, "iri": cell.iri, "label": cell.text} if cell.iri else cell.value
