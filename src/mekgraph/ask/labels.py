"""What to call things in the reader's language: names, short forms, and links as sentences."""

from collections import defaultdict
from collections.abc import Collection

import pyoxigraph as ox

from mekgraph.graph.engine import Engine, Term
from mekgraph.iris import DEF, PREFIXES, shorten, slug
from mekgraph.messages import LANGUAGES
from mekgraph.sparql import own_query

LONG = 20


def labels(engine: Engine, terms: Collection[ox.NamedNode], language: str) -> dict[str, str]:
    """A label for each term that has one, in ``language`` or else in the next of en, ru, uz."""
    order = [language, *(other for other in LANGUAGES if other != language), ""]
    best: dict[str, tuple[int, str]] = {}
    for thing, name in engine.select(own_query("labels", thing=sorted(terms, key=str))).rows:
        if isinstance(thing, ox.NamedNode) and isinstance(name, ox.Literal) and (name.language or "") in order:
            candidate = (order.index(name.language or ""), name.value)
            best[thing.value] = min(best.get(thing.value, candidate), candidate)
    return {iri: text for iri, (_, text) in best.items()}


def short_labels(engine: Engine, names: dict[str, str], language: str) -> dict[str, str]:
    """``names`` by IRI, long ones shortened: by an acronym all their own (official ones first), sources by their id."""
    long = sorted(iri for iri, name in names.items() if len(name) > LONG)
    query = own_query("acronyms", thing=[ox.NamedNode(iri) for iri in long], language=[ox.Literal(language)])
    rows = engine.select(query).rows
    bearers: dict[Term | None, set[Term | None]] = defaultdict(set)
    for _, acronym, bearer, _ in rows:
        bearers[acronym].add(bearer)
    found: dict[str, list[tuple[bool, int, str]]] = defaultdict(list)
    for thing, acronym, _, official in rows:
        if isinstance(thing, ox.NamedNode) and isinstance(acronym, ox.Literal) and len(bearers[acronym]) == 1:
            found[thing.value].append((official is None, len(acronym.value), acronym.value))
    acronyms = {iri: min(forms)[-1] for iri, forms in found.items()}
    return names | acronyms | {iri: slug(iri) for iri in long if iri.startswith(PREFIXES["source"])}


def whole_and_short(engine: Engine, iris: Collection[str], language: str) -> tuple[dict[str, str], dict[str, str]]:
    """The names of things by IRI, whole and short; their short IRIs where they have no name."""
    found = labels(engine, {ox.NamedNode(iri) for iri in iris}, language)
    whole = {iri: found.get(iri, shorten(iri)) for iri in iris}
    return whole, short_labels(engine, whole, language)


def link_labels(
    engine: Engine, links: Collection[ox.NamedNode], language: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Links as sentences (subject, verb, object), with whole and with short names."""
    query = own_query("link-sentences", link=sorted(links, key=str), language=[ox.Literal(language)])
    rows = engine.select(query).rows
    whole = labels(
        engine, {term for row in rows for term in (row[1], row[2]) if isinstance(term, ox.NamedNode)}, language
    )
    short = short_labels(engine, whole, language)

    def sentences(names: dict[str, str]) -> dict[str, str]:
        return {
            link.value: " – ".join(text_of(term, names) for term in (start, verb, end))
            for link, start, end, verb in rows
            if isinstance(link, ox.NamedNode)
        }

    return sentences(whole), sentences(short)


def text_of(term: Term | None, names: dict[str, str]) -> str:
    """The text to show for a term: its name, else its short IRI or the text of a literal."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        if term.value in names:
            return names[term.value]
        fallback = shorten(term.value)
        return fallback.removeprefix("mek:") if term.value.startswith(DEF) else fallback
    return term.value if isinstance(term, ox.Literal) else str(term)
