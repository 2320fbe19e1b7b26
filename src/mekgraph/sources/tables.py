"""CSV files to rows; workbooks become the same rows in ``sheets``."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from mekgraph.errors import raise_all
from mekgraph.sources.heads import LOOK_FOR_NAMES, SIGNS, Head, Tables
from mekgraph.sources.rows import Row, TableError
from mekgraph.sources.text import read_text

LONGEST_CELL = 1_000_000
DELIMITERS = ",;\t"


def read_table(file: Path, tables: Tables, shown: str | None = None) -> list[Row]:
    """The rows of a CSV file (UTF-8, first line = column names), as the table whose columns it has.

    Cells are separated by commas, or by semicolons or tabs as Excel writes them in some countries: whichever gives
    known column names in the first line. ``tables`` gives the needed columns of every table by name; the file is the
    table that its name says, else the one whose needed columns are there, or most of them. Raises InputError for a
    missing or misspelt column, column names below other rows, a row with too many or too few cells, broken quoting,
    or a header that fits no table.
    """
    name = shown or file.as_posix()
    text = read_text(file, name)
    (top, names), *records = list(_records(text, delimiter_of(text, tables), name)) or [(1, [])]
    head = Head(tuple(cell.strip() for cell in names), name, line=top)
    table = head.meant(table_named(file.stem, tables), records[: LOOK_FOR_NAMES - 1], tables)
    if table is None:
        raise head.error("input.table_unknown", found=head.found(), known=", ".join(tables))
    raise_all(head.faults(table, tables))
    return head.rows(table, records)


def delimiter_of(text: str, tables: Tables) -> str:
    """The sign between the cells: comma, or whichever gives more of the known column names in one of the first lines.

    >>> delimiter_of('id;"type";name_en', {"actors": ("id", "type")})
    ';'
    """
    lines = re.split(r"[\r\n]+", text.lstrip(), maxsplit=LOOK_FOR_NAMES)[:LOOK_FOR_NAMES]
    known = {SIGNS.sub("", column) for columns in tables.values() for column in columns}

    def names(sign: str) -> int:
        return max(len(known & {SIGNS.sub("", part.casefold()) for part in line.split(sign)}) for line in lines)

    return max(DELIMITERS, key=names)


def table_named(name: str, tables: Tables) -> str | None:
    """The table of that name, whatever the case of its letters."""
    return next((table for table in tables if table == name.strip().casefold()), None)


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with the line on which it starts."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise TableError("input.csv", file=name, line=line, reason=str(error)) from None
