"""Characters that may stand in a picture: what is left of a label when it is drawn."""

import unicodedata

from mekgraph.diagram.type.fonts import face

REPLACEMENT = "?"
HARD_SPACE = "\u00a0"
# Controls, formats (among them those that turn the direction of text), lone surrogates, private and unassigned ones.
DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
JOINERS = frozenset("\u200c\u200d")  # letters of some scripts and emoji need them


def cleaned(text: str) -> str:
    r"""The text in composed form, white space as single spaces, without what draws nothing or may not be in a file.

    >>> cleaned("  two\n words\x00\u202e ")
    'two words'
    """
    spaced = (" " if char.isspace() and char != HARD_SPACE else char for char in text)
    kept = "".join(char for char in spaced if char in JOINERS or unicodedata.category(char) not in DROPPED)
    return unicodedata.normalize("NFC", " ".join(part for part in kept.split(" ") if part))


def without_glyph(text: str, bold: bool = False) -> tuple[str, ...]:
    """The characters of a text that the font cannot draw, in the order of the text, each once.

    >>> without_glyph("Oʻzbekiston, Ўзбекистон"), without_glyph("中 a 中")
    ((), ('中',))
    """
    known = face(bold).advances
    return tuple(dict.fromkeys(char for char in text if ord(char) not in known and char not in JOINERS))


def drawable(text: str, bold: bool = False) -> str:
    """The text with ``?`` for what the font cannot draw, for formats that know no other font than ours.

    >>> drawable("Астана 中")
    'Астана ?'
    """
    known = face(bold).advances
    return "".join(char if ord(char) in known else REPLACEMENT for char in text if char not in JOINERS)
