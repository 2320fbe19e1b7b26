"""Answers: typed rows with a label for every thing, in the reader's language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from mekgraph.ask.labels import labels, link_labels, short_labels, text_of
from mekgraph.graph.engine import Engine, Rows, Term
from mekgraph.iris import PREFIXES, shorten

LINKS = PREFIXES["link"]


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

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Answer:
    """The answer of a question: column names, their headings, and rows of cells. Iterates as ``{column: Cell}``."""

    title: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: list[tuple[Cell, ...]]

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)


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
