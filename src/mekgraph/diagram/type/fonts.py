"""The font of all diagrams: Source Sans Pro (SIL Open Font License), which comes with a package, not with the machine.

Its files hold Latin with the Uzbek letters (U+02BB, U+02BC) and Cyrillic, also for Uzbek and Kazakh.
"""

import functools
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Final

from fontTools.ttLib import TTFont

FAMILY: Final = "Source Sans Pro"
PACKAGE = "font_source_sans_pro"
MISSING = ".notdef"


@dataclass(frozen=True)
class Face:
    """One face, measured: advances of characters in units, of which ``em`` make the size of the font."""

    em: int
    advances: MappingProxyType[int, int]  # by code point
    missing: int  # the advance of what is drawn for a character without glyph


def font_file(bold: bool = False) -> Path:
    """The TrueType file of the face, to be embedded or to be drawn with.

    >>> font_file(bold=True).name
    'SourceSansPro-Bold.ttf'
    """
    name = f"SourceSansPro-{'Bold' if bold else 'Regular'}.ttf"
    return Path(str(resources.files(PACKAGE))) / "files" / name


@functools.cache
def face(bold: bool = False) -> Face:
    """What the file of the face says of its characters; read once."""
    with TTFont(font_file(bold), lazy=True) as font:
        metrics = font["hmtx"].metrics
        advances = {code: metrics[glyph][0] for code, glyph in font.getBestCmap().items()}
        return Face(font["head"].unitsPerEm, MappingProxyType(advances), metrics[MISSING][0])
