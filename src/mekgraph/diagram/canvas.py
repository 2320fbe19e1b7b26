"""What the viewer draws: cards, frames, marks and lines of the page, in pixels and as paths that a browser knows."""

from collections.abc import Iterable, Mapping
from typing import Any

from mekgraph.diagram.arranging import Arrangement, frames_of
from mekgraph.diagram.outlines import Outline, outline, rings
from mekgraph.diagram.page import Connector, Figure, Point, Words
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.sheet.cards import figure
from mekgraph.diagram.sheet.framing import captions, framed, marked
from mekgraph.diagram.sheet.lines import Line, bundled
from mekgraph.diagram.sheet.sheet import connectors
from mekgraph.diagram.type.metrics import MM_PER_POINT

# Scenes are arranged in millimetres of a page, browsers draw in pixels.
PIXELS = 96 / 25.4
DIGITS = 2
# For more lines than these no ways around cards are looked for: that takes long, and nobody follows so many by eye.
MOST_ROUTED = 250

Drawn = dict[str, Any]


def canvas(scene: Scene, arrangement: Arrangement, letters: Mapping[str, str]) -> Drawn:
    """Cards by the id of their node, each around its middle; frames and marks; lines; all as they are on the page."""
    cards = {key: figure(card, arrangement.middles[key]) for key, card in arrangement.cards.items()}
    behind = framed(frames_of(arrangement, scene), cards)
    scales, years = marked(arrangement.placed.marks, arrangement.paper.body)
    lines = bundled(scene.edges, dict.fromkeys((edge.id for edge in scene.edges), ()), letters)
    joined: Iterable[Connector] = ()
    if len(lines) <= MOST_ROUTED:
        joined = connectors(lines, cards, captions(behind), arrangement.paper.body)
    routes = {one.id: one for one in joined}
    around = {key: figure(card, (0.0, 0.0)) for key, card in arrangement.cards.items()}
    return {
        "cards": {
            key: {"x": _px(cards[key].x), "y": _px(cards[key].y), **sized(one), **drawn(one)}
            for key, one in around.items()
        },
        "frames": [_framed(frame, cards) for frame in behind],
        "marks": [
            {**sized(line), "x": _px(line.x), "y": _px(line.y), **drawn(line), "words": _words(year)}
            for line, year in zip(scales, years, strict=True)
        ],
        "lines": [_line(line, routes.get(line.id)) for line in lines],
    }


def sized(figure: Figure) -> Drawn:
    """How wide and high a figure is."""
    return {"width": _px(figure.width), "height": _px(figure.height)}


def drawn(figure: Figure) -> Drawn:
    """A figure as a browser draws it: outlines with the width of the pen, the outer one filled; words; its mark."""
    return {
        "outlines": [{"d": path(outline(ring)), "pen": _px(pen)} for ring, pen in rings(figure)],
        "fill": figure.look.fill,
        "stroke": figure.look.stroke,
        "words": _words(figure.words) if figure.words else None,
        "mark": drawn(figure.mark) if figure.mark else None,
    }


def path(outline: Outline) -> str:
    """An outline as the path data of SVG, which canvases know as well.

    >>> path((((0, 0), (2.54, 0)), ((2.54, 0), (2.54, 2.54), (0, 2.54), (0, 0))))
    'M0 0L9.6 0C9.6 9.6 0 9.6 0 0Z'
    """
    steps = (("C" if len(piece) > 2 else "L") + " ".join(map(_pair, piece[1:])) for piece in outline)
    return f"M{_pair(outline[0][0])}{''.join(steps)}Z"


def _framed(frame: Figure, cards: Mapping[str, Figure]) -> Drawn:
    """A frame with the ids of the nodes whose cards are in it, so that it can go when they do."""
    left, top = frame.x - frame.width / 2, frame.y - frame.height / 2
    holds = [
        key for key, card in cards.items() if left < card.x < left + frame.width and top < card.y < top + frame.height
    ]
    return {**sized(frame), "x": _px(frame.x), "y": _px(frame.y), **drawn(frame), "holds": holds}


def _line(line: Line, route: Connector | None) -> Drawn:
    """A line; without a route the viewer finds a way, without a label there is no room for one."""
    return {
        "id": line.id,
        "edges": line.edges,
        "source": line.start,
        "target": line.end,
        "color": line.look.stroke,
        "dash": [_px(length) for length in line.look.dash],
        "pen": _px(line.look.width),
        "double": line.look.double,
        "arrow": line.arrow,
        "path": [_point(point) for point in route.path] if route else None,
        "label": _point((route.label.x, route.label.y)) if route and route.label else None,
    }


def _words(words: Words) -> Drawn:
    return {
        "lines": words.lines,
        "x": _px(words.x),
        "y": _px(words.y),
        "size": _px(words.size * MM_PER_POINT),
        "leading": _px(words.leading),
        "align": words.align,
        "bold": words.bold,
        "color": words.color,
    }


def _px(millimetres: float) -> float:
    return round(millimetres * PIXELS, DIGITS) + 0.0


def _point(point: Point) -> tuple[float, float]:
    return _px(point[0]), _px(point[1])


def _pair(point: Point) -> str:
    return f"{_px(point[0]):g} {_px(point[1]):g}"
