"""Terms of ours in a query that the graph does not hold: misspelt properties, classes, concepts and ids."""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from mekgraph.ask.teaching.lesson import Lesson, QueryText
from mekgraph.ask.teaching.prefixes import NAMES, declared
from mekgraph.check.nearest import said_of
from mekgraph.graph.engine import Engine
from mekgraph.graph.syntax.tokens import Token
from mekgraph.iris import BASE, DEF, PREFIXES, THINGS, shorten
from mekgraph.sparql import own_query

TERMS = (DEF, BASE + "vocab/")
IDS = tuple(PREFIXES[kind] for kind in THINGS)
MOST = 100


def unknown(query: QueryText, tokens: list[Token], engine: Engine) -> Iterator[Lesson]:
    """A lesson for every term and id of ours among ``tokens`` that no statement of the graph holds.

    It is an error only for a term written with a prefix: nobody writes a whole address by a slip of the finger, and an
    id may be one that is not described yet.
    """
    places = _ours(tokens)
    for iri in _nowhere(engine, list(places)[:MOST]):
        token = places[iri]
        space = next(space for space in (*IDS, *TERMS) if iri.startswith(space))
        is_id = space in IDS
        key, values = said_of(iri, _names(engine, space), "id" if is_id else "term")
        values["term"] = token.text
        if is_id:
            yield query.remark(key.removeprefix("terms."), token.start, token.end, **values)
        elif token.kind == "ADDRESS":
            yield query.remark("whole_term", token.start, token.end, **values)
        else:
            yield query.error(key.removeprefix("terms."), token.start, token.end, **values, whole=f"<{iri}>")


def iri_of(token: Token, prefixes: Mapping[str, str]) -> str:
    """The address that a token stands for; "" for one that is no name, or of an unknown prefix."""
    if token.kind == "ADDRESS":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return prefixes[prefix] + local if token.kind in NAMES and prefix in prefixes else ""


def _ours(tokens: list[Token]) -> dict[str, Token]:
    """Where each term and id of ours stands first."""
    prefixes = {**PREFIXES, **declared(tokens)}
    found: dict[str, Token] = {}
    for token in tokens:
        iri = iri_of(token, prefixes)
        if iri.startswith((*IDS, *TERMS)) and iri not in PREFIXES.values():
            found.setdefault(iri, token)
    return found


def _nowhere(engine: Engine, iris: list[str]) -> list[str]:
    if not iris:
        return []
    rows = engine.select(own_query("nowhere", term=map(ox.NamedNode, iris))).rows
    found = {row[0].value for row in rows if isinstance(row[0], ox.NamedNode)}
    return [iri for iri in iris if iri in found]


def _names(engine: Engine, space: str) -> list[str]:
    """The short names to choose from: ids of that kind, or every term."""
    spaces = TERMS if space in TERMS else (space,)
    rows = engine.select(own_query("terms-below", space=map(ox.Literal, spaces))).rows
    return sorted(shorten(row[0].value) for row in rows if isinstance(row[0], ox.NamedNode))
