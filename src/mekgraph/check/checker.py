"""The whole check: syntax, declared terms, shapes, house rules, plausibility, waivers; the same again after an edit."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from mekgraph.check import descriptions, house, places, plausibility, prefixes, ruleterms, syntax, terms, waivers
from mekgraph.check.changes import Changes
from mekgraph.check.dataset import Dataset
from mekgraph.check.findings import Detail, Finding, Hit, Report, Waiver
from mekgraph.check.hints import explained
from mekgraph.check.hints.consequences import without_consequences
from mekgraph.check.hints.counts import with_rivals
from mekgraph.check.queries import QueryRule
from mekgraph.check.queries import hits as hits_of_rule
from mekgraph.check.shapes import hits_of, left_note, read_rules, reference_results
from mekgraph.check.steps import Step, unwatched
from mekgraph.errors import InputError
from mekgraph.graph.engine import Engine
from mekgraph.resources import Project
from mekgraph.shacl.compiling import Compiled, Query
from mekgraph.shacl.validation import WORKERS, compile_for, results_of
from mekgraph.sources.outside.reader import try_file

Progress = Callable[[str], None]
PYSHACL = "pyshacl"
Q = TypeVar("Q", Query, QueryRule)


@dataclass
class Checker:
    """A check that can be repeated: after an edit, only what the edit can affect is asked again.

    ``files`` are checked together with the project's data; ``engine`` is "oxigraph" or "pyshacl"; ``today`` decides
    which waivers have expired and which dates lie ahead. ``texts`` stand in the place of data files, and ``origin``
    knows the cell of a table that a statement of them came from. ``trial`` raises InputError for one of the files that
    would do harm; ``step`` is told what is being done.

    It is done in this very process, for which some data and rules can be too much: see ``mekgraph.check.apart``.
    """

    project: Project
    files: list[Path] = field(default_factory=list)
    engine: str = "oxigraph"
    today: datetime.date = field(default_factory=datetime.date.today)
    progress: Progress = lambda _: None
    texts: Mapping[Path, str] = field(default_factory=dict)
    origin: places.Origin = places.nowhere
    trial: Callable[[Path, str], None] = try_file
    step: Step = unwatched

    def __post_init__(self) -> None:
        self.dataset = Dataset()
        self.compiled = Compiled([], {})
        self.hits: dict[Query | QueryRule, list[Hit]] = {}
        self.read_rules()

    def read_rules(self) -> None:
        """Read shapes, house rules and plausibility rules; InputError for those that are wrong themselves."""
        with self.step("ontology/shapes"):
            self.rules = read_rules(self.project)
        with self.step("ontology/checks"):
            self.layers: dict[str, list[QueryRule]] = {
                "house": house.rules(self.project),
                "plausibility": plausibility.rules(self.project),
            }

    def run(self) -> Report:
        """Read everything and check everything."""
        self.progress("check.syntax")
        self.dataset = Dataset({self.project.shown(file) for file in self.files})
        for file in self.project.ontology_files():
            with self.step(self.project.shown(file)):
                self.dataset.load(file, self.project.shown(file), is_data=False)
        for file in self.data_files():
            self._load(file)
        if self.dataset.errors:
            return self._unreadable()
        self._compile()
        self.hits = {}
        return self._report(Changes.everything())

    def data_files(self) -> list[Path]:
        """The project's data and the files given, in path order."""
        return sorted({*self.project.data_files(), *self.files, *self.texts})

    def again(self, edited: Iterable[Path]) -> Report:
        """Check again after some data files were edited, added or removed."""
        if self.dataset.errors or not self.hits:
            return self.run()
        changes = Changes()
        for file in edited:
            changes |= self._reload(file)
        if self.dataset.errors:
            return self._unreadable()
        if changes.all:
            self._compile()
        return self._report(changes)

    def _load(self, file: Path) -> None:
        """Read a data file; one that was handed in is read on trial first, where it can do no harm."""
        name = self.project.shown(file)
        with self.step(name):
            try:
                if file in self.texts:
                    self.dataset.load_text(self.texts[file], ox.RdfFormat.TURTLE, name, is_data=True)
                    return
                if file in self.files:
                    self.trial(file, name)
                self.dataset.load(file, name, is_data=True)
            except InputError as error:
                self.dataset.errors.append(error)

    def _compile(self) -> None:
        with self.step("ontology/shapes"):
            self.compiled = compile_for(self.rules.shapes, self.dataset.written)

    def _reload(self, file: Path) -> Changes:
        name = self.project.shown(file)
        before = self.dataset.statements_of(name)
        if file.exists() or file in self.files:
            self._load(file)
        else:
            self.dataset.remove(name)
        return Changes.between(before, self.dataset.statements_of(name))

    def _unreadable(self) -> Report:
        """The report when a file cannot be read: the other layers would find what is not there."""
        errors = self.dataset.errors
        names = {self.project.shown(file): file for file in self.data_files() + self.project.ontology_files()}
        texts = syntax.texts_of(errors, names)
        return Report(_ordered(syntax.findings(errors, texts)), len(self.data_files()), 0)

    def _report(self, changes: Changes) -> Report:
        self.progress("check.terms")
        with self.step("TRM"):
            before = self._prefixes_and_rules()
            if before:
                return before
            unknown = [*descriptions.hits(self.dataset), *terms.hits(self.dataset)]
        self.progress("check.core")
        hits = self._shapes(changes)
        for layer, rules in self.layers.items():
            self.progress(f"check.{layer}")
            engine = self.dataset.engine
            hits += self._asked(rules, partial(self._hits_of_rule, engine=engine), changes)
        hits = without_consequences(terms.without_consequences(hits, unknown), self.rules.shapes, self.dataset)
        hits = list(with_rivals([*terms.folded(unknown), *hits], self.dataset))
        found = _ordered([*self._empty(), *places.findings_of(hits, self.dataset, self.origin)])
        told = explained(found, self.rules.shapes, self.dataset)
        stay, waived = waivers.apply(told, waivers.read_waivers(self.project), self.today)
        notes = [left_note(self.compiled.left)] if self.compiled.left and self.engine != PYSHACL else []
        return self._said(stay, waived, notes)

    def _prefixes_and_rules(self) -> Report | None:
        """The report where a prefix or a term in a rule is wrong: most statements would be findings then, or none."""
        sources = [self.dataset.sources[name] for name in sorted(self.dataset.data)]
        astray = [finding for source in sources for finding in prefixes.astray(source)]
        if astray:
            return self._said(astray, [], [Detail("check.namespaces")])
        declared = terms.declared_terms(self.dataset)
        queries = [rule for rules in self.layers.values() for rule in rules]
        mistaken = ruleterms.in_shapes(self.project, self.rules, declared)
        mistaken += ruleterms.in_queries(self.project, queries, declared)
        return self._said(mistaken, [], [Detail("check.rules")]) if mistaken else None

    def _empty(self) -> list[Finding]:
        names = sorted(self.dataset.data - {self.project.shown(file) for file in self.texts})
        return syntax.without_statements(name for name in names if not self.dataset.sources[name].statements)

    def _said(self, findings: list[Finding], waived: list[tuple[Finding, Waiver]], notes: list[Detail]) -> Report:
        statements = sum(self.dataset.sources[name].statements for name in self.dataset.data)
        return Report(_ordered(findings), len(self.dataset.data), statements, waived, notes)

    def _shapes(self, changes: Changes) -> list[Hit]:
        shapes = self.rules.shapes
        if self.engine == PYSHACL:
            with self.step(PYSHACL):
                return hits_of(self.rules, None, reference_results(shapes, self.dataset.triples()))
        found: list[Hit] = []
        for on_values in (False, True):  # one after the other: the dataset holds literals in one way at a time
            engine = self.dataset.engine if on_values else self.dataset.written
            asked = [query for query in self.compiled.queries if query.on_values == on_values]
            found += self._asked(asked, partial(self._hits_of_query, engine=engine), changes)
        if self.compiled.left:
            with self.step(", ".join(map(shapes.graph.named, self.compiled.left))):
                found += hits_of(
                    self.rules, None, reference_results(shapes, self.dataset.triples(), self.compiled.left)
                )
        return found

    def _hits_of_query(self, query: Query, engine: Engine) -> list[Hit]:
        with self.step(self.rules.shapes.graph.named(query.shape.node, query.constraint.node)):
            return hits_of(self.rules, query.constraint, results_of(query, engine))

    def _hits_of_rule(self, rule: QueryRule, engine: Engine) -> list[Hit]:
        with self.step(f"{rule.rule.id} ({self.project.shown(rule.file)})"):
            return hits_of_rule(rule, engine, self.today)

    def _asked(self, asked: Sequence[Q], run: Callable[[Q], list[Hit]], changes: Changes) -> list[Hit]:
        """The hits of some queries; those that the changes cannot affect are not run again."""
        concerned = [query for query in asked if query not in self.hits or changes.concern(query)]
        with ThreadPoolExecutor(WORKERS) as pool:
            self.hits.update(zip(concerned, pool.map(run, concerned), strict=True))
        return [hit for query in asked for hit in self.hits[query]]


def _ordered(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in order of file and line, without repetitions: one rule says a thing of a place once."""
    once = {(f.rule.id, f.place, f.focus, f.path, f.value): f for f in reversed(list(findings))}
    return sorted(once.values(), key=lambda f: (*f.place[:3], -f.severity, f.rule.id, f.focus, f.path, f.value))
