"""A brief as a document of pages, from which the same writers as for diagrams make PDF and slides."""

from dataclasses import replace

from mekgraph.diagram.brief.model import Brief
from mekgraph.diagram.brief.pages import pages
from mekgraph.diagram.formats.writing import picture_of
from mekgraph.diagram.page import Connector, Document, Page, Words
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.diagram.sheet.running import counted

# Text is set on these papers as it is; for diagrams on larger ones it is set on A4.
OWN = ("A4", "A4-portrait", "16:9")
USUAL = "A4"
SPARE = 1.14


def text_paper(brief: Brief) -> Paper:
    """The paper of the text: that of the diagram, or A4 where that is a larger one."""
    paper = brief.drawing.arrangement.paper
    return paper if paper.name in OWN else Paper(USUAL)


def document(brief: Brief, slides: bool = False) -> Document:
    """The diagram, then the pages with findings, links and sources, all numbered.

    As ``slides`` all pages have one size, so text is enlarged where that of the diagram is larger; and it has some room
    to spare, as slides are shown with the fonts that the machine has.
    """
    scene, first, paper = brief.scene, picture_of(brief.drawing), text_paper(brief)
    everything = (first, *pages(brief, paper, SPARE if slides else 1.0))
    # The number of a page stands where its own paper has it.
    diagram = counted(everything, brief.drawing.arrangement.paper)[0]
    rest = counted(everything, paper)[1:]
    if slides:
        rest = tuple(_enlarged(page, first.width, first.height) for page in rest)
    return Document(scene.language, scene.title, f"{scene.title}. {scene.subtitle}", (diagram, *rest))


def _enlarged(page: Page, width: float, height: float) -> Page:
    """A page of words and rules, as large as another one."""
    by = min(width / page.width, height / page.height)
    if by == 1:
        return page
    words = tuple(_larger(one, by) for one in page.words)
    return Page(width, height, words=words, lines=tuple(_longer(line, by) for line in page.lines))


def _larger(words: Words, by: float) -> Words:
    return replace(words, x=words.x * by, y=words.y * by, size=words.size * by, leading=words.leading * by)


def _longer(line: Connector, by: float) -> Connector:
    look = replace(line.look, width=line.look.width * by)
    return replace(line, path=tuple((x * by, y * by) for x, y in line.path), look=look)
