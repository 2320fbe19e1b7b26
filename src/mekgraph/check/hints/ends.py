"""Links whose kind does not take the class of their subject or object."""

import pyoxigraph as ox

from mekgraph.check.details import worded
from mekgraph.check.findings import Detail
from mekgraph.check.hints.case import Case, Said
from mekgraph.check.hints.facts import TYPE, Facts
from mekgraph.graph.engine import Term
from mekgraph.iris import DEF, SHAPE

KIND, SUBJECT, OBJECT, SUBJECT_CLASS, OBJECT_CLASS = (
    ox.NamedNode(DEF + name) for name in ("kind", "subject", "object", "subjectClass", "objectClass")
)
# The constraint that a kind goes with an end, and what says which classes it takes there.
FITTING = {SHAPE + "Link-subjectFits": SUBJECT_CLASS, SHAPE + "Link-objectFits": OBJECT_CLASS}


def of_end(case: Case) -> Said | None:
    """Which classes the kind takes and which the thing has; whether subject and object are exchanged."""
    takes = end_of(case.result.constraint)
    kinds = case.facts.values(case.result.focus, KIND)
    if takes is None or not kinds or case.value is None:
        return None
    values = {
        "kind": worded(kinds[0]),
        "classes": case.facts.labels(case.facts.values(kinds[0], takes)),
        "thing": worded(case.value),
        "own": case.facts.labels(case.facts.values(case.value, TYPE)),
    }
    found = Detail("expected.subject" if takes == SUBJECT_CLASS else "expected.object", values)
    ends = exchanged(case.facts, case.result.focus)
    if ends is None:
        return Said(found)
    subject, object_ = ends
    return Said(found, Detail("hint.exchange", {"subject": case.code(subject), "object": case.code(object_)}))


def end_of(constraint: Term | None) -> ox.NamedNode | None:
    """What says which classes fit the end that a constraint looks at; None for any other constraint."""
    return FITTING.get(constraint.value) if isinstance(constraint, ox.NamedNode) else None


def exchanged(facts: Facts, link: Term) -> tuple[Term, Term] | None:
    """Subject and object of a link as they should be if both fit once they are exchanged; else None."""
    ends = [facts.values(link, predicate) for predicate in (KIND, SUBJECT, OBJECT)]
    if [len(given) for given in ends] != [1, 1, 1]:
        return None
    (kind,), (subject,), (object_,) = ends
    fits = facts.is_a(object_, facts.values(kind, SUBJECT_CLASS)) and facts.is_a(
        subject, facts.values(kind, OBJECT_CLASS)
    )
    return (object_, subject) if fits else None
