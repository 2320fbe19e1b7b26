"""The same check of a graph that lives on a server, of which there are no files.

Not every engine answers all the questions of a check rightly (Virtuoso 7 finds what is not there), so ``engine`` had
better be ours, with what was fetched from the server.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from mekgraph.check import house, plausibility, terms, waivers
from mekgraph.check.dataset import Dataset
from mekgraph.check.details import shown
from mekgraph.check.findings import Finding, Hit, Place, Report, Rival
from mekgraph.check.hints import explained
from mekgraph.check.hints.consequences import without_consequences
from mekgraph.check.hints.counts import with_rivals
from mekgraph.check.nearest import said_of
from mekgraph.check.ownrules import own_rule
from mekgraph.check.queries import hits as hits_of_rule
from mekgraph.check.shapes import hits_of, left_note, read_rules
from mekgraph.check.steps import Step, unwatched
from mekgraph.graph.engine import Engine, Term
from mekgraph.iris import PREFIXES, shorten
from mekgraph.resources import Project
from mekgraph.shacl.compiling import compile_shapes
from mekgraph.shacl.validation import results_of, subclasses
from mekgraph.sparql import own_query

# So many things are asked for in one query.
AT_ONCE = 200
Progress = Callable[[str], None]


def check_endpoint(
    project: Project,
    engine: Engine,
    name: str,
    progress: Progress = lambda _: None,
    today: datetime.date | None = None,
    step: Step = unwatched,
) -> Report:
    """Check the graph behind ``engine`` against the project's ontology and rules; findings have no line but ``name``.

    The endpoint holds ontology and data. Waivers are those of the project. Shapes that only the reference validator
    could check are named in a note. ``step`` is told what is being done.
    """
    with step("ontology"):
        rules = read_rules(project)
        ontology = _ontology(project)
    progress("check.terms")
    with step("TRM"):
        unknown = list(_of_terms(ontology, engine))
    hits: list[Hit] = []
    progress("check.core")
    with step("ontology/shapes"):
        compiled = compile_shapes(rules.shapes, subclasses(engine), lambda term: term)
    for query in compiled.queries:
        with step(rules.shapes.graph.named(query.shape.node, query.constraint.node)):
            hits += hits_of(rules, query.constraint, results_of(query, engine))
    for layer, of_layer in (("house", house), ("plausibility", plausibility)):
        progress(f"check.{layer}")
        for rule in of_layer.rules(project):
            with step(f"{rule.rule.id} ({project.shown(rule.file)})"):
                hits += hits_of_rule(rule, engine, today or datetime.date.today())
    hits = terms.without_consequences(hits, unknown)
    known = _with_descriptions(ontology, engine, hits, name)
    hits = [*terms.folded(unknown), *without_consequences(hits, rules.shapes, known)]
    findings = dict.fromkeys(_finding(hit, name) for hit in with_rivals(hits, known))
    ordered = sorted(findings, key=lambda f: (-f.severity, f.rule.id, f.focus, f.path, f.value))
    told = explained(ordered, rules.shapes, known)
    stay, waived = waivers.apply(told, waivers.read_waivers(project), today or datetime.date.today())
    return Report(stay, 1, 0, waived, [left_note(compiled.left)] if compiled.left else [])


def _ontology(project: Project) -> Dataset:
    """The ontology of the project, to look up what the endpoint need not be asked for."""
    ontology = Dataset()
    for file in project.ontology_files():
        ontology.load(file, project.shown(file), is_data=False)
    return ontology


def _with_descriptions(ontology: Dataset, engine: Engine, hits: Iterable[Hit], name: str) -> Dataset:
    """The ontology together with all that the endpoint says of the things that shapes found something of."""
    terms_ = {term for hit in hits if hit.result for term in (hit.focus, hit.value)}
    things = sorted((term for term in terms_ if isinstance(term, ox.NamedNode)), key=str)
    triples = []
    for start in range(0, len(things), AT_ONCE):
        rows = engine.select(own_query("descriptions", thing=things[start : start + AT_ONCE])).rows
        triples += [ox.Triple(*row) for row in rows]  # type: ignore[arg-type]
    text = (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()
    ontology.load_text(text, ox.RdfFormat.TURTLE, name, is_data=True)
    return ontology


def _of_terms(ontology: Dataset, engine: Engine) -> Iterator[Hit]:
    """What ``terms.hits`` finds, asked of the endpoint."""
    declared = terms.declared_terms(ontology)
    names = sorted(map(shorten, declared))
    for name, found in (
        (terms.UNDECLARED, terms.undeclared(engine, declared)),
        (terms.UNDESCRIBED, terms.undescribed(engine)),
    ):
        rows = engine.select(own_query("term-uses", term=found)).rows if found else []
        about = {row[0] for row in rows if row[3] is not None and name == terms.UNDESCRIBED}
        uses: dict[Term | None, list[tuple[Term | None, Term | None]]] = defaultdict(list)
        for term, subject, predicate, _ in rows:
            # What the ontology says of itself is not asked about, as it is not for files.
            if subject is not None and getattr(subject, "value", "") not in declared:
                uses[term].append((subject, predicate))
        for number, term in enumerate(found):
            suggested = names if number < terms.MOST_SUGGESTED and name == terms.UNDECLARED else []
            key, values = said_of(term.value, suggested, "terms.classless" if term in about else f"rules.{name}")
            rule = own_rule(name, key)
            if term in about:
                yield Hit(rule, rule.severity, term, values=values)
                continue
            for subject, predicate in uses[term]:
                yield Hit(rule, rule.severity, subject, predicate or term, term if predicate else None, values)


def _finding(hit: Hit, name: str) -> Finding:
    value = hit.rivals[1] if hit.rivals else hit.value
    texts = (shown(hit.focus), shown(hit.path), shown(value) if value != hit.focus else "")
    place = Place(name)
    rivals = tuple(Rival(value, place, 0) for value in hit.rivals)
    return Finding(hit.rule, hit.severity, place, *texts, hit.values, hit.detail, hit.result, hit.constraint, rivals)
