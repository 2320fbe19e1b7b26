"""The pages of a document as one, one below the other: a picture that goes anywhere alone takes its sources along."""

from dataclasses import replace

from mekgraph.diagram.page import Connector, Document, Figure, Page, Words


def stacked(document: Document) -> Document:
    """The same document with one page, as wide as the widest and as high as all of them."""
    if len(document.pages) < 2:
        return document
    above, pages = 0.0, []
    for page in document.pages:
        pages.append(_lowered(page, above))
        above += page.height
    whole = Page(
        max(page.width for page in pages),
        above,
        frames=tuple(frame for page in pages for frame in page.frames),
        connectors=tuple(connector for page in pages for connector in page.connectors),
        figures=tuple(figure for page in pages for figure in page.figures),
        words=tuple(words for page in pages for words in page.words),
        lines=tuple(line for page in pages for line in page.lines),
        notes=pages[0].notes,
    )
    return replace(document, pages=(whole,))


def _lowered(page: Page, by: float) -> Page:
    return replace(
        page,
        frames=tuple(_figure(frame, by) for frame in page.frames),
        connectors=tuple(_connector(connector, by) for connector in page.connectors),
        figures=tuple(_figure(figure, by) for figure in page.figures),
        words=tuple(_words(words, by) for words in page.words),
        lines=tuple(_connector(line, by) for line in page.lines),
    )


def _figure(figure: Figure, by: float) -> Figure:
    words = _words(figure.words, by) if figure.words else None
    mark = _figure(figure.mark, by) if figure.mark else None
    return replace(figure, y=figure.y + by, words=words, mark=mark)


def _connector(connector: Connector, by: float) -> Connector:
    label = _figure(connector.label, by) if connector.label else None
    return replace(connector, path=tuple((x, y + by) for x, y in connector.path), label=label)


def _words(words: Words, by: float) -> Words:
    return replace(words, y=words.y + by)
