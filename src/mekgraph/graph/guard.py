"""Query texts that must not reach the engine: those that fetch from elsewhere, and those too big for it.

Decided on tokens, so that ``?service`` and ``"load"`` are free and comments, line breaks or missing spaces hide
nothing. The engine recurses per operator and per bracket and has no limits of its own.
"""

import re

from mekgraph.errors import UsageError

TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
          | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<name>(?<![\w.-])[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
      | (?P<word>[^\W\d]\w*)
      | (?P<bracket>[{(\[\])}])
      | (?P<operator>[-+*/|!^&])""",
    re.VERBOSE | re.DOTALL,
)
FETCHING = re.compile(r"(?<!\w)(SERVICE|LOAD|FROM)(?!\w)", re.IGNORECASE)
# Between "<" and ">" of a comparison the engine sees no IRI; these letters hardly stand in a real one.
DOUBTFUL = re.compile(r"[()?&|!=]")
LONGEST = 256 * 1024
DEEPEST = 100
MOST_OPERATORS = 1000


def guard(query: str) -> None:
    """Raise UsageError for a query that names SERVICE, LOAD or FROM, or is too long, too deep or too full of operators.

    >>> guard('SELECT ?service WHERE { ?service ?p "load" } # SERVICE')
    >>> guard("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    mekgraph.errors.UsageError: SERVICE is not allowed: nothing may be fetched from elsewhere.
    """
    if len(query) > LONGEST:
        raise UsageError("usage.query_long", length=len(query), limit=LONGEST)
    depth = operators = 0
    for token in TOKEN.finditer(query):
        kind, text = token.lastgroup, token.group()
        word = FETCHING.search(text)
        if word and (kind == "word" or (kind == "iri" and DOUBTFUL.search(text))):
            raise UsageError("usage.fetching", word=word.group().upper())
        depth += {"bracket": 1 if text in "{([" else -1}.get(kind or "", 0)
        operators += kind == "operator" or text.upper() == "UNION"
        if depth > DEEPEST or operators > MOST_OPERATORS:
            raise UsageError("usage.query_deep", depth=DEEPEST, operators=MOST_OPERATORS)


def refused_line(query: str) -> int:
    r"""The line (from 1) with which the guard begins to refuse a query that it does refuse.

    >>> refused_line("SELECT *\nFROM <urn:x>\nWHERE { }")
    2
    """
    lines = query.split("\n")
    for count in range(1, len(lines)):
        try:
            guard("\n".join(lines[:count]))
        except UsageError:
            return count
    return len(lines)
