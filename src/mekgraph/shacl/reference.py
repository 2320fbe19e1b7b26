"""pySHACL, the reference validator: for comparison, and for shapes that are not compiled.

It works on rdflib graphs. rdflib is handed the triples that our own parser read, never a file, and literals keep the
text they were written with. Loaded only when it is needed: rdflib and pySHACL take longer to load than most checks.
"""

import functools
import logging
import warnings
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from mekgraph.graph.engine import Term
from mekgraph.shacl.graph import Malformed, Node
from mekgraph.shacl.model import Shape, Shapes
from mekgraph.shacl.results import Result
from mekgraph.shacl.vocabulary import CLASS, TARGETS, TYPE
from mekgraph.shacl.vocabulary import SH as NAMESPACE

OWL_CLASS = "http://www.w3.org/2002/07/owl#Class"
RULE = NAMESPACE + "rule"
for name in ("rdflib.term", "pyshacl-validate"):
    logging.getLogger(name).disabled = True  # traces of ill-formed values, and errors that we say ourselves


def validate(shapes: Shapes, triples: Iterable[ox.Triple], only: Iterable[Node] | None = None) -> list[Result]:
    """The results of pySHACL, for all shapes or for those targeted ones in ``only``, without repetitions.

    Raises InputError with the shape's file and line where pySHACL cannot use the shapes.
    """
    kept = None if only is None else set(only)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            shapes_graph = to_rdflib(triple for triple in shapes.graph.triples if _belongs(triple, shapes, kept))
            data = to_rdflib(triples)
            _, report, _ = pyshacl.validate(
                data, shacl_graph=shapes_graph, inference="none", advanced=True, inplace=True
            )
        except Exception as error:  # noqa: BLE001 - rdflib raises anything for a query that it cannot run
            report = error
    if isinstance(report, Exception):
        node = next(shape for shape in shapes.shapes if kept is None or shape in kept)
        raise shapes.graph.error(node, Malformed("shapes.reference", reason=_first_line(report)))
    found = {_result(report, result, shapes) for result in report.objects(None, SH.result)}
    return sorted((result for result in found if result), key=str)


def _belongs(triple: ox.Triple, shapes: Shapes, kept: set[Node] | None) -> bool:
    """Whether a statement of the shapes graph is kept: targets of shapes that are not asked for are not."""
    if triple.predicate.value == RULE:
        return False  # rules add to the data; a check only looks
    if kept is None or triple.subject in kept or triple.subject not in shapes.shapes:
        return True
    if triple.predicate.value.removeprefix(NAMESPACE) in TARGETS:
        return False
    return not (triple.predicate.value == TYPE and getattr(triple.object, "value", "") in (CLASS, OWL_CLASS))


def _first_line(error: object) -> str:
    text = str(getattr(error, "message", error)) or type(error).__name__
    return text.strip().split("\n")[0][:200].rstrip(".")


def _result(report: rdflib.Graph, result: rdflib.term.Node, shapes: Shapes) -> Result | None:
    def value(name: rdflib.URIRef) -> Term | None:
        return term(report.value(result, name))

    focus, node = value(SH.focusNode), value(SH.sourceShape)
    if focus is None or not isinstance(node, Node):
        return None
    shape: Shape | None = shapes.shapes.get(node)
    path = value(SH.resultPath)
    if isinstance(path, ox.BlankNode) and shape:
        path = shape.path_node  # the report has a copy of it
    messages = [term(message) for message in report.objects(result, SH.resultMessage)]
    return Result(
        focus,
        path,
        value(SH.value),
        node,
        str(report.value(result, SH.sourceConstraintComponent)),
        str(report.value(result, SH.resultSeverity)),
        value(SH.sourceConstraint) if not isinstance(value(SH.sourceConstraint), ox.Literal) else None,
        tuple(sorted((message for message in messages if isinstance(message, ox.Literal)), key=str)),
    )


class Prepared(rdflib.Graph):
    """A graph that reads each query text once: pySHACL asks the same one again for every focus node."""

    def query(self, query_object: str | Query, *args: Any, **more: Any) -> rdflib.query.Result:
        """See rdflib.Graph."""
        prepared = query_object if isinstance(query_object, Query) else _prepared(query_object)
        return super().query(prepared, *args, **more)


@functools.lru_cache(maxsize=1000)
def _prepared(text: str) -> Query:
    return prepareQuery(text)


def to_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """The triples as an rdflib graph, literals as they were written."""
    graph = Prepared()
    for triple in triples:
        graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    return graph


def _node(given: object) -> rdflib.term.Node:
    if isinstance(given, ox.NamedNode):
        return rdflib.URIRef(given.value)
    if isinstance(given, ox.BlankNode):
        return rdflib.BNode(given.value)
    if not isinstance(given, ox.Literal):
        raise TypeError(given)
    if given.language:
        return rdflib.Literal(given.value, lang=given.language)
    datatype = None if given.datatype.value == str(rdflib.XSD.string) else rdflib.URIRef(given.datatype.value)
    return rdflib.Literal(given.value, datatype=datatype, normalize=False)


def term(node: object) -> Term | None:
    """A node of rdflib as one of ours."""
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    if not isinstance(node, rdflib.Literal):
        return None
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))
