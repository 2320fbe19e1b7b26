"""The whole check: syntax, declared terms, shapes."""

from collections.abc import Callable
from pathlib import Path

from mekgraph.check.core import check_core
from mekgraph.check.findings import Finding, Places, Report
from mekgraph.check.shapes import read_shapes
from mekgraph.check.sparql import check_sparql
from mekgraph.check.terms import check_terms
from mekgraph.graph.build import read_all
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.resources import Project
from mekgraph.sources.statements import Document

Progress = Callable[[str], None]


def check(project: Project, files: list[Path] | None = None, progress: Progress = lambda _: None) -> Report:
    """Check the data of a project, or ``files`` together with it (then only findings in them are reported).

    Raises InputError or InputErrors with file, line and column for files that cannot be read.
    """
    progress("check.reading")
    given = [file.resolve() for file in files or []]
    data = read_all(sorted({*project.data_files(), *given}), project)
    ontology = read_all(project.ontology_files(), project)
    shapes = read_all(project.shape_files(), project)
    report = check_documents(ontology, data, shapes, project, progress)
    if not given:
        return report
    names = {project.shown(file) for file in given}
    return Report([f for f in report.findings if f.file in names], len(given), report.statements)


def check_documents(
    ontology: list[Document],
    data: list[Document],
    shape_documents: list[Document],
    project: Project,
    progress: Progress = lambda _: None,
) -> Report:
    """Check documents that have been read already; see ``check``."""
    places = Places([*data, *ontology], project)
    shapes = read_shapes(shape_documents)
    triples = [statement.triple for document in (*ontology, *data) for statement in document.statements]
    progress("check.terms")
    findings: list[Finding] = check_terms(ontology, data, places)
    progress("check.sparql")
    findings += check_sparql(shapes, OxigraphEngine.of(triples), places)
    progress("check.core")
    findings += check_core(shapes, triples, places)
    ordered = sorted(set(findings), key=lambda f: (f.file, f.line, -f.severity, f.rule, f.focus, f.path, f.value))
    return Report(ordered, len(data), sum(len(document.statements) for document in data))
