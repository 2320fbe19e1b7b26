"""The report as the standard SHACL validation report, in Turtle.

Findings of the other layers are results as well: their source shape is the rule, their constraint component the layer.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

import pyoxigraph as ox

from mekgraph import messages
from mekgraph.check.findings import Finding, Report, Severity
from mekgraph.check.reports import wording
from mekgraph.check.reports.characters import encodable
from mekgraph.graph.engine import Term
from mekgraph.iris import LOCAL, PREFIXES, SHAPE, expand, node, shorten
from mekgraph.shacl.results import Result

SH = PREFIXES["sh"]
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
SEVERITIES = {Severity.INFO: SH + "Info", Severity.WARNING: SH + "Warning", Severity.VIOLATION: SH + "Violation"}


def render(report: Report, language: str) -> str:  # noqa: ARG001 - the same for all forms
    """The report as Turtle, the same bytes for the same report; every result has its message in all languages."""
    triples = report_triples(report)
    used = {shorten(iri).partition(":")[0] for iri in _iris(triples)} & set(PREFIXES)
    prefixes = {prefix: PREFIXES[prefix] for prefix in sorted(used | {"sh"})}
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()


def report_triples(report: Report) -> list[ox.Triple]:
    """The triples of the standard report, sorted; blank nodes are numbered in the order of the findings.

    ``sh:conforms`` is false as soon as there is a result, as SHACL has it, even if all are warnings. Waived findings
    are no results.
    """
    root = ox.BlankNode("report")
    width = len(str(len(report.findings)))
    names = _Names()
    triples = [
        ox.Triple(root, TYPE, ox.NamedNode(SH + "ValidationReport")),
        ox.Triple(root, ox.NamedNode(SH + "conforms"), ox.Literal(not report.findings)),
    ]
    for number, finding in enumerate(report.findings, 1):
        node = ox.BlankNode(f"result{number:0{width}}")
        triples.append(ox.Triple(root, ox.NamedNode(SH + "result"), node))
        triples.append(ox.Triple(node, TYPE, ox.NamedNode(SH + "ValidationResult")))
        triples += [ox.Triple(node, ox.NamedNode(SH + name), value) for name, value in _result(finding, names)]
    return sorted(triples, key=lambda triple: (str(triple.subject), triple.predicate != TYPE, str(triple)))


class _Names:
    """New names for the blank nodes of the data, which are named anew whenever a file is read."""

    def __init__(self) -> None:
        self.given: dict[str, ox.BlankNode] = {}

    def of(self, term: Term) -> Term:
        if not isinstance(term, ox.BlankNode):
            return term
        return self.given.setdefault(term.value, ox.BlankNode(f"node{len(self.given) + 1}"))


def _result(finding: Finding, names: _Names) -> Iterator[tuple[str, Term]]:
    """Properties and values of one result."""
    yield "resultSeverity", ox.NamedNode(_severity(finding))
    for language in messages.LANGUAGES:
        if language in finding.rule.problem:
            yield "resultMessage", ox.Literal(" ".join(wording.sentences(finding, language)), language=language)
    yield from _of_shape(finding.result, names) if finding.result else _of_rule(finding)


def _severity(finding: Finding) -> str:
    """The severity that the finding has here; one that a shape invented stays."""
    own = finding.result.severity if finding.result else ""
    return own if own and own not in SEVERITIES.values() else SEVERITIES[finding.severity]


def _of_shape(result: Result, names: _Names) -> Iterator[tuple[str, Term]]:
    yield "sourceShape", names.of(result.shape)
    yield "sourceConstraintComponent", ox.NamedNode(result.component)
    yield "focusNode", names.of(result.focus)
    if isinstance(result.path, ox.NamedNode):
        yield "resultPath", result.path
    if result.value is not None and not isinstance(result.value, ox.Triple):
        yield "value", names.of(result.value)
    if result.constraint is not None:
        yield "sourceConstraint", names.of(result.constraint)


def _of_rule(finding: Finding) -> Iterator[tuple[str, Term]]:
    yield "sourceShape", ox.NamedNode(SHAPE + quote(encodable(finding.rule.id), safe=""))
    layer = quote(finding.rule.layer.capitalize(), safe="")
    yield "sourceConstraintComponent", ox.NamedNode(f"{SHAPE}{layer}ConstraintComponent")
    if finding.focus:
        yield "focusNode", _term(finding.focus)
    if isinstance(path := _term(finding.path), ox.NamedNode):
        yield "resultPath", path
    if finding.value:
        yield "value", _term(finding.value)


def _term(shown: str) -> ox.NamedNode | ox.Literal:
    """The IRI that a short form or full IRI stands for, else the text as a literal."""
    prefix, colon, local = shown.partition(":")
    if colon and prefix in PREFIXES and LOCAL.fullmatch(local):
        return ox.NamedNode(expand(shown))
    whole = node(shown) if local.startswith("//") or prefix == "urn" else None
    return whole or ox.Literal(encodable(shown))


def _iris(triples: Iterable[ox.Triple]) -> Iterator[str]:
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode):
                yield term.value
            elif isinstance(term, ox.Literal):
                yield term.datatype.value
