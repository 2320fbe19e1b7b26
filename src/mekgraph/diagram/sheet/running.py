"""What stands on every page: the title, small on all but the first, notes, and which page it is of how many."""

from collections.abc import Sequence
from dataclasses import replace

from mekgraph.diagram.page import Page, Words
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.diagram.type.metrics import wrapped

TITLE, TITLE_LEADING = 16.0, 6.4
LOWER, LOWER_LEADING = 12.5, 5.0  # of a title in two lines
TOP, LOWER_TOP = 5.2, 3.8  # of the page to the first baseline of the title, in millimetres below the margin
SUBTITLE, SUBTITLE_LEADING = 9.0, 3.4
TO_SUBTITLE, TO_LOWER_SUBTITLE = 5.2, 4.4
SMALL, LEADING = 7.0, 3.0
NUMBER = 14.0  # millimetres kept for the number of the page
GREY = "#444444"


def header(scene: Scene, paper: Paper) -> tuple[Words, ...]:
    """The title, in one line or in two smaller ones, and below it the dates and the version of the data."""
    inside = paper.inside
    made, y = [], inside.y
    if title := wrapped(scene.title, inside.width, TITLE, 2, bold=True):
        size, leading, y, after = TITLE, TITLE_LEADING, y + TOP, TO_SUBTITLE
        if len(title) > 1:
            title = wrapped(scene.title, inside.width, LOWER, 2, bold=True)
            size, leading, y, after = LOWER, LOWER_LEADING, inside.y + LOWER_TOP, TO_LOWER_SUBTITLE
        made.append(Words(title, inside.x, y, size, leading, bold=True))
        y += leading * (len(title) - 1) + after
    if subtitle := wrapped(scene.subtitle, inside.width, SUBTITLE, 1):
        made.append(Words(subtitle, inside.x, y or inside.y + TOP, SUBTITLE, SUBTITLE_LEADING, color=GREY))
    return tuple(made)


def heading(scene: Scene, paper: Paper) -> tuple[Words, ...]:
    """The title as it stands at the top of a page that goes on."""
    inside = paper.inside
    title = wrapped(scene.title, inside.width, SMALL, 1)
    return (Words(title, inside.x, inside.y + SMALL * 0.2333, SMALL, LEADING, color=GREY),) if title else ()


def footer(scene: Scene, paper: Paper) -> tuple[Words, ...]:
    """The notes, one behind the other, in at most two lines."""
    inside = paper.inside
    lines = wrapped(" · ".join(scene.notes), inside.width - NUMBER, SMALL, 2)
    first = inside.bottom - LEADING * (len(lines) - 1)
    return (Words(lines, inside.x, first, SMALL, LEADING, color=GREY),) if lines else ()


def counted(pages: Sequence[Page], paper: Paper) -> tuple[Page, ...]:
    """The pages, each with its number and how many there are, where there are several."""
    inside, count = paper.inside, len(pages)
    if count < 2:
        return tuple(pages)

    def place(number: int) -> Words:
        text = f"{number}/{count}"
        return Words((text,), inside.right, inside.bottom, SMALL, LEADING, "right", color=GREY)

    return tuple(replace(page, words=(*page.words, place(number))) for number, page in enumerate(pages, 1))
