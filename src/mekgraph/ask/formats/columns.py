"""Parquet and Arrow for data programs: one typed column for each of the answer, and one of ids beside each of things.

They need pyarrow, which is large and not installed by itself.
"""

import io
from importlib import import_module
from typing import Any

from mekgraph.ask.answer import Answer
from mekgraph.errors import UsageError


def to_parquet(answer: Answer) -> bytes:
    """Apache Parquet; UsageError if pyarrow is not installed."""
    out = io.BytesIO()
    _module("pyarrow.parquet").write_table(to_arrow_table(answer), out)
    return out.getvalue()


def to_arrow(answer: Answer) -> bytes:
    """The Arrow IPC file format (Feather); UsageError if pyarrow is not installed."""
    table, out = to_arrow_table(answer), io.BytesIO()
    with _module("pyarrow").ipc.new_file(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


def to_arrow_table(answer: Answer) -> Any:
    """A pyarrow.Table; a column is of numbers, truth values or texts by what stands in all of its cells."""
    columns: dict[str, list[object]] = {}
    for place, name in enumerate(answer.columns):
        cells = [row[place] for row in answer.rows]
        values: list[object] = [cell.value for cell in cells]
        kinds = {type(value) for value in values} - {type(None)}
        columns[name] = values if len(kinds) <= 1 else [None if value is None else str(value) for value in values]
        if any(cell.iri for cell in cells):
            columns[f"{name}_id"] = [cell.id or None for cell in cells]
    return _module("pyarrow").table(columns)


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise UsageError("usage.extra", package="pyarrow", extra="arrow") from None
