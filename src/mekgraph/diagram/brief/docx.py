"""A brief as an Office Open XML text: headings, lists and a table that can be edited, the diagram as a picture."""

import io
import re
from dataclasses import replace

import docx
from docx.document import Document as Text
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from mekgraph.diagram.brief.document import text_paper
from mekgraph.diagram.brief.docxstyles import GREY, SOURCE, dressed
from mekgraph.diagram.brief.docxtable import add_table
from mekgraph.diagram.brief.docxxml import add_field, add_link
from mekgraph.diagram.brief.model import Brief
from mekgraph.diagram.brief.tables import table
from mekgraph.diagram.brief.wording import again, counted, rests_on
from mekgraph.diagram.formats.png import to_png
from mekgraph.diagram.formats.pptx.text import tag
from mekgraph.diagram.formats.timeless import NEVER, timeless
from mekgraph.diagram.formats.writing import picture_of
from mekgraph.diagram.lowering import lowered
from mekgraph.diagram.page import Document
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.diagram.sheet.sources import told
from mekgraph.diagram.type.characters import cleaned
from mekgraph.diagram.type.metrics import wrapped
from mekgraph.pages import safe_url

USUAL = "A4"
MARGIN = 15.0
# Millimetres of the first page for the title in at most two lines and the dates, and for each line of the notes.
TITLE_HIGH, NOTE_HIGH = 27.0, 4.5
NOTE = 8.0
PIXELS = 2800  # across the picture: more than 250 dots to the inch as it stands on A4
LONGEST_PROPERTY = 255
FIELDS = {"PAGE": "\x01", "NUMPAGES": "\x02"}  # signs that no message has, for where fields stand in it


def to_docx(brief: Brief) -> bytes:
    """The brief as a text for word processors; the same brief gives the same bytes."""
    text = docx.Document()
    paper = _paper(brief)
    dressed(text, tag(brief.scene.language))
    _set_page(text, paper)
    _describe(text, brief)
    _add_diagram(text, brief, paper)
    _add_findings(text, brief)
    _add_links(text, brief, paper)
    _add_sources(text, brief)
    _add_running(text, brief)
    out = io.BytesIO()
    text.save(out)
    return timeless(out.getvalue())


def _paper(brief: Brief) -> Paper:
    """The paper of the text; no office prints on the shape of a screen."""
    paper = text_paper(brief)
    return paper if paper.name.startswith(USUAL) else Paper(USUAL)


def _set_page(text: Text, paper: Paper) -> None:
    section = text.sections[0]
    width, height = paper.size
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.PORTRAIT if paper.upright else WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    section.header_distance = section.footer_distance = Mm(MARGIN / 2)


def _describe(text: Text, brief: Brief) -> None:
    relations = text.part.package.rels
    for name in [name for name, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        relations.pop(name)
    properties = text.core_properties
    properties.title = cleaned(brief.scene.title)[:LONGEST_PROPERTY]
    properties.subject = cleaned(brief.scene.subtitle)[:LONGEST_PROPERTY]
    properties.language = tag(brief.scene.language)
    properties.author = properties.last_modified_by = "mekgraph"
    properties.comments = properties.keywords = properties.category = ""
    properties.created = properties.modified = NEVER
    properties.revision = 1


def _add_diagram(text: Text, brief: Brief, paper: Paper) -> None:
    """The first page: title, dates, the picture as large as there is room, the notes."""
    scene = brief.scene
    width, height = (side - 2 * MARGIN for side in paper.size)
    notes = cleaned(" · ".join(scene.notes))
    lines = len(wrapped(notes, width, NOTE, most=50))
    text.add_paragraph(cleaned(scene.title), style="Title")
    text.add_paragraph(cleaned(scene.subtitle), style="Subtitle")
    shown = _cropped(brief)
    page = shown.pages[0]
    scale = min(width / page.width, (height - TITLE_HIGH - NOTE_HIGH * lines) / page.height)
    image = io.BytesIO(to_png(shown, dpi=round(PIXELS / page.width * 25.4)))
    inline = text.add_paragraph(style="Picture").add_run().add_picture(image, Mm(page.width * scale))
    said = brief.ground.say(
        "picture", title=scene.title, subtitle=scene.subtitle, nodes=len(scene.nodes), edges=len(scene.edges)
    )
    inline._inline.docPr.set("descr", cleaned(said))
    inline._inline.docPr.set("title", cleaned(scene.title))
    if notes:
        text.add_paragraph(notes, style="Caption")


def _cropped(brief: Brief) -> Document:
    """The diagram with its legend, without the title above and the notes below, which the text has itself."""
    page, content = picture_of(brief.drawing), brief.drawing.arrangement.paper.content
    shown = replace(lowered(page, -content.y), height=content.bottom - content.y)
    return Document(brief.scene.language, brief.scene.title, brief.scene.subtitle, (shown,))


def _add_findings(text: Text, brief: Brief) -> None:
    if not brief.findings:
        return
    heading = text.add_heading(brief.ground.say("findings"), level=1)
    heading.paragraph_format.page_break_before = True
    _add_small(text.add_paragraph(), counted(brief))
    for finding in brief.findings:
        paragraph = text.add_paragraph(cleaned(finding.text), style="List Number")
        paragraph.add_run().add_break(WD_BREAK.LINE)
        _add_small(paragraph, rests_on(finding, brief))
    _add_small(text.add_paragraph(), again(brief))


def _add_small(paragraph: Paragraph, said: str) -> None:
    run = paragraph.add_run(cleaned(said))
    run.font.size, run.font.color.rgb = Pt(NOTE), GREY


def _add_links(text: Text, brief: Brief, paper: Paper) -> None:
    links = table(brief, whole=True)
    text.add_heading(cleaned(links.title), level=1)
    add_table(text, links, paper.size[0] - 2 * MARGIN)


def _add_sources(text: Text, brief: Brief) -> None:
    """The sources, numbered as in the picture: by hand, as no word processor may count them anew."""
    if not brief.ground.sources:
        return
    text.add_heading(brief.scene.texts["sources"], level=1)
    for number, proof in enumerate(brief.ground.sources, 1):
        paragraph = text.add_paragraph(f"{number}\t", style=SOURCE)
        said, url = cleaned(told(proof)), safe_url(proof.url)
        if url and said.endswith(proof.url):
            paragraph.add_run(said.removesuffix(proof.url))
            add_link(paragraph, proof.url, url)
        else:
            paragraph.add_run(said)


def _add_running(text: Text, brief: Brief) -> None:
    """At the foot of each page: the dates and the version of the data, and the number of the page."""
    footer = text.sections[0].footer.paragraphs[0]
    said = brief.ground.say("page", page=FIELDS["PAGE"], pages=FIELDS["NUMPAGES"])
    names = {sign: name for name, sign in FIELDS.items()}
    about = f"{cleaned(brief.scene.title)} · {cleaned(brief.scene.subtitle)} · "
    for part in (about, *filter(None, re.split(f"({'|'.join(names)})", said))):
        if part in names:
            add_field(footer, names[part], NOTE)
        else:
            run = footer.add_run(part)
            run.font.size, run.font.color.rgb = Pt(NOTE), GREY
