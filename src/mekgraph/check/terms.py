"""The second layer: terms of our namespaces that nobody declared (TRM-001), ids that nobody describes (TRM-002).

RDF allows any term anywhere, so a misspelt ``mek:organised`` would pass in silence; here it is a violation.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import pyoxigraph as ox

from mekgraph.check.dataset import Dataset
from mekgraph.check.descriptions import MISPLACED
from mekgraph.check.findings import Detail, Hit
from mekgraph.check.nearest import NONE, said_of
from mekgraph.check.ownrules import own_rule
from mekgraph.graph.engine import Engine
from mekgraph.iris import PREFIXES, THINGS, expand, shorten
from mekgraph.sparql import own_query

UNDECLARED, UNDESCRIBED = "TRM-001", "TRM-002"
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
# Looking for similar names takes time, and behind hundreds of unknown terms there is one cause, not a slip in each.
MOST_SUGGESTED = 50
# More uses of one term than these are said in one finding.
MOST_USES = 5
# So many ids of one kind, none of them described: a file is missing.
MANY = 10


def undeclared(engine: Engine, declared: set[str]) -> list[ox.NamedNode]:
    """The terms in use that are not among those declared."""
    return _terms(engine, "terms-in-use", declared)


def undescribed(engine: Engine) -> list[ox.NamedNode]:
    """The ids in use that nothing describes."""
    return _terms(engine, "undescribed", set())


def _terms(engine: Engine, query: str, without: set[str]) -> list[ox.NamedNode]:
    found = {row[0] for row in engine.select(own_query(query)).rows}
    terms = [term for term in found if isinstance(term, ox.NamedNode) and term.value not in without]
    return sorted(terms, key=lambda term: term.value)


def declared_terms(dataset: Dataset) -> set[str]:
    """Every IRI that the ontology says something of."""
    graphs = [source.graph for name, source in dataset.sources.items() if name not in dataset.data]
    quads = (quad for graph in graphs for quad in dataset.store.quads_for_pattern(None, None, None, graph))
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def described_things(dataset: Dataset) -> set[str]:
    """Every id that has a class."""
    quads = dataset.store.quads_for_pattern(None, TYPE, None, None)
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def hits(dataset: Dataset) -> Iterator[Hit]:
    """A hit for every statement of the data that uses such a term.

    Where something is said of an id that nobody described, that is the place to mend: one hit, without a statement.
    """
    declared, engine = declared_terms(dataset), dataset.engine
    with ThreadPoolExecutor(2) as pool:
        terms, ids = pool.submit(undeclared, engine, declared), pool.submit(undescribed, engine)
    yield from _hits(dataset, UNDECLARED, terms.result(), declared)
    wrong = ids.result()
    if wrong:
        yield from _hits(dataset, UNDESCRIBED, wrong, described_things(dataset) - {term.value for term in wrong})


def _hits(dataset: Dataset, name: str, terms: list[ox.NamedNode], known: set[str]) -> Iterator[Hit]:
    names = sorted(map(shorten, known)) if terms else []
    missing = _missing_kinds(terms, names) if name == UNDESCRIBED else {}
    for number, term in enumerate(terms):
        kind = shorten(term.value).partition(":")[0]
        classless = name == UNDESCRIBED and any(_about(dataset, term))
        if kind in missing and not classless:
            key, values = "terms.kind", {"term": f"{kind}:", "count": str(missing[kind])}
        else:
            suggested = names if number < MOST_SUGGESTED else []
            key, values = said_of(term.value, suggested, "terms.classless" if classless else f"rules.{name}")
        rule = own_rule(name, key)
        if classless:
            yield Hit(rule, rule.severity, term, values=values)
            continue
        for quad in _uses(dataset, term):
            value = quad.object if quad.predicate != term else None
            yield Hit(rule, rule.severity, quad.subject, quad.predicate, value, values)


def _missing_kinds(terms: Iterable[ox.NamedNode], described: Iterable[str]) -> dict[str, int]:
    """The prefixes of ids of which many are in use and none is described, with the number in use."""
    used = Counter(shorten(term.value).partition(":")[0] for term in terms)
    there = {name.partition(":")[0] for name in described}
    return {kind: count for kind, count in used.items() if kind in THINGS and count >= MANY and kind not in there}


def without_consequences(hits: Iterable[Hit], unknown: Iterable[Hit]) -> list[Hit]:
    """The hits of later layers without those on a statement whose term is ``unknown``: that is what has to be mended.

    A misspelt id is of no class, fits no list and no kind; a misspelt property leaves the right one missing; a thing of
    a misspelt or wrong class is not what all others take it for. Saying so as well would hide the one thing to do.
    """
    unknown = list(unknown)
    statements = {(hit.focus, hit.path, hit.value) for hit in unknown if hit.path is not None}
    unclear = {hit.focus for hit in unknown if hit.path is None or hit.path == TYPE}
    confused = {hit.focus for hit in unknown if hit.rule.id == MISPLACED}
    meant = {(hit.focus, near) for hit in unknown if hit.value is None for near in _meant(hit.values)}

    def follows(hit: Hit) -> bool:
        if hit.focus in confused or (hit.value is not None and hit.value in unclear):
            return True
        if hit.value is not None and (hit.focus, hit.path, hit.value) in statements:
            return True
        return hit.path is not None and ((hit.focus, hit.path, None) in statements or (hit.focus, hit.path) in meant)

    return [hit for hit in hits if not follows(hit)]


def _meant(values: Mapping[str, str]) -> list[ox.NamedNode]:
    """The properties that an unknown one may have been meant to be."""
    near = values.get("near", NONE)
    return [] if near == NONE else [ox.NamedNode(expand(name)) for name in near.split(", ")]


def folded(hits: Iterable[Hit]) -> list[Hit]:
    """The hits with one in the place of many that say the same of one term; it says how many more there are."""
    groups: dict[tuple[str, str], list[Hit]] = defaultdict(list)
    for hit in hits:
        groups[hit.rule.id, hit.values["term"]].append(hit)
    found: list[Hit] = []
    for group in groups.values():
        first, more = group[0], len(group) - 1
        if len(group) <= MOST_USES:
            found += group
        else:
            detail = Detail("terms.more", {"count": more})
            found.append(Hit(first.rule, first.severity, first.focus, first.path, first.value, first.values, detail))
    return found


def _graphs(dataset: Dataset) -> list[ox.NamedNode]:
    return [dataset.sources[name].graph for name in sorted(dataset.data)]


def _about(dataset: Dataset, term: ox.NamedNode) -> Iterator[ox.Quad]:
    for graph in _graphs(dataset):
        yield from dataset.store.quads_for_pattern(term, None, None, graph)


def _uses(dataset: Dataset, term: ox.NamedNode) -> Iterator[ox.Quad]:
    for graph in _graphs(dataset):
        found = {
            *dataset.store.quads_for_pattern(None, term, None, graph),
            *dataset.store.quads_for_pattern(None, None, term, graph),
        }
        yield from sorted(found, key=str)
