"""The XML of slides: elements with short names, lengths in the units of Office, links, accessible names."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from mekgraph.diagram.type.characters import cleaned
from mekgraph.pages import safe_url

NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "ahyp": "http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor",
}
# The names under which Office knows these extensions.
DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
LINK_COLOR = "{A12FA001-AC4F-418D-AE19-62706E023703}"
EMU_PER_MM, EMU_PER_POINT = 36_000, 12_700
LONGEST_NAME, LONGEST_LINK = 120, 2_000
# What may stand in an address as it is; all else is percent-encoded.
URI = "%/:?#@!$&'()*+,;=~"

for _prefix, _space in NAMESPACES.items():
    ElementTree.register_namespace(_prefix, _space)


@dataclass(frozen=True)
class Box:
    """A rectangle in millimetres."""

    left: float
    top: float
    width: float
    height: float


def element(kind: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """The element ``prefix:name``; a child that is None is left out.

    >>> element("a:off", x=1, y=2).attrib
    {'x': '1', 'y': '2'}
    """
    made = Element(qualified(kind), {key: str(value) for key, value in attributes.items()})
    made.extend(child for child in children if child is not None)
    return made


def written(kind: str, text: str) -> Element:
    """The element ``prefix:name`` around a text."""
    made = element(kind)
    made.text = text
    return made


def qualified(name: str) -> str:
    """The name with its namespace written out, for attributes with a prefix.

    >>> qualified("r:id")
    '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id'
    """
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def emu(millimetres: float) -> int:
    """The length in the units of Office.

    >>> emu(25.4)
    914400
    """
    return round(millimetres * EMU_PER_MM)


def frame(box: Box, inner: bool = False) -> Element:
    """Where a shape stands; ``inner`` says that shapes in it are measured as the slide is."""
    x, y, cx, cy = emu(box.left), emu(box.top), emu(box.width), emu(box.height)
    same = (element("a:chOff", x=x, y=y), element("a:chExt", cx=cx, cy=cy)) if inner else ()
    return element("a:xfrm", element("a:off", x=x, y=y), element("a:ext", cx=cx, cy=cy), *same)


def address(href: str) -> str:
    """The address in the letters that Office takes, if people may be led there; else nothing.

    >>> address("https://www.un.org/ru/Ош?a=1"), address("javascript:alert(1)")
    ('https://www.un.org/ru/%D0%9E%D1%88?a=1', '')
    """
    known = quote(safe_url(href), safe=URI)
    return known if len(known) <= LONGEST_LINK else ""


class Names:
    """Gives out the numbers of the shapes of one slide, and says in XML what shapes are called and lead to."""

    def __init__(self, relate: Callable[[str], str]) -> None:
        """``relate`` makes an address known to the slide and returns the id under which it knows it."""
        self._relate = relate
        self._last = 1  # the slide itself

    def new(self) -> int:
        """A number that no other shape of the slide has."""
        self._last += 1
        return self._last

    def named(self, number: int, name: str, title: str = "", description: str = "", href: str = "") -> Element:
        """The name of a shape in lists, and what is read to people who cannot see it."""
        title, description = cleaned(title), cleaned(description)
        said = {"title": title, "descr": description or title}
        known = {key: value for key, value in said.items() if value}
        shown = cleaned(name)[:LONGEST_NAME] or "shape"
        return element("p:cNvPr", self.link(href), id=number, name=shown, **known)

    def decoration(self, number: int, name: str) -> Element:
        """The name of a shape that says nothing to people who cannot see it."""
        mark = element("adec:decorative", val=1)
        return element("p:cNvPr", element("a:extLst", element("a:ext", mark, uri=DECORATIVE)), id=number, name=name)

    def link(self, href: str, colored: bool = False) -> Element | None:
        """A link to an address of the web, none to another; a ``colored`` one keeps the colour of its text."""
        target = address(href)
        if not target:
            return None
        color = element("a:extLst", element("a:ext", element("ahyp:hlinkClr", val="tx"), uri=LINK_COLOR))
        made = element("a:hlinkClick", color if colored else None)
        made.set(qualified("r:id"), self._relate(target))
        return made
