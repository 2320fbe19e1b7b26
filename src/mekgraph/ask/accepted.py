"""What a parameter of a question accepts, where that is short enough to be listed: concepts, and classes of actors."""

import pyoxigraph as ox

from mekgraph.graph.engine import Engine
from mekgraph.iris import PREFIXES, SCHEMES
from mekgraph.sparql import own_query

CLASS = "class"


def accepted(engine: Engine, kind: str) -> list[ox.NamedNode]:
    """The things that a parameter of type ``kind`` accepts, by IRI; none for a type whose things are too many.

    ``engine`` holds at least the ontology.
    """
    if kind == CLASS:
        query = own_query("actor-classes")
    elif kind in SCHEMES:
        query = own_query("concepts", scheme=[ox.NamedNode(PREFIXES["scheme"] + SCHEMES[kind])])
    else:
        return []
    return [thing for (thing,) in engine.select(query).rows if isinstance(thing, ox.NamedNode)]
