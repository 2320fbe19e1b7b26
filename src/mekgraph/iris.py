"""The namespaces of mekgraph and the short forms of IRIs.

``ontology/prefixes.ttl`` declares the same prefixes as data (``sh:declare``); a test compares the two.
"""

import re
from collections.abc import Mapping

import pyoxigraph as ox

BASE = "https://w3id.org/mekgraph/"
DEF = BASE + "def/"
SHAPE = BASE + "shape/"
GRAPH = BASE + "graph/"

THINGS = ("actor", "event", "instrument", "source", "link", "evidence", "figure", "disagreement", "reading", "edge")
SCHEMES = {
    "kind": "link-kind",
    "theme": "theme",
    "assertion": "assertion",
    "attendance": "attendance",
    "reliability": "reliability",
    "credibility": "credibility",
    "absence": "absence",
    "bound": "bound",
    "unit": "unit",
    "measure": "measure",
    "topic": "topic",
    "eventkind": "event-kind",
    "instrumentkind": "instrument-kind",
}
PREFIXES: dict[str, str] = {
    "mek": DEF,
    "shape": SHAPE,
    "graph": GRAPH,
    "scheme": BASE + "vocab/",
    **{kind: f"{BASE}id/{kind}/" for kind in THINGS},
    **{prefix: f"{BASE}vocab/{scheme}/" for prefix, scheme in SCHEMES.items()},
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "vann": "http://purl.org/vocab/vann/",
    "wd": "http://www.wikidata.org/entity/",
}
LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
LOCAL_END = re.compile(r"(?<![A-Za-z0-9_.-])[A-Za-z0-9_.-]*\Z")
# Between the parts of a composed id. Not a dot: SPARQL allows several in a name, but engines differ (Oxigraph: one).
SEPARATOR = "_"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def expand(curie: str) -> str:
    """The IRI of a short form with one of our prefixes.

    >>> expand("actor:unoct")
    'https://w3id.org/mekgraph/id/actor/unoct'
    """
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


class Shortener:
    """Short forms by any number of prefixes, as ``shorten`` gives them: files may declare thousands.

    >>> Shortener({"b": "urn:a:b", "a": "urn:a:"}).short("urn:a:bcd"), Shortener({}).short("urn:a:bcd")
    ('b:cd', 'urn:a:bcd')
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._names = {prefixes[name]: name for name in sorted(prefixes)}
        self._lengths = sorted({len(space) for space in self._names}, reverse=True)

    def short(self, iri: str) -> str:
        """The short form of an IRI, or the IRI itself where no prefix fits."""
        begins = LOCAL_END.search(iri).start()  # type: ignore[union-attr]  # it may be empty, so it is always found
        for length in self._lengths:
            if length < begins:
                break
            name = self._names.get(iri[:length])
            if name is not None and LOCAL.fullmatch(iri, length):
                return f"{name}:{iri[length:]}"
        return iri


_OURS = Shortener(PREFIXES)


def shorten(iri: str) -> str:
    """The short form of an IRI, by the longest fitting namespace, or the IRI itself where none fits.

    >>> shorten("https://w3id.org/mekgraph/id/link/isrs-uz_organized_ev-rec-1")
    'link:isrs-uz_organized_ev-rec-1'
    >>> shorten("https://example.org/a b")
    'https://example.org/a b'
    """
    return _OURS.short(iri)


def node(iri: str) -> ox.NamedNode | None:
    """A text as an IRI (RFC 3987), or None where it is none.

    >>> node("actor unoct") is None
    True
    """
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def slug(iri: str) -> str:
    """The last part of an IRI.

    >>> slug("https://w3id.org/mekgraph/id/actor/unoct")
    'unoct'
    """
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def sparql_prefixes() -> str:
    """The PREFIX lines of all our prefixes, for queries that declare none."""
    return "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
