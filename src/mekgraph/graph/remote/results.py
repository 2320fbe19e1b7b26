"""SPARQL results from a server, looked at before they are read: the engine's reader recurses, and would end us."""

import re

import pyoxigraph as ox

JSON = "application/sparql-results+json"
KINDS = (JSON, "application/json")
# So many brackets in one another; results have five, and two more for each statement about a statement.
DEEPEST = 50
STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
NO_BRACKETS = bytes(set(range(256)) - set(b"{}[]"))
PAIR = re.compile(rb"\{\}|\[\]")


def results(content: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    """The results in a JSON text, read bit by bit; ValueError or SyntaxError for what is none, now or on the way.

    Only the thread that asked may let go of what is read (see ``engine.answer_of``).

    >>> bool(results(b'{"head": {}, "boolean": true}'))
    True
    """
    if _is_deep(content):
        raise ValueError(DEEPEST)
    return ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)


def _is_deep(content: bytes) -> bool:
    """Whether the brackets of a JSON text are more than DEEPEST deep, or do not match."""
    brackets = STRING.sub(b"", content).translate(None, NO_BRACKETS)
    for _ in range(DEEPEST):
        before = len(brackets)
        brackets = PAIR.sub(b"", brackets)
        if len(brackets) in (0, before):
            break
    return bool(brackets)
