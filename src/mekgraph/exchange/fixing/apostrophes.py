"""The letters oʻ and gʻ and the sign ʼ of Uzbek texts, for which many other signs are typed.

After o and g the sign is ʻ (U+02BB), elsewhere between letters ʼ (U+02BC). What may be something else stays:
single quotation marks around words, foreign names (O'Brien, d'Ivoire, Children's), addresses.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from mekgraph.exchange.fixing.literals import Literal
from mekgraph.exchange.fixing.wants import Around

TURNED, STRAIGHT = "\u02bb", "\u02bc"
SIGNS = frozenset(
    "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\u2018\u2019\u201b\u2032\u2035\ua78b\ua78c\uff07\uff40"
)
# What may open a quotation, and what may then close it.
CLOSERS = {
    "'": "'",
    "`": "`'\u00b4\u2019",
    "\u00b4": "\u00b4",
    "\u2018": "\u2018\u2019",
    "\u2019": "\u2019",
    "\u201b": "\u2019",
    "\uff07": "\uff07",
    "\uff40": "\uff40\uff07",
}
UZBEK = frozenset({"uz", "uz-latn"})
ADDRESS = re.compile(r"\S*(?:://|www\.|\S@\S)\S*")


def apostrophes(literal: Literal, _: Around) -> Literal:
    """The literal with the right signs in it, if it is Uzbek in Latin script."""
    if literal.language not in UZBEK or SIGNS.isdisjoint(literal.text):
        return literal
    return replace(literal, text=with_letters(literal.text))


def with_letters(text: str) -> str:
    """The text with ʻ and ʼ wherever that is certain.

    >>> with_letters("O'zbekiston ma`lumoti, 'tog' so‘zi va O'Brien")
    "Oʻzbekiston maʼlumoti, 'tog' soʻzi va O'Brien"
    """
    kept = set(_in_addresses(text)) | set(_quoting(text))
    return "".join(sign if place in kept else _letter(text, place) for place, sign in enumerate(text))


def _letter(text: str, place: int) -> str:
    """The sign at a place, as a letter if it is one."""
    sign, before, after = text[place], _at(text, place - 1), _at(text, place + 1)
    if sign not in SIGNS or not _is_latin(before) or after in SIGNS:
        return sign
    if before in "oOgG" and not after.isalnum():
        return TURNED
    if not _is_latin(after) or _is_foreign(text, place):
        return sign
    return TURNED if before in "oOgG" else STRAIGHT


def _is_foreign(text: str, place: int) -> bool:
    """Whether the letters around a sign show a foreign name: O'Brien, Côte d'Ivoire, l'Oréal, Children's."""
    before, after, next_one = text[place - 1], text[place + 1], _at(text, place + 2)
    if after.isupper() and (before.islower() or (_is_letter(next_one) and next_one.islower())):
        return True
    if after == "s" and not _is_letter(next_one):
        return True
    return before not in "aeiouAEIOUgG" and not _is_letter(_at(text, place - 2))


def _quoting(text: str) -> Iterator[int]:
    """The places of signs that are, or may be, quotation marks.

    From an opening mark to the next one, the marks that can close it are looked at. One at the end of a word that
    does not end in o or g closes it for certain; then all others are letters. Without such a one nobody can tell.
    """
    openers = [place for place in range(len(text)) if _opens(text, place)]
    for opener, end in zip(openers, [*openers[1:], len(text)], strict=False):
        pair = [place for place in range(opener + 1, end) if text[place] in CLOSERS[text[opener]]]
        closing = [place for place in pair if _ends_word(text, place) and text[place - 1] not in "oOgG"]
        yield from (opener, *(closing or pair))


def _opens(text: str, place: int) -> bool:
    before, after = _at(text, place - 1), _at(text, place + 1)
    return text[place] in CLOSERS and not before.isalnum() and before not in SIGNS and bool(after.strip())


def _ends_word(text: str, place: int) -> bool:
    return not text[place - 1].isspace() and not _at(text, place + 1).isalnum()


def _in_addresses(text: str) -> Iterator[int]:
    for match in ADDRESS.finditer(text):
        yield from range(*match.span())


def _is_letter(sign: str) -> bool:
    """Whether it is a letter; the signs are not, right or wrong, so that mending twice is mending once."""
    return sign.isalpha() and sign not in SIGNS


def _is_latin(sign: str) -> bool:
    return _is_letter(sign) and unicodedata.name(sign, "").startswith("LATIN")


def _at(text: str, place: int) -> str:
    """The character at a place; a blank outside the text."""
    return text[place] if 0 <= place < len(text) else " "
