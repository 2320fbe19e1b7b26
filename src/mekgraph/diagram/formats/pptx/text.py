"""Lines of text in shapes: set exactly where the page says, broken where the page says, in the language of the page."""

import unicodedata
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from mekgraph.diagram.formats.pptx.arial import DESCENT, FAMILY, size
from mekgraph.diagram.formats.pptx.hyperlinks import parts
from mekgraph.diagram.formats.pptx.paint import fill
from mekgraph.diagram.formats.pptx.xml import EMU_PER_MM, EMU_PER_POINT, Box, Names, element, emu, written
from mekgraph.diagram.page import Align, Words
from mekgraph.diagram.type.metrics import MM_PER_POINT, width

ALIGNED: Final[dict[Align, str]] = {"left": "l", "middle": "ctr", "right": "r"}
SPARE = 1.5  # millimetres
TAGS: Final = {"en": "en-GB", "ru": "ru-RU", "uz": "uz-Latn-UZ"}


@dataclass(frozen=True)
class Setter:
    """Sets text in one language."""

    language: str
    names: Names

    def body(self, words: Words | None, room: Box) -> Element:
        """The text of a shape that keeps this room for it; ``None`` is a shape without text."""
        if words is None:
            return element("p:txBody", element("a:bodyPr"), element("a:lstStyle"), element("a:p"))
        return element("p:txBody", _place(words, room), element("a:lstStyle"), self._paragraph(words))

    def _paragraph(self, words: Words) -> Element:
        made = element("a:p", _paragraph_look(words))
        for place, line in enumerate(parts(words)):
            if place:
                made.append(element("a:br", self._letters(words)))
            made.extend(element("a:r", self._letters(words, href), written("a:t", part)) for part, href in line)
        return made

    def _letters(self, words: Words, href: str = "") -> Element:
        # Without all three names, programs choose another font for some letters.
        faces = (element(kind, typeface=FAMILY) for kind in ("a:latin", "a:ea", "a:cs"))
        return element(
            "a:rPr",
            fill(words.color),
            *faces,
            self.names.link(href, colored=True),
            lang=tag(self.language),
            sz=round(size(words) * 100),
            b=int(words.bold),
            dirty=0,
        )


def tag(language: str) -> str:
    """The language with script and region, as Office names it.

    >>> tag("uz"), tag("de")
    ('uz-Latn-UZ', 'de')
    """
    return TAGS.get(language, language)


def around(words: Words) -> Box:
    """The box that lines of text fill, with some spare room, as not all programs leave lines unbroken."""
    across = max((width(line, words.size, words.bold) for line in words.lines), default=0.0) + SPARE
    left = words.x - across * {"left": 0.0, "middle": 0.5, "right": 1.0}[words.align]
    height = words.leading * max(len(words.lines), 1)
    return Box(left, _middle(words) - height / 2, across, height)


def _middle(words: Words) -> float:
    """The middle of the lines from top to bottom.

    A line with exact leading ends where the face does in LibreOffice, and about there in PowerPoint.
    """
    last = words.y + words.leading * (len(words.lines) - 1)
    return last + DESCENT * size(words) * MM_PER_POINT - words.leading * len(words.lines) / 2


def _place(words: Words, room: Box) -> Element:
    """Insets that put the text where it belongs: programs differ least if they centre it from top to bottom."""
    share = {"left": 0.0, "middle": 0.5, "right": 1.0}[words.align]
    # Text in the middle moves by half of an inset.
    aside = (words.x - room.left - room.width * share) * (2 if words.align == "middle" else 1)
    down = (_middle(words) - room.top - room.height / 2) * 2
    insets = {"lIns": aside, "tIns": down, "rIns": -aside, "bIns": -down}
    lengths = {name: emu(max(length, 0.0)) for name, length in insets.items()}
    return element("a:bodyPr", element("a:noAutofit"), wrap="none", **lengths, rtlCol=0, anchor="ctr", anchorCtr=0)


def _paragraph_look(words: Words) -> Element:
    points = round(words.leading * EMU_PER_MM / EMU_PER_POINT * 100)
    return element(
        "a:pPr",
        element("a:lnSpc", element("a:spcPts", val=points)),
        element("a:spcBef", element("a:spcPts", val=0)),
        element("a:spcAft", element("a:spcPts", val=0)),
        element("a:buNone"),
        marL=0,
        indent=0,
        algn=ALIGNED[words.align],
        rtl=int(rightwards("".join(words.lines))),
    )


def rightwards(text: str) -> bool:
    """Whether the text is written from right to left: so is its first letter.

    >>> rightwards("1. سلام"), rightwards("UN سلام")
    (True, False)
    """
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"
