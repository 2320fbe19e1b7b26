"""The styles of a text: plain, dark on white, in one typeface that every office has."""

from typing import Final

from docx.document import Document as Text
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

INK: Final = RGBColor(0x1A, 0x1A, 0x1A)
GREY: Final = RGBColor(0x44, 0x44, 0x44)
TYPEFACE = "Calibri"
SOURCE, PICTURE = "Source", "Picture"
NUMBER = 9.0  # millimetres for the number before a source
# Size, space before and after in points, and whether bold.
SIZES = {
    "Normal": (10.5, 0, 4, False),
    "Title": (18, 0, 2, True),
    "Subtitle": (10, 0, 4, False),
    "Heading 1": (14, 10, 4, True),
    "List Number": (10.5, 0, 5, False),
    "Caption": (8, 2, 0, False),
    SOURCE: (8.5, 0, 2, False),
    PICTURE: (8, 0, 0, False),
}


def dressed(text: Text, language: str) -> None:
    """Give a text its styles, and say in which language it is."""
    for name in (SOURCE, PICTURE):
        text.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for name, (size, before, after, bold) in SIZES.items():
        style = text.styles[name]
        if isinstance(style, ParagraphStyle):
            _dress(style, size, bold)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
            style.paragraph_format.line_spacing = 1.0
    source = text.styles[SOURCE]
    if isinstance(source, ParagraphStyle):
        source.paragraph_format.left_indent, source.paragraph_format.first_line_indent = Mm(NUMBER), Mm(-NUMBER)
        source.paragraph_format.tab_stops.add_tab_stop(Mm(NUMBER))
    for spoken in text.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)
        spoken.set(qn("w:eastAsia"), language)


def _dress(style: ParagraphStyle, size: float, bold: bool) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic, font.color.rgb = TYPEFACE, Pt(size), bold, False, INK
    fonts = style.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        if "Theme" in attribute:
            del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), TYPEFACE)
    # The template underlines titles with a rule.
    for border in list(style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    for spacing in list(style.element.rPr.iter(qn("w:spacing"))):
        spacing.getparent().remove(spacing)
