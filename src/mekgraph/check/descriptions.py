"""Still the second layer: descriptions that stand more than once (TRM-004), ids of one kind with the class of another
(TRM-005).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from mekgraph.check.dataset import Dataset, Source
from mekgraph.check.findings import Hit
from mekgraph.check.ownrules import own_rule
from mekgraph.graph.engine import Term
from mekgraph.iris import BASE, DEF, PREFIXES, THINGS, shorten

REPEATED, MISPLACED = "TRM-004", "TRM-005"
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
# The class of all things whose ids begin with a prefix.
TOPS = {DEF + kind.capitalize(): kind for kind in THINGS}


def hits(dataset: Dataset) -> Iterator[Hit]:
    """A hit for every id that the data describes several times, and for every class that does not go with an id.

    Files that are only checked together with the data may describe what the data describes too.
    """
    described = _types(dataset)
    prefixes = {kind: _prefix(dataset, kind) for _, kind, _ in described}
    graphs: dict[ox.NamedNode, set[str]] = defaultdict(set)
    for thing, kind, file in described:
        if prefixes[kind] and not thing.value.startswith(PREFIXES[prefixes[kind]]):
            yield from _misplaced(thing, kind, prefixes[kind])
        graphs[thing].add(file)
    again = _within_one_file(dataset)
    for thing in sorted({thing for thing, names in graphs.items() if len(names) > 1} | again.keys(), key=str):
        places = ", ".join(sorted([*graphs[thing], *again.get(thing, [])]))
        rule = own_rule(REPEATED)
        yield Hit(rule, rule.severity, thing, values={"term": shorten(thing.value), "files": places})


def _types(dataset: Dataset) -> list[tuple[ox.NamedNode, ox.NamedNode, str]]:
    """Every id with its class and file, in the project's own data."""
    names: dict[object, str] = {
        dataset.sources[name].graph: name for name in sorted(dataset.data) if name not in dataset.first
    }
    return [
        (quad.subject, quad.object, names[quad.graph_name])
        for quad in dataset.store.quads_for_pattern(None, TYPE, None, None)
        if quad.graph_name in names and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    ]


def _misplaced(thing: ox.NamedNode, kind: ox.NamedNode, prefix: str) -> Iterator[Hit]:
    """A hit if the id begins with another prefix of ours: that of another kind of things, or of terms."""
    begins = shorten(thing.value).partition(":")[0]
    if thing.value.startswith(BASE) and begins in PREFIXES:
        rule = own_rule(MISPLACED)
        values = {"term": shorten(thing.value), "kind": shorten(kind.value), "prefix": f"{prefix}:", "begins": begins}
        yield Hit(rule, rule.severity, thing, TYPE, kind, values)


def _prefix(dataset: Dataset, kind: ox.NamedNode) -> str:
    """The prefix of the ids of a class, by the highest class above it; "" where there is none."""
    seen: list[Term] = [kind]
    for above in seen:
        if isinstance(above, ox.NamedNode):
            if above.value in TOPS:
                return TOPS[above.value]
            quads = dataset.store.quads_for_pattern(above, SUBCLASS, None, None)
            seen += [quad.object for quad in quads if quad.object not in seen]
    return ""


def _within_one_file(dataset: Dataset) -> dict[ox.NamedNode, list[str]]:
    """The ids that are given a class twice in one file, with the file for each further time.

    The store keeps a statement once. So only if it holds fewer than were read is anything read again.
    """
    found: dict[ox.NamedNode, list[str]] = defaultdict(list)
    read = sum(source.statements for source in dataset.sources.values())
    if read == len(dataset.store):
        return found
    for name in sorted(dataset.data):
        for (thing, _), times in _classes(dataset.sources[name]).items():
            if isinstance(thing, ox.NamedNode):
                found[thing] += [name] * (times - 1)
    return {thing: names for thing, names in found.items() if names}


def _classes(source: Source) -> Counter[tuple[object, object]]:
    """How often each thing is given each class in a file."""
    try:
        with source.open() as stream:
            quads = list(ox.parse(stream, format=source.rdf_format))
    except (OSError, SyntaxError):  # somebody has just saved another version
        return Counter()
    return Counter((quad.subject, quad.object) for quad in quads if quad.predicate == TYPE)
