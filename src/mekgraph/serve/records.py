"""What the server says of itself: Service Description (with the ready questions as examples), VoID and DCAT."""

from collections.abc import Iterator

import pyoxigraph as ox

from mekgraph.ask.examples import examples
from mekgraph.graph.engine import Term
from mekgraph.iris import BASE, PREFIXES
from mekgraph.serve.served import Served
from mekgraph.sparql import own_query

SPACES = {
    **PREFIXES,
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "formats": "http://www.w3.org/ns/formats/",
}
RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
Triples = Iterator[ox.Triple]


def iri(short: str) -> ox.NamedNode:
    """The IRI of a short form with one of the prefixes of these records."""
    prefix, _, local = short.partition(":")
    return ox.NamedNode(SPACES[prefix] + local)


def service_description(served: Served, address: str) -> Triples:
    """The SPARQL 1.1 Service Description of the endpoint at ``address``; editors look for examples here."""
    service, dataset = ox.NamedNode(address), ox.BlankNode("dataset")
    yield ox.Triple(service, iri("rdf:type"), iri("sd:Service"))
    yield ox.Triple(service, iri("sd:endpoint"), service)
    yield ox.Triple(service, iri("sd:supportedLanguage"), iri("sd:SPARQL11Query"))
    yield ox.Triple(service, iri("sd:feature"), iri("sd:UnionDefaultGraph"))
    if served.limits.services:
        yield ox.Triple(service, iri("sd:feature"), iri("sd:BasicFederatedQuery"))
    for name in RESULT_FORMATS:
        yield ox.Triple(service, iri("sd:resultFormat"), iri(f"formats:{name}"))
    yield ox.Triple(service, iri("sd:defaultDataset"), dataset)
    yield ox.Triple(dataset, iri("rdf:type"), iri("sd:Dataset"))
    for number, (graph, size) in enumerate(served.select(own_query("graph-sizes")).rows):
        node, content = ox.BlankNode(f"named{number}"), ox.BlankNode(f"graph{number}")
        yield ox.Triple(dataset, iri("sd:namedGraph"), node)
        yield from _all(node, {"sd:name": graph, "sd:graph": content})
        yield from _all(content, {"rdf:type": iri("sd:Graph"), "void:triples": size})
    yield from examples(served.catalogue().values(), address)


def void(served: Served, address: str) -> Triples:
    """The dataset as VoID and DCAT: what it is, how much it holds, where it can be asked, under which licence."""
    dataset = ox.NamedNode(BASE + "dataset")
    triples, subjects, properties = served.select(own_query("statistics")).rows[0]
    yield from _all(
        dataset,
        {
            "rdf:type": iri("void:Dataset"),
            "dcterms:title": ox.Literal("mekgraph", language="en"),
            "dcterms:license": ox.NamedNode(LICENSE),
            "dcterms:identifier": ox.Literal(served.built.version),
            "void:sparqlEndpoint": ox.NamedNode(address),
            "void:uriSpace": ox.Literal(BASE),
            "void:triples": triples,
            "void:distinctSubjects": subjects,
            "void:properties": properties,
            "dcat:distribution": ox.BlankNode("service"),
        },
    )
    yield ox.Triple(dataset, iri("rdf:type"), iri("dcat:Dataset"))
    yield ox.Triple(dataset, iri("void:vocabulary"), ox.NamedNode(PREFIXES["mek"]))
    yield from _all(
        ox.BlankNode("service"), {"rdf:type": iri("dcat:Distribution"), "dcat:accessURL": ox.NamedNode(address)}
    )
    for number, (kind, things) in enumerate(served.select(own_query("class-sizes")).rows):
        part = ox.BlankNode(f"class{number}")
        yield ox.Triple(dataset, iri("void:classPartition"), part)
        yield from _all(part, {"void:class": kind, "void:entities": things})


def _all(subject: ox.NamedNode | ox.BlankNode, statements: dict[str, Term | None]) -> Triples:
    for short, value in statements.items():
        if value is not None:
            yield ox.Triple(subject, iri(short), value)
