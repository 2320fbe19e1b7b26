"""A picture in a file of its own: the diagram, and its numbered sources in columns right below it."""

import math
from collections.abc import Sequence
from dataclasses import replace

from mekgraph.diagram.page import Document, Page, Words
from mekgraph.diagram.scene import Proof, Scene
from mekgraph.diagram.sheet.paper import MARGIN, Paper
from mekgraph.diagram.sheet.sources import AFTER, HEADING, LEADING, MOST_LINES, NUMBER, SIZE, numbered, told
from mekgraph.diagram.type.metrics import wrapped

# A column is about so wide, in millimetres.
COLUMN, GUTTER = 90.0, 6.0
BELOW = 6.0


def worded(scene: Scene) -> Scene:
    """The scene with words in its legend for a picture that has no further pages."""
    return replace(scene, texts={**scene.texts, "numbers_note": scene.texts["numbers_alone_note"]})


def alone(scene: Scene, picture: Page, paper: Paper) -> Document:
    """The document with one page: that of the diagram, made longer by its sources."""
    _, sources = numbered(scene.edges)
    described = f"{scene.title}. {scene.subtitle}"
    if not sources:
        return Document(scene.language, scene.title, described, (picture,))
    inside = paper.inside
    count = max(round(inside.width / COLUMN), 1)
    across = (inside.width - GUTTER * (count - 1)) / count
    heading = Words((scene.texts["sources"],), inside.x, picture.height, HEADING, LEADING, bold=True)
    top = picture.height + BELOW
    words, y, column, bottom = [heading], top, 0, top
    shown = _wrapped(sources, across)
    height = _height(shown, count)
    for number, (proof, lines) in enumerate(zip(sources, shown, strict=True), 1):
        down = LEADING * len(lines) + AFTER
        if y + down > top + height + 1e-6 and column < count - 1:
            column, y = column + 1, top
        x = inside.x + column * (across + GUTTER)
        words.append(Words((str(number),), x + NUMBER - 2, y, SIZE, LEADING, "right", True))
        words.append(Words(lines, x + NUMBER, y, SIZE, LEADING, href=proof.url))
        y += down
        bottom = max(bottom, y)
    page = replace(picture, height=math.ceil(bottom - LEADING + MARGIN), words=(*picture.words, *words))
    return Document(scene.language, scene.title, described, (page,))


def _wrapped(sources: Sequence[Proof], across: float) -> list[tuple[str, ...]]:
    return [tuple(wrapped(told(proof), across - NUMBER, SIZE, MOST_LINES)) for proof in sources]


def _height(shown: Sequence[tuple[str, ...]], count: int) -> float:
    """The least height at which the sources, in order, fill no more than so many columns."""
    heights = [LEADING * len(lines) + AFTER for lines in shown]
    height = max(sum(heights) / count, max(heights))
    while _columns(heights, height) > count:
        height += LEADING
    return height


def _columns(heights: Sequence[float], height: float) -> int:
    """How many columns of a height are needed."""
    columns, used = 1, 0.0
    for one in heights:
        if used + one > height + 1e-6:
            columns, used = columns + 1, 0.0
        used += one
    return columns
