"""From hits to findings: the file, line and column of the statement that causes each."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

import pyoxigraph as ox

from mekgraph.check.dataset import Dataset, Source
from mekgraph.check.details import shown
from mekgraph.check.findings import Finding, Hit, Place, Rival
from mekgraph.graph.engine import Term
from mekgraph.shacl.graph import Node
from mekgraph.sources.positions import Lines, Pattern, Position, locate

QUERY = "#SPARQLConstraintComponent"
CLOSED = "#ClosedConstraintComponent"
Wanted = tuple[str, Pattern, str]
Origin = Callable[[Node, ox.NamedNode | None, Term | None], Place | None]


def nowhere(*_: object) -> None:
    """The origin of statements of which none came from a table."""


def findings_of(hits: Iterable[Hit], dataset: Dataset, origin: Origin = nowhere) -> list[Finding]:
    """A finding for each hit, at the statement that causes it; for what is missing, at its subject.

    Of several values where one is allowed, it stands at the second. ``origin`` gives the cell of a table that a
    statement came from, if it came from one.
    """
    asked = [(hit, _cause(hit, dataset), _causes(hit, dataset)) for hit in hits]
    patterns: dict[str, set[Pattern]] = defaultdict(set)
    for name, pattern, _ in (cause for _, one, several in asked for cause in (one, *several.values()) if cause):
        patterns[name].add(pattern)
    spots = _Spots(dataset, patterns, origin)
    return [_finding(hit, spots.place(cause), _in_order(spots, causes, dataset)) for hit, cause, causes in asked]


class _Spots:
    """Where the statements stand that findings point at."""

    def __init__(self, dataset: Dataset, patterns: dict[str, set[Pattern]], origin: Origin) -> None:
        texts = {name: dataset.sources[name].text for name in patterns}
        self.positions = {name: _located(dataset.sources[name], texts[name], patterns[name]) for name in patterns}
        self.lines = {name: Lines(text) for name, text in texts.items()}
        self.origin = origin

    def place(self, cause: Wanted | None) -> Place:
        """The place of a part of a statement."""
        if cause is None:
            return Place()
        name, pattern, part = cause
        position = self.positions[name].get(pattern)
        found = self.origin(*pattern)
        if found or position is None:
            return found or Place(name)
        spot = getattr(position, part)
        return Place(name, spot.line, spot.column, spot.length, self.lines[name].line(spot.line))

    def block(self, cause: Wanted) -> int:
        """The line on which the description begins that a statement belongs to."""
        position = self.positions[cause[0]].get(cause[1])
        return position.subject.line if position else 0


def _in_order(spots: _Spots, causes: dict[Term, Wanted], dataset: Dataset) -> tuple[Rival, ...]:
    """Values in the order of files and lines: those of the ontology first, those of files from outside last."""
    found = [Rival(value, spots.place(cause), spots.block(cause)) for value, cause in causes.items()]
    ontology = dataset.sources.keys() - dataset.data

    def order(rival: Rival) -> tuple[bool, bool, tuple[str, int, int]]:
        return rival.place.file in dataset.first, rival.place.file not in ontology, rival.place[:3]

    return tuple(sorted(found, key=order))


def _located(source: Source, text: str, wanted: Iterable[Pattern]) -> dict[Pattern, Position]:
    """Where statements stand; nothing if somebody has just saved another text that cannot be read."""
    try:
        return locate(text, source.rdf_format, sorted(wanted, key=str), source.tag)
    except SyntaxError:
        return {}


def _cause(hit: Hit, dataset: Dataset) -> Wanted | None:
    """The file and statement to point at, and which part of it: object, predicate or subject."""
    focus, path, value = hit.focus, hit.path, hit.value
    tries: list[tuple[Term | None, Term | None, Term | None, str]] = []
    if value is not None and value != focus:
        tries += [
            (focus, path, value, "predicate" if _wrong_predicate(hit) else "object"),
            (value, None, focus, "object"),
        ]
        tries += [(focus, None, value, "object")]
    if value == focus and hit.result is not None and hit.result.component.endswith(QUERY):
        tries.append((focus, path, focus, "object"))  # it leads to itself
    if path is not None:
        tries.append((focus, path, None, "predicate"))
    tries.append((focus, None, None, "subject"))
    for subject, predicate, thing, part in tries:
        if subject is None or isinstance(subject, ox.Literal | ox.Triple) or isinstance(predicate, ox.BlankNode):
            continue
        quads = dataset.holders(subject, predicate, thing)
        if quads:
            name = dataset.name_of(quads[0].graph_name)
            return name, (subject, predicate, thing), part  # type: ignore[return-value]
    uses = dataset.holders(None, None, focus) if focus is not None else []
    if not uses:
        return None
    first = min(uses, key=lambda quad: (dataset.rank(quad.graph_name), str(quad)))
    return dataset.name_of(first.graph_name), (first.subject, first.predicate, focus), "object"  # type: ignore[return-value]


def _causes(hit: Hit, dataset: Dataset) -> dict[Term, Wanted]:
    """The statements that give the values of which only one may stay."""
    found: dict[Term, Wanted] = {}
    for value in hit.rivals:
        quads = dataset.holders(hit.focus, hit.path, value)
        if quads:
            name = dataset.name_of(quads[0].graph_name)
            found[value] = name, (quads[0].subject, quads[0].predicate, value), "object"  # type: ignore[assignment]
    return found


def _wrong_predicate(hit: Hit) -> bool:
    """Whether the property itself is what is wrong, not its value."""
    return hit.result is not None and hit.result.component.endswith(CLOSED)


def _finding(hit: Hit, place: Place, rivals: tuple[Rival, ...]) -> Finding:
    if len(rivals) > 1:
        hit, place = replace(hit, value=rivals[1].value), rivals[1].place
    return Finding(
        rule=hit.rule,
        severity=hit.severity,
        place=place,
        focus=shown(hit.focus),
        path=shown(hit.path) if isinstance(hit.path, ox.NamedNode) else "",
        value=shown(hit.value) if hit.value != hit.focus else "",
        values=hit.values,
        detail=hit.detail,
        result=hit.result,
        constraint=hit.constraint,
        rivals=rivals,
    )
