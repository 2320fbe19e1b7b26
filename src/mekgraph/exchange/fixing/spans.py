"""Where the literals of a text stand, and how one is written in the place of another."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from mekgraph.exchange.fixing.literals import XSD, Literal, escaped
from mekgraph.sources.statements import Statement
from mekgraph.sources.tokens import LANGUAGE, STRING, TOKEN, events

QUOTED = re.compile(STRING, re.VERBOSE | re.DOTALL)
TAG = re.compile(rf"({LANGUAGE})\Z")
LONG = 3


@dataclass(frozen=True)
class Written:
    """A literal and where it stands: from ``start`` to ``end``, its string in quotation marks up to ``middle``.

    Numbers and truth values may stand without quotation marks; ``middle`` is ``start`` then.
    """

    literal: Literal
    start: int
    middle: int
    end: int


class Prefix(NamedTuple):
    """A prefix, the namespace it stands for, and where its declaration ends."""

    name: str
    space: str
    end: int


def declared_prefixes(text: str) -> list[Prefix]:
    """The prefixes that a Turtle or TriG text declares, in its order."""
    found: list[Prefix] = []
    words = ("", "")
    for match in TOKEN.finditer(text):
        word = match.group()
        if word.startswith("<") and words[0].lower().removeprefix("@") == "prefix":
            found.append(Prefix(words[1].removesuffix(":"), word[1:-1], match.end()))
        if not word.startswith("#"):
            words = (words[1], word)
    return found


def comments(text: str) -> Iterator[int]:
    """Where the comments of a Turtle text begin."""
    return (match.start() for match in TOKEN.finditer(text) if match.group().startswith("#"))


def written_literals(text: str, statements: list[Statement]) -> Iterator[tuple[Statement, Written]]:
    """The statements whose object is a literal, each with that literal as it is written.

    ``statements`` are all those of ``text``, as the parser gave them. Raises ValueError if the tokens of the text do
    not tell the same statements.
    """
    places = (spans[2] for spans in events(text, 0, len(text)))
    for statement, (start, end) in zip(statements, places, strict=True):
        if isinstance(statement.object, ox.Literal):
            yield statement, _written(text, start, end, statement.object)


def _written(text: str, start: int, end: int, term: ox.Literal) -> Written:
    quoted = QUOTED.match(text, start, end)
    tag = TAG.search(text, quoted.end() if quoted else end, end) if term.language else None
    literal = Literal(term.value, tag.group(1)[1:] if tag else "", term.datatype.value)
    return Written(literal, start, quoted.end() if quoted else start, end)


def rewritten(text: str, written: Written, literal: Literal, prefixes: list[Prefix]) -> str:
    """What to write in the place of ``written`` for ``literal``: all that need not change stays, comments too."""
    old, quoted = written.literal, written.middle > written.start
    string, tail = text[written.start : written.middle], text[written.middle : written.end]
    if literal.text != old.text or not quoted:
        string = _string(string or '""', literal.text)
    if quoted and literal.datatype == old.datatype and literal.tag == old.tag:
        return string + tail
    line_end = "\r\n" if "\r\n" in tail else "\n"
    said = [match.group() for match in TOKEN.finditer(tail) if match.group().startswith("#")]
    return string + _suffix(literal, written.start, prefixes) + "".join(f" {each}{line_end}" for each in said)


def _suffix(literal: Literal, place: int, prefixes: list[Prefix]) -> str:
    if literal.tag:
        return f"@{literal.tag}"
    return "" if literal.plain else f"^^{_datatype(literal.datatype, place, prefixes)}"


def _string(old: str, text: str) -> str:
    """A text in the quotation marks of an old string, with escapes if that had some."""
    mark = old[:LONG] if len(old) >= 2 * LONG and old[:LONG] in ('"""', "'''") else old[0]
    if "\\" in old:
        return mark + "".join(_sign(sign, mark) for sign in text) + mark
    return mark + (f"{text[:-1]}\\{mark[0]}" if text.endswith(mark[0]) else text) + mark


def _sign(sign: str, mark: str) -> str:
    if sign in ("\\", mark[0]):
        return "\\" + sign
    if sign == "\n":
        return sign if len(mark) == LONG else "\\n"
    return escaped(sign) if unicodedata.category(sign) in ("Cc", "Cf") else sign


def _datatype(iri: str, place: int, prefixes: list[Prefix]) -> str:
    """A datatype of XML Schema by a prefix that the text has declared before, always for that, else in full."""
    others = {prefix.name for prefix in prefixes if prefix.space != XSD}
    names = [each.name for each in prefixes if each.space == XSD and each.end <= place and each.name not in others]
    return f"{names[0]}:{iri.removeprefix(XSD)}" if names else f"<{iri}>"
