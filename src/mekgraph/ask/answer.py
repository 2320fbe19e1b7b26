"""Answers: typed rows with a label for every thing, in the reader's language."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import pyoxigraph as ox

from mekgraph.ask.labels import labels, link_labels, short_labels, text_of
from mekgraph.graph.engine import Engine, Rows, Term
from mekgraph.iris import PREFIXES, shorten

LINKS = PREFIXES["link"]
# Literals that are numbers or truth values to JSON as well.
BARE = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "boolean"))
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
    def value(self) -> str | int | float | bool | None:
        """What stands in the cell: a number or truth value by its datatype, else the text; None for nothing."""
        if (
            isinstance(self.term, ox.Literal)
            and self.term.datatype.value in BARE
            and BARE_FORM.fullmatch(self.term.value)
        ):
            found: int | float | bool = json.loads(self.term.value)
            return found
        return self.text if self.term is not None else None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Answer:
    """The answer of a question: column names, their headings, and rows of cells. Iterates as ``{column: Cell}``."""

    title: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    citation: Mapping[str, object] = field(default_factory=dict)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> list[dict[str, object]]:
        """One dictionary per row: values, and beside the name of each thing its short id as ``..._id``."""
        things = {name for row in self for name, cell in row.items() if cell.id}
        found: list[dict[str, object]] = []
        for row in self:
            record: dict[str, object] = {}
            for name, cell in row.items():
                record[name] = cell.value
                if name in things:
                    record[f"{name}_id"] = cell.id or None
            found.append(record)
        return found

    def to_pandas(self) -> Any:
        """The rows as a pandas.DataFrame (see ``records``); ImportError where pandas is not installed."""
        return import_module("pandas").DataFrame(self.records())

    def to_polars(self) -> Any:
        """The rows as a polars.DataFrame (see ``records``); ImportError where polars is not installed."""
        return import_module("polars").DataFrame(self.records(), infer_schema_length=None)


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

    def cell(term: Term | None) -> Cell:
        word = known.get(term)
        return Cell(term, word or text_of(term, names), word or text_of(term, short))

    cells = [tuple(map(cell, row)) for row in rows.rows]
    return Answer(title, rows.columns, tuple(headings.get(name, name) for name in rows.columns), cells)
