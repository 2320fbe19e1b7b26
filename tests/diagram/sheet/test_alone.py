"""A picture in a file of its own has its sources below it: all of them, in order, apart from each other, on the page."""

import pytest

from mekgraph.diagram.definition.finding import find_diagram
from mekgraph.diagram.definition.reading import read_diagram
from mekgraph.diagram.drawing import draw
from mekgraph.diagram.formats.writing import Pictures
from mekgraph.diagram.page import Words
from mekgraph.diagram.sheet.sources import numbered
from mekgraph.diagram.type.metrics import width
from mekgraph.graph.opening import Graph

NAMES = ["council", "funding", "overview", "repatriation", "un-around-council", "working-group-meeting"]


def boxes(words: Words) -> tuple[float, float, float, float]:
    wide = max(width(line, words.size, bold=words.bold) for line in words.lines)
    left = words.x - wide if words.align == "right" else words.x
    return left, words.y - words.leading * 0.7, left + wide, words.y + words.leading * (len(words.lines) - 1)


@pytest.mark.parametrize("name", NAMES)
def test_all_sources_stand_below_the_picture(graph: Graph, name: str) -> None:
    drawing = draw(graph, read_diagram(find_diagram(graph.project, name), graph))
    (page,) = Pictures(drawing).alone.pages
    _, height = drawing.arrangement.paper.size
    below = [words for words in page.words if words.y > height]
    _, sources = numbered(drawing.scene.edges)
    told = [words for words in below if words.href]
    numbers = [int(words.lines[0]) for words in below if words.align == "right"]
    assert numbers == list(range(1, len(sources) + 1))
    assert [words.href for words in told] == [source.url for source in sources if source.url]
    found = [boxes(words) for words in below]
    assert all(left > 0 and right < page.width and bottom < page.height for left, _, right, bottom in found)
    for at, (left, top, right, bottom) in enumerate(found):
        for other in found[at + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
    texts = " ".join(line for words in page.words for line in words.lines)
    assert "next page" not in texts
