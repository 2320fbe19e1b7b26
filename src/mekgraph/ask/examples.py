"""The ready questions as examples for editors of queries, in the form of the SIB's collection of SPARQL examples.

Each is a ``sh:SPARQLSelectExecutable`` with its question in all languages and, as ``sh:select``, its query with the
example values, which runs as it stands. ``sh:prefixes`` leads to the same prefixes for programs that add them.
"""

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mekgraph.ask.catalogue import HEADER, Question
from mekgraph.iris import BASE, DEF, PREFIXES, expand
from mekgraph.messages import LANGUAGES

# Where ``mekgraph serve`` answers unless it is told otherwise.
HERE = "http://127.0.0.1:8000/sparql"
PREFIX = re.compile(r"(?<![\w:?<])([a-z]+):")
ONTOLOGY = ox.NamedNode(DEF)


def examples(questions: Iterable[Question], address: str = HERE) -> Iterator[ox.Triple]:
    """Some ready questions as examples for the SPARQL endpoint at ``address``, and the prefixes that they use."""
    used: set[str] = set()
    for question in questions:
        yield from _example(question, address)
        used |= _prefixes(_body(question))
    for prefix in sorted(used):
        yield from _declaration(prefix)


def runnable(question: Question) -> str:
    """The query of a question with its example values: without the header, with the prefixes that it uses."""
    body = _body(question)
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in sorted(_prefixes(body))) + "\n" + body


def _body(question: Question) -> str:
    lines = [line for line in question.query.split("\n") if not HEADER.match(line)]
    return "\n".join(lines).strip() + "\n"


def _prefixes(query: str) -> set[str]:
    """Which of our prefixes stand in a query; perhaps one too many, where a comment or an address looks like it."""
    return set(PREFIX.findall(query)) & set(PREFIXES)


def _example(question: Question, address: str) -> Iterator[ox.Triple]:
    node = ox.NamedNode(f"{BASE}question/{question.id}")
    for kind in ("sh:SPARQLExecutable", "sh:SPARQLSelectExecutable"):
        yield _triple(node, "rdf:type", ox.NamedNode(expand(kind)))
    for language in LANGUAGES:
        yield _triple(node, "rdfs:label", ox.Literal(question.title[language], language=language))
        yield _triple(node, "rdfs:comment", ox.Literal(question.question[language], language=language))
    yield _triple(node, "sh:prefixes", ONTOLOGY)
    yield _triple(node, "sh:select", ox.Literal(runnable(question)))
    yield _triple(node, "schema:target", ox.NamedNode(address))
    yield _triple(node, "schema:keywords", ox.Literal(question.area))


def _declaration(prefix: str) -> Iterator[ox.Triple]:
    """A prefix as the ontology declares it too."""
    node = ox.NamedNode(f"{DEF}prefixes#{prefix}")
    yield _triple(ONTOLOGY, "sh:declare", node)
    yield _triple(node, "rdf:type", ox.NamedNode(expand("sh:PrefixDeclaration")))
    yield _triple(node, "sh:prefix", ox.Literal(prefix))
    yield _triple(node, "sh:namespace", ox.Literal(PREFIXES[prefix], datatype=ox.NamedNode(expand("xsd:anyURI"))))


def _triple(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(expand(predicate)), value)
