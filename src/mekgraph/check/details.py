"""Terms in words, as they are named in what was found and what was expected."""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from mekgraph.check.findings import Detail, Texts
from mekgraph.check.forms import DATE, DATE_TIME, DECIMAL, INTEGER, MONTH, STRING, XSD, YEAR
from mekgraph.graph.engine import Term
from mekgraph.iris import BASE, PREFIXES, shorten

Words = Detail | Texts | str
QUOTES = {"en": ("“", "”"), "ru": ("«", "»"), "uz": ("“", "”")}
LONGEST = 200
MOST_LISTED = 5
TYPES = {
    YEAR: "expected.type_year",
    MONTH: "expected.type_month",
    DATE: "expected.type_day",
    DATE_TIME: "expected.type_time",
    INTEGER: "expected.type_integer",
    DECIMAL: "expected.type_number",
    XSD + "double": "expected.type_number",
    XSD + "float": "expected.type_number",
    XSD + "boolean": "expected.type_truth",
    XSD + "anyURI": "expected.type_address",
}
# Turtle writes these without quotation marks.
BARE = frozenset((INTEGER, DECIMAL, XSD + "double", XSD + "boolean"))


def shown(term: Term | None) -> str:
    """A term as people read it: a short IRI, the text of a literal, or the brackets of a thing without a name.

    >>> shown(ox.Literal("Alfa", language="en"))
    'Alfa'
    """
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    if isinstance(term, ox.Literal):
        return term.value
    return "[ ]" if isinstance(term, ox.BlankNode) else str(term or "")


def quoted(text: str) -> Texts:
    """A text between the quotation marks of each language, cut where it is long.

    >>> quoted("Alfa")["ru"]
    '«Alfa»'
    """
    shortened = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return {language: f"{left}{shortened}{right}" for language, (left, right) in QUOTES.items()}


def named(iri: str) -> str:
    """An IRI as it would be written in Turtle: its short form, else the whole between < and >.

    >>> named("https://w3id.org/mekgraph/id/actor/eu"), named("actor:eu")
    ('actor:eu', '<actor:eu>')
    """
    short = shorten(iri)
    return f"<{iri}>" if short == iri else short


def typed(datatype: str) -> Words:
    """What values of a datatype are, in words."""
    return Detail(TYPES[datatype], {"type": shorten(datatype)}) if datatype in TYPES else shorten(datatype)


def worded(term: Term | None) -> Words:
    """A term in words: an id, or a text with its language or type.

    >>> year = worded(ox.Literal("2024", datatype=ox.NamedNode(YEAR)))
    >>> year.text("en"), year.text("ru")
    ('“2024”, marked as a year (xsd:gYear)', '«2024» с типом «год» (xsd:gYear)')
    """
    if isinstance(term, ox.NamedNode):
        return named(term.value)
    if isinstance(term, ox.BlankNode):
        return Detail("expected.nameless")
    if not isinstance(term, ox.Literal):
        return str(term or "")
    text, datatype = quoted(term.value), term.datatype.value
    if term.language:
        return Detail("expected.text_language", {"text": text, "mark": f"@{term.language}"})
    if datatype == STRING:
        return text
    if datatype in BARE:
        return term.value[:LONGEST]
    return Detail("expected.text_typed", {"text": text, "type": typed(datatype)})


def several(terms: Iterable[Term]) -> list[Words]:
    """Some terms in words; only the first of many."""
    words = [worded(term) for term in terms]
    return words if len(words) <= MOST_LISTED else [*words[:MOST_LISTED], "…"]


def plain(terms: Sequence[Term], with_marks: bool = True) -> list[Words]:
    """Some terms in words; the types of literals (and their languages) only where two of them have the same text."""
    texts = [term.value for term in terms if isinstance(term, ox.Literal)]
    if len(set(texts)) < len(texts):
        return several(terms)
    return several(_without_type(term, with_marks) for term in terms)


def _without_type(term: Term, with_marks: bool) -> Term:
    if not isinstance(term, ox.Literal) or term.datatype.value in BARE or (term.language and with_marks):
        return term
    return ox.Literal(term.value)


def is_ours(term: Term | None) -> bool:
    """Whether an IRI is one of this project's own."""
    return isinstance(term, ox.NamedNode) and term.value.startswith(BASE)


def is_short(iri: str) -> bool:
    """Whether an IRI is what comes of a short id between < and >.

    >>> is_short("actor:eu"), is_short("https://example.org/")
    (True, False)
    """
    prefix, _, local = iri.partition(":")
    return prefix in PREFIXES and bool(local) and not local.startswith("/")
