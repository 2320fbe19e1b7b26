"""Workbooks (XLSX) to rows that know their file, sheet and row: every sheet is one table.

Values are read as they were saved: no formula is computed, no macro run, no link to another file followed.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from mekgraph.errors import InputError, InputErrors, raise_all
from mekgraph.sources.archive import open_archive
from mekgraph.sources.cells import text_of
from mekgraph.sources.heads import LOOK_FOR_NAMES, Head, Tables
from mekgraph.sources.outlines import Outline
from mekgraph.sources.rows import OTHER_KINDS, Row, TableError, TableFile, plain
from mekgraph.sources.tables import read_table, table_named

ENDING = ".xlsx"
MOST_ROWS = 100_000
MOST_CELLS = 2_000_000
MOST_CHARACTERS = 64_000_000  # many cells may share one text in the file
Record = tuple[int, list[str]]  # row and texts
Cell = tuple[int, int, str]  # row, column and text


@dataclass(frozen=True)
class Sheet:
    """One sheet that is not empty: its rows with something in them, the first ones read ahead."""

    name: str
    hidden: bool
    outline: Outline
    first: list[Record]
    rest: Iterator[Record]
    faults: list[Cell]  # those that show an error, as far as read


def read_tables(file: Path, tables: Tables, shown: str | None = None) -> TableFile:
    """The rows of a file by its ending: a workbook, else CSV; see ``read_workbook`` and ``tables.read_table``."""
    ending = file.suffix.lower()
    if ending in OTHER_KINDS and file.is_file():
        raise InputError("tables.other_kind", file=shown or file.as_posix(), ending=ending)
    return read_workbook(file, tables, shown) if ending == ENDING else TableFile(read_table(file, tables, shown))


def read_workbook(file: Path, tables: Tables, shown: str | None = None) -> TableFile:
    """The rows of all sheets of a workbook that are tables.

    A sheet is the table that its name says (or the name of the file, for an only sheet), else the one whose needed
    columns are there, or most of them. The first row that holds something has the column names. Raises InputError or
    InputErrors with sheet, row and column for everything that cannot be read as it was meant, and if no sheet is a
    table.
    """
    name = shown or file.as_posix()
    archive = open_archive(file, name)
    rows: list[Row] = []
    skipped: list[str] = []
    errors: list[InputError] = []
    with _opened(archive.raw, name) as book:
        sheets = [sheet for part in book.worksheets if (sheet := _sheet(part, archive.outlines, name))]
        for sheet in sheets:
            alone = file.stem if len(sheets) == 1 else ""
            try:
                found = _rows(sheet, alone, tables, name)
            except InputError as error:
                errors.extend(error.errors if isinstance(error, InputErrors) else [error])
                continue
            if found is None:
                skipped.append(sheet.name)
            else:
                rows.extend(found)
    raise_all(errors)
    if not sheets:
        raise InputError("tables.empty", file=name)
    if len(skipped) == len(sheets):
        raise InputError("tables.none_fits", file=name, found=", ".join(skipped), known=", ".join(tables))
    return TableFile(rows, tuple(skipped))


@contextmanager
def _opened(raw: bytes, name: str) -> Iterator[Any]:
    """The workbook for as long as it is read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl leaves out: styles, extensions, data validation
        with _guarded(name):
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        with closing(book):
            yield book


@contextmanager
def _guarded(name: str) -> Iterator[None]:
    """Whatever openpyxl stumbles over is a damaged file: broken parts make it raise nearly anything."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        raise InputError("tables.damaged", file=name) from error


def _sheet(part: Any, outlines: dict[str, Outline], name: str) -> Sheet | None:
    """The sheet, or None if it is empty or no sheet of cells."""
    outline = outlines.get(part._worksheet_path)
    faults: list[Cell] = []
    records = _records(part, faults, name) if outline else iter(())
    first = list(islice(records, LOOK_FOR_NAMES))
    if outline is None or not first:
        return None
    return Sheet(plain(part.title), part.sheet_state != "visible", outline, first, records, faults)


def _records(part: Any, faults: list[Cell], name: str) -> Iterator[Record]:
    """The rows that hold something, each with its number; cells that show an error go to ``faults``."""
    part.reset_dimensions()  # what the file says of its size need not be so
    left = MOST_CHARACTERS
    with _guarded(name):
        for line, cells in enumerate(part.iter_rows(), start=1):
            texts = [_text(cell) for cell in cells]
            left -= sum(map(len, texts))
            if left < 0:
                raise InputError("tables.many_cells", file=name)
            if any(text.strip() for text in texts):
                wrong = (place for place, cell in enumerate(cells) if cell.data_type == "e")
                faults.extend((line, place + 1, texts[place]) for place in wrong)
                yield line, texts


def _text(cell: Any) -> str:
    plain = cell.value is None or isinstance(cell.value, str)
    return text_of(cell.value, "" if plain else cell.number_format)


def _rows(sheet: Sheet, alone: str, tables: Tables, file: str) -> list[Row] | None:
    """The rows of a sheet, or None if it is no table."""
    line, names = sheet.first[0]
    head = Head(tuple(name.strip() for name in names), file, sheet.name, line)
    table = head.meant(table_named(sheet.name, tables) or table_named(alone, tables), sheet.first[1:], tables)
    if table is None:
        return None
    if sheet.hidden:
        raise head.error("tables.hidden", name=sheet.name)
    if sheet.outline.rows > MOST_ROWS or sheet.outline.cells > MOST_CELLS:
        raise head.error("tables.many_rows", rows=MOST_ROWS, limit=MOST_CELLS)
    records = [*sheet.first, *sheet.rest]
    errors = [*head.faults(table, tables), *_lost(head, sheet, dict(records))]
    raise_all(sorted(errors, key=lambda error: (error.line or 0, error.column or 0)))
    return head.rows(table, records[1:])


def _lost(head: Head, sheet: Sheet, cells: dict[int, list[str]]) -> Iterator[TableError]:
    """An error for every cell of the table whose value is not in the file, or may not be what its author sees."""
    width = max((place for place, name in enumerate(head.columns, start=1) if name), default=0)

    def text(line: int, column: int) -> str:
        row = cells.get(line, [])
        return row[column - 1].strip() if column <= len(row) else ""

    def error(key: str, line: int, column: int, **values: object) -> TableError:
        cell = f"{get_column_letter(column)}{line}"
        shown = [text(line, column)] if text(line, column) else cells.get(line, [cell])
        return head.error(key, line, column, shown, cell=cell, **values)

    for merged, top, left, bottom, right in sheet.outline.merged:
        if bottom >= head.line and left <= width and text(top, left) and (left, top) != (right, bottom):
            yield error("tables.merged", top, left, range=merged)
    for line, column in sheet.outline.unsaved:
        if line >= head.line and column <= width:
            yield error("tables.formula", line, column)
    for line, column, value in sheet.faults:
        if column <= width:
            yield error("tables.error_value", line, column, value=value)
