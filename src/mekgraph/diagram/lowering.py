"""A page with everything on it further down, or up."""

from dataclasses import replace

from mekgraph.diagram.page import Connector, Figure, Page, Words


def lowered(page: Page, by: float) -> Page:
    """The same page with everything so many millimetres lower (negative: higher); its size stays."""
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
