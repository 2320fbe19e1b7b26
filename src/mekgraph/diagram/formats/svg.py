"""Pages as SVG for browsers, Inkscape, LibreOffice and Office: real text, plain attributes, nothing loaded."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar
from xml.etree import ElementTree as ET

from mekgraph.diagram.formats.webfont import BOLD, REGULAR, font_face
from mekgraph.diagram.outlines import CORNERS, Path, corner, corners, header, rings, strokes
from mekgraph.diagram.page import Connector, Document, Figure, Look, Point, Words
from mekgraph.diagram.type.characters import cleaned, without_glyph
from mekgraph.diagram.type.fonts import FAMILY
from mekgraph.diagram.type.metrics import MM_PER_POINT, width
from mekgraph.iris import LOCAL, PREFIXES, expand
from mekgraph.pages import safe_url

# Where a program takes no font from the picture: fonts of about the same width that office machines have.
FAMILIES = f"'{FAMILY}', 'Source Sans 3', Calibri, Carlito, Arial, sans-serif"
ANCHORS = {"left": "start", "middle": "middle", "right": "end"}
PAPER = "#FFFFFF"
# To the millimetre. Programs that measure texts in whole units put them in the wrong place where units are large.
UNITS = 100
NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")
Letters = Callable[[str, bool], str]
Thing = TypeVar("Thing")


def to_svg(document: Document, page: int = 0) -> str:
    """A page of the document, by its place from 0, as one SVG file that holds its font.

    Ids are the short IRIs of things, with "-" for what an XML id may not have; ``data-iri`` holds the whole IRI.
    Raises IndexError for a page that is not there.
    """
    root = picture(document, page, lambda line, _: cleaned(line))
    drawn = [(element.text or "", element.get("font-weight") == BOLD) for element in root.iter("text")]
    rules = [font_face("".join(line for line, bold in drawn if bold is face), face) for face in (False, True)]
    if any(rules):
        style = ET.Element("style")
        style.text = "".join(rules)
        root.insert([child.tag for child in root].index("rect"), style)
    ET.indent(root)
    # Not "unicode": the declaration would then name the encoding of the machine.
    return str(ET.tostring(root, encoding="utf-8", xml_declaration=True), "utf-8")


def picture(document: Document, page: int, letters: Letters) -> ET.Element:
    """The page as an SVG element without fonts; ``letters`` says how a line of text (bold or not) is spelled."""
    sheet = document.pages[page]
    across, down = number(sheet.width), number(sheet.height)
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "xmlns:xlink": "http://www.w3.org/1999/xlink",
            "version": "1.1",
            "width": f"{sheet.width:g}mm",
            "height": f"{sheet.height:g}mm",
            "viewBox": f"0 0 {across} {down}",
            "xml:lang": document.language,
            "font-family": FAMILIES,
            "role": "graphics-document document",
        },
    )
    more = f" ({page + 1}/{len(document.pages)})" if page else ""
    _about(root, document.title + more, document.description)
    ET.SubElement(root, "rect", {"width": across, "height": down, "fill": PAPER})
    first, later = header(sheet)
    brush = _Brush(root, letters)
    brush.layer("header", first, brush.words)
    brush.layer("frames", sheet.frames, brush.figure)
    brush.layer("connectors", sheet.connectors, brush.connector)
    brush.layer("labels", [line.label for line in sheet.connectors if line.label], brush.figure)
    brush.layer("figures", sheet.figures, brush.figure)
    brush.layer("samples", sheet.lines, brush.connector)
    brush.layer("words", later, brush.words)
    return root


def number(value: float) -> str:
    """A length in millimetres in the units of the picture.

    >>> number(2.50004), number(-0.0001), number(10)
    ('250', '0', '1000')
    """
    return f"{round(value * UNITS, 1) + 0.0:.1f}".removesuffix(".0")


def whole_iri(short: str) -> str:
    """The IRI for an id of a document; empty for an id that is none.

    >>> whole_iri("actor:unoct"), whole_iri("legend size 3")
    ('https://w3id.org/mekgraph/id/actor/unoct', '')
    """
    prefix, _, local = short.partition(":")
    return expand(short) if prefix in PREFIXES and LOCAL.fullmatch(local) else safe_url(short)


class _Brush:
    """Draws into one picture and gives every id only once."""

    def __init__(self, root: ET.Element, letters: Letters) -> None:
        self._root, self._letters = root, letters
        self._given: set[str] = set()

    def layer(self, name: str, things: Iterable[Thing], draw: Callable[[ET.Element, Thing], None]) -> None:
        """Draw things in a group of their own, in front of everything drawn before."""
        group = ET.Element("g", {"id": self._id(f"layer {name}")})
        for thing in things:
            draw(group, thing)
        if len(group):
            self._root.append(group)

    def figure(self, parent: ET.Element, figure: Figure) -> None:
        """A figure with its mark and words, in a group that tells what it is."""
        group = self._group(parent, figure.id, figure.title, figure.description)
        self._shape(_link(group, figure.href), figure)

    def connector(self, parent: ET.Element, connector: Connector) -> None:
        """A line with its arrow head, in a group that tells what it is and what it joins."""
        group = self._group(parent, connector.id, connector.title, connector.description)
        for name, end in (("data-start", connector.start), ("data-end", connector.end)):
            if end:
                group.set(name, whole_iri(cleaned(end)) or cleaned(end))
        drawn, look = strokes(connector), connector.look
        for path in drawn.paths:
            ET.SubElement(group, "path", {"d": _curve(path), **_paint(look, drawn.pen), "fill": "none"})
        if drawn.head:
            ET.SubElement(group, "polygon", {"points": _points(drawn.head), "fill": look.stroke})

    def words(self, parent: ET.Element, words: Words) -> None:
        """Lines of text, each an element of its own: programs differ in how they take several lines in one."""
        inside = _link(parent, words.href)
        for place, line in enumerate(words.lines):
            text = ET.SubElement(
                inside,
                "text",
                {
                    "x": number(words.x),
                    "y": number(words.y + place * words.leading),
                    "font-size": number(words.size * MM_PER_POINT),
                    "font-weight": BOLD if words.bold else REGULAR,
                    "text-anchor": ANCHORS[words.align],
                    "fill": words.color,
                },
            )
            text.text = self._letters(line, words.bold)
            if text.text and not without_glyph(text.text, words.bold):
                # As wide as it was measured, also where a program sets it in another font.
                long = number(width(text.text, words.size, words.bold))
                text.attrib |= {"textLength": long, "lengthAdjust": "spacingAndGlyphs"}

    def _shape(self, parent: ET.Element, figure: Figure) -> None:
        for ring, pen in rings(figure):
            name, attributes = _form(ring)
            ET.SubElement(parent, name, {**attributes, **_paint(ring.look, pen)})
        if figure.mark:
            self._shape(parent, figure.mark)
        if figure.words:
            self.words(parent, figure.words)

    def _group(self, parent: ET.Element, name: str, title: str, description: str) -> ET.Element:
        name = cleaned(name)
        group = ET.SubElement(parent, "g", {"id": self._id(name)})
        if iri := whole_iri(name):
            group.set("data-iri", iri)
        if title:
            group.set("role", "graphics-object group")
        _about(group, title, description)
        return group

    def _id(self, name: str) -> str:
        """An id that XML allows and that is not yet given."""
        wanted = NOT_IN_ID.sub("-", name)
        wanted = wanted if wanted[:1].isalpha() else f"_{wanted}"
        found, count = wanted, 1
        while found in self._given:
            count += 1
            found = f"{wanted}-{count}"
        self._given.add(found)
        return found


def _about(element: ET.Element, title: str, description: str) -> None:
    """What programs show or read aloud for an element."""
    for tag, text in (("title", cleaned(title)), ("desc", cleaned(description))):
        if text:
            ET.SubElement(element, tag).text = text


def _link(parent: ET.Element, address: str) -> ET.Element:
    """The element to draw into: a link where the address is one of the web, and no link is around it."""
    url = safe_url(address)
    if not url or parent.tag == "a":
        return parent
    return ET.SubElement(parent, "a", {"href": url, "xlink:href": url})  # older programs know only the second


def _form(figure: Figure) -> tuple[str, dict[str, str]]:
    """The element for a form and where it is."""
    if figure.form in ("ellipse", "circle"):
        sizes = {"cx": figure.x, "cy": figure.y, "rx": figure.width / 2, "ry": figure.height / 2}
        return "ellipse", {name: number(value) for name, value in sizes.items()}
    if figure.form in CORNERS and figure.form not in ("box", "square"):
        return "polygon", {"points": _points(corners(figure)), "stroke-linejoin": "round"}
    left, top = figure.x - figure.width / 2, figure.y - figure.height / 2
    sizes = {"x": left, "y": top, "width": figure.width, "height": figure.height}
    if figure.form == "rounded":
        sizes |= {"rx": corner(figure), "ry": corner(figure)}
    return "rect", {name: number(value) for name, value in sizes.items()}


def _paint(look: Look, pen: float) -> dict[str, str]:
    painted = {"fill": look.fill or "none", "stroke": look.stroke or "none"}
    if look.stroke:
        painted["stroke-width"] = number(pen)
        if look.dash:
            painted["stroke-dasharray"] = " ".join(map(number, look.dash))
    return painted


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _curve(path: Path) -> str:
    start, *rest = path
    return f"M{_points([start])} {'C' if len(rest) > 1 else 'L'}{_points(rest)}"
