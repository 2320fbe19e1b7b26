"""Answers: typed rows with a label for every thing, in the reader's language."""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from mekgraph.ask.labels import labels, link_labels, short_labels, text_of
from mekgraph.errors import UsageError
from mekgraph.graph.engine import Engine, Rows, Term, Truncated
from mekgraph.iris import PREFIXES, shorten

if TYPE_CHECKING:
    from mekgraph.ask.teaching.lesson import Lesson

LINKS = PREFIXES["link"]
# Literals that are numbers or truth values to JSON as well.
BARE = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "boolean"))
LONGEST_NUMBER, LARGEST_NUMBER = 400, 2**63
# What networks are made of.
NODES = ("actor", "event", "instrument")
BARE_FORM = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false")


@dataclass(frozen=True)
class Cell:
    """One cell: the term, the text to show for it, and a shorter text where room is scarce."""

    term: Term | None
    text: str
    short: str

    @property
    def id(self) -> str:
        """The short IRI of a thing; empty for a literal or nothing."""
        return shorten(self.term.value) if isinstance(self.term, ox.NamedNode) else ""

    @property
    def iri(self) -> str:
        """The IRI of a thing; empty for a literal or nothing."""
        return self.term.value if isinstance(self.term, ox.NamedNode) else ""

    @property
    def kind(self) -> str:
        """What kind of thing it is, by the prefix of its id: ``actor``, ``event``, ``source`` ...; empty for a literal.

        >>> Cell(ox.NamedNode(PREFIXES["actor"] + "unoct"), "United Nations Office of Counter-Terrorism", "UNOCT").kind
        'actor'
        """
        return self.id.partition(":")[0] if self.id != self.iri else ""

    @property
    def value(self) -> str | int | float | bool | None:
        """What stands in the cell: a number or truth value by its datatype, else the text; None for nothing.

        Numbers that JSON, a data frame or a column of numbers has no room for stay texts.
        """
        if (
            isinstance(self.term, ox.Literal)
            and self.term.datatype.value in BARE
            and len(self.term.value) <= LONGEST_NUMBER
            and BARE_FORM.fullmatch(self.term.value)
        ):
            found: int | float | bool = json.loads(self.term.value)
            if math.isfinite(found) if isinstance(found, float) else abs(found) < LARGEST_NUMBER:
                return found
        return self.text if self.term is not None else None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Answer:
    """The answer of a question: column names, their headings, and rows of cells. Iterates as ``{column: Cell}``.

    ``truncated`` says that there are more rows, and why they are not here; None where the answer is whole. ``hints()``
    looks at the query, and for why an answer is empty: each hint has a ``text(language)``.
    """

    title: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    citation: Mapping[str, object] = field(default_factory=dict)
    truncated: Truncated | None = None
    hints: "Callable[[], Sequence[Lesson]]" = field(default=tuple, compare=False, repr=False)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def about(self, language: str = "en") -> dict[str, object]:
        """What a file of the answer has to say beside the rows: that there are more of them, and the citation."""
        cut = {"truncated": self.truncated.text(language)} if self.truncated else {}
        return {**cut, **self.citation}

    def id_columns(self) -> dict[str, str]:
        """For each column of things, the name of one for their short ids: ``..._id``, or what is free of that."""
        taken, found = set(self.columns), {}
        for name in self.columns:
            if any(row[name].id for row in self):
                column = f"{name}_id"
                while column in taken:
                    column += "_"
                found[name] = column
                taken.add(column)
        return found

    def records(self) -> list[dict[str, object]]:
        """One dictionary per row: values, and beside the name of each thing its short id (see ``id_columns``)."""
        ids = self.id_columns()
        found: list[dict[str, object]] = []
        for row in self:
            record: dict[str, object] = {}
            for name, cell in row.items():
                record[name] = cell.value
                if name in ids:
                    record[ids[name]] = cell.id or None
            found.append(record)
        return found

    def to_pandas(self) -> Any:
        """The rows as a pandas.DataFrame (see ``records``); ImportError where pandas is not installed."""
        return import_module("pandas").DataFrame(self.records())

    def to_polars(self) -> Any:
        """The rows as a polars.DataFrame (see ``records``); ImportError where polars is not installed."""
        return import_module("polars").DataFrame(self.records(), infer_schema_length=None)

    def to_networkx(self, start: str = "", end: str = "") -> Any:
        """The rows as a networkx.MultiDiGraph: one edge per row, from the thing in column ``start`` to that in ``end``.

        A column that is not named is the first, or next, that holds actors, events or instruments. A node is the IRI
        of a thing, with ``label``, ``short`` (label), ``id`` and ``kind``; an edge carries the other cells of its row
        under the names that ``records`` gives them, empty ones left out. A row that lacks one of the two things adds
        the other without an edge.

        Raises UsageError where the answer has no two such columns.

        >>> who, body = (ox.NamedNode(PREFIXES["actor"] + name) for name in ("unoct", "rec"))
        >>> row = Cell(who, "UNOCT", "UNOCT"), Cell(body, "Council", "REC"), Cell(ox.Literal("2024"), "2024", "2024")
        >>> network = Answer("", ("who", "body", "since"), ("Who", "Body", "Since"), [row]).to_networkx()
        >>> list(network.edges(data=True))
        [('https://.../id/actor/unoct', 'https://.../id/actor/rec', {'since': '2024'})]
        """
        network, ids = import_module("networkx").MultiDiGraph(), self.id_columns()
        ends = self._ends(start, end) if self.rows else ()
        for row, record in zip(self, self.records(), strict=True):
            things = [row[name] for name in ends if row[name].iri]
            for cell in things:
                network.add_node(cell.iri, label=cell.text, short=cell.short, id=cell.id, kind=cell.kind)
            if len(things) == len(ends):
                taken = {*ends, *(ids[name] for name in ends)}
                rest = {name: value for name, value in record.items() if name not in taken and value is not None}
                network.add_edges_from([(things[0].iri, things[1].iri, rest)])
        return network

    def _ends(self, start: str, end: str) -> tuple[str, str]:
        """The columns that edges run between."""
        rows = list(self)
        drawn = [name for name in self.columns if any(row[name].kind in NODES for row in rows)]
        named = [name for name in (start, end) if name]
        free = iter(name for name in drawn if name not in named)
        ends = start or next(free, ""), end or next(free, "")
        if not all(name in self.columns and any(row[name].iri for row in rows) for name in ends):
            raise UsageError("usage.no_network", columns=", ".join(self.columns), found=", ".join(drawn) or "-")
        return ends


def answer(
    engine: Engine,
    rows: Rows,
    title: str,
    headings: dict[str, str],
    language: str,
    words: Mapping[Term | None, str] | None = None,
) -> Answer:
    """The rows of a SELECT as an answer; ``headings`` by column name, missing ones are the name itself.

    ``words`` are what some literals are called in the reader's language.
    """
    things = {term for row in rows.rows for term in row if isinstance(term, ox.NamedNode)}
    links = {thing for thing in things if thing.value.startswith(LINKS)}
    names = labels(engine, things - links, language)
    short = short_labels(engine, names, language)
    sentences, short_sentences = link_labels(engine, links, language)
    names, short = names | sentences, short | short_sentences
    known: Mapping[Term | None, str] = words or {}

    @cache
    def cell(term: Term | None) -> Cell:
        word = known.get(term)
        return Cell(term, word or text_of(term, names), word or text_of(term, short))

    cells = [tuple(map(cell, row)) for row in rows.rows]
    shown = tuple(headings.get(name, name) for name in rows.columns)
    return Answer(title, rows.columns, shown, cells, truncated=rows.truncated)
