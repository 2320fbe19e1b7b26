"""Rows and errors as JSON, and back."""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from mekgraph.errors import InputError, InputErrors
from mekgraph.sources.rows import Row, TableError, TableFile


def packed(found: TableFile) -> bytes:
    """The rows of a file; those of one table stand together, below the names of its columns."""
    tables = [
        {
            "of": of,
            "columns": columns,
            "rows": [[row.line, *(row.cells[name] for name in columns if name)] for row in rows],
        }
        for (*of, columns), rows in groupby(found.rows, lambda row: (row.table, row.file, row.sheet, row.columns))
    ]
    return json.dumps({"tables": tables, "skipped": found.skipped}).encode()


def unpacked(content: bytes) -> TableFile:
    """What ``packed`` was given."""
    found = json.loads(content)
    rows: list[Row] = []
    for part in found["tables"]:
        table, file, sheet = part["of"]
        columns = tuple(part["columns"])
        names = [name for name in columns if name]
        rows += (
            Row(table, file, line, dict(zip(names, cells, strict=True)), columns, sheet)
            for line, *cells in part["rows"]
        )
    return TableFile(rows, tuple(found["skipped"]))


def told(error: InputError) -> list[dict[str, Any]]:
    """An error, or the several that it holds, by their parts."""
    return [_parts(each) for each in (error.errors if isinstance(error, InputErrors) else (error,))]


def _parts(error: InputError) -> dict[str, Any]:
    file = str(error.file) if error.file is not None else None
    values = {
        name: value if isinstance(value, str | int | float) else str(value) for name, value in error.values.items()
    }
    parts = {"key": error.key, "line": error.line, "column": error.column, "values": values, "file": file}
    if isinstance(error, TableError):
        parts |= {"file": error.table_file, "sheet": error.sheet, "source": error.source}
    return parts


def error_of(parts: Sequence[dict[str, Any]]) -> InputError:
    """What ``told`` was given."""
    errors = [_error(**each) for each in parts]
    return errors[0] if len(errors) == 1 else InputErrors(errors)


def _error(key: str, values: dict[str, Any], **place: Any) -> InputError:
    return TableError(key, **place, **values) if "sheet" in place else InputError(key, **place, **values)
