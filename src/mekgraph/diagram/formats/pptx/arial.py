"""Arial for what is measured in Source Sans Pro: the font that office machines have, in a size that needs no more room.

PowerPoint has Arial, LibreOffice has it too or Liberation Sans, which is as wide letter by letter. Letting programs
shrink texts that are too wide would not do: PowerPoint does it only when someone edits the text, and LibreOffice only
looks at the height. So a size in which the text fits is written into the file.
"""

import functools
import math
import tomllib
import unicodedata
from importlib import resources
from types import MappingProxyType
from typing import Final

from mekgraph.diagram.page import Words
from mekgraph.diagram.type.fonts import face
from mekgraph.diagram.type.metrics import MM_PER_POINT
from mekgraph.diagram.type.metrics import width as measured

FAMILY: Final = "Arial"
EM = 2048  # units of the table of widths
DESCENT: Final = 434 / EM  # how far the face reaches below the baseline, in sizes of the font
# In this share of the size its letters look as large as those of Source Sans Pro, whose capitals are 660 / 716 as high
# and whose small letters 486 / 519.
LOOKS_ALIKE = 0.9
STEP = 10  # sizes are in tenths of a point, as people set them
SMALLEST = 1.0  # the smallest size that Office takes, in points
# So much wider than measured a text may be, in millimetres: nothing else stands so near to it.
SLACK: Final = 0.3


def size(words: Words) -> float:
    """The size in points in which no line is wider in Arial than the widest one is as measured, but for SLACK.

    >>> size(Words(("Ministry of Justice",), 0, 0, 10, 4)), size(Words(("WHO",), 0, 0, 10, 4))
    (9.0, 8.9)
    """
    room = max((measured(line, words.size, words.bold) for line in words.lines), default=0.0) + SLACK
    needed = max((width(line, words.size, words.bold) for line in words.lines), default=0.0)
    fitting = words.size * min(LOOKS_ALIKE, room / max(needed, SLACK))
    return max(math.floor(round(fitting * STEP, 6)) / STEP, SMALLEST)


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line in millimetres, set in ``size`` points of Arial.

    What is not in the table counts as one em where Source Sans Pro has it, as there are broad signs; what no font of
    ours has is drawn in another one in both cases, and counts as there.

    >>> round(width("Ministry", 10), 2), round(width("Вазирлик", 10), 2)
    (12.15, 15.44)
    """
    known, em = _advances(bold), size * MM_PER_POINT
    return sum(known[char] * em if char in known else _unlisted(char, size, bold) for char in _spelled(text, known))


def _spelled(text: str, known: MappingProxyType[str, float]) -> str:
    """The text with letters in place of those with accents that are not in the table, as they are as wide."""
    letters = (char if char in known else unicodedata.normalize("NFD", char)[0] for char in text)
    return "".join(letters)


def _unlisted(char: str, size: float, bold: bool) -> float:
    return size * MM_PER_POINT if ord(char) in face(bold).advances else measured(char, size, bold)


@functools.cache
def _advances(bold: bool) -> MappingProxyType[str, float]:
    """The widths of letters in sizes of the font."""
    text = resources.files("mekgraph.diagram.formats.pptx").joinpath("arial.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["bold" if bold else "regular"]
    return MappingProxyType({letter: int(units) / EM for units, letters in table.items() for letter in letters})
