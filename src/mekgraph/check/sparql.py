"""SPARQL constraints of the shapes, each run once for the whole graph.

SHACL runs such a SELECT once per focus node with ``$this`` already bound. Here ``$this`` stays free and the target
class is joined in, which gives the same rows in one pass; a test compares with pySHACL.
"""

import re
from collections.abc import Iterator

from mekgraph.check.findings import Finding, Places, shown
from mekgraph.check.shapes import Shapes, SparqlConstraint
from mekgraph.graph.engine import Engine, Term
from mekgraph.graph.guard import guard
from mekgraph.iris import PREFIXES

WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)


def setwise(constraint: SparqlConstraint) -> str:
    """The constraint's query for all focus nodes at once."""
    target = f"$this a/<{PREFIXES['rdfs']}subClassOf>* <{constraint.target}> ."
    return WHERE.sub(lambda match: f"{match.group(0)} {target} ", constraint.select, count=1)


def check_sparql(shapes: Shapes, engine: Engine, places: Places) -> Iterator[Finding]:
    """The findings of all SPARQL constraints."""
    for constraint in shapes.sparql:
        rule = shapes.rules[constraint.iri]
        guard(constraint.select)
        answer = engine.select(setwise(constraint))
        for row in sorted(set(answer.rows), key=str):
            cells: dict[str, Term | None] = dict(zip(answer.columns, row, strict=True))
            focus, path, value = cells["this"], cells.get("path"), cells.get("value")
            file, line = places.of(focus, path, value)
            yield Finding(rule.id, rule.severity, file, line, shown(focus), shown(path), shown(value), rule.texts)
