"""Rows of tables, from CSV files and workbooks alike, that know their file, sheet and line."""

from collections.abc import Iterable
from dataclasses import dataclass

from mekgraph.errors import InputError

ENDINGS = (".csv", ".tsv", ".xlsx")
# Tables as well, which people have to save in another form first.
OTHER_KINDS = (".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods", ".fods", ".numbers")
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


@dataclass(frozen=True)
class TableFile:
    """What a file holds: the rows of its tables, and the sheets that fit no table."""

    rows: list[Row]
    skipped: tuple[str, ...] = ()


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
