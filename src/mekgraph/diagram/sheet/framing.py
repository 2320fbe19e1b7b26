"""Frames around groups, and the marks of a time axis: what stands behind everything else."""

from collections.abc import Collection, Iterable, Mapping

from mekgraph.diagram.layouts.model import Mark
from mekgraph.diagram.page import Area, Figure, Look, Words
from mekgraph.diagram.type.metrics import width, wrapped

Frames = Mapping[str, tuple[str, Area]]  # by id: what is called, and where
FILLS = ("#F4F4F0", "#FFFFFF")  # in turn, from the outermost frame inwards
BORDER = "#9A9A9A"
CAPTION, LEADING, CAP = 8.0, 3.4, 1.87
INDENT, DOWN = 2.0, 3.7  # of the caption's baseline, from the corner of the frame
LINE = Look("#B5B5B5")  # of a mark: a box so thin that it is a line
THIN = 0.15
YEAR, ABOVE, ASIDE = 7.0, 1.4, 0.7
GREY = "#444444"


def framed(frames: Frames, carded: Collection[str]) -> tuple[Figure, ...]:
    """Frames with their captions, from the outermost to the innermost; those of ``carded`` have a card as caption."""
    in_order = sorted(frames.items(), key=lambda item: (-item[1][1].width * item[1][1].height, item[0]))
    made: list[Figure] = []
    for key, (name, place) in in_order:
        depth = sum(_holds(other, place) for _, (_, other) in in_order if other != place)
        look = Look(FILLS[depth % len(FILLS)], BORDER, 0.25)
        lines = wrapped(name, place.width - 2 * INDENT, CAPTION, 1, bold=True) if key not in carded else ()
        words = Words(lines, place.x + INDENT, place.y + DOWN, CAPTION, LEADING, bold=True) if lines else None
        x, y = place.x + place.width / 2, place.y + place.height / 2
        made.append(Figure(f"{key} frame", "rounded", x, y, place.width, place.height, look, words, title=name))
    return tuple(made)


def _holds(outer: Area, inner: Area) -> bool:
    across = outer.x <= inner.x and inner.right <= outer.right
    return across and outer.y <= inner.y and inner.bottom <= outer.bottom


def captions(frames: Iterable[Figure]) -> tuple[Figure, ...]:
    """The boxes that captions fill, for what should not cover them."""
    return tuple(_box(frame.words) for frame in frames if frame.words)


def _box(words: Words) -> Figure:
    wide = max(width(line, words.size, words.bold) for line in words.lines)
    return Figure("caption", "box", words.x + wide / 2, words.y - CAP / 2, wide, LEADING, Look())


def marked(marks: Iterable[Mark], body: Area) -> tuple[tuple[Figure, ...], tuple[Words, ...]]:
    """Lines from the top to the bottom of the diagram, and what they stand for, at their foot."""
    marks = tuple(marks)
    middle = body.y + body.height / 2
    lines = tuple(Figure(f"mark {mark.text}", "box", mark.x, middle, THIN, body.height, LINE) for mark in marks)
    words = tuple(Words((mark.text,), mark.x + ASIDE, body.bottom - ABOVE, YEAR, LEADING, color=GREY) for mark in marks)
    return lines, words
