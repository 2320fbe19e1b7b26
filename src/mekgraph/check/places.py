"""From hits to findings: the file, line and column of the statement that causes each."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from mekgraph.check.dataset import Dataset, Source
from mekgraph.check.details import shown
from mekgraph.check.findings import Finding, Hit, Place
from mekgraph.graph.engine import Term
from mekgraph.shacl.graph import Node
from mekgraph.sources.positions import Lines, Pattern, Position, locate

Wanted = tuple[str, Pattern, str]
Origin = Callable[[Node, ox.NamedNode | None, Term | None], Place | None]


def findings_of(hits: Iterable[Hit], dataset: Dataset, origin: Origin = lambda *_: None) -> list[Finding]:
    """A finding for each hit, at the statement that causes it; for what is missing, at its subject.

    ``origin`` gives the cell of a table that a statement came from, if it came from one.
    """
    asked = [(hit, _cause(hit, dataset)) for hit in hits]
    patterns: dict[str, set[Pattern]] = defaultdict(set)
    for _, cause in asked:
        if cause:
            patterns[cause[0]].add(cause[1])
    texts = {name: dataset.sources[name].text for name in patterns}
    positions = {name: _located(dataset.sources[name], texts[name], patterns[name]) for name in patterns}
    lines = {name: Lines(text) for name, text in texts.items()}
    return [
        _finding(hit, (origin(*cause[1]) if cause else None) or _place(cause, lines, positions)) for hit, cause in asked
    ]


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


def _wrong_predicate(hit: Hit) -> bool:
    """Whether the property itself is what is wrong, not its value."""
    return hit.result is not None and hit.result.component.endswith("#ClosedConstraintComponent")


def _place(cause: Wanted | None, lines: dict[str, Lines], positions: dict[str, dict[Pattern, Position]]) -> Place:
    if cause is None:
        return Place()
    name, pattern, part = cause
    position = positions.get(name, {}).get(pattern)
    if position is None:
        return Place(name)
    spot = getattr(position, part)
    return Place(name, spot.line, spot.column, spot.length, lines[name].line(spot.line))


def _finding(hit: Hit, place: Place) -> Finding:
    path = shown(hit.path) if isinstance(hit.path, ox.NamedNode) else ""
    value = shown(hit.value) if hit.value != hit.focus else ""
    return Finding(hit.rule, hit.severity, place, shown(hit.focus), path, value, hit.values, hit.detail, hit.result)
