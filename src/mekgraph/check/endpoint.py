"""The same check of a graph that lives on a server: every question is asked there, and nothing is fetched whole."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator

from mekgraph.check import house, plausibility, terms, waivers
from mekgraph.check.dataset import Dataset
from mekgraph.check.details import shown
from mekgraph.check.findings import Finding, Hit, Place, Report, Severity
from mekgraph.check.queries import hits as hits_of_rule
from mekgraph.check.shapes import hits_of, left_note, read_rules
from mekgraph.check.syntax import sentence_rule
from mekgraph.graph.engine import Engine, Term
from mekgraph.iris import shorten
from mekgraph.resources import Project
from mekgraph.shacl.compiling import compile_shapes
from mekgraph.shacl.validation import results_of, subclasses
from mekgraph.sparql import own_query

Progress = Callable[[str], None]


def check_endpoint(
    project: Project,
    engine: Engine,
    name: str,
    progress: Progress = lambda _: None,
    today: datetime.date | None = None,
) -> Report:
    """Check the graph behind ``engine`` against the project's ontology and rules; findings have no line but ``name``.

    The endpoint holds ontology and data. Waivers are those of the project. Shapes that only the reference validator
    could check are named in a note.
    """
    rules = read_rules(project)
    progress("check.terms")
    unknown = list(_of_terms(project, engine))
    hits: list[Hit] = []
    progress("check.core")
    compiled = compile_shapes(rules.shapes, subclasses(engine), lambda term: term)
    for query in compiled.queries:
        hits += hits_of(rules, query.constraint, results_of(query, engine))
    for layer, of_layer in (("house", house), ("plausibility", plausibility)):
        progress(f"check.{layer}")
        for rule in of_layer.rules(project):
            hits += hits_of_rule(rule, engine)
    hits = [*unknown, *terms.without_consequences(hits, unknown)]
    findings = dict.fromkeys(_finding(hit, name) for hit in hits)
    ordered = sorted(findings, key=lambda f: (-f.severity, f.rule.id, f.focus, f.path, f.value))
    stay, waived = waivers.apply(ordered, waivers.read_waivers(project), today or datetime.date.today())
    return Report(stay, 1, 0, waived, [left_note(compiled.left)] if compiled.left else [])


def _of_terms(project: Project, engine: Engine) -> Iterator[Hit]:
    """What ``terms.hits`` finds, asked of the endpoint."""
    ontology = Dataset()
    for file in project.ontology_files():
        ontology.load(file, project.shown(file), is_data=False)
    declared = terms.declared_terms(ontology)
    names = sorted(map(shorten, declared))
    for name, found in (
        (terms.UNDECLARED, terms.undeclared(engine, declared)),
        (terms.UNDESCRIBED, terms.undescribed(engine)),
    ):
        rule = sentence_rule(name, f"rules.{name}", "terms")
        rows = engine.select(own_query("term-uses", term=found)).rows if found else []
        about = {row[0] for row in rows if row[3] is not None and name == terms.UNDESCRIBED}
        uses: dict[Term | None, list[tuple[Term | None, Term | None]]] = defaultdict(list)
        for term, subject, predicate, _ in rows:
            # What the ontology says of itself is not asked about, as it is not for files.
            if subject is not None and getattr(subject, "value", "") not in declared:
                uses[term].append((subject, predicate))
        for number, term in enumerate(found):
            near = terms.nearest(term.value, names) if number < terms.MOST_SUGGESTED else "-"
            values = {"term": shorten(term.value), "near": near if name == terms.UNDECLARED else "-"}
            if term in about:
                yield Hit(rule, Severity.VIOLATION, term, values=values)
                continue
            for subject, predicate in uses[term]:
                yield Hit(rule, Severity.VIOLATION, subject, predicate or term, term if predicate else None, values)


def _finding(hit: Hit, name: str) -> Finding:
    texts = (shown(hit.focus), shown(hit.path), shown(hit.value) if hit.value != hit.focus else "")
    return Finding(hit.rule, hit.severity, Place(name), *texts, hit.values, hit.detail, hit.result)
