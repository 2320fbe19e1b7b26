"""Which of the forms that an answer can have the client wants most (RFC 9110, section 12.5)."""

from collections.abc import Sequence

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from mekgraph.serve.failures import NotAcceptableError

RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPHS = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
HTML = "text/html"
# What people and older programs ask for, and what is meant by it.
ALSO = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/plain": "application/n-triples",
    "application/x-turtle": "text/turtle",
}
# Of a wish, in characters; browsers need some 200. Thousands of wishes take longer to compare than an answer to make.
LONGEST = 4096
UTF8 = ("text/csv", "text/tab-separated-values", "text/turtle", HTML)


def wanted(accept: str | None, offered: Sequence[str]) -> list[str]:
    """The offered media types that the client accepts, best first; NotAcceptableError where it accepts none.

    Without a wish, or among wishes of the same weight, our own order counts.

    >>> wanted("text/csv;q=0.5, application/sparql-results+xml, */*;q=0.1", RESULTS)[:2]
    ['application/sparql-results+xml', 'text/csv']
    """
    if not accept:
        return [*offered]
    header = parse_accept_header(accept[:LONGEST], MIMEAccept)
    also = {other: kind for other, kind in ALSO.items() if kind in offered}
    quality: dict[str, float] = {kind: header.quality(kind) for kind in offered}
    for other, kind in also.items():
        if any(name == other for name, _ in header):
            quality[kind] = max(quality[kind], header.quality(other))
    found = sorted((kind for kind in offered if quality[kind] > 0), key=lambda kind: -quality[kind])
    if not found:
        raise NotAcceptableError(offered)
    return found


def content_type(kind: str) -> str:
    """The Content-Type for a media type; what is text says its encoding."""
    return f"{kind}; charset=utf-8" if kind in UTF8 else kind
