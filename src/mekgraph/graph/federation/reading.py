"""The worker that reads what another endpoint has answered, and writes its solutions as VALUES.

The reader recurses, and a small answer can keep it busy for hours or take all memory; so it is one that can be lost.
A job is the answer (``content``, in base64), its media type (``kind``) and the ``number`` of its SERVICE in the query.
"""

import base64
import re

import pyoxigraph as ox

from mekgraph.apart.inside import serve
from mekgraph.apart.process import Answer, Job
from mekgraph.graph.remote.results import KINDS as JSON_KINDS
from mekgraph.graph.remote.results import results
from mekgraph.iris import BASE

STACK = 8 * 1024 * 1024
XML = "application/sparql-results+xml"
KINDS = (*JSON_KINDS, XML, "application/xml")
# Rows times columns: few bytes can stand for many terms, since those that are not there have a place in each row.
MOST_TERMS = 1_000_000
# Without this the reader takes an answer in XML that breaks off for a whole one.
XML_END = re.compile(rb"</(?:[^\s<>/:]+:)?sparql\s*>\s*(?:<!--[^>]*-->\s*)*\Z")
# Nodes without a name get one: RDF 1.1 Concepts, section 3.5.
GENID = BASE + ".well-known/genid/"
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def _answer(job: Job) -> Answer:
    """VALUES of the kind "values"; else "terms" for too many, or "other" for what is no solutions."""
    try:
        rows, names = _read(base64.b64decode(job["content"]), job["kind"], job["number"])
    except (SyntaxError, ValueError):
        return {"kind": "other"}, b""
    if rows is None:
        return {"kind": "terms"}, b""
    return {"kind": "values"}, f"VALUES ({names}) {{ {' '.join(rows)} }}".encode()


def _read(content: bytes, kind: str, number: int) -> tuple[list[str] | None, str]:
    """The rows of the solutions as they are written, or None if there are too many terms; and the variables."""
    solutions = results(content) if kind in JSON_KINDS else _in_xml(content)
    if not isinstance(solutions, ox.QuerySolutions):
        raise ValueError(kind)  # noqa: TRY004 - what came is wrong, no argument is
    most = MOST_TERMS // max(len(solutions.variables), 1)
    rows: list[str] = []
    for solution in solutions:
        rows.append(f"({' '.join(_written(term, number) for term in solution)})")
        if len(rows) > most:
            return None, ""
    return rows, " ".join(f"?{variable.value}" for variable in solutions.variables)


def _in_xml(content: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    """The results in an XML text; ValueError or SyntaxError for what is none, now or on the way."""
    if not XML_END.search(content):
        raise ValueError(XML)
    return ox.parse_query_results(content, format=ox.QueryResultsFormat.XML)


def _written(term: Term | None, number: int) -> str:
    """A term as it is written in a query; ValueError for what is not one that can be."""
    match term:
        case None:
            return "UNDEF"
        case ox.BlankNode():
            return str(ox.NamedNode(f"{GENID}{number}-{term.value}"))
        # What comes from outside is made anew, which looks at it: so no term is more than a term.
        case ox.NamedNode():
            return str(ox.NamedNode(term.value))
        case ox.Literal() if term.language:
            return str(ox.Literal(term.value, language=term.language))
        case ox.Literal():
            return str(ox.Literal(term.value, datatype=ox.NamedNode(term.datatype.value)))
        case _:
            raise ValueError(term)


if __name__ == "__main__":
    serve(_answer, STACK)
