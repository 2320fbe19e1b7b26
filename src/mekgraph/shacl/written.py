"""Literals as they were written.

An Oxigraph store keeps values, not texts: "0.90" becomes "0.9", "300"^^xsd:byte becomes an integer. What a shape says
of text or datatype has to be asked of the text, so such a literal is put into the store under a datatype of our own
that carries the real one, and is turned back in the results. Most data has none.
"""

import functools
import re

import pyoxigraph as ox

from mekgraph.graph.engine import Term

SPACE = "urn:mekgraph:written:"
_XSD = "http://www.w3.org/2001/XMLSchema#"
TEXTS = frozenset((_XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"))
_S = ox.NamedNode(SPACE)

# Forms that the store never changes; for all others it is asked.
_SURE = {
    _XSD + name: re.compile(form)
    for name, form in {
        "integer": r"0|-?[1-9][0-9]{0,17}",
        "decimal": r"-?(0|[1-9][0-9]{0,11})\.[0-9]{0,5}[1-9]",
        "boolean": "true|false",
        "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "gYear": "[0-9]{4}",
        "gYearMonth": "[0-9]{4}-[0-9]{2}",
        "dateTime": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?!24)[0-9]{2}:[0-9]{2}:[0-9]{2}Z?",
        "anyURI": "(?s:.*)",
    }.items()
}


def _stays(literal: ox.Literal) -> bool:
    """Whether the store gives this literal back as it was."""
    datatype = literal.datatype.value
    form = _SURE.get(datatype)
    return datatype in TEXTS or bool(form and form.fullmatch(literal.value)) or _stays_in_store(literal)


@functools.lru_cache(maxsize=100_000)
def _stays_in_store(literal: ox.Literal) -> bool:
    store = ox.Store()
    store.add(ox.Quad(_S, _S, literal))
    same: bool = next(iter(store)).object == literal
    return same


def keep(term: Term) -> Term:
    """The term in a form that the store does not change.

    >>> keep(ox.Literal("0.90", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
    <Literal value=0.90 datatype=<NamedNode value=urn:mekgraph:written:http://www.w3.org/2001/XMLSchema#decimal>>
    >>> keep(ox.Literal("x"))
    <Literal value=x datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#string>>
    """
    if not isinstance(term, ox.Literal) or _stays(term):
        return term
    return ox.Literal(term.value, datatype=ox.NamedNode(SPACE + term.datatype.value))


def restore(term: Term) -> Term:
    """The term as it was written; the opposite of ``keep``."""
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(SPACE):
        return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype.value[len(SPACE) :]))
    return term
