"""The order and layout of a whole Turtle file, where nothing is lost by it."""

from mekgraph.errors import InputError
from mekgraph.exchange.canonical import turtle
from mekgraph.exchange.fixing.spans import comments
from mekgraph.sources.lines import BYTE_ORDER_MARK
from mekgraph.sources.statements import Document, leading_comment


def in_order(text: str, document: Document) -> tuple[str, str]:
    """The canonical form of a Turtle text, as ``mekgraph fmt`` writes it.

    ``document`` is what the text says. The second part of the answer is the key of a message that says why the text
    was left as it is, else "".
    """
    try:
        canonical = turtle([each.triple for each in document.statements], document.prefixes, document.comment)
    except InputError as error:
        return text, error.key
    lost = canonical != text and _has_inner_comments(text.removeprefix(BYTE_ORDER_MARK))
    return (text, "fix.comments") if lost else (canonical, "")


def first_difference(before: str, after: str) -> int:
    """The line (from 1) of ``before`` on which the two texts part."""
    lines, others = before.split("\n"), after.split("\n")
    pairs = enumerate(zip(lines, others, strict=False), start=1)
    return next((number for number, (one, other) in pairs if one != other), min(len(lines), len(others)))


def _has_inner_comments(text: str) -> bool:
    """Whether comments stand elsewhere than on top, where the canonical text has no place for them."""
    kept = leading_comment(text).count("\n")
    top = sum(len(line) + 1 for line in text.split("\n")[:kept])
    return any(place >= top for place in comments(text))
