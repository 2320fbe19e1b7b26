"""What an edit changed, and which queries that can concern."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from mekgraph.check.queries import QueryRule
from mekgraph.graph.tokens import Token, tokens
from mekgraph.iris import PREFIXES
from mekgraph.shacl.compiling import Query

TYPE = PREFIXES["rdf"] + "type"
SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
TERMS = ("variable", "name", "iri")


@dataclass(frozen=True)
class Mentions:
    """The IRIs that a query names, and whether it asks for any predicate: nothing else can change its answer."""

    iris: frozenset[str]
    any_predicate: bool


@dataclass(frozen=True)
class Changes:
    """The predicates of statements that came or went, and the classes of types that did; ``all``: anything at all."""

    predicates: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    all: bool = False

    @classmethod
    def everything(cls) -> "Changes":
        """A change of anything."""
        return cls(all=True)

    @classmethod
    def between(cls, before: Iterable[ox.Triple], after: Iterable[ox.Triple]) -> "Changes":
        """What differs between two versions of a file."""
        differing = set(before) ^ set(after)
        predicates = frozenset(triple.predicate.value for triple in differing)
        classes = frozenset(
            triple.object.value
            for triple in differing
            if triple.predicate.value == TYPE and isinstance(triple.object, ox.NamedNode)
        )
        return cls(predicates, classes, SUBCLASS in predicates)

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.predicates | other.predicates, self.classes | other.classes, self.all or other.all)

    def concern(self, query: Query | QueryRule) -> bool:
        """Whether the answer of a query can be another one now.

        A compiled query names every class that it asks for; one that a person wrote may ask for any class.
        """
        if self.all:
            return True
        compiled = isinstance(query, Query) and not query.on_values
        text = query.text if isinstance(query, Query) else query.query
        mentions = mentioned(text)
        changed = (self.predicates - {TYPE}) | self.classes if compiled else self.predicates
        return bool(changed) and (mentions.any_predicate or not mentions.iris.isdisjoint(changed))


@functools.cache
def mentioned(query: str) -> Mentions:
    """What a query depends on.

    A variable stands for any predicate where it follows a term or ";" and a term follows it; in doubt it does.

    >>> mentioned("SELECT ?s WHERE { ?s mek:kind ?o ; a ?class }").any_predicate
    False
    >>> mentioned("SELECT ?s WHERE { ?s mek:kind ?o ; ?p ?x }").any_predicate
    True
    """
    found = list(tokens(query))
    iris: set[str] = set()
    depth = 0
    in_head = True  # between SELECT and its group, variables are columns
    any_predicate = "?predicate" in query  # a closed shape inside another
    for place, token in enumerate(found):
        word = token.text
        depth += {"(": 1, ")": -1}.get(word, 0)
        in_head = word.upper() in ("SELECT", "BY") or (in_head and word != "{")
        if token.kind == "iri":
            iris.add(word[1:-1])
        elif token.kind == "name":
            prefix, _, local = word.partition(":")
            iris.add(PREFIXES.get(prefix, prefix + ":") + local.replace("\\", ""))
        elif word == "a":
            iris.add(TYPE)
        elif token.kind == "variable" and not depth and not in_head and 0 < place < len(found) - 1:
            any_predicate |= _is_predicate(found[place - 1], found[place + 1])
    return Mentions(frozenset(iris), any_predicate)


def _is_predicate(before: Token, after: Token) -> bool:
    """Whether a variable may stand in the place of a predicate, between what comes before and after it."""
    follows = before.text in (";", "]", "a") or before.kind in TERMS
    leads = after.kind in (*TERMS, "string", "number") or after.text in ("[", "(", "true", "false")
    return follows and leads
