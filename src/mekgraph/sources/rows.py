"""Rows of tables, from CSV files and workbooks alike, that know their file, sheet and line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from mekgraph.errors import InputError, raise_all

Tables = Mapping[str, Sequence[str]]
LONGEST_SHOWN = 1000


class TableError(InputError):
    """An input error in a table: ``table_file`` and ``sheet`` apart, and in ``source`` the text that is wrong."""

    def __init__(
        self,
        key: str,
        *,
        file: str,
        sheet: str = "",
        line: int | None = None,
        column: int | None = None,
        source: str = "",
        **values: object,
    ) -> None:
        shown = {name: plain(value) if isinstance(value, str) else value for name, value in values.items()}
        super().__init__(key, file=named(file, sheet), line=line, column=column, **shown)
        self.table_file, self.sheet, self.source = file, sheet, source


def named(file: str, sheet: str) -> str:
    """How a table is called in messages: ``file`` or ``file[sheet]``."""
    return f"{file}[{sheet}]" if sheet else file


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells by column name, and where it starts.

    ``columns`` has a name for every place in the row, so that a column's number is its place; in a sheet it is ""
    where a column bears no name.
    """

    table: str
    file: str
    line: int
    cells: dict[str, str]
    columns: tuple[str, ...]
    sheet: str = ""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    @property
    def where(self) -> str:
        """The file, with the sheet in a workbook."""
        return named(self.file, self.sheet)

    def many(self, column: str) -> list[str]:
        """The ``;``-separated parts of a cell, without empty ones."""
        return [part.strip() for part in self[column].split(";") if part.strip()]

    def number(self, column: str) -> int | None:
        """The number of a column from 1, or None where the table does not have it."""
        return self.columns.index(column) + 1 if column in self.columns else None

    def line_of(self, other: "Row") -> str:
        """The line of another row as seen from this one: with its file where that is another."""
        return str(other.line) if other.where == self.where else f"{other.line} ({other.where})"

    def text(self) -> str:
        """The whole row for showing."""
        return joined(self.cells.values())

    def error(self, key: str, column: str, **values: object) -> InputError:
        """An input error at this row's cell."""
        return TableError(
            key,
            file=self.file,
            sheet=self.sheet,
            line=self.line,
            column=self.number(column),
            source=joined([self[column]]) or self.text(),
            name=column,
            value=self[column],
            **values,
        )


def plain(text: str) -> str:
    """A text from outside as one line for showing: nothing in it moves the cursor, and it is not too long.

    >>> plain("two\\nlines \\x1b[31m")
    'two lines �[31m'
    """
    line = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in " ".join(text.split()))
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


def joined(cells: Iterable[str]) -> str:
    """Cells as one line for showing."""
    return plain(" | ".join(cell.strip() for cell in cells))


@dataclass(frozen=True)
class Head:
    """The column names of a table ("" for a column without one), and where they stand."""

    columns: tuple[str, ...]
    file: str
    sheet: str = ""
    line: int = 1

    def error(
        self, key: str, line: int | None = None, column: int | None = None, cells: Sequence[str] = (), **values: object
    ) -> TableError:
        """An input error in the row ``line`` with these ``cells``; without them at the column names."""
        shown, line = joined(cells or self.columns), line or self.line
        return TableError(key, file=self.file, sheet=self.sheet, line=line, column=column, source=shown, **values)

    def found(self) -> str:
        """The names, for messages."""
        return ", ".join(filter(None, self.columns))

    def table(self, tables: Tables) -> str | None:
        """The table whose needed columns are all there; of several the one that needs most."""
        fitting = [table for table, needed in tables.items() if set(needed) <= set(self.columns)]
        return max(fitting, key=lambda table: len(tables[table]), default=None)

    def nearly(self, tables: Tables) -> str | None:
        """The table of whose needed columns more than half are there."""
        half = [table for table, needed in tables.items() if len(set(needed) & set(self.columns)) * 2 > len(needed)]
        return max(half, key=lambda table: len(set(tables[table]) & set(self.columns)), default=None)

    def missing(self, table: str, tables: Tables) -> list[str]:
        """The columns that the table needs and that are not there."""
        return [column for column in tables[table] if column not in self.columns]

    def faults(self, table: str, tables: Tables) -> list[InputError]:
        """Errors for columns that the table needs and lacks, and for names that stand twice."""
        errors: list[InputError] = []
        missing = ", ".join(self.missing(table, tables))
        if missing:
            errors.append(self.error("input.column_missing", missing=missing, found=self.found()))
        twice = sorted({name for name in self.columns if name and self.columns.count(name) > 1})
        if twice:
            again = self.columns.index(twice[0], self.columns.index(twice[0]) + 1) + 1
            errors.append(self.error("input.column_twice", column=again, columns=", ".join(twice)))
        return errors

    def row(self, table: str, line: int, cells: Sequence[str]) -> Row:
        """The row with these cells; TableError for a cell under no name, and in CSV for too many or too few cells."""
        if len(cells) != len(self.columns) and not self.sheet:
            found, expected = len(cells), len(self.columns)
            raise self.error("input.cells", line, cells=cells, found=found, expected=expected)
        pairs = list(zip_longest(self.columns, cells, fillvalue=""))
        for number, (name, cell) in enumerate(pairs, start=1):
            if cell.strip() and not name:
                raise self.error("tables.unnamed", line, number, [cell], value=cell.strip())
        return Row(table, self.file, line, {name: cell for name, cell in pairs if name}, self.columns, self.sheet)

    def rows(self, table: str, records: Iterable[tuple[int, Sequence[str]]]) -> list[Row]:
        """The rows of all records (line and cells); raises TableError, or InputErrors for several wrong rows.

        Of a column without a name only the first cell is named.
        """
        rows: list[Row] = []
        errors: dict[object, InputError] = {}
        for line, cells in records:
            try:
                rows.append(self.row(table, line, cells))
            except TableError as error:
                errors.setdefault(error.column or (line,), error)
        raise_all(list(errors.values()))
        return rows
