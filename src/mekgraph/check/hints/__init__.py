"""What was found and what to do about it, for the very case: words that take the place of a rule's general advice.

Only findings of shapes are explained here, and only those that are reported. What SHACL found stays as it is.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pyoxigraph as ox

from mekgraph.check.dataset import Dataset
from mekgraph.check.details import is_ours, named, quoted, several, shown, worded
from mekgraph.check.findings import Detail, Finding
from mekgraph.check.hints.case import Case, Said
from mekgraph.check.hints.counts import none_fitting, once_per_description, too_few, too_many
from mekgraph.check.hints.dates import of_date
from mekgraph.check.hints.ends import of_end
from mekgraph.check.hints.facts import Facts
from mekgraph.check.hints.ids import nameless, of_id
from mekgraph.check.hints.languages import USED, unusual
from mekgraph.check.hints.numbers import of_number
from mekgraph.check.hints.properties import of_property
from mekgraph.check.hints.texts import of_address, of_text, pattern
from mekgraph.check.hints.wants import Wants
from mekgraph.graph.engine import Term
from mekgraph.iris import PREFIXES
from mekgraph.shacl.model import Shapes
from mekgraph.shacl.results import Result

SH = PREFIXES["sh"]
# These say of what kind values are; where one of them fails, what the property wants as a whole is told.
OF_KIND = frozenset(("Class", "Datatype", "NodeKind", "Pattern", "Or"))
# What is expected where one constraint alone says it: a key of ``messages``.
BOUNDS = {
    "MinExclusive": "expected.more_than",
    "MinInclusive": "expected.least",
    "MaxExclusive": "expected.less_than",
    "MaxInclusive": "expected.at_most",
    "MinLength": "expected.longer",
    "MaxLength": "expected.shorter",
    "Class": "expected.class",
    "Datatype": "expected.type",
    "In": "expected.one_of",
    "LanguageIn": "expected.in_language",
    "Equals": "expected.equal",
    "LessThan": "expected.before",
    "LessThanOrEquals": "expected.not_after",
}


def explained(findings: Iterable[Finding], shapes: Shapes, dataset: Dataset) -> list[Finding]:
    """The findings, those of shapes with what was found and, where it is known, with the advice for the case.

    An advice says what to write into a file of data; where the place is a cell of a table there is none. Where data is
    only asked for on a server, ``dataset`` holds the ontology, and less can be said. Two descriptions of one thing are
    told once for each rule, whatever they differ in.
    """
    wants, facts = Wants(shapes), Facts(dataset)
    return [_explained(finding, wants, facts) for finding in once_per_description(findings)]


def _explained(finding: Finding, wants: Wants, facts: Facts) -> Finding:
    result = finding.result
    if result is None:
        return finding
    case = Case(finding, result, wants.of(result.shape), wants, facts)
    said = EXPLAINED.get(_component(result), _of_value)(case)
    if said is None:
        return finding
    in_cell = facts.has_data and finding.place.file and finding.place.file not in facts.dataset.sources
    return replace(finding, detail=said.detail, hint=None if in_cell else said.hint)


def _component(result: Result) -> str:
    return result.component.removeprefix(SH).removesuffix("ConstraintComponent")


def _of_value(case: Case) -> Said | None:
    """What is wrong with a value, by all that its property wants of it; else by the one constraint."""
    value, want = case.value, case.want
    if value is None or value == case.result.focus:
        return None
    if _component(case.result) not in OF_KIND or (want.is_id and want.datatypes):
        return _of_constraint(case, value)
    if want.is_id:
        return of_id(case, value)
    if want.address:
        return of_address(case, value)
    if want.is_text:
        return of_text(case, value)
    if isinstance(value, ox.BlankNode):
        return nameless(case, value)
    if isinstance(value, ox.Literal) and want.is_date:
        return of_date(case, value)
    if isinstance(value, ox.Literal) and want.is_number:
        return of_number(case, value)
    return _of_constraint(case, value)


def _of_constraint(case: Case, value: Term) -> Said:
    """What one constraint expects."""
    constraint = case.finding.constraint
    expected = _expected(case)
    if constraint is None or expected is None:
        return Said(Detail("expected.found", {"found": worded(value)}))
    return Said(Detail("expected.wrong", {"found": worded(value), "expected": expected}))


def _expected(case: Case) -> Detail | None:
    constraint, component = case.finding.constraint, _component(case.result)
    if component in OF_KIND and (case.want.is_date or case.want.is_number):
        return Detail("expected.date" if case.want.is_date else "expected.number")
    if constraint is None:
        return None
    if component == "Pattern":
        return pattern(constraint.text)
    if component == "NodeKind":
        return Detail(f"expected.{getattr(constraint.terms[0], 'value', '').removeprefix(SH)}")
    if component not in BOUNDS:
        return None
    terms = case.facts.labels(constraint.terms) if component == "Class" else several(constraint.terms)
    return Detail(BOUNDS[component], {"expected": terms or constraint.number})


def _of_query(case: Case) -> Said | None:
    """What a query found: an end of a link, a language that is not in use, or a thing that is named."""
    said = of_end(case)
    value = case.value
    if said or value is None:
        return said
    if value == case.result.focus:
        return _itself(case) if is_ours(value) else None
    if isinstance(value, ox.Literal) and value.language and value.language.lower() not in USED:
        return unusual(case, value)
    plain = isinstance(value, ox.Literal) and not value.language
    return Said(Detail("expected.found", {"found": quoted(shown(value)) if plain else worded(value)}))


def _itself(case: Case) -> Said | None:
    """A statement that leads from a thing to itself."""
    path = case.facts.between(case.result.focus, case.result.focus)
    if not path:
        return None
    return Said(Detail("expected.itself", {"property": named(path[0].value), "thing": worded(case.result.focus)}))


def _disjoint(case: Case) -> Said | None:
    others = several(case.finding.constraint.terms) if case.finding.constraint else []
    return Said(Detail("expected.both", {"found": worded(case.value), "other": others}))


def _has_value(case: Case) -> Said | None:
    terms = several(case.finding.constraint.terms) if case.finding.constraint else []
    return Said(Detail("expected.among", {"expected": terms})) if terms else None


EXPLAINED: dict[str, Callable[[Case], Said | None]] = {
    "MinCount": too_few,
    "MaxCount": too_many,
    "UniqueLang": too_many,
    "QualifiedMinCount": none_fitting,
    "QualifiedMaxCount": too_many,
    "Closed": of_property,
    "SPARQL": _of_query,
    "Disjoint": _disjoint,
    "HasValue": _has_value,
}
