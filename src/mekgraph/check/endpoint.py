"""The same check of a graph that lives on a server: every question is asked there, and nothing is fetched whole."""

from collections.abc import Callable

from mekgraph.check import house, plausibility, terms
from mekgraph.check.dataset import Dataset
from mekgraph.check.details import shown
from mekgraph.check.findings import Finding, Hit, Place, Report, Severity
from mekgraph.check.queries import hits as hits_of_rule
from mekgraph.check.shapes import Rules, hits_of, left_note
from mekgraph.check.syntax import sentence_rule
from mekgraph.graph.build import read_all
from mekgraph.graph.engine import Engine
from mekgraph.resources import Project
from mekgraph.shacl.compiling import compile_shapes
from mekgraph.shacl.reading import read_shapes
from mekgraph.shacl.validation import results_of, subclasses

Progress = Callable[[str], None]


def check_endpoint(project: Project, engine: Engine, name: str, progress: Progress = lambda _: None) -> Report:
    """Check the graph behind ``engine`` against the project's ontology and rules; findings have no line but ``name``.

    The endpoint holds ontology and data. Shapes that only the reference validator could check are named in a note.
    """
    ontology = Dataset()
    for file in project.ontology_files():
        ontology.load(file, project.shown(file), is_data=False)
    rules = Rules(read_shapes(read_all(project.shape_files(), project)))
    progress("check.terms")
    hits = [
        Hit(
            sentence_rule(rule, f"rules.{rule}", "terms"),
            Severity.VIOLATION,
            term,
            values={"term": shown(term), "near": "-"},
        )
        for rule, found in (
            (terms.UNDECLARED, terms.undeclared(engine, terms.declared_terms(ontology))),
            (terms.UNDESCRIBED, terms.undescribed(engine)),
        )
        for term in found
    ]
    progress("check.core")
    compiled = compile_shapes(rules.shapes, subclasses(engine), lambda term: term)
    for query in compiled.queries:
        hits += hits_of(rules, query.constraint, results_of(query, engine))
    for layer in (house, plausibility):
        for rule in layer.rules(project):
            hits += hits_of_rule(rule, engine)
    findings = [
        Finding(
            h.rule, h.severity, Place(name), shown(h.focus), shown(h.path), shown(h.value), h.values, h.detail, h.result
        )
        for h in hits
    ]
    ordered = sorted(dict.fromkeys(findings), key=lambda f: (-f.severity, f.rule.id, f.focus, f.path, f.value))
    return Report(ordered, 1, 0, notes=[left_note(compiled.left)] if compiled.left else [])
