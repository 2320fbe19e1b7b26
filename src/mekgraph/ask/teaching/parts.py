"""A pattern in the parts that are matched together: triples one by one, filters, groups, values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mekgraph.graph.syntax.parsing import Node
from mekgraph.graph.syntax.tokens import Token

TRIPLE = "Triple"


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a pattern: its kind (``TRIPLE`` or the name of its node), its text as a part by itself, its place.

    A triple has three ``ends``: subject, property and object, each a node of the tree.
    """

    kind: str
    text: str
    start: int
    end: int
    node: Node
    ends: tuple[Node, ...] = ()


def parts_of(group: Node, text: str) -> list[Part]:
    """The parts of a group in braces, in the order of the text."""
    found: list[Part] = []
    for node in group.nodes():
        found += _triples(node, text) if node.name == "Triples" else [_whole(node, text)]
    return found


def joined(parts: Iterable[Part]) -> str:
    """Some parts as one pattern."""
    return "\n".join(part.text for part in parts)


def written(node: Node, text: str) -> str:
    """A node as it is written."""
    return text[node.start : node.end]


def only_token(node: Node) -> Token | None:
    """The one token that a node consists of; None where there are more."""
    tokens = list(node.tokens())
    return tokens[0] if len(tokens) == 1 else None


def _whole(node: Node, text: str) -> Part:
    return Part(node.name, written(node, text), node.start, node.end, node)


def _triples(node: Node, text: str) -> Iterator[Part]:
    """Triples with one subject, each by itself; those about a thing without a name belong together."""
    subject = node.nodes()[0]
    token = only_token(subject)
    if subject.name != "Subject" or (token and token.kind == "ANON"):
        yield Part(node.name, f"{written(node, text)} .", node.start, node.end, node)
        return
    verb, begun = subject, subject.start
    for part in node.nodes()[1:]:
        if part.name == "Verb":
            verb, begun = part, part.start if begun < 0 else begun
            continue
        words = " ".join(written(end, text) for end in (subject, verb, part))
        yield Part(TRIPLE, f"{words} .", part.start if begun < 0 else begun, part.end, node, (subject, verb, part))
        begun = -1
