"""What a query text asks for, by its tokens: its form, the prefixes that it leaves undeclared, and that it only reads.

Some servers carry out an update, or fetch a page, when it is sent as a query. So nothing is sent that is not of one of
the four forms, or that holds a keyword of the update language or of a server's own pragmas.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from mekgraph.errors import UsageError
from mekgraph.graph.tokens import tokens
from mekgraph.iris import PREFIXES

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
WRITING = re.compile(r"(?<!\w)(ADD|CLEAR|COPY|CREATE|DEFINE|DELETE|DROP|INSERT|LOAD|MODIFY|MOVE)(?!\w)", re.IGNORECASE)
CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U000([0-9A-Fa-f]{5})")


class Asked(NamedTuple):
    """A query as it is sent: its form, and its text with the declarations of our prefixes that it uses."""

    form: str
    text: str


def asked(query: str) -> Asked:
    """The query ready to be sent; lines of it keep their numbers.

    Raises UsageError for a text that is no query, or that would change something.

    >>> asked("SELECT ?s { ?s a skos:Concept }")
    Asked(form='SELECT', text='PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?s { ?s a skos:Concept }')
    """
    # Servers may put letters in the place of escapes before they look for tokens, or after.
    for text in (query, CODE_POINT.sub(lambda match: chr(int(match.group(1) or match.group(2), 16)), query)):
        for word in _words(text):
            if writing := WRITING.search(word):
                raise UsageError("usage.query_writes", word=writing.group().upper())
    form = next((word.upper() for word in _words(query) if word.upper() in FORMS), None)
    if form is None:
        raise UsageError("usage.query_form", form=" / ".join(FORMS))
    found = list(tokens(query))
    own = {name.text for before, name in pairwise(found) if before.text.upper() == "PREFIX"}
    used = {token.text.partition(":")[0] for token in found if token.kind == "name"}
    missing = [name for name in PREFIXES if name in used and f"{name}:" not in own]
    return Asked(form, "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing) + query)


def _words(text: str) -> Iterator[str]:
    """The words of a query that may be keywords, and what can be read in several ways."""
    return (token.text for token in tokens(text) if token.kind in ("word", "unclear"))
