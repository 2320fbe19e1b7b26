"""Blanks at the ends of texts, doubled blanks, tabs, and letters in parts that belong together."""

import re
import unicodedata
from dataclasses import replace

from mekgraph.exchange.fixing.literals import STRING, TEXT, Literal
from mekgraph.exchange.fixing.wants import Around
from mekgraph.iris import expand

# Besides blanks: no-break, narrow and wide ones, and signs without width.
UNSEEN = (
    " \t\r\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d"
    "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
GAP = re.compile(r"[ \t]*\t[ \t]*|  +")
# Blanks that keep words on one line, or are narrow.
NO_BREAK = re.compile("[\u00a0\u2007\u2009\u202f]")
STANDINGS = ("official", "standard", "attested", "common", "seed", "editorial")
LABELS = ("skos:prefLabel", "mek:acronym", "mek:place", "mek:publisher")
NAMES = frozenset(map(expand, (*LABELS, *(f"mek:{standing}Form" for standing in STANDINGS))))


def spaces(literal: Literal, around: Around) -> Literal:
    """The literal with tidy blanks and composed letters (NFC), if it is a text for people.

    That is one with a language, or one in a property in which the shapes want texts. In a text of several lines,
    such as a quotation, the lines are left as they are; a text of nothing but blanks is left for the check to report.
    Blanks of other kinds stay in a sentence, where they may hold a number and its word together; a name with one is
    not found by whoever types it.
    """
    if not _is_text(literal, around):
        return literal
    text = unicodedata.normalize("NFC", literal.text)
    bare = text.strip(UNSEEN)
    if not bare:
        return literal
    if "\n" in bare or "\r" in bare:
        return replace(literal, text=text)
    if around.path in NAMES:
        bare = NO_BREAK.sub(" ", bare)
    return replace(literal, text=GAP.sub(" ", bare))


def _is_text(literal: Literal, around: Around) -> bool:
    wanted = around.want.datatypes.keys()
    return literal.datatype == TEXT or (literal.plain and bool(wanted) and wanted <= {STRING, TEXT})
