"""SHACL validation results, and the standard report made of them (SHACL, section 3.6)."""

from dataclasses import dataclass, field

from mekgraph.graph.engine import Term


@dataclass(frozen=True)
class Result:
    """One validation result.

    ``path`` is the predicate, or the root node of a longer path in the shapes graph; ``component`` and ``severity``
    are IRIs; ``constraint`` is the SPARQL constraint, where the result comes from one.
    """

    focus: Term
    path: Term | None
    value: Term | None
    shape: Term
    component: str
    severity: str
    constraint: Term | None = None
    messages: tuple[Term, ...] = field(default=(), compare=False, hash=False)
