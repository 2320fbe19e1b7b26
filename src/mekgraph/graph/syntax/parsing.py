"""From the tokens of a query to its tree, or to the token that does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from mekgraph.graph.syntax.grammar import Grammar, grammar
from mekgraph.graph.syntax.tokens import Token, tokens_of

CLOSE = ""


@dataclass(slots=True)
class Node:
    """A rule of the grammar as it stands in a query: its name, and the tokens and nodes that it is made of."""

    name: str
    parts: "list[Node | Token]" = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        part: Node | Token = self
        while isinstance(part, Node):
            part = part.parts[0]
        return part.start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        part: Node | Token = self
        while isinstance(part, Node):
            part = part.parts[-1]
        return part.end

    def nodes(self, *names: str) -> "list[Node]":
        """Its own parts that are nodes, all or those of some names."""
        return [part for part in self.parts if isinstance(part, Node) and (not names or part.name in names)]

    def tokens(self, without: tuple[str, ...] = ()) -> Iterator[Token]:
        """All tokens in it in the order of the text, but not those in nodes of some names."""
        left: list[Node | Token] = self.parts[::-1]
        while left:
            part = left.pop()
            if isinstance(part, Token):
                yield part
            elif part.name not in without:
                left.extend(part.parts[::-1])

    def within(self, *names: str) -> "Iterator[Node]":
        """All nodes of some names in it, in the order of the text; not those in one another."""
        left: list[Node | Token] = self.parts[::-1]
        while left:
            part = left.pop()
            if isinstance(part, Node):
                if part.name in names:
                    yield part
                else:
                    left.extend(part.parts[::-1])


class Fault(NamedTuple):
    """The first token that does not fit, its number, and the kinds of tokens of which one is needed in its place."""

    token: Token
    number: int
    wanted: frozenset[str]


@dataclass(frozen=True)
class Parsed:
    """A query taken apart: its tokens, and the tree, or else the fault."""

    text: str
    tokens: list[Token]
    tree: Node | None
    fault: Fault | None

    @property
    def depth(self) -> int:
        """How deep its braces are nested at most."""
        depth = deepest = 0
        for token in self.tokens:
            depth += (token.kind == "{") - (token.kind == "}")
            deepest = max(deepest, depth)
        return deepest


def parse(query: str) -> Parsed:
    """The tree of a query, or the first token at which it is none by the grammar of SPARQL 1.1.

    >>> parse("ASK { ?s ?p }").fault.token.text
    '}'
    """
    rules = grammar()
    tokens = tokens_of(query, rules.keywords)
    top = Node("")
    fault = _read(rules, tokens, top)
    return Parsed(query, tokens, None if fault else top.nodes()[0], fault)


def _read(rules: Grammar, tokens: list[Token], top: Node) -> Fault | None:
    ways, empty = rules.ways, rules.empty
    todo = [tokens[-1].kind, "Query"]
    open_nodes = [top]
    passed: list[str] = []  # rules that matched nothing since the last token: what they begin with would fit as well
    number = 0
    while todo:
        symbol = todo.pop()
        token = tokens[number]
        if symbol == CLOSE:
            node = open_nodes.pop()
            if not node.parts:
                open_nodes[-1].parts.pop()
        elif symbol == token.kind:
            open_nodes[-1].parts.append(token)
            number += 1
            passed.clear()
        elif way := ways.get(symbol, {}).get(token.kind):
            if symbol[0].isupper():
                node = Node(symbol)
                open_nodes[-1].parts.append(node)
                open_nodes.append(node)
                todo.append(CLOSE)
            todo.extend(reversed(way))
        elif symbol in empty:
            passed.append(symbol)
        else:
            wanted = {kind for rule in (*passed, symbol) for kind in ways.get(rule, (rule,))}
            return Fault(token, number, frozenset(wanted))
    return None
