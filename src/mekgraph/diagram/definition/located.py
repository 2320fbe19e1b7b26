"""TOML from outside with the line of everything in it.

The parser of Python tells lines for wrong syntax only, and no maintained library keeps them for values. So it reads
the file, and what it has accepted is walked through once more, sign by sign; keys are read by the parser again.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from mekgraph.check.nearest import AS_LATIN, cyrillic_in
from mekgraph.errors import InputError
from mekgraph.sources.lines import Lines

TomlPath = tuple[str | int, ...]
DEEPEST = 30  # nested lists and tables; no file of ours needs more than three
MANY_LINES = r"""\"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}|'{3}(?:[^']|'{1,2}(?!'))*+'{3,5}"""
STRINGS = MANY_LINES + r"""|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'"""
PIECE: Final = re.compile(
    rf"""
    (?P<passed> [ \t\r\ufeff]++ | \#[^\n]*+ ) | (?P<end> \n ) | (?P<sign> [\[\]{{}}=,] )
    | (?P<word> {STRINGS} | [^\s"'\#\[\]{{}}=,]++ | . )
    """,
    re.DOTALL | re.VERBOSE,
)
HEADER: Final = re.compile(rf"(?P<many>\[)?\[(?P<key>(?:{STRINGS}|[^\]\"'\n])*+)\]", re.DOTALL)
# A key with so many parts that the parser takes long over it.
DOTTED: Final = re.compile(rf"(?<![\w-])(?:(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{DEEPEST},}}")
AT: Final = re.compile(r"\s*\((?:at line (?P<line>\d+), column (?P<column>\d+)|at end of document)\)$")
KEY: Final = re.compile(r"\s*\[{0,2}(?P<key>[^\s\"'=\[\]]{1,60})\s*(?:=|\])")
TYPOGRAPHIC = "“”„‟«»‘’‚‹›"
TWICE = ("Cannot overwrite a value", "Cannot declare", "Cannot mutate", "Can not add", "Duplicate inline")


@dataclass(frozen=True)
class Located:
    """A table as the parser gives it; where things stand in its text is found out when something is wrong with them."""

    table: dict[str, Any]
    text: str
    shown: str

    @cached_property
    def lines(self) -> dict[TomlPath, int]:
        """The line of each key and each element of a list; a path is made of keys and, in lists, of places from 0.

        Raises InputError where too much is nested.
        """
        return _Walk(self.text, self.shown).lines()

    def line(self, path: TomlPath) -> int:
        """The line of what stands at a path, or of the nearest thing around it; 1 for the file."""
        if not path or path[0] not in self.table:
            return 1
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def located(text: str, shown: str, most: int) -> Located:
    """A TOML text, taken apart; ``most`` is how many characters it may have.

    Raises InputError, with the line, for a text that is too long, too deep or not well-formed.
    """
    if len(text) > most:
        raise InputError("diagram.large", file=shown, limit=most)
    if dotted := DOTTED.search(text):
        line = Lines(text).number_of(dotted.start())
        raise InputError("diagram.deep", file=shown, line=line, limit=DEEPEST)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _explained(str(error), text, shown) from None
    except RecursionError:
        raise InputError("diagram.deep", file=shown, limit=DEEPEST) from None
    except ValueError as error:
        # Numbers of many thousand digits; nothing says where.
        raise InputError("diagram.syntax", file=shown, reason=str(error).partition(";")[0]) from None
    return Located(table, text, shown)


def _explained(reason: str, text: str, shown: str) -> InputError:
    """What is wrong with the syntax, for people who do not know TOML."""
    lines = Lines(text)
    at = AT.search(reason)
    reason = reason[: at.start()] if at else reason
    line = int(at["line"]) if at and at["line"] else len(text.rstrip().splitlines()) or 1
    signs = "".join(dict.fromkeys(sign for sign in lines.line(line) if sign in TYPOGRAPHIC))
    column = int(at["column"]) if at and at["column"] else None
    key = KEY.match(lines.line(line))
    if key and (letters := cyrillic_in(key["key"])):
        near = key["key"].strip().translate(AS_LATIN)
        return InputError("diagram.letters", file=shown, line=line, letters=" ".join(letters), near=near)
    if reason.startswith(TWICE):
        return InputError("diagram.twice", file=shown, line=line)
    if signs and '"' not in lines.line(line):
        return InputError("diagram.quotes", file=shown, line=line, signs=signs)
    return InputError("diagram.syntax", file=shown, line=line, column=column, reason=reason)


class _Walk:
    """Goes through a text that is well-formed and notes where things begin."""

    def __init__(self, text: str, shown: str) -> None:
        self.of = Lines(text)
        self.text, self.shown = self.of.text, shown
        self.found: dict[TomlPath, int] = {}
        self.here: TomlPath = ()  # the table whose header came last
        self.many: dict[TomlPath, int] = {}  # the last place in lists of tables
        self.open: list[tuple[TomlPath, bool]] = []  # lists (True) and inline tables that are not closed yet
        self.path: TomlPath | None = None  # of the value that comes next; None where a key comes next
        self.key: int | None = None  # where that key begins

    def lines(self) -> dict[TomlPath, int]:
        """The line of each path; InputError where too much is nested."""
        place = 0
        while place < len(self.text):
            piece = PIECE.match(self.text, place)
            if piece is None:  # pragma: no cover - a piece may be any sign
                break
            place = piece.end()
            if piece["end"] and not self.open:
                self.path = self.key = None
            elif piece["sign"] == "[" and self.path is None and self.key is None:
                place = self._header(piece.start())
            elif piece["sign"]:
                self._sign(piece["sign"], piece.start())
            elif piece["word"]:
                self._word(piece.start())
        return self.found

    def _header(self, start: int) -> int:
        header = HEADER.match(self.text, start)
        if header is None:  # pragma: no cover - the parser has read it
            return len(self.text)
        self.here = self._under((), header["key"], start)
        if header["many"]:
            of = self.here[:-1] if isinstance(self.here[-1], int) else self.here
            self.many[of] = self.many.get(of, -1) + 1
            self.here = (*of, self.many[of])
            self._note(self.here, start)
        end = self.text.find("\n", header.end())
        return end if end >= 0 else len(self.text)

    def _sign(self, sign: str, start: int) -> None:
        inside = self.open[-1] if self.open else None
        if sign == "=":
            owner = inside[0] if inside else self.here
            self.path = self._under(owner, self.text[self.key : start], self.key or 0)
            self.key = None
        elif sign in "[{" and self.path is not None:
            self._note(self.path, start)
            self.open.append((self.path, sign == "["))
            if len(self.open) > DEEPEST:
                raise InputError("diagram.deep", file=self.shown, line=self.of.number_of(start), limit=DEEPEST)
            self.path = (*self.path, 0) if sign == "[" else None
        elif sign in "]}" and inside:
            self.open.pop()
            self.path, self.key = inside[0], None
        elif sign == "," and inside:
            self.path = self._next(inside[0]) if inside[1] else None

    def _next(self, of: TomlPath) -> TomlPath:
        """The place behind the one that was noted last in a list."""
        last = self.path[len(of)] if self.path else 0
        return (*of, int(last) + 1)

    def _word(self, start: int) -> None:
        if self.path is not None:
            self._note(self.path, start)
        elif self.key is None:
            self.key = start

    def _under(self, owner: TomlPath, key: str, start: int) -> TomlPath:
        """The path of a key, dotted or not, in a table; every part of it is noted."""
        table: Any = tomllib.loads(f"{key.strip()} = 0")
        path = owner
        while isinstance(table, dict):
            ((name, table),) = table.items()
            path = (*path, name)
            self._note(path, start)
            if not owner and path in self.many:
                path = (*path, self.many[path])
        return path

    def _note(self, path: TomlPath, start: int) -> None:
        self.found.setdefault(path, self.of.number_of(start))
