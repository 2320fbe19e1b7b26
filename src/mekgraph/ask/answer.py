"""Answers: typed rows with a label for every thing, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mekgraph.graph.engine import Engine, Rows, Term
from mekgraph.iris import DEF, PREFIXES, shorten
from mekgraph.messages import LANGUAGES
from mekgraph.sparql import own_query

LINKS = PREFIXES["link"]


@dataclass(frozen=True)
class Cell:
    """One cell: the term, and the text to show for it."""

    term: Term | None
    text: str

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


def labels(engine: Engine, terms: set[ox.NamedNode], language: str) -> dict[str, str]:
    """A label for each term that has one, in ``language`` or else in the next of en, ru, uz."""
    order = [language, *(other for other in LANGUAGES if other != language), ""]
    best: dict[str, tuple[int, str]] = {}
    for thing, name in engine.select(own_query("labels", thing=sorted(terms, key=str))).rows:
        if isinstance(thing, ox.NamedNode) and isinstance(name, ox.Literal) and (name.language or "") in order:
            candidate = (order.index(name.language or ""), name.value)
            best[thing.value] = min(best.get(thing.value, candidate), candidate)
    return {iri: text for iri, (_, text) in best.items()}


def link_labels(engine: Engine, links: set[ox.NamedNode], language: str) -> dict[str, str]:
    """Links as sentences: subject, verb, object."""
    query = own_query("link-sentences", link=sorted(links, key=str), language=[ox.Literal(language)])
    rows = engine.select(query).rows
    ends = {term for row in rows for term in (row[1], row[2]) if isinstance(term, ox.NamedNode)}
    names = labels(engine, ends, language)
    return {
        link.value: f"{_text(start, names)} – {_text(verb, names)} – {_text(end, names)}"
        for link, start, end, verb in rows
        if isinstance(link, ox.NamedNode)
    }


def answer(engine: Engine, rows: Rows, title: str, headings: dict[str, str], language: str) -> Answer:
    """The rows of a SELECT as an answer; ``headings`` by column name, missing ones are the name itself."""
    things = {term for row in rows.rows for term in row if isinstance(term, ox.NamedNode)}
    links = {thing for thing in things if thing.value.startswith(LINKS)}
    names = labels(engine, things - links, language) | link_labels(engine, links, language)
    cells = [tuple(Cell(term, _text(term, names)) for term in row) for row in rows.rows]
    return Answer(title, rows.columns, tuple(headings.get(name, name) for name in rows.columns), cells)


def _text(term: Term | None, names: dict[str, str]) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        fallback = shorten(term.value)
        return names.get(term.value, fallback.removeprefix("mek:") if term.value.startswith(DEF) else fallback)
    return term.value if isinstance(term, ox.Literal) else str(term)
