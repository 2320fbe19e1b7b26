"""The font inside a picture: only the characters that are in it, as a style sheet that loads nothing from elsewhere."""

import base64
import functools
import io

from fontTools import subset
from fontTools.ttLib import TTFont

from mekgraph.diagram.type.fonts import FAMILY, face, font_file

REGULAR, BOLD = "400", "700"


def font_face(characters: str, bold: bool = False) -> str:
    """The @font-face rule with a font that has the characters; empty where the font has none of them."""
    known = sorted(set(map(ord, characters)) & face(bold).advances.keys())
    if not known:
        return ""
    data = base64.b64encode(_subset(tuple(known), bold)).decode()
    weight = BOLD if bold else REGULAR
    return f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};src:url(data:font/ttf;base64,{data})}}'


@functools.lru_cache(maxsize=32)
def _subset(codes: tuple[int, ...], bold: bool) -> bytes:
    """The font with these characters only, with kerning, without hints for coarse screens.

    Its sign for missing characters is kept: it shows where no other font of the machine has a character either.
    """
    options = subset.Options(hinting=False, notdef_outline=True, layout_features=["kern", "mark", "ccmp"])
    # Lazy: most of the kerning is of characters that are left out, and need not be read.
    with TTFont(font_file(bold), recalcTimestamp=False, lazy=True) as font:
        chooser = subset.Subsetter(options)
        chooser.populate(unicodes=codes)
        chooser.subset(font)
        target = io.BytesIO()
        font.save(target, reorderTables=True)
    return target.getvalue()
