"""CSV files to rows that know their file and line."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mekgraph.errors import InputError
from mekgraph.sources.text import read_text

LONGEST_CELL = 1_000_000


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells by column name, and where it starts."""

    table: str
    file: str
    line: int
    cells: dict[str, str]
    columns: tuple[str, ...]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def many(self, column: str) -> list[str]:
        """The ``;``-separated parts of a cell, without empty ones."""
        return [part.strip() for part in self[column].split(";") if part.strip()]

    def error(self, key: str, column: str, **values: object) -> InputError:
        """An input error at this row's cell."""
        place = self.columns.index(column) + 1 if column in self.columns else None
        return InputError(key, file=self.file, line=self.line, column=place, name=column, value=self[column], **values)


def read_table(file: Path, tables: Mapping[str, Sequence[str]], shown: str | None = None) -> list[Row]:
    """The rows of a CSV file (UTF-8, comma, first line = column names), as the table whose columns it has.

    ``tables`` gives the needed columns of every table by name; the file is the table that its name says, else the
    one whose needed columns are all there. Raises InputError for a missing column, a row with too many or too few
    cells, broken quoting, or a header that fits no table.
    """
    name = shown or file.as_posix()
    header, *records = list(_records(read_text(file, name), name)) or [(1, [])]
    columns = tuple(cell.strip() for cell in header[1])
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise InputError("input.column_twice", file=name, line=1, columns=", ".join(twice))
    table = _table(file, columns, tables, name)
    return [Row(table, name, line, _cells(columns, cells, name, line), columns) for line, cells in records]


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with the line on which it starts."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError("input.csv", file=name, line=line, reason=str(error)) from None


def _table(file: Path, columns: tuple[str, ...], tables: Mapping[str, Sequence[str]], name: str) -> str:
    if file.stem in tables:
        missing = [column for column in tables[file.stem] if column not in columns]
        if missing:
            raise InputError(
                "input.column_missing", file=name, line=1, missing=", ".join(missing), found=", ".join(columns)
            )
        return file.stem
    fitting = [table for table, needed in tables.items() if set(needed) <= set(columns)]
    if not fitting:
        raise InputError("input.table_unknown", file=name, line=1, found=", ".join(columns), known=", ".join(tables))
    return max(fitting, key=lambda table: len(tables[table]))


def _cells(columns: tuple[str, ...], cells: list[str], name: str, line: int) -> dict[str, str]:
    if len(cells) != len(columns):
        raise InputError("input.cells", file=name, line=line, found=len(cells), expected=len(columns))
    return dict(zip(columns, cells, strict=True))
