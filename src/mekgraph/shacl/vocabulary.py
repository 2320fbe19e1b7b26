"""The terms of SHACL that shapes may use, and which of them are parameters of constraints (``terms.toml``)."""

import tomllib
from importlib import resources

from mekgraph.iris import PREFIXES

SH = PREFIXES["sh"]
RDF = PREFIXES["rdf"]
XSD = PREFIXES["xsd"]
TYPE, FIRST, REST, NIL = (RDF + name for name in ("type", "first", "rest", "nil"))
CLASS = PREFIXES["rdfs"] + "Class"

_LISTS: dict[str, list[str]] = tomllib.loads(
    resources.files("mekgraph.shacl").joinpath("terms.toml").read_text(encoding="utf-8")
)
SINGLE, SEVERAL, TARGETS = _LISTS["single"], _LISTS["several"], _LISTS["targets"]
NEED_PATH, NODE_KINDS = _LISTS["need_path"], _LISTS["node_kinds"]
LEFT_TO_REFERENCE = frozenset(SH + name for name in _LISTS["left_to_reference"])


def component(parameter: str) -> str:
    """The IRI of the constraint component that a parameter belongs to.

    >>> component("minCount")
    'http://www.w3.org/ns/shacl#MinCountConstraintComponent'
    """
    name = "SPARQL" if parameter == "sparql" else parameter[0].upper() + parameter[1:]
    return f"{SH}{name}ConstraintComponent"


TERMS = frozenset(
    [SH + name for names in _LISTS.values() for name in names]
    + [component(name) for name in (*SINGLE, *SEVERAL, "qualifiedMinCount", "qualifiedMaxCount")]
)
