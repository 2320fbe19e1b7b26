"""What of a text leads to its address, in parts that all programs can set."""

import unicodedata
from collections.abc import Iterator, Sequence

from mekgraph.diagram.page import Words
from mekgraph.diagram.type.characters import cleaned

Part = tuple[str, str]  # a text without break, and where it leads, "" for nowhere
RIGHTWARDS = {"L": False, "R": True, "AL": True}  # strong directions of letters: whether from right to left


def parts(words: Words) -> list[list[Part]]:
    """The lines in parts, of which those that lead to the address are marked with it.

    Office underlines links. So where the text says its address, only that is a link, and what is before it can be
    read; else all of it is one. LibreOffice sets a link over itself that is written in both directions, so it is
    several where the direction changes.

    >>> parts(Words(("A page. https://a.b/", "c"), 0, 0, 7, 3, href="https://a.b/c"))
    [[('A page. ', ''), ('https://a.b/', 'https://a.b/c')], [('c', 'https://a.b/c')]]
    """
    lines = [cleaned(line) for line in words.lines]
    first, cut = _begin(lines, words.href) if words.href else (len(lines), 0)
    found = []
    for place, line in enumerate(lines):
        here = len(line) if place < first else cut if place == first else 0
        led = [(part, words.href) for part in one_way(line[here:])]
        found.append([(text, href) for text, href in ((line[:here], ""), *led) if text])
    return found


def _begin(lines: Sequence[str], href: str) -> tuple[int, int]:
    """In which line, and where in it, the text begins to say its address; at its beginning where it does not say it."""
    scheme, sign, _ = href.partition("://")
    said = ((place, line.find(scheme + sign)) for place, line in enumerate(lines) if sign and scheme + sign in line)
    return next(said, (0, 0))


def one_way(text: str) -> Iterator[str]:
    """The text in parts whose letters all go in one direction.

    >>> list(one_way("abc-سلام-d"))
    ['abc-', 'سلام-', 'd']
    """
    begin, direction = 0, None
    for place, char in enumerate(text):
        turned = RIGHTWARDS.get(unicodedata.bidirectional(char), direction)
        if direction is not None and turned != direction:
            yield text[begin:place]
            begin = place
        direction = turned
    yield text[begin:]
