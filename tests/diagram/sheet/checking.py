"""What must hold of all pages, measured with the real font."""

import math
from collections.abc import Iterable, Iterator
from itertools import combinations

from mekgraph.diagram.outlines import meeting
from mekgraph.diagram.page import Document, Figure, Page, Words
from mekgraph.diagram.type.metrics import MM_PER_POINT, width

Box = tuple[float, float, float, float]
SLACK = 0.01
ASCENT, DESCENT = 0.75, 0.25  # of letters above and below the baseline, in sizes of the font


def boxes(words: Words) -> list[Box]:
    """The boxes of lines of text: left, top, right, bottom."""
    found = []
    for place, line in enumerate(words.lines):
        across, em = width(line, words.size, words.bold), words.size * MM_PER_POINT
        left = words.x - across * {"left": 0.0, "middle": 0.5, "right": 1.0}[words.align]
        base = words.y + place * words.leading
        found.append((left, base - ASCENT * em, left + across, base + DESCENT * em))
    return found


def box(figure: Figure) -> Box:
    across, down = figure.width / 2, figure.height / 2
    return figure.x - across, figure.y - down, figure.x + across, figure.y + down


def clash(one: Box, two: Box, slack: float = SLACK) -> bool:
    """Whether two boxes share more than a hair."""
    across = min(one[2], two[2]) - max(one[0], two[0])
    return across > slack and min(one[3], two[3]) - max(one[1], two[1]) > slack


def all_words(page: Page) -> Iterator[Words]:
    """All texts of a page, wherever they stand."""
    figures = [*page.frames, *page.figures, *(line.label for line in page.connectors if line.label)]
    for figure in (*figures, *(figure.mark for figure in figures if figure.mark)):
        if figure.words:
            yield figure.words
    yield from page.words


def nodes(page: Page) -> dict[str, Figure]:
    """The cards of a page by id; what else is a figure is of the legend."""
    ends = {end for line in page.connectors for end in (line.start, line.end)}
    return {figure.id: figure for figure in page.figures if figure.mark or figure.id in ends}


def labels(page: Page) -> dict[str, Figure]:
    return {line.id: line.label for line in page.connectors if line.label}


def text(figure: Figure) -> str:
    return " ".join(figure.words.lines) if figure.words else ""


def assert_sound(document: Document) -> None:
    """All texts are on their page, nothing covers a card or a label, and lines end at their cards."""
    for page in document.pages:
        for words in all_words(page):
            assert words.lines
            for left, top, right, bottom in boxes(words):
                assert min(left, top) >= -SLACK, words
                assert max(right - page.width, bottom - page.height) <= SLACK, words
    page = document.pages[0]
    cards, marks = nodes(page), labels(page)
    assert clashes([*map(box, cards.values()), *map(box, marks.values())]) == []
    for line in page.connectors:
        for end, point in ((line.start, line.path[0]), (line.end, line.path[-1])):
            assert math.dist(point, meeting(cards[end], point)) < 0.02
    assert clashes([box for words in page.words for box in boxes(words)]) == []


def clashes(found: Iterable[Box]) -> list[tuple[Box, Box]]:
    return [(one, two) for one, two in combinations(found, 2) if clash(one, two)]
