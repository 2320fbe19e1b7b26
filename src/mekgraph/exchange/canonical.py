"""Canonical Turtle: the same statements always give the same text, and a diff of two texts is the review.

One block per subject, in order of the last part of its IRI; ``a`` first, then names, then the rest by short form;
one object per line; languages in the order en, ru, uz. Literals keep the text they were written with. Comments
at the top of a file are kept; all others are lost, so put what must stay into the data.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from mekgraph.errors import InputError
from mekgraph.iris import DEF, PREFIXES, Shortener, slug

RDF = PREFIXES["rdf"]
XSD = PREFIXES["xsd"]
TYPE, FIRST, REST, NIL = (ox.NamedNode(RDF + name) for name in ("type", "first", "rest", "nil"))
LEADING = [
    *(PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "definition"),
    *(
        DEF + name
        for name in ("kind", "subject", "object", "start", "end", "source", "locator", "value", "unit", "measure")
    ),
]
LANGUAGE_ORDER = {"en": "0", "ru": "1", "uz": "2"}
BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
INDENT = "    "
Term = ox.NamedNode | ox.BlankNode | ox.Literal


def turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str] | None = None, comment: str = "") -> str:
    """The canonical Turtle text of a set of triples.

    ``prefixes`` are used beside ours where an IRI needs them; only prefixes in use are declared. ``comment`` is put
    on top as it is. Blank nodes with one parent are written inside it; others get labels by RDFC-1.0.
    Raises InputError for blank nodes that are nested too deep for that.
    """
    try:
        return _Writer(set(triples), {**(prefixes or {}), **PREFIXES}, comment).text()
    except RecursionError:
        raise InputError("input.deep") from None


class _Writer:
    def __init__(self, triples: set[ox.Triple], prefixes: dict[str, str], comment: str) -> None:
        self.prefixes = prefixes
        self.short = Shortener(prefixes).short
        self.comment = comment
        self.used: set[str] = set()
        self.about: dict[Term, list[tuple[ox.NamedNode, Term]]] = defaultdict(list)
        self.parents: Counter[Term] = Counter()
        for subject, predicate, value in _labelled(triples):
            self.about[subject].append((predicate, value))
            self.parents[value] += 1
        self.nested: set[Term] = {
            node for node in self.about if isinstance(node, ox.BlankNode) and self.parents[node] == 1
        }
        self.nested -= self._on_a_cycle()

    def _on_a_cycle(self) -> set[Term]:
        """Blank nodes that no top-level subject leads to; they need labels of their own."""
        reached: set[Term] = set()
        waiting = [node for node in self.about if node not in self.nested]
        while waiting:
            for _, value in self.about[waiting.pop()]:
                if value in self.nested and value not in reached:
                    reached.add(value)
                    waiting.append(value)
        return self.nested - reached

    def text(self) -> str:
        subjects = sorted((node for node in self.about if node not in self.nested), key=_subject_order)
        blocks = [f"{self._term(node)} {self._body(node, 1)} .\n" for node in subjects]
        lines = [f"@prefix {prefix}: <{self.prefixes[prefix]}> .\n" for prefix in sorted(self.used)]
        return self.comment + "".join(lines) + "".join("\n" + block for block in blocks)

    def _body(self, node: Term, depth: int) -> str:
        by_predicate: dict[str, list[Term]] = defaultdict(list)
        for predicate, value in self.about[node]:
            by_predicate[predicate.value].append(value)
        indent = "\n" + INDENT * depth
        parts = []
        for iri in sorted(by_predicate, key=self._predicate_order):
            written = sorted((_object_order(value), self._value(value, depth)) for value in by_predicate[iri])
            name = "a" if iri == TYPE.value else self._iri(iri)
            gap = " " if len(written) == 1 else indent + INDENT
            parts.append(name + gap + ("," + indent + INDENT).join(text for _, text in written))
        return (" ;" + indent).join(parts)

    def _predicate_order(self, predicate: str) -> tuple[int, str]:
        if predicate == TYPE.value:
            return (0, "")
        if predicate in LEADING:
            return (1 + LEADING.index(predicate), "")
        return (1 + len(LEADING), self.short(predicate))

    def _value(self, value: Term, depth: int) -> str:
        if value not in self.nested:
            return self._term(value)
        items = self._list(value)
        if items is not None:
            return "( " + " ".join(self._value(item, depth + 1) for item in items) + " )"
        return f"[\n{INDENT * (depth + 1)}{self._body(value, depth + 1)}\n{INDENT * depth}]"

    def _list(self, node: Term) -> list[Term] | None:
        """The items of a well-formed list that starts at ``node``, else None."""
        items: list[Term] = []
        while node != NIL:
            cell = dict(self.about[node]) if node in self.nested else {}
            if set(cell) != {FIRST, REST} or len(self.about[node]) != len(cell):
                return None
            items.append(cell[FIRST])
            node = cell[REST]
        return items

    def _term(self, term: Term) -> str:
        if isinstance(term, ox.NamedNode):
            return self._iri(term.value)
        if isinstance(term, ox.Literal):
            return self._literal(term)
        return "[]" if self.parents[term] == 1 and term not in self.about else str(term)

    def _iri(self, iri: str) -> str:
        short = self.short(iri)
        if short == iri:
            return f"<{iri}>"
        self.used.add(short.partition(":")[0])
        return short

    def _literal(self, literal: ox.Literal) -> str:
        datatype = literal.datatype.value
        if datatype in BARE and BARE[datatype].fullmatch(literal.value):
            return literal.value
        quoted = _quoted(literal.value)
        if literal.language:
            return f"{quoted}@{literal.language}"
        return quoted if datatype == XSD + "string" else f"{quoted}^^{self._iri(datatype)}"


def _quoted(text: str) -> str:
    """The text in quotation marks, over several lines if it has several."""
    lines = [str(ox.Literal(line))[1:-1] for line in text.split("\n")]
    mark = '"' if len(lines) == 1 else '"""'
    return mark + "\n".join(lines) + mark


def _labelled(triples: set[ox.Triple]) -> list[tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, Term]]:
    """The triples in a fixed order, their blank nodes named by RDFC-1.0."""
    if not any(isinstance(term, ox.BlankNode) for triple in triples for term in (triple.subject, triple.object)):
        return _parts(triples)
    dataset = ox.Dataset(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return _parts(quad.triple for quad in dataset)


def _parts(triples: Iterable[ox.Triple]) -> list[tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, Term]]:
    """Subject, predicate and object of triples in a fixed order; statements about statements are not read at all."""
    return [(t.subject, t.predicate, t.object) for t in sorted(triples, key=str)]  # type: ignore[misc]


def _subject_order(node: Term) -> tuple[bool, str, str]:
    if isinstance(node, ox.BlankNode):
        return (True, node.value, "")
    return (False, slug(node.value), node.value)


def _object_order(value: Term) -> tuple[str, str, str]:
    if isinstance(value, ox.Literal):
        language = value.language or ""
        return ("1", LANGUAGE_ORDER.get(language, "3" + language), value.value)
    return ("0", "", str(value) if isinstance(value, ox.NamedNode) else "_")
