"""Query texts that must not reach the engine: those that fetch from elsewhere, and those too big for it.

Decided on tokens, so that ``?service`` and ``"load"`` are free and comments, line breaks or missing spaces hide
nothing. The engine recurses per operator and per bracket and has no limits of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from mekgraph.errors import UsageError
from mekgraph.graph.patterns import Patterns
from mekgraph.graph.tokens import Token, tokens
from mekgraph.iris import sparql_prefixes

LONGEST = 256 * 1024
DEEPEST = 100
MOST_OPERATORS = 500
MOST_PATTERNS = 100
MOST_GRAPHS = 100
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
OPENING, CLOSING = ("{", "(", "[", "<<"), ("}", ")", "]", ">>")
LONGEST_SHOWN = 80


@dataclass(frozen=True)
class Service:
    """A SERVICE of a query: where it stands in the text, the endpoint as written, the pattern, whether it may fail."""

    start: int
    end: int
    endpoint: str
    pattern: str
    silent: bool


@dataclass(frozen=True)
class Reach:
    """What a query reads beside the dataset as it is given to it: the graphs of FROM as written, other endpoints.

    ``prologue`` declares the prefixes and the base that hold in it.
    """

    prologue: str = ""
    graphs: tuple[Token, ...] = ()
    services: tuple[Service, ...] = ()

    def resolved(self, written: str) -> str:
        """The IRI that is written in full or with a prefix; UsageError for what is neither."""
        try:
            # The engine's own parser: Turtle declares prefixes and a base in the same words.
            *_, last = ox.parse(f"{self.prologue}\n{written} a {written} .", format=ox.RdfFormat.TURTLE)
        except (SyntaxError, ValueError):
            last = None
        if last is None or not isinstance(last.subject, ox.NamedNode):
            raise UsageError("usage.iri_written", text=written[:LONGEST_SHOWN])
        return last.subject.value


def guard(query: str) -> None:
    """Raise UsageError for a query with SERVICE, LOAD or FROM, or one that is too long, too deep or too full.

    >>> guard('SELECT ?service WHERE { ?service ?p "load" } # SERVICE')
    >>> guard("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    mekgraph.errors.UsageError: SERVICE is not allowed: nothing may be fetched from elsewhere.
    """
    reach = reach_of(query)
    if reach.services:
        raise _refusal(query, reach.services[0].start, "usage.fetching", word="SERVICE")
    if reach.graphs:
        raise _refusal(query, reach.graphs[0].start, "usage.fetching", word="FROM")


def refused_line(query: str) -> int:
    r"""The line (from 1) for which the guard refuses a query that it does refuse.

    >>> refused_line("SELECT *\nFROM <urn:x>\nWHERE { }")
    2
    """
    try:
        guard(query)
    except UsageError as error:
        return int(str(error.values["line"]))
    return 1


def reach_of(query: str, base: str | None = None) -> Reach:
    """What a query reads beside the dataset; UsageError as of ``guard``, but not for FROM and SERVICE.

    ``base`` is where its IRIs begin, if it does not say so itself.

    >>> [graph.text for graph in reach_of("SELECT * FROM graph:data WHERE { ?s ?p ?o }").graphs]
    ['graph:data']
    """
    if len(query) > LONGEST:
        raise UsageError("usage.query_long", length=len(query), limit=LONGEST, line=1)
    found: list[Token] = []
    patterns = Patterns()
    depth = operators = 0
    for token in tokens(query):
        found.append(token)
        patterns.take(token)
        depth += (token.text in OPENING) - (token.text in CLOSING)
        operators += token.kind == "operator" or token.text.upper() == "UNION"
        if token.kind == "unclear":
            if "SERVICE" in token.text.upper():
                raise _refusal(query, token.start, "usage.fetching", word="SERVICE")
            raise _refusal(query, token.start, "usage.query_unclear", text=token.text[:LONGEST_SHOWN])
        if depth > DEEPEST or operators > MOST_OPERATORS:
            raise _refusal(query, token.start, "usage.query_deep", depth=DEEPEST, operators=MOST_OPERATORS)
        if patterns.count > MOST_PATTERNS:
            raise _refusal(query, token.start, "usage.query_patterns", limit=MOST_PATTERNS)
    return _reach(query, found, f"BASE <{base}> " if base else "")


def _refusal(query: str, start: int, key: str, **values: object) -> UsageError:
    return UsageError(key, **values, line=query.count("\n", 0, start) + 1)


def _reach(query: str, found: Sequence[Token], base: str) -> Reach:
    form = next((token.start for token in found if token.text.upper() in FORMS), 0)
    graphs: list[Token] = []
    services: list[Service] = []
    for place, token in enumerate(found):
        word = _fetching(found, place)
        if word == "FROM":
            named = place + 1 < len(found) and found[place + 1].text.upper() == "NAMED"
            graphs.extend(found[place + 1 + named : place + 2 + named])
            if len(graphs) > MOST_GRAPHS:
                raise _refusal(query, token.start, "usage.query_graphs", limit=MOST_GRAPHS)
        elif word == "SERVICE" and (not services or token.start >= services[-1].end):
            services.append(_service(query, found, place))
        elif word:
            raise _refusal(query, token.start, "usage.fetching", word=word)
    return Reach(base + sparql_prefixes() + query[:form], tuple(graphs), tuple(services))


def _service(query: str, found: Sequence[Token], place: int) -> Service:
    """The SERVICE at a place among the tokens; UsageError for one without a group."""
    silent = [token.text.upper() for token in found[place + 1 : place + 2]] == ["SILENT"]
    first = place + 2 + silent
    depth = 0
    for token in found[first:]:
        depth += (token.text == "{") - (token.text == "}")
        if depth <= 0:
            break
    if first >= len(found) or found[first].text != "{" or depth:
        raise _refusal(query, found[place].start, "usage.fetching", word="SERVICE")
    pattern = query[found[first].start : token.end]
    return Service(found[place].start, token.end, found[first - 1].text, pattern, silent)


def _fetching(found: Sequence[Token], place: int) -> str:
    """The word for fetching that a token is, or holds where an engine would find it; empty for all others."""
    kind, text = found[place].kind, found[place].text.upper()
    if kind == "word":
        for word in ("SERVICE", "LOAD", "FROM"):
            if word in text:
                return text[:LONGEST_SHOWN]
    elif kind == "name" and "SERVICE" in text:
        return _touching(found, place, text)
    return ""


def _touching(found: Sequence[Token], place: int, text: str) -> str:
    """A name where an engine may read SERVICE in it and the rest of it as the endpoint; else empty."""
    after = found[place + 1].text if place + 1 < len(found) else ""
    before = found[place - 1].text.upper() if place else ""
    prefix, _, local = text.partition(":")
    in_prefix = "SERVICE" in prefix and after == "{" and before != "GRAPH"
    # Some engines end a name before its second dot.
    in_local = "SERVICE" in "".join([part for part in local.split(".") if part][2:])
    return text[:LONGEST_SHOWN] if in_prefix or in_local else ""
