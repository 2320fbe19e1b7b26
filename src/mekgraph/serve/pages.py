"""Pages for people: one about every thing, class and property, and the one that says what is here."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import pyoxigraph as ox

from mekgraph.ask.labels import labels, text_of
from mekgraph.graph.engine import Term
from mekgraph.graph.worker.pool import Workers
from mekgraph.iris import BASE, PREFIXES, shorten
from mekgraph.messages import LANGUAGES, catalogue
from mekgraph.pages import filled, own, safe_url
from mekgraph.serve.served import Served
from mekgraph.sparql import own_query

PACKAGE = "mekgraph.serve"
NAME, TYPE = PREFIXES["skos"] + "prefLabel", PREFIXES["rdf"] + "type"
# More statements of one property than these are counted, not shown: the RDF has them all.
MOST = 200
WORDS = ("site", "leads_here", "more", "languages", "endpoint", "questions", "dataset", "version")


class Value(NamedTuple):
    """One value on a page: its text, its language, and where it leads."""

    text: str
    language: str
    link: str


class Pages:
    """The templates, filled."""

    style = own(PACKAGE, "style.css")

    def thing(self, workers: Workers, iri: str, language: str) -> str:
        """The page about a thing; "" where nothing is said of it."""
        node = ox.NamedNode(iri)
        triples = workers.construct(own_query("statements-of", thing=[node]))
        if not triples:
            return ""
        said = _by_property((triple.predicate, triple.object) for triple in triples if triple.subject == node)
        leading = _by_property((triple.predicate, triple.subject) for triple in triples if triple.object == node)
        shown = [term for groups in (said, leading) for one, values in groups.items() for term in (one, *values[:MOST])]
        names = labels(workers, [term for term in {node, *shown} if isinstance(term, ox.NamedNode)], language)
        return self._filled(
            "thing.html.j2",
            language,
            title=names.get(iri, shorten(iri)),
            id=shorten(iri),
            address=iri.removeprefix(BASE),
            said=_named(said, names),
            leading=_named(leading, names),
        )

    def home(self, served: Served, address: str, language: str) -> str:
        """The page that says what is here and how to ask it."""
        questions = [(q.id, q.title[language], q.question[language]) for q in served.catalogue().values()]
        return self._filled(
            "home.html.j2",
            language,
            title="mekgraph",
            address=address,
            version=served.built.version,
            questions=questions,
        )

    def _filled(self, template: str, language: str, **values: object) -> str:
        words = {word: catalogue(language)[f"serve.{word}"] for word in WORDS}
        return filled(PACKAGE, template, language=language, languages=LANGUAGES, words=words, **values)


def _by_property(pairs: Iterable[tuple[ox.NamedNode, Term]]) -> dict[ox.NamedNode, list[Term]]:
    """The values by property, in a steady order."""
    found: dict[ox.NamedNode, list[Term]] = defaultdict(list)
    for one, value in sorted(pairs, key=str):
        found[one].append(value)
    return found


def _named(groups: dict[ox.NamedNode, list[Term]], names: dict[str, str]) -> list[tuple[Value, list[Value], int]]:
    """Properties with their values, at most so many, and how many more there are: name and class first."""
    return [
        (_value(one, names), sorted(_value(value, names) for value in groups[one][:MOST]), len(groups[one][MOST:]))
        for one in sorted(groups, key=lambda one: _rank(one, names))
    ]


def _rank(one: Term, names: dict[str, str]) -> tuple[bool, bool, str]:
    iri = one.value if isinstance(one, ox.NamedNode) else ""
    return (iri != NAME, iri != TYPE, text_of(one, names))


def _value(term: Term, names: dict[str, str]) -> Value:
    if isinstance(term, ox.NamedNode):
        own = term.value.startswith(BASE)
        link = "/" + term.value.removeprefix(BASE) if own else safe_url(term.value)
        return Value(text_of(term, names), "", link)
    if isinstance(term, ox.Literal):
        return Value(term.value, term.language or "", "")
    return Value("[ ]", "", "")
