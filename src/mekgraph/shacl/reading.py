"""Reading shapes from their graph, with an error for everything that the standard does not allow."""

import difflib
from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox

from mekgraph.errors import InputError, raise_all
from mekgraph.graph.engine import Term
from mekgraph.iris import shorten
from mekgraph.shacl.conformance import times_written
from mekgraph.shacl.constraints import read_constraints
from mekgraph.shacl.graph import Malformed, Node, ShapesGraph, shown_shape
from mekgraph.shacl.model import Shape, Shapes, Target
from mekgraph.shacl.paths import DEEPEST, Path, read_path
from mekgraph.shacl.prebinding import fetching
from mekgraph.shacl.vocabulary import CLASS, LEFT_TO_REFERENCE, SEVERAL, SH, SINGLE, TARGETS, TERMS, TYPE
from mekgraph.sources.statements import Document

TYPES = {SH + "NodeShape", SH + "PropertyShape", SH + "Shape"}
PARAMETERS = {SH + name for name in (*SINGLE, *SEVERAL, *TARGETS)}
LISTS = ("and", "or", "xone")
MOST_PARTS = 200_000
KINDS: dict[str, type] = {
    "severity": ox.NamedNode,
    "deactivated": ox.Literal,
    "message": ox.Literal,
    "flags": ox.Literal,
}
OWL_CLASS = "http://www.w3.org/2002/07/owl#Class"


def read_shapes(documents: Iterable[Document]) -> Shapes:
    """All shapes of some documents.

    Raises InputError or InputErrors that name shape, file and line: for SHACL terms that do not exist, values that
    do not fit their term, paths and lists that are broken or endless, broken queries, and shapes that lead back to
    themselves.
    """
    graph = ShapesGraph(documents)
    nodes = _shape_nodes(graph)
    errors = [*_unknown_terms(graph, nodes), *(graph.error(*found) for found in fetching(graph))]
    components = _own_parameters(graph)
    found: dict[Node, Shape] = {}
    advanced: dict[Node, str] = {}
    property_shapes = {value for node in graph.subjects for value in graph.sh(node, "property")}
    for node in nodes:
        try:
            found[node] = _shape(graph, node, property_shapes)
        except Malformed as fault:
            errors.append(graph.error(node, fault, str(fault.values.get("at", ""))))
        for predicate in graph.about(node):
            if predicate in LEFT_TO_REFERENCE or predicate in components:
                advanced[node] = shorten(predicate)
    raise_all(errors)
    found = _with_siblings(graph, found)
    errors.extend(_recursions(graph, found))
    raise_all(errors)
    raise_all([*_too_large(graph, found)])
    return Shapes(found, graph, advanced)


def _unknown_terms(graph: ShapesGraph, nodes: list[Node]) -> Iterable[InputError]:
    """Misspelt SHACL terms in shapes and in what belongs to them; of other things the file may say what it likes."""
    names = {name.lower(): name for name in sorted(map(shorten, TERMS))}
    ours = {*nodes, *(node for node in graph.subjects if _is_shacl(graph, node))}
    for node in (node for node in graph.subjects if node in ours):
        for predicate, values in graph.about(node).items():
            for term in (predicate, *(v.value for v in values if isinstance(v, ox.NamedNode))):
                if term.startswith(SH) and term not in TERMS:
                    near = difflib.get_close_matches(shorten(term).lower(), names, n=3, cutoff=0.6)
                    shown = ", ".join(names[name] for name in near) or "-"
                    fault = Malformed("shapes.unknown", term=shorten(term), near=shown)
                    yield graph.error(node, fault, predicate)


def _is_shacl(graph: ShapesGraph, node: Node) -> bool:
    return any(isinstance(value, ox.NamedNode) and value.value.startswith(SH) for value in graph.values(node, TYPE))


def _own_parameters(graph: ShapesGraph) -> set[str]:
    """The predicates that stand for constraint components of the user's own."""
    return {
        path.value
        for node in graph.subjects
        for parameter in graph.sh(node, "parameter")
        if isinstance(parameter, Node)
        for path in graph.sh(parameter, "path")
        if isinstance(path, ox.NamedNode)
    }


def _shape_nodes(graph: ShapesGraph) -> list[Node]:
    """Every node that is a shape: by type, target or parameter, or because another shape refers to it."""
    nodes: dict[Node, None] = {}
    for node in graph.subjects:
        about = graph.about(node)
        typed = {value.value for value in about.get(TYPE, []) if isinstance(value, ox.NamedNode)}
        if typed & TYPES or about.keys() & PARAMETERS:
            nodes[node] = None
        for name in ("property", "node", "not", "qualifiedValueShape", *LISTS):
            for value in graph.sh(node, name):
                nodes.update((inner, None) for inner in _inner(graph, name, value))
    return list(nodes)


def _inner(graph: ShapesGraph, name: str, value: Term) -> list[Node]:
    try:
        members = graph.list_at(value) if name in LISTS else [value]
    except Malformed:
        return []  # said where the shape itself is read
    return [member for member in members if isinstance(member, Node)]


def _shape(graph: ShapesGraph, node: Node, property_shapes: set[Term]) -> Shape:
    path_node = graph.one(node, "path")
    path = _path(graph, path_node)
    if path is None and node in property_shapes:
        raise Malformed("shapes.no_path")
    severity = graph.one(node, "severity")
    deactivated = graph.one(node, "deactivated")
    properties = graph.sh(node, "property")
    if any(not isinstance(inner, Node) for inner in properties):
        raise Malformed("shapes.value", term="sh:property", at=SH + "property")
    for name, kind in KINDS.items():
        if not all(isinstance(value, kind) for value in graph.sh(node, name)):
            raise Malformed("shapes.value", term="sh:" + name, at=SH + name)
    return Shape(
        node=node,
        path=path,
        path_node=path_node,
        targets=tuple(_targets(graph, node)),
        constraints=tuple(read_constraints(graph, node, path)),
        properties=tuple(inner for inner in properties if isinstance(inner, Node)),
        severity=severity.value if isinstance(severity, ox.NamedNode) else SH + "Violation",
        messages=tuple(message for message in graph.sh(node, "message") if isinstance(message, ox.Literal)),
        deactivated=isinstance(deactivated, ox.Literal) and deactivated.value in ("true", "1"),
    )


def _path(graph: ShapesGraph, node: Term | None) -> Path | None:
    if node is None:
        return None
    try:
        return read_path(graph, node)
    except Malformed as fault:
        raise Malformed(fault.key, **{**fault.values, "term": "sh:path", "at": SH + "path"}) from None


def _targets(graph: ShapesGraph, node: Node) -> Iterable[Target]:
    for kind in TARGETS:
        for value in graph.sh(node, kind):
            if isinstance(value, ox.NamedNode) or (kind == "targetNode" and not isinstance(value, ox.BlankNode)):
                yield Target(kind, value)
            else:
                raise Malformed("shapes.value", term="sh:" + kind, at=SH + kind)
    typed = {value.value for value in graph.values(node, TYPE) if isinstance(value, ox.NamedNode)}
    if isinstance(node, ox.NamedNode) and typed & {CLASS, OWL_CLASS} and (typed & TYPES):
        yield Target("targetClass", node)


def _recursions(graph: ShapesGraph, found: dict[Node, Shape]) -> Iterable[InputError]:
    """Shapes that refer to themselves, directly or through others; what that means the standard leaves open."""
    levels: dict[Node, int] = {}

    def visit(node: Node, above: tuple[Node, ...]) -> Iterable[InputError]:
        if len(above) > DEEPEST:
            yield graph.error(node, Malformed("shapes.deep", limit=DEEPEST))
        elif node in above:
            names = " → ".join(shown_shape(inner) for inner in (*above[above.index(node) :], node))
            yield graph.error(node, Malformed("shapes.recursive", way=names))
        elif node not in levels:
            for inner in found[node].referred():
                yield from visit(inner, (*above, node))
            levels[node] = 1 + max((levels.get(inner, 0) for inner in found[node].referred()), default=0)
            if levels[node] == DEEPEST + 2:
                yield graph.error(node, Malformed("shapes.deep", limit=DEEPEST))

    for node in found:
        yield from visit(node, ())


def _too_large(graph: ShapesGraph, found: dict[Node, Shape]) -> Iterable[InputError]:
    """Shapes that would be written out in too many parts: a few lines can refer to each other so often."""
    sizes: dict[Node, int] = {}

    def size(node: Node) -> int:
        if node not in sizes:
            shape = found[node]
            parts = 1 + sum(size(inner) for inner in shape.properties)
            for constraint in shape.constraints:
                inside = sum(size(inner) for inner in (*constraint.shapes, *constraint.siblings))
                parts += 1 + len(constraint.terms) + times_written(constraint) * inside
            sizes[node] = parts
        return sizes[node]

    # Those inside the first that is too large are not; those around it are so because of it.
    for node in found:
        if size(node) > MOST_PARTS and all(size(inner) <= MOST_PARTS for inner in found[node].referred()):
            yield graph.error(node, Malformed("shapes.large", limit=MOST_PARTS))


def _with_siblings(graph: ShapesGraph, found: dict[Node, Shape]) -> dict[Node, Shape]:
    """The qualified shapes know those beside them where they must be disjoint (SHACL, section 4.7.3)."""
    siblings: dict[Node, tuple[Node, ...]] = {}
    for parent in found.values():
        qualified = [inner for node in parent.properties for inner in graph.sh(node, "qualifiedValueShape")]
        for node in parent.properties:
            here = (inner for inner in dict.fromkeys(qualified) if isinstance(inner, Node))
            siblings[node] = (*siblings.get(node, ()), *here)

    def dressed(shape: Shape) -> Shape:
        return replace(
            shape,
            constraints=tuple(
                replace(c, siblings=tuple(s for s in siblings.get(shape.node, ()) if s not in c.shapes))
                if c.flags == "disjoint"
                else c
                for c in shape.constraints
            ),
        )

    return {node: dressed(shape) for node, shape in found.items()}
