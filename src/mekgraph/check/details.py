"""What was found and what was expected, in words, for each constraint component."""

from collections.abc import Callable, Iterable

import pyoxigraph as ox

from mekgraph.check.findings import Detail
from mekgraph.graph.engine import Term
from mekgraph.iris import shorten
from mekgraph.shacl.model import Constraint
from mekgraph.shacl.results import Result

LONGEST = 200
NUMBERS = ("minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount")
BY_TERM = ("class", "datatype", "hasValue", "equals", "disjoint", "lessThan", "lessThanOrEquals")
BOUNDS = ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")
LISTED = ("in", "languageIn")


def shown(term: Term | None) -> str:
    """A term as people read it: a short IRI, the text of a literal, or the brackets of a thing without a name.

    >>> shown(ox.Literal("Alfa", language="en"))
    'Alfa'
    """
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    if isinstance(term, ox.Literal):
        return term.value
    return "[ ]" if isinstance(term, ox.BlankNode) else str(term or "")


def written(term: Term | None) -> str:
    """A term with its language or datatype, shortened for a message.

    >>> written(ox.Literal("2024", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYear")))
    '“2024” (xsd:gYear)'
    """
    if not isinstance(term, ox.Literal):
        return shown(term)
    text = term.value if len(term.value) <= LONGEST else term.value[:LONGEST] + "…"
    kind = f"@{term.language}" if term.language else shorten(term.datatype.value)
    return f"“{text}”" if kind == "xsd:string" else f"“{text}” ({kind})"


def _terms(terms: Iterable[Term]) -> str:
    return ", ".join(written(term) for term in terms)


VALUES: dict[str, Callable[[Constraint], object]] = {
    **dict.fromkeys(NUMBERS, lambda constraint: constraint.number),
    **dict.fromkeys((*BY_TERM, *BOUNDS, *LISTED), lambda constraint: _terms(constraint.terms)),
    "nodeKind": lambda constraint: shown(constraint.terms[0]).removeprefix("sh:"),
    "pattern": lambda constraint: constraint.text,
    "uniqueLang": lambda _: "",
    "closed": lambda _: "",
}


def detail_of(constraint: Constraint, result: Result) -> Detail | None:
    """Found and expected for a result; None where the rule's own sentence has to say it all (logic, queries)."""
    found = shown(result.path) if constraint.name == "closed" else written(result.value)
    if constraint.name not in VALUES:
        return Detail("expected.found", {"found": found}) if result.value and result.value != result.focus else None
    return Detail(f"expected.{constraint.name}", {"found": found, "expected": VALUES[constraint.name](constraint)})
