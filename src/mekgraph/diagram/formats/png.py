"""Pages as PNG pictures, drawn from the SVG with our font only, so that every machine makes the same."""

import struct
import zlib
from xml.etree import ElementTree as ET

import resvg_py

from mekgraph.diagram.formats.svg import PAPER, picture
from mekgraph.diagram.page import Document
from mekgraph.diagram.type.characters import cleaned, drawable
from mekgraph.diagram.type.fonts import FAMILY, font_file

INCH = 25.4
# At 300 dots to the inch a page somewhat smaller than A0; more than this other programs take for an attack.
MOST_PIXELS = 89_000_000
HEAD = 33  # bytes of the signature of PNG and of the header, which comes first


def to_png(document: Document, page: int = 0, dpi: int = 300) -> bytes:
    """A page of the document, by its place from 0, with so many pixels to the inch; the file says how many.

    A page so large that it would have more than ``MOST_PIXELS`` has fewer of them to the inch. What the font cannot
    draw stands as "?". Raises IndexError for a page that is not there.
    """
    width, height = document.pages[page].width / INCH, document.pages[page].height / INCH
    dpi = min(dpi, int((MOST_PIXELS / (width * height)) ** 0.5))
    root = picture(document, page, lambda line, bold: drawable(cleaned(line), bold))
    drawn = resvg_py.svg_to_bytes(
        svg_string=ET.tostring(root, encoding="unicode"),
        background=PAPER,
        skip_system_fonts=True,
        font_files=[str(font_file()), str(font_file(bold=True))],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
        width=round(width * dpi),
        dpi=dpi,
    )
    return drawn[:HEAD] + _resolution(dpi) + drawn[HEAD:]


def _resolution(dpi: int) -> bytes:
    """The chunk that tells how large the picture is meant to be printed: pixels per metre, across and down."""
    per_metre = round(dpi / INCH * 1000)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
