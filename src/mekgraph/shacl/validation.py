"""Running compiled shapes on an engine: the validation results."""

import os
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pyoxigraph as ox

from mekgraph.graph.engine import Engine, Term
from mekgraph.shacl.compiling import Compiled, Query, compile_shapes
from mekgraph.shacl.fragments import fragment
from mekgraph.shacl.model import Shapes
from mekgraph.shacl.results import Result
from mekgraph.shacl.written import restore

WORKERS = max(1, min(4, os.cpu_count() or 1))
# Results of all others are about the focus node as a whole and have no value.
ABOUT_VALUES = frozenset(
    (
        *("class", "datatype", "nodeKind", "minExclusive", "minInclusive", "maxExclusive", "maxInclusive", "minLength"),
        *("maxLength", "pattern", "languageIn", "in", "equals", "disjoint", "lessThan", "lessThanOrEquals", "closed"),
        *("not", "and", "or", "xone", "node"),
    )
)


def validate(shapes: Shapes, engine: Engine) -> list[Result]:
    """The results of all compiled constraints over the graph of an engine, without repetitions, in a steady order."""
    queries = compile_for(shapes, engine).queries
    with ThreadPoolExecutor(WORKERS) as pool:
        found = list(pool.map(lambda query: results_of(query, engine), queries))
    return list(dict.fromkeys(result for results in found for result in results))


def compile_for(shapes: Shapes, engine: Engine) -> Compiled:
    """The queries of shapes for the classes that the graph of an engine has."""

    def known(term: Term) -> bool:
        return bool(engine.select(fragment("query", "known", term=term)).rows)

    return compile_shapes(shapes, subclasses(engine), known=known)


def subclasses(engine: Engine) -> dict[str, list[str]]:
    """Each class that has others below it, with itself and all of those, by IRI."""
    below: dict[Term | None, set[Term | None]] = defaultdict(set)
    for sub, above in engine.select(fragment("query", "subclasses")).rows:
        below[above].add(sub)

    def closure(name: str) -> list[str]:
        found: set[Term | None] = {ox.NamedNode(name)}
        waiting = list(found)
        while waiting:
            fresh = below.get(waiting.pop(), set()) - found
            found |= fresh
            waiting.extend(fresh)
        return [name, *sorted({term.value for term in found if isinstance(term, ox.NamedNode)} - {name})]

    names = sorted(term.value for term in below if isinstance(term, ox.NamedNode))
    return {name: closure(name) for name in names}


def results_of(query: Query, engine: Engine) -> list[Result]:
    """The results of one query, without repetitions, in a steady order."""
    answer = engine.select(query.text)
    cells = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return sorted({result for row in cells if (result := _result(query, row.get))}, key=_order)


def _result(query: Query, cell: Callable[[str], Term | None]) -> Result | None:
    shape, constraint = query.shape, query.constraint
    focus = cell("this")
    if focus is None:
        return None
    path, value = shape.path_node, cell("value") if constraint.name in ABOUT_VALUES else None
    if constraint.name == "closed":
        path = cell("path")
    if constraint.name == "sparql":
        path = cell("path") or path
        value = cell("value") or (None if shape.path else focus)
    return Result(
        focus=restore(focus),
        path=path,
        value=value and restore(value),
        shape=shape.node,
        component=constraint.component,
        severity=shape.severity,
        constraint=constraint.node,
        messages=constraint.messages or shape.messages,
    )


def _order(result: Result) -> tuple[str, str, str]:
    return (str(result.focus), str(result.path), str(result.value))
