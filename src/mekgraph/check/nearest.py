"""Which known names are most like one that nobody knows, and what is said of it."""

import difflib
import re
from collections.abc import Iterable

from mekgraph.iris import PREFIXES, THINGS, expand, shorten

# Letters of the Cyrillic script that look like Latin ones, each above its double.
CYRILLIC = "аеіјорсухѕһԁАВЕЅІЈКМНОРСТУХ"
LATIN__ = "aeijopcyxshdABESIJKMHOPCTYX"
AS_LATIN = str.maketrans(CYRILLIC, LATIN__)
NONE = "-"
# A list of this many is short enough to choose from.
MOST_LISTED = 30
FORM = re.compile(r"^https?://(www\.)?|[#/]+$")


def nearest(iri: str, names: Iterable[str]) -> str:
    """The known short names most like the one of ``iri``; "-" where none is.

    The same name in other letters, if there is one. Else those of the same prefix that are spelt alike, else the same
    name under another prefix; for an IRI without a short form, those that differ from it in a few signs.

    >>> nearest("https://w3id.org/mekgraph/def/organised", ["mek:organized", "mek:note", "actor:organised"])
    'mek:organized'
    >>> nearest("https://w3id.org/mekgraph/vocab/unit/usd", ["unit:USD", "unit:EUR"])
    'unit:USD'
    >>> nearest("https://w3id.org/mekgraph/vocab/link-kind/Meeting", ["kind:hosted", "eventkind:Meeting"])
    'eventkind:Meeting'
    >>> nearest("http://w3id.org/mekgraph/id/actor/unoct", ["actor:unoct", "event:ev-rec-1"])
    'actor:unoct'
    """
    known = [name for name in names if name.partition(":")[0] in PREFIXES]
    in_latin = same_in_latin(iri, known)
    prefix, _, local = (in_latin or shorten(iri)).partition(":")
    if in_latin:
        found = [in_latin]
    elif prefix not in PREFIXES:
        full = {expand(name): name for name in known}
        found = [full[near] for near in difflib.get_close_matches(iri, full, n=3, cutoff=0.9)]
    else:
        beside = {name.partition(":")[2].casefold(): name for name in known if name.startswith(prefix + ":")}
        folded = local.casefold()
        alike = [folded] if folded in beside else difflib.get_close_matches(folded, beside, n=3, cutoff=0.6)
        found = [beside[near] for near in alike]
        found = found or [name for name in known if name.partition(":")[2] == local][:3]
    return ", ".join(found) or NONE


def same_in_latin(iri: str, names: Iterable[str]) -> str:
    """The known short name that ``iri`` is when its Cyrillic letters are read as the Latin ones they look like, or "".

    >>> same_in_latin("https://w3id.org/mekgraph/id/actor/е\u0443", ["actor:eu", "actor:ey"])
    'actor:ey'
    """
    latin = iri.translate(AS_LATIN)
    return shorten(latin) if latin != iri and shorten(latin) in set(names) else ""


def cyrillic_in(text: str) -> str:
    """The Cyrillic letters that look like Latin ones in a text, each once.

    >>> cyrillic_in("actor:\u0435u")
    'е'
    """
    return "".join(dict.fromkeys(letter for letter in text if letter in CYRILLIC))


def said_of(iri: str, names: list[str], key: str) -> tuple[str, dict[str, str]]:
    """The key of the sentence for an unknown term, and what fills it: what is nearest among the known names."""
    prefix = shorten(iri).partition(":")[0]
    near = nearest(iri, names) if names else NONE
    values = {"term": shorten(iri), "near": near}
    if same_in_latin(iri, names):
        return "terms.look_alike", {**values, "letters": " ".join(cyrillic_in(iri))}
    beside = [name for name in names if name.startswith(prefix + ":")]
    if near == NONE and prefix not in ("mek", *THINGS) and 0 < len(beside) <= MOST_LISTED:
        return "terms.listed", {**values, "known": ", ".join(beside)}
    return key, values


def same_but_for_form(space: str) -> str:
    """The namespace of ours that ``space`` is but for the way in which it is written; "" where it is one, or none.

    >>> same_but_for_form("http://schema.org/")
    'https://schema.org/'
    """
    ours = OF_FORM.get(_form(space), "")
    return "" if space == ours or space in PREFIXES.values() else ours


def _form(space: str) -> str:
    """A namespace without what is often written differently by mistake: http or https, # or /, letter case."""
    return FORM.sub("", space).casefold()


OF_FORM = {_form(space): space for space in PREFIXES.values()}  # files declare prefixes by the hundred thousand
