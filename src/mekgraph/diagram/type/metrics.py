"""How wide a text is in the font of diagrams, and how it breaks into lines of about the same width.

Kerning is ignored: it differs between the programs that will draw the text, and mostly makes texts narrower.
"""

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from mekgraph.diagram.type.characters import JOINERS, cleaned
from mekgraph.diagram.type.fonts import face

MM_PER_POINT: Final = 25.4 / 72
ELLIPSIS: Final = "…"
# So fine are lines balanced, in millimetres.
BALANCE = 0.1
BREAKS_AFTER = frozenset("-/–—")
WIDE = frozenset("WF")
# A piece of text that is not broken, and what stands between it and the piece before it on the same line.
Piece = tuple[str, str]
Measure = Callable[[str], float]


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line in millimetres, set in ``size`` points.

    What the font cannot draw counts as broad as other fonts draw it: one em where it is broad in East Asian type,
    nothing for marks on other characters.

    >>> round(width("Ministry", 10), 2), round(width("Ministry", 10, bold=True), 2)
    (11.77, 12.81)
    """
    measured = face(bold)
    units = 0
    for char in text:
        known = measured.advances.get(ord(char))
        units += _foreign(char, measured.em, measured.missing) if known is None else known
    return units / measured.em * size * MM_PER_POINT


def _foreign(char: str, em: int, missing: int) -> int:
    """The advance of a character that is not in the font."""
    if char in JOINERS or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return em if unicodedata.east_asian_width(char) in WIDE else missing


@lru_cache(maxsize=50_000)
def wrapped(text: str, widest: float, size: float, most: int, bold: bool = False) -> tuple[str, ...]:
    """The text in as few lines as it needs, at most ``most``, none wider than ``widest`` millimetres.

    The lines are about equally wide. What does not fit is left out and an ellipsis stands for it, after a whole word
    if there is one. Words wider than a line are broken: after a hyphen or stroke, else anywhere. A line is wider than
    ``widest`` only if a single character is. An empty text has no lines.

    >>> wrapped("Regional Expert Council on Rehabilitation and Return", 40, 9, 3)
    ('Regional Expert Council on', 'Rehabilitation and Return')
    >>> wrapped("Regional Expert Council on Rehabilitation and Return", 30, 9, 2)
    ('Regional Expert', 'Council on…')
    """

    def measure(line: str) -> float:
        return width(line, size, bold)

    pieces = [piece for word in cleaned(text).split(" ") if word for piece in _pieces(word, widest, measure)]
    lines = _filled(pieces, widest, measure)
    if len(lines) > most:
        rest = pieces[sum(map(len, lines[: most - 1])) :]
        return (*map(_joined, lines[: most - 1]), _shortened(rest, widest, measure))
    return tuple(map(_joined, _balanced(pieces, len(lines), widest, measure)))


def _pieces(word: str, widest: float, measure: Measure) -> list[Piece]:
    """The word whole, or broken where it is wider than a line."""
    if measure(word) <= widest:
        return [(word, " ")]
    found: list[str] = [""]
    for cluster in _clusters(word):
        if found[-1] and measure(found[-1] + cluster) > widest:
            cut = max(found[-1].rfind(sign) for sign in BREAKS_AFTER) + 1
            head, tail = found[-1][:cut], found[-1][cut:]
            found[-1:] = [head, tail] if head and measure(tail + cluster) <= widest else [head + tail, ""]
        found[-1] += cluster
    return [(part, "" if place else " ") for place, part in enumerate(filter(None, found))]


def _clusters(word: str) -> list[str]:
    """Characters with the marks and joiners that belong to them."""
    found: list[str] = []
    for char in word:
        tied = found and (char in JOINERS or unicodedata.combining(char) or "\ufe00" <= char <= "\ufe0f")
        if tied or (found and found[-1][-1] == "\u200d"):
            found[-1] += char
        else:
            found.append(char)
    return found


def _joined(pieces: Sequence[Piece]) -> str:
    return "".join((glue if place else "") + part for place, (part, glue) in enumerate(pieces))


def _filled(pieces: Sequence[Piece], widest: float, measure: Measure) -> list[list[Piece]]:
    """Lines filled one after the other."""
    lines: list[list[Piece]] = []
    used = 0.0
    for part, glue in pieces:
        more = measure(glue) + measure(part)
        if lines and used + more <= widest:
            lines[-1].append((part, glue))
            used += more
        else:
            lines.append([(part, glue)])
            used = measure(part)
    return lines


def _balanced(pieces: Sequence[Piece], count: int, widest: float, measure: Measure) -> list[list[Piece]]:
    """Lines filled up to the smallest width at which there are not more than ``count``."""
    low, high = 0.0, widest
    while high - low > BALANCE:
        middle = (low + high) / 2
        if len(_filled(pieces, middle, measure)) <= count:
            high = middle
        else:
            low = middle
    return _filled(pieces, high, measure)


def _shortened(pieces: Sequence[Piece], widest: float, measure: Measure) -> str:
    """As much of the pieces as fits on one line before an ellipsis."""
    for count in range(len(pieces), 0, -1):
        line = _joined(pieces[:count]).rstrip(" ,;:") + ELLIPSIS
        if measure(line) <= widest:
            return line
    clusters = _clusters(pieces[0][0])
    while clusters and measure("".join(clusters) + ELLIPSIS) > widest:
        clusters.pop()
    return "".join(clusters) + ELLIPSIS
