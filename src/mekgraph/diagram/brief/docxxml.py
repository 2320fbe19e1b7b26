"""What the library has no words for: links, fields, borders of tables, and the language of a text."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table as Grid
from docx.table import _Row as Row
from docx.text.paragraph import Paragraph

BLUE = "0B5394"
RULE, THIN = "999999", 4  # colour and width, in eighths of a point, of rules in a table


def element(name: str, *children: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """An element of WordprocessingML with attributes of the same vocabulary."""
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), str(value))
    made.extend(children)
    return made


def add_link(paragraph: Paragraph, said: str, url: str) -> None:
    """Add words that lead to an address."""
    words = element("w:t")
    words.text = said
    look = element("w:rPr", element("w:color", val=BLUE), element("w:u", val="single"))
    link = element("w:hyperlink", element("w:r", look, words))
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)


def add_field(paragraph: Paragraph, name: str, size: float) -> None:
    """Add what the word processor knows, such as the number of the page (PAGE)."""
    words = element("w:t")
    words.text = "1"
    look = element("w:rPr", element("w:color", val="444444"), element("w:sz", val=round(size * 2)))
    paragraph._p.append(element("w:fldSimple", element("w:r", look, words), instr=name))


def rule(grid: Grid) -> None:
    """Rules between the rows of a table, and none between its columns."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    shown = {"top", "bottom", "insideH"}
    borders = [
        element(f"w:{side}", val="single" if side in shown else "nil", sz=THIN, space=0, color=RULE) for side in sides
    ]
    grid._tbl.tblPr.append(element("w:tblBorders", *borders))


def repeat(row: Row) -> None:
    """Let a row head its table on every page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def keep_whole(row: Row) -> None:
    """Let a row not be broken over two pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))
