"""A document as a presentation: a slide for each page, its notes, its title, and always the same bytes."""

import io
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.util import Emu

from mekgraph.diagram.formats.pptx.connectors import Connectors
from mekgraph.diagram.formats.pptx.shapes import Shapes
from mekgraph.diagram.formats.pptx.text import Setter, tag
from mekgraph.diagram.formats.pptx.xml import Names, emu
from mekgraph.diagram.formats.timeless import NEVER, timeless
from mekgraph.diagram.outlines import header
from mekgraph.diagram.page import Document, Page, Words
from mekgraph.diagram.type.characters import cleaned
from mekgraph.errors import UsageError

LAYOUT = "Title Only"  # the one layout of python-pptx's template that is used
LONGEST_PROPERTY = 255
LARGEST = 1422.4  # millimetres: 56 inches
NEEDLESS = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.PRINTER_SETTINGS)


def to_pptx(document: Document) -> bytes:
    """The document as an Office Open XML presentation.

    All slides of a presentation are of one size, that of the first page. The same document gives the same bytes.
    Raises UsageError for a page that is larger than slides can be.
    """
    if document.pages and max(document.pages[0].width, document.pages[0].height) > LARGEST:
        raise UsageError("diagram.large_slide", width=round(document.pages[0].width), limit=int(LARGEST))
    deck = Presentation()
    layout = _emptied(deck)
    if document.pages:
        first = document.pages[0]
        deck.slide_width, deck.slide_height = Emu(emu(first.width)), Emu(emu(first.height))
    for page in document.pages:
        _fill(deck.slides.add_slide(layout), page, document)
    _describe(deck, document)
    out = io.BytesIO()
    deck.save(out)
    return timeless(out.getvalue())


def _emptied(deck: Deck) -> SlideLayout:
    """The layout of all slides; what else is in the template is thrown away."""
    for layout in list(deck.slide_layouts):
        if layout.name != LAYOUT:
            deck.slide_layouts.remove(layout)
    for relations in (deck.part.rels, deck.part.package._rels):
        for name in [name for name, relation in relations.items() if relation.reltype in NEEDLESS]:
            relations.pop(name)
    return deck.slide_layouts[0]


def _fill(slide: Slide, page: Page, document: Document) -> None:
    """Draw a page, what stands behind first; people who have it read to them hear its header before all else."""
    for holder in list(slide.placeholders):
        holder.element.getparent().remove(holder.element)

    def relate(address: str) -> str:
        return slide.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    names = Names(relate)
    shapes = Shapes(names, Setter(document.language, names))
    shapes.expect((*page.frames, *page.figures))
    connectors = Connectors(names, shapes)
    above, later = header(page)
    title = _title((*above, *later), document)

    def text(words: Words) -> Element:
        return shapes.title(words, page.width) if words is title else shapes.words(words)

    # Lines come before figures: what they are glued to is known only when all of them are drawn.
    lines = [piece for connector in page.connectors for piece in connectors.pieces(connector)]
    labels = [connector.label for connector in page.connectors if connector.label]
    samples = [piece for line in page.lines for piece in connectors.pieces(line)]
    drawn = [
        *map(text, above),
        *map(shapes.figure, page.frames),
        *lines,
        *map(shapes.figure, (*labels, *page.figures)),
        *samples,
        *map(text, later),
    ]
    for shape in drawn:
        slide.shapes.element.append(parse_xml(ElementTree.tostring(shape)))
    if page.notes:
        _note(slide, page.notes, document.language)


def _note(slide: Slide, notes: str, language: str) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        raise TypeError("the template has no room for notes")
    frame.text = "\n".join(map(cleaned, notes.splitlines()))
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font._rPr.set("lang", tag(language))


def _title(words: tuple[Words, ...], document: Document) -> Words | None:
    """The words that say the title, or else the first and largest ones: a slide without a title cannot be found."""
    wanted = cleaned(document.title)
    exact = (some for some in words if cleaned(" ".join(some.lines)) == wanted)
    return next(exact, max(words, key=lambda some: some.size, default=None))


def _describe(deck: Deck, document: Document) -> None:
    properties = deck.core_properties
    properties.title = cleaned(document.title)[:LONGEST_PROPERTY]
    properties.subject = cleaned(document.description)[:LONGEST_PROPERTY]
    properties.language = tag(document.language)
    properties.author = properties.last_modified_by = "mekgraph"
    properties.comments = properties.keywords = properties.category = ""
    properties.created = properties.modified = NEVER
    properties.revision = 1
