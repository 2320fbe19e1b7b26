"""The column names of a table: which table they are those of, and what is wrong with them."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from mekgraph.errors import InputError, raise_all
from mekgraph.sources.rows import Row, TableError, joined

Tables = Mapping[str, Sequence[str]]  # the needed columns of every table by name
Record = tuple[int, Sequence[str]]  # line and cells
LOOK_FOR_NAMES = 20
MOST_COMPARED = 1000
SIGNS = re.compile(r"[\W_]+")
SHORTEST_PART = 4
ALIKE = 0.8


def is_alike(column: str, name: str) -> bool:
    """Whether ``name`` is meant for a column: the same but for case and signs, longer or shorter, or a slip in it.

    Two names that differ in their first letter or in their last part, such as a language, are two columns.

    >>> [is_alike("subject_id", name) for name in ("Subject ID", "subject", "subjekt_id", "object_id")]
    [True, True, True, False]
    >>> is_alike("name_en", "name_ru")
    False
    """
    short, long = sorted((_bare(column), _bare(name)), key=len)
    if len(short) >= SHORTEST_PART and long.startswith(short):
        return True
    same_end = column.rpartition("_")[2] == name.casefold().rpartition("_")[2] or "_" not in column
    may_slip = same_end and short[:1] == long[:1]
    return short == long or (may_slip and difflib.SequenceMatcher(None, short, long).ratio() >= ALIKE)


def _bare(name: str) -> str:
    return SIGNS.sub("", name.casefold())


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

    def meant(self, named: str | None, following: Iterable[Record], tables: Tables) -> str | None:
        """The table that these are the names of: the one ``named``, else the one that they fit, or nearly fit.

        Raises TableError if the names of a table stand in one of the ``following`` rows instead.
        """
        table = named or self.table(tables)
        if table and not self.missing(table, tables):
            return table
        wanted = [table] if table else list(tables)
        for line, cells in following:
            if any(set(tables[each]) <= {cell.strip() for cell in cells} for each in wanted):
                raise self.error("tables.names_late", line, cells=cells, row=line)
        return table or self.nearly(tables)

    def nearly(self, tables: Tables) -> str | None:
        """The table of whose needed columns more than half are there, perhaps misspelt."""
        lacking = {table: len(self.missing(table, tables)) - len(self.misspelt(table, tables)) for table in tables}
        half = [table for table, needed in tables.items() if lacking[table] * 2 < len(needed)]
        return max(half, key=lambda table: (len(tables[table]) - lacking[table], -lacking[table]), default=None)

    def missing(self, table: str, tables: Tables) -> list[str]:
        """The columns that the table needs and that are not there."""
        return [column for column in tables[table] if column not in self.columns]

    def misspelt(self, table: str, tables: Tables) -> dict[str, str]:
        """Columns that the table needs, each with the name that stands in its place; none among too many names."""
        if len(self.columns) > MOST_COMPARED:
            return {}
        free = [name for name in self.columns if name and name not in tables[table]]
        found: dict[str, str] = {}
        for column in self.missing(table, tables):
            alike = next((name for name in free if is_alike(column, name)), "")
            if alike:
                free.remove(alike)
                found[column] = alike
        return found

    def faults(self, table: str, tables: Tables) -> list[InputError]:
        """Errors for columns that the table needs and lacks, and for names that stand twice."""
        errors: list[InputError] = []
        misspelt = self.misspelt(table, tables)
        for wanted, name in misspelt.items():
            number = self.columns.index(name) + 1
            errors.append(
                self.error("input.column_misspelt", None, number, [name], value=name, wanted=wanted, table=table)
            )
        missing = ", ".join(column for column in self.missing(table, tables) if column not in misspelt)
        if missing:
            errors.append(self.error("input.column_missing", missing=missing, table=table, found=self.found()))
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
