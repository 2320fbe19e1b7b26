"""Which cell made a statement: what an import adds, with the rows it came from."""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from mekgraph.check.findings import Place
from mekgraph.exchange.importing.columns import TABLES
from mekgraph.iris import slug
from mekgraph.messages import LANGUAGES
from mekgraph.sources.rows import Row, joined

SUFFIX = re.compile(r"_(?:ids?|date|en|ru|uz)$")
SHORTEST_PART = 2
Node = ox.NamedNode | ox.BlankNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Origins:
    """The origins of added statements. Statements that the data held already have none."""

    def __init__(self) -> None:
        self._rows: tuple[Row, ...] = ()
        self._origins: dict[Node, dict[ox.Triple, tuple[tuple[Row, ...], str]]] = {}
        self._fresh: set[Node] = set()

    def at(self, *rows: Row) -> None:
        """From now on statements come from these rows, until others are named."""
        self._rows = rows

    def note(self, triple: ox.Triple, fresh: bool, row: Row | None = None, column: str = "") -> None:
        """Note an added statement; ``fresh`` says that nothing was known of its subject before."""
        subject = _subject(triple)
        rows = (row,) if row else self._rows
        if not rows:
            return
        if fresh:
            self._fresh.add(subject)
        self._origins.setdefault(subject, {})[triple] = (rows, column)

    def forget(self, triple: ox.Triple) -> None:
        """A statement was taken away again."""
        self._origins.get(_subject(triple), {}).pop(triple, None)

    def place(self, subject: Node, predicate: ox.NamedNode | None = None, value: Value | None = None) -> Place | None:
        """The cell that a statement came from; for a part left out (None) any will do.

        Falls back to another added statement of that predicate, then to the row that the subject came from: always
        for a subject that is new, else only where no predicate and no value were asked for. None where the data
        held it already.
        """
        added = self._origins.get(subject)
        if not added:
            return None
        if predicate is None and value is None:
            rows, _ = next(iter(added.values()))
            return _place(rows[0], _id_column(rows[0]))
        fresh = subject in self._fresh
        alike = [triple for triple in added if predicate in (None, triple.predicate)]
        exact = [triple for triple in alike if value in (None, triple.object)]
        for triple in exact or (alike if fresh and predicate else []):
            rows, column = added[triple]
            return _place(rows[0], column) if column else _place(*_cell(rows, triple))
        return self.place(subject) if fresh else None


def _subject(triple: ox.Triple) -> Node:
    if isinstance(triple.subject, ox.Triple):
        raise TypeError(triple)
    return triple.subject


def _place(row: Row, column: str) -> Place:
    shown = joined([row[column]])
    number = row.number(column) or 0
    return Place(row.file, row.line, number, len(shown), shown or row.text(), row.sheet)


def _id_column(row: Row) -> str:
    return TABLES[row.table][0]


def _cell(rows: tuple[Row, ...], triple: ox.Triple) -> tuple[Row, str]:
    """The cell that holds the value of a statement, or says the same in other words; else the id of the first row."""
    found = [
        (*weight, place, number)
        for place, row in enumerate(rows)
        for number, column in enumerate(row.columns)
        for weight in _weights(row, column, triple)
    ]
    if not found:
        return rows[0], _id_column(rows[0])
    *_, place, number = min(found)
    return rows[place], rows[place].columns[number]


def _weights(row: Row, column: str, triple: ox.Triple) -> Iterator[tuple[int, int]]:
    """How far a cell is from the value of a statement: in its text, and in the name of its column."""
    cell, value = row[column], triple.object
    if not cell or isinstance(value, ox.Triple | ox.BlankNode):
        return
    texts = (value.value,) if isinstance(value, ox.Literal) else (slug(value.value), value.value)
    part = rf"(?<!\w){re.escape(texts[0])}" + (r"(?!\w)" if isinstance(value, ox.Literal) else "=")
    if cell in texts:
        text = 0
    elif any(one in texts for one in row.many(column)):
        text = 1
    elif len(texts[0]) >= SHORTEST_PART and re.search(part, cell):
        text = 2
    else:
        return
    yield text, _strangeness(column, slug(triple.predicate.value), value)


def _strangeness(column: str, predicate: str, value: ox.NamedNode | ox.Literal) -> int:
    """0 where the name of a column is like that of the predicate and in the language of the value."""
    name, wanted = SUFFIX.sub("", column).casefold(), predicate.casefold()
    language = column.rpartition("_")[2]
    foreign = language in LANGUAGES and not (isinstance(value, ox.Literal) and value.language == language)
    return 2 * foreign + (name not in wanted and wanted not in name)
