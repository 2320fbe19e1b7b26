"""Query texts that must not reach the engine: those that fetch from elsewhere, and those too deep for it.

Decided on tokens, so that ``?service`` and ``"load"`` are free and comments or line breaks hide nothing.
"""

import re

from mekgraph.errors import UsageError

TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
          | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<name>[\w.-]*:[\w.%:\\~!$&'()*+,;=/?#@-]*)
      | (?P<word>[^\W\d]\w*)
      | (?P<bracket>[{(\[\])}])""",
    re.VERBOSE | re.DOTALL,
)
FETCHING = {"SERVICE", "LOAD", "FROM"}
LONGEST = 256 * 1024
DEEPEST = 100


def guard(query: str) -> None:
    """Raise UsageError for a query that is too long, too deeply nested, or names SERVICE, LOAD or FROM.

    >>> guard('SELECT ?service WHERE { ?service ?p "load" } # SERVICE')
    >>> guard("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    mekgraph.errors.UsageError: SERVICE is not allowed: nothing may be fetched from elsewhere.
    """
    if len(query) > LONGEST:
        raise UsageError("usage.query_long", length=len(query), limit=LONGEST)
    depth = 0
    for token in TOKEN.finditer(query):
        if token.lastgroup == "word" and token.group().upper() in FETCHING:
            raise UsageError("usage.fetching", word=token.group().upper())
        if token.lastgroup == "bracket":
            depth += 1 if token.group() in "{([" else -1
            if depth > DEEPEST:
                raise UsageError("usage.query_deep", limit=DEEPEST)
