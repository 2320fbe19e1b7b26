"""The SHACL validation report, read by another library and by what the standard says of it."""

from dataclasses import replace

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SH

from mekgraph import messages
from mekgraph.check.findings import Finding, Report, Severity
from mekgraph.check.reports import turtle
from mekgraph.check.reports.turtle import report_triples

from .examples import ORDINARY, RESULT, SHAPE, many, ordinary, reports

ONE = (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape)
AT_MOST_ONE = (SH.resultPath, SH.value, SH.sourceConstraint)


def read(report: Report) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle.render(report, "en"), format="turtle")


def results(graph: rdflib.Graph) -> list[rdflib.term.Node]:
    """The results, and that each has what the standard asks for."""
    (root,) = graph.subjects(RDF.type, SH.ValidationReport)
    found = list(graph.objects(root, SH.result))
    assert set(found) == set(graph.subjects(RDF.type, SH.ValidationResult))
    (conforms,) = graph.objects(root, SH.conforms)
    assert conforms.toPython() == (not found)
    for result in found:
        for wanted in ONE[1:]:
            (_,) = graph.objects(result, wanted)
        for allowed in (SH.focusNode, *AT_MOST_ONE):
            assert len(list(graph.objects(result, allowed))) <= 1
        spoken = [message.language for message in graph.objects(result, SH.resultMessage)]
        assert sorted(spoken) == sorted(messages.LANGUAGES)
    return found


def only(finding: Finding) -> dict[rdflib.term.Node, rdflib.term.Node]:
    graph = read(Report([finding], 1, 1))
    (result,) = results(graph)
    return {name: value for name, value in graph.predicate_objects(result) if name not in (SH.resultMessage, RDF.type)}


def test_a_result_of_a_shape_is_the_standard_one() -> None:
    assert only(ORDINARY[0]) == {
        SH.focusNode: rdflib.URIRef(RESULT.focus.value),
        SH.resultPath: rdflib.URIRef(RESULT.path.value),
        SH.value: rdflib.URIRef(RESULT.value.value),
        SH.resultSeverity: SH.Violation,
        SH.sourceConstraintComponent: SH.InConstraintComponent,
        SH.sourceShape: rdflib.URIRef(SHAPE + "Link-kind"),
    }


def test_a_finding_of_another_layer_has_our_shape_and_component() -> None:
    assert only(ORDINARY[1]) == {
        SH.focusNode: rdflib.URIRef("https://w3id.org/mekgraph/id/actor/alfa"),
        SH.resultPath: rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel"),
        SH.value: rdflib.Literal("Alfa"),
        SH.resultSeverity: SH.Warning,
        SH.sourceConstraintComponent: rdflib.URIRef(SHAPE + "PlausibilityConstraintComponent"),
        SH.sourceShape: rdflib.URIRef(SHAPE + "PLA-007"),
    }
    bare = only(replace(ORDINARY[1], focus="", path="", value=""))
    assert set(bare) == {SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape}


def test_the_whole_report() -> None:
    assert len(results(read(ordinary()))) == 4
    assert results(read(Report([], 1, 1))) == []
    assert len(results(read(many(120)))) == 120


@pytest.mark.parametrize(
    ("severity", "given", "expected"),
    [
        (SH.Violation, Severity.WARNING, SH.Warning),
        (rdflib.URIRef("urn:x:Grave"), Severity.WARNING, rdflib.URIRef("urn:x:Grave")),
    ],
)
def test_the_severity_is_the_one_it_has_here(severity: str, given: Severity, expected: str) -> None:
    found = replace(ORDINARY[0], severity=given, result=replace(RESULT, severity=str(severity)))
    assert only(found)[SH.resultSeverity] == expected


def test_a_path_that_is_no_predicate_is_left_out() -> None:
    assert SH.resultPath not in only(replace(ORDINARY[0], result=replace(RESULT, path=ox.BlankNode("p"))))


def test_blank_nodes_of_the_data_neither_mix_with_ours_nor_change_the_bytes() -> None:
    def written(name: str) -> str:
        node = ox.BlankNode(name)
        constraint = replace(
            RESULT, focus=node, value=node, shape=ox.BlankNode(name + "s"), constraint=ox.BlankNode(name + "c")
        )
        return turtle.render(Report([replace(ORDINARY[0], result=constraint)] * 2, 1, 1), "en")

    assert written("report") == written("result1") == written("a81b")
    graph = rdflib.Graph().parse(data=written("report"), format="turtle")
    assert len(results(graph)) == 2
    assert len({*graph.objects(None, SH.focusNode), *graph.objects(None, SH.value)}) == 1


def test_the_bytes_do_not_depend_on_the_language() -> None:
    assert len({turtle.render(ordinary(), language) for language in messages.LANGUAGES}) == 1


@given(reports())
@settings(max_examples=50)
def test_whatever_stands_in_a_report_comes_back_from_turtle(report: Report) -> None:
    graph = read(report)
    assert len(results(graph)) == len(report.findings)
    written = rdflib.Graph()
    written.parse(data=ox.serialize(report_triples(report), format=ox.RdfFormat.N_TRIPLES).decode(), format="nt")
    assert isomorphic(graph, written)
