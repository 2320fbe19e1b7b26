"""The words of a text around the place where the parser stumbled, and what kind of word each is."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from mekgraph.check.diagnosis.draft import Edit
from mekgraph.iris import PREFIXES, SCHEMES, THINGS
from mekgraph.sources.tokens import TOKEN

MARKS = frozenset({";", ",", "."})
CLOSING = frozenset({"]", ")", "}", ""})
THING_PREFIXES = frozenset({*THINGS, *SCHEMES, "wd", "scheme", "shape", "graph"})
NAMES = frozenset({"thing", "class", "property", "name", "address", "blank"})
VALUES = frozenset({"text", "number", "thing", "class", "address", "blank"})
NUMBER = re.compile(r"[+-]?\.?[0-9]")
MOST_AFTER = 40


class Word(NamedTuple):
    """A word or mark of the text and where it stands; the empty one stands before or behind all others."""

    start: int
    end: int
    text: str

    @property
    def kind(self) -> str:
        """What it is: “text”, “number”, “language”, “a”, “mark”, “bracket”, “sign”, “address” or “blank”, or of names
        “thing”, “class”, “property”, “type”, “name” or “plain”.

        A thing is an id or concept; classes and properties are told by their first letter. A name is of a prefix that
        mekgraph does not know, a plain word has none. The word before or behind all others is "".
        """
        text = self.text
        first = text[:1]
        simple = {"": "", '"': "text", "'": "text", "@": "language", "<": "address"}
        if first in simple:
            return simple[first]
        if text == "a" or text in MARKS:
            return "a" if text == "a" else "mark"
        if text.startswith("_:"):
            return "blank"
        if NUMBER.match(text) or text in ("true", "false"):
            return "number"
        if not first.isalnum() and first != ":":
            return "bracket" if first in "[](){}" else "sign"
        return _kind_of_name(text)


def _kind_of_name(text: str) -> str:
    prefix, colon, local = text.partition(":")
    if not colon:
        return "plain"
    if prefix in THING_PREFIXES:
        return "thing"
    if prefix == "xsd":
        return "type"
    if prefix in PREFIXES:
        return "class" if local[:1].isupper() else "property"
    return "name"


class Cause(NamedTuple):
    """A slip: the sentence that tells it ([syntax] in the messages), what fills it, the spot, and how it is mended."""

    key: str
    values: dict[str, str]
    start: int
    end: int
    edit: Edit


@dataclass(frozen=True)
class Scene:
    """The words before and behind the place ``at`` in a part of the text; comments are left out."""

    text: str
    at: int
    before: list[Word]
    after: list[Word]

    def last(self, number: int = 1) -> Word:
        """The word so many words before the place."""
        return self.before[-number] if number <= len(self.before) else Word(0, 0, "")

    def next(self, number: int = 0) -> Word:
        """The word at the place, or so many behind it."""
        return self.after[number] if number < len(self.after) else Word(len(self.text), len(self.text), "")

    def value(self) -> str:
        """The value that ends before the place: a text together with its language or type."""
        last = self.last()
        number = 2 if last.kind == "language" else 3 if self.last(2).text == "^^" else 1
        return self.text[self.last(number).start : last.end]

    @staticmethod
    def typed(subject: Word, kind: Word) -> str:
        """How it is written that something is of a class."""
        return f"{subject.text} a {kind.text}" if subject.kind in NAMES else f"a {kind.text}"

    def column(self, offset: int) -> int:
        """How far from the beginning of its line an offset is, from 1."""
        return offset - self.text.rfind("\n", 0, offset)

    def gap(self, left: Word, right: Word) -> str:
        """What stands between two words."""
        return self.text[left.end : right.start]


def scene(text: str, start: int, end: int, at: int) -> Scene:
    """The words around ``at`` in the part of the text from ``start`` to ``end``."""
    after = _words(text, at, end, MOST_AFTER)
    if at < end and not text[at].isspace() and (not after or after[0].start != at):
        after.insert(0, Word(at, at + 1, text[at]))
    return Scene(text, at, _words(text, start, at), after)


def _words(text: str, start: int, end: int, most: int | None = None) -> list[Word]:
    found: list[Word] = []
    for match in TOKEN.finditer(text, start, end):
        if not match.group().startswith("#"):
            found.append(Word(*match.span(), match.group()))
        if len(found) == most:
            break
    return found
