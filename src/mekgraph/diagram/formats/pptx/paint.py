"""Fills and lines as Office paints them."""

from xml.etree.ElementTree import Element

from mekgraph.diagram.formats.pptx.xml import element, emu
from mekgraph.diagram.outlines import APART, PEN
from mekgraph.diagram.page import Look

# The width of a double line from side to side, in widths of the one line in whose place it stands.
DOUBLE = 2 * APART + PEN
GAP = 1.0  # what of it is paper, in the middle
# Dashes are measured in widths of the line, of which this many are one.
DASH_UNIT = 100_000
PAPER = "#FFFFFF"


def fill(color: str) -> Element:
    """A fill with a colour ``#RRGGBB``, or with none."""
    if not color:
        return element("a:noFill")
    return element("a:solidFill", element("a:srgbClr", val=color.removeprefix("#").upper()))


def line(look: Look, arrow: bool = False) -> Element:
    """The line of a look; an arrow stands at its end."""
    if not look.stroke:
        return element("a:ln", element("a:noFill"))
    # Heads grow with the width of the line, so a short one does for a double line; the gap in it must leave its sides.
    wide, long = ("med", "sm") if look.double else ("med", "med")
    return element(
        "a:ln",
        fill(look.stroke),
        _dashes(look),
        element("a:round"),
        element("a:tailEnd", type="triangle", w=wide, len=long) if arrow else None,
        w=emu(look.width * (DOUBLE if look.double else 1)),
        cap="flat",
        cmpd="dbl" if look.double else "sng",
    )


def gap(look: Look) -> Element:
    """What makes a double line out of a broad one in programs that know no double lines: the paper in its middle."""
    width = emu(look.width * GAP)
    return element("a:ln", fill(PAPER), element("a:prstDash", val="solid"), element("a:round"), w=width, cap="flat")


def _dashes(look: Look) -> Element:
    if not look.dash:
        return element("a:prstDash", val="solid")
    width = look.width * (DOUBLE if look.double else 1)
    # An odd number of lengths is gone through twice, as in SVG.
    lengths = look.dash * (1 + len(look.dash) % 2)
    units = [max(round(length / width * DASH_UNIT), 1) for length in lengths]
    stops = [element("a:ds", d=dash, sp=gap) for dash, gap in zip(units[::2], units[1::2], strict=True)]
    return element("a:custDash", *stops)
