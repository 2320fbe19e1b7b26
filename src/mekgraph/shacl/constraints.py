"""The constraints of one shape, read from its parameters (SHACL, section 4)."""

import re
from collections.abc import Iterable

import pyoxigraph as ox

from mekgraph.graph.engine import Term
from mekgraph.shacl.graph import Malformed, Node, ShapesGraph
from mekgraph.shacl.model import Constraint
from mekgraph.shacl.paths import Path
from mekgraph.shacl.prebinding import read_select
from mekgraph.shacl.vocabulary import NEED_PATH, NODE_KINDS, SEVERAL, SH, SINGLE, XSD, component

COUNTS = ("minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount")
BOUNDS = ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")
IRIS = ("class", "datatype", "equals", "disjoint", "lessThan", "lessThanOrEquals")
INTEGER = re.compile(r"[+]?[0-9]{1,9}")
INTEGERS = {
    XSD + name
    for name in (
        *("integer", "nonNegativeInteger", "positiveInteger", "long", "int", "short", "byte"),
        *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
}


def read_constraints(graph: ShapesGraph, node: Node, path: Path | None) -> Iterable[Constraint]:
    """The constraints of the shape at ``node``; Malformed for a value that does not fit its parameter."""
    for name in (*SINGLE, *SEVERAL):
        values = graph.sh(node, name)
        if name in SINGLE and len(values) > 1:
            raise Malformed("shapes.twice", term="sh:" + name, at=SH + name)
        if values and path is None and name in NEED_PATH:
            raise Malformed("shapes.needs_path", term="sh:" + name, at=SH + name)
        for value in values:
            try:
                yield from _constraint(graph, node, name, value)
            except Malformed as fault:
                raise Malformed(fault.key, **{"term": "sh:" + name, "at": SH + name, **fault.values}) from None


def _constraint(graph: ShapesGraph, node: Node, name: str, value: Term) -> Iterable[Constraint]:
    """The constraint for one value of one parameter; none for sh:property and for false switches."""
    made = Constraint(name, component(name), terms=(value,))
    if name == "qualifiedValueShape":
        yield from _qualified(graph, node, value)
    elif name in ("closed", "uniqueLang"):
        if _truth(value, name):
            ignored = _ignored(graph, node) if name == "closed" else ()
            yield Constraint(name, component(name), terms=ignored)
    elif name in ("and", "or", "xone"):
        yield Constraint(name, component(name), shapes=tuple(_node(member) for member in graph.list_at(value)))
    elif name in ("not", "node"):
        yield Constraint(name, component(name), shapes=(_node(value),))
    elif name == "in":
        yield Constraint(name, component(name), terms=tuple(graph.list_at(value)))
    elif name == "languageIn":
        yield Constraint(name, component(name), terms=tuple(_literal(member) for member in graph.list_at(value)))
    elif name in COUNTS:
        yield Constraint(name, component(name), terms=(value,), number=_number(value, name))
    elif name == "pattern":
        flags = graph.one(node, "flags")
        yield Constraint(
            name,
            component(name),
            text=_regex(_literal(value).value, flags),
            flags=flags.value if isinstance(flags, ox.Literal) else "",
        )
    elif name == "sparql":
        select = read_select(graph, _node(value))
        if select:
            yield Constraint(name, component(name), text=select.text, node=_node(value), messages=select.messages)
    elif name != "property":
        _checked(name, value)
        yield made


def _checked(name: str, value: Term) -> None:
    """Malformed for a value that is not of the kind that the parameter wants."""
    fits = (
        isinstance(value, ox.NamedNode)
        if name in IRIS
        else isinstance(value, ox.Literal)
        if name in BOUNDS
        else isinstance(value, ox.NamedNode) and value.value.removeprefix(SH) in NODE_KINDS
        if name == "nodeKind"
        else not isinstance(value, ox.BlankNode)
    )
    if not fits:
        raise Malformed("shapes.value")


def _qualified(graph: ShapesGraph, node: Node, value: Term) -> Iterable[Constraint]:
    disjoint = graph.one(node, "qualifiedValueShapesDisjoint")
    flag = "disjoint" if disjoint is not None and _truth(disjoint, "qualifiedValueShapesDisjoint") else ""
    for name in ("qualifiedMinCount", "qualifiedMaxCount"):
        count = graph.one(node, name)
        if count is not None:
            number = _number(count, name)
            yield Constraint(name, component(name), (count,), shapes=(_node(value),), number=number, flags=flag)


def _ignored(graph: ShapesGraph, node: Node) -> tuple[Term, ...]:
    """The predicates that a closed shape allows: those it ignores and those of its property shapes."""
    listed = graph.one(node, "ignoredProperties")
    ignored = graph.list_at(listed) if listed is not None else []
    if not all(isinstance(term, ox.NamedNode) for term in ignored):
        raise _wrong("ignoredProperties")
    inner_shapes = [inner for inner in graph.sh(node, "property") if isinstance(inner, Node)]
    properties = [path for inner in inner_shapes for path in graph.sh(inner, "path")]
    return tuple(dict.fromkeys(term for term in [*ignored, *properties] if isinstance(term, ox.NamedNode)))


def _wrong(name: str) -> Malformed:
    return Malformed("shapes.value", term="sh:" + name, at=SH + name)


def _truth(value: Term, name: str) -> bool:
    """Whether a switch is on; the standard knows only the literal true, "1" is none."""
    if (
        not isinstance(value, ox.Literal)
        or value.datatype.value != XSD + "boolean"
        or value.value not in ("true", "false", "1", "0")
    ):
        raise _wrong(name)
    return value.value == "true"


def _number(value: Term, name: str) -> int:
    if not isinstance(value, ox.Literal) or value.datatype.value not in INTEGERS or not INTEGER.fullmatch(value.value):
        raise _wrong(name)
    return int(value.value)


def _node(value: Term) -> Node:
    if not isinstance(value, Node):
        raise Malformed("shapes.value")
    return value


def _literal(value: Term) -> ox.Literal:
    if not isinstance(value, ox.Literal):
        raise Malformed("shapes.value")
    return value


def _regex(pattern: str, flags: Term | None) -> str:
    """The pattern, if the engine can read it."""
    given = flags.value if isinstance(flags, ox.Literal) else ""
    query = f"ASK {{ BIND(REGEX('', {ox.Literal(pattern)}, {ox.Literal(given)}) AS ?fits) FILTER(BOUND(?fits)) }}"
    if not ox.Store().query(query):
        raise Malformed("shapes.pattern", pattern=pattern)
    return pattern
