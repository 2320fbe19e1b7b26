"""The grammar of SPARQL from its text to the table that tells, by one token, how a rule goes on."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

PIECE = re.compile(r"'([^']+)'|([A-Za-z_]+)|([()|*+?])")
# Sequences of symbols to choose from: names of rules or kinds of tokens.
Ways = list[tuple[str, ...]]
# Of each rule: the kinds of tokens that it may begin with, and whether it may match nothing.
Begun = dict[str, tuple[frozenset[str], bool]]


@dataclass(frozen=True)
class Grammar:
    """For each rule the way to go on, by kind of the next token; ``empty`` rules may match nothing."""

    ways: dict[str, dict[str, tuple[str, ...]]]
    empty: frozenset[str]
    keywords: frozenset[str]


@functools.cache
def grammar() -> Grammar:
    """The grammar of ``sparql.ebnf``; ValueError if one token does not always tell how to go on."""
    text = resources.files(__package__).joinpath("sparql.ebnf").read_text(encoding="utf-8")
    rules: dict[str, Ways] = {}
    for line in filter(None, (line.partition("#")[0].strip() for line in text.split("\n"))):
        name, _, right = line.partition(" = ")
        _Rules(name, right, rules).read()
    return _table(rules, frozenset(word for word, _, _ in PIECE.findall(text) if word.isupper()))


class _Rules:
    """One line of the grammar, its brackets and repetitions turned into rules of their own."""

    def __init__(self, name: str, right: str, rules: dict[str, Ways]) -> None:
        self.name, self.rules = name, rules
        self.pieces: list[str] = [word or symbol or sign for word, symbol, sign in PIECE.findall(right)]
        self.signs = [bool(sign) for _, _, sign in PIECE.findall(right)]
        self.at = 0

    def read(self) -> None:
        """Add the rules of the line."""
        self.rules[self.name] = self._ways()

    def _is(self, signs: str) -> bool:
        return self.at < len(self.pieces) and self.signs[self.at] and self.pieces[self.at] in signs

    def _ways(self) -> Ways:
        found = [self._sequence()]
        while self._is("|"):
            self.at += 1
            found.append(self._sequence())
        return found

    def _sequence(self) -> tuple[str, ...]:
        found: list[str] = []
        while self.at < len(self.pieces) and not self._is("|)"):
            found.append(self._repeated(self._item()))
        return tuple(found)

    def _item(self) -> str:
        if not self._is("("):
            self.at += 1
            return self.pieces[self.at - 1]
        self.at += 1
        inner = self._new(self._ways())
        self.at += 1
        return inner

    def _repeated(self, item: str) -> str:
        if not self._is("*+?"):
            return item
        self.at += 1
        match self.pieces[self.at - 1]:
            case "?":
                return self._new([(item,), ()])
            case "*":
                return self._more(item)
            case _:
                return self._new([(item, self._more(item))])

    def _more(self, item: str) -> str:
        name = self._new([])
        self.rules[name] = [(item, name), ()]
        return name

    def _new(self, ways: Ways) -> str:
        name = f"{self.name[0].lower()}{self.name[1:]}.{len(self.rules)}"
        self.rules[name] = ways
        return name


def _table(rules: dict[str, Ways], keywords: frozenset[str]) -> Grammar:
    begun: Begun = {}
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, ways in rules.items():
        entries = [(kind, way) for way in ways for kind in sorted(_begins(way, rules, begun)[0])]
        table[name] = dict(entries)
        if len(table[name]) != len(entries):
            raise ValueError(f"one token does not tell how {name} goes on")
    return Grammar(table, frozenset(name for name in rules if _begin(name, rules, begun)[1]), keywords)


def _begins(way: Iterable[str], rules: dict[str, Ways], begun: Begun) -> tuple[frozenset[str], bool]:
    """The kinds of tokens with which a sequence of symbols may begin, and whether it may match nothing."""
    found: frozenset[str] = frozenset()
    for symbol in way:
        kinds, empty = _begin(symbol, rules, begun)
        found |= kinds
        if not empty:
            return found, False
    return found, True


def _begin(symbol: str, rules: dict[str, Ways], begun: Begun) -> tuple[frozenset[str], bool]:
    """The same for one symbol. No rule begins with itself, or one token could not tell how it goes on."""
    if symbol not in rules:
        return frozenset((symbol,)), False
    if symbol not in begun:
        ways = [_begins(way, rules, begun) for way in rules[symbol]]
        begun[symbol] = frozenset().union(*(kinds for kinds, _ in ways)), any(empty for _, empty in ways)
    return begun[symbol]
