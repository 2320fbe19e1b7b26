"""The answer of a CONSTRUCT or DESCRIBE as RDF text."""

from collections.abc import Iterable

import pyoxigraph as ox

from mekgraph.iris import PREFIXES

FORMATS = {"ntriples": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}


def serialized(triples: Iterable[ox.Triple], form: str) -> str:
    """N-Triples in the order of their text, or JSON-LD with our prefixes."""
    ordered = sorted(triples, key=str)
    prefixes = None if form == "ntriples" else dict(PREFIXES)
    written = ox.serialize(ordered, format=FORMATS[form], prefixes=prefixes)
    return (written or b"").decode()
