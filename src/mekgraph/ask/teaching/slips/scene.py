"""The token that does not fit, and what stands around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mekgraph.check.diagnosis.draft import Edit
from mekgraph.graph.syntax.parsing import Parsed
from mekgraph.graph.syntax.tokens import Token

PAIRS = {"(": ")", "{": "}", "[": "]"}
MODIFIERS = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET")
# What ends the part before it.
BEGINNING = frozenset({".", "FILTER", "OPTIONAL", "BIND", "VALUES", "MINUS", "UNION", "GRAPH", *MODIFIERS})
# What may begin a triple, or go on with one.
TERMS = frozenset({"VARIABLE", "NAME", "PREFIX_NAME", "ADDRESS", "BLANK", "ANON", "a", "[", "(", "^", "!"})
VALUES = frozenset({"STRING", "INTEGER", "NUMBER", "SIGNED", "TRUE", "FALSE"})


@dataclass(frozen=True)
class Slip:
    """A slip: the sentence that tells it, what fills it, the spot, and how it is mended (edits in the text's order)."""

    key: str
    values: dict[str, str]
    start: int
    end: int
    edits: tuple[Edit, ...]

    def mended(self, text: str) -> str:
        """The text without the slip."""
        for edit in reversed(self.edits):
            text = text[: edit.start] + edit.new + text[edit.end :]
        return text

    def before(self, offset: int) -> int:
        """Where an offset of the mended text stands in the text itself."""
        shift = 0
        for edit in self.edits:
            grown = len(edit.new) - (edit.end - edit.start)
            if offset < edit.start + shift:
                break
            if offset < edit.start + shift + len(edit.new):
                return edit.start
            shift += grown
        return offset - shift


class Scene:
    """A query that cannot be read, seen from the token that does not fit."""

    def __init__(self, parsed: Parsed) -> None:
        if parsed.fault is None:
            raise ValueError("the query can be read")
        self.text, self.tokens = parsed.text, parsed.tokens
        self.number, self.wanted = parsed.fault.number, parsed.fault.wanted

    @property
    def here(self) -> Token:
        """The token that does not fit."""
        return self.tokens[self.number]

    @cached_property
    def names(self) -> frozenset[str]:
        """The variables of the query."""
        return frozenset(token.text[1:] for token in self.tokens if token.kind == "VARIABLE")

    def at(self, number: int) -> Token:
        """The token so many behind the one that does not fit, or before it (below 0); an empty one beyond the ends."""
        place = self.number + number
        return self.tokens[place] if 0 <= place < len(self.tokens) else Token("", "", 0, 0)

    def line_of(self, token: Token) -> tuple[int, int]:
        """Where the line on which a token begins starts and ends."""
        end = self.text.find("\n", token.start)
        return self.text.rfind("\n", 0, token.start) + 1, end if end >= 0 else len(self.text)

    def is_next_to(self, number: int) -> bool:
        """Whether nothing stands between a token (counted as in ``at``) and the one before it."""
        return self.at(number - 1).end == self.at(number).start

    def closing(self, number: int) -> int | None:
        """How many behind the place the bracket stands that closes the one at ``number``; None if none does."""
        depth = 0
        for place in range(self.number + number, len(self.tokens)):
            kind = self.tokens[place].kind
            depth += (kind in PAIRS) - (kind in PAIRS.values())
            if depth == 0:
                return place - self.number
        return None

    def unclosed(self) -> list[Token]:
        """The brackets before the place that are still open there."""
        found: list[Token] = []
        for token in self.tokens[: self.number]:
            if token.kind in PAIRS:
                found.append(token)
            elif found and token.kind == PAIRS[found[-1].kind]:
                found.pop()
        return found

    def ahead(self, most: int) -> Iterator[int]:
        """The tokens from the place on up to the end of its group or sentence, the last one first."""
        depth, reach = 0, 0
        for number in range(min(most, len(self.tokens) - self.number)):
            kind = self.at(number).kind
            depth += (kind in PAIRS) - (kind in PAIRS.values())
            if depth < 0 or kind == "END" or (depth == 0 and kind in BEGINNING):
                break
            reach = number + 1
        yield from range(reach - 1, -1, -1)

    def replaced(self, key: str, right: str, number: int = 0, until: int | None = None, **values: str) -> Slip:
        """The slip that other words should stand in the place of a token, or of all from it to another."""
        start, end = self.at(number).start, self.at(number if until is None else until).end
        filled = {"found": self.text[start:end], "right": right, **values}
        return Slip(key, filled, start, end, (Edit(start, end, right),))

    def missing(self, key: str, right: str, **values: str) -> Slip:
        """The slip that something is missing before the token that does not fit."""
        last = self.at(-1)
        blank = " " if right not in (")", ",", "}", "]") else ""
        filled = {"found": last.text, "right": right, "next": self.here.text, **values}
        return Slip(key, filled, last.end, last.end, (Edit(last.end, last.end, f"{blank}{right} "),))
