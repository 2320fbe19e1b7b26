"""Links as lines between cards: what they look like says what kind they are and how sure they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from mekgraph.diagram.page import Connector, Figure, Look, Point, Words
from mekgraph.diagram.scene import Edge
from mekgraph.diagram.type.metrics import width

WIDTH = 0.45
ENDED, IMPLIED = (2.2, 1.3), (0.5, 1.0)
APART = 5.0  # millimetres between the middles of lines that join the same two cards
SIZE, LEADING, CAP = 6.0, 2.5, 1.4
PADDING = 0.5
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
ASIDE = (0.0, 2.2, -2.2, 4.4, -4.4)


@dataclass(frozen=True)
class Line:
    """Links of one kind between the same two nodes that look the same, and the numbers of their sources."""

    id: str
    start: str
    end: str
    kind: str
    text: str
    look: Look
    numbers: tuple[int, ...]
    description: str


def bundled(edges: Iterable[Edge], numbers: Mapping[str, tuple[int, ...]], letters: Mapping[str, str]) -> list[Line]:
    """The lines for edges; ``numbers`` are their sources, ``letters`` tell kinds apart where colours are not seen."""
    groups: dict[tuple[str, str, str, bool, bool, bool], list[Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.source, edge.target, edge.kind, edge.ended, edge.implied, edge.disputed].append(edge)
    lines = []
    for (start, end, kind, ended, implied, disputed), group in groups.items():
        first = group[0]
        cited = tuple(sorted({number for edge in group for number in numbers[edge.id]}))
        text = f"{letters.get(kind, '')} {shown(cited)}".strip()
        said = "; ".join(dict.fromkeys(f"{edge.verb} {edge.start}–{edge.end}".strip(" –") for edge in group))
        lines.append(Line(first.id, start, end, kind, text, look(first.color, ended, implied, disputed), cited, said))
    return lines


def shown(numbers: tuple[int, ...]) -> str:
    """Numbers as people write them.

    >>> shown((1, 2, 3, 7)), shown((4, 5))
    ('1–3, 7', '4, 5')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(parts)


def look(color: str, ended: bool, implied: bool, disputed: bool) -> Look:
    """Dotted where no source states it, dashed where it has ended, doubled where sources disagree."""
    return Look("", color, WIDTH, IMPLIED if implied else ENDED if ended else (), disputed)


def connectors(lines: Iterable[Line], cards: Mapping[str, Figure]) -> tuple[Connector, ...]:
    """The lines between cards, beside each other where several join the same two, each with its label."""
    pairs: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        pairs[min(line.start, line.end), max(line.start, line.end)].append(line)
    taken = list(cards.values())
    found = []
    for (one, _), group in pairs.items():
        for place, line in enumerate(group):
            side = (place - (len(group) - 1) / 2) * APART * (1 if line.start == one else -1)
            connector = _connector(line, cards[line.start], cards[line.end], side, taken)
            if connector.label:
                taken.append(connector.label)
            found.append(connector)
    return tuple(found)


def _connector(line: Line, start: Figure, end: Figure, side: float, taken: list[Figure]) -> Connector:
    path = _path(start, end, side)
    label = _label(line, path, taken) if line.text else None
    return Connector(line.id, start.id, end.id, path, line.look, True, label, line.text, line.description)


def _path(start: Figure, end: Figure, side: float) -> tuple[Point, ...]:
    """From border to border, bent to one side by so many millimetres in the middle."""
    dx, dy = end.x - start.x, end.y - start.y
    length = max((dx * dx + dy * dy) ** 0.5, 1e-6)
    # A curve passes its control points at three quarters of their distance.
    over = side * 4 / 3
    normal = (-dy / length * over, dx / length * over)
    first = (start.x + dx / 3 + normal[0], start.y + dy / 3 + normal[1])
    second = (start.x + dx * 2 / 3 + normal[0], start.y + dy * 2 / 3 + normal[1])
    if not side:
        return border(start, (end.x, end.y)), border(end, (start.x, start.y))
    return border(start, first), first, second, border(end, second)


def border(box: Figure, towards: Point) -> Point:
    """Where the way from the middle of a box to a point leaves the box."""
    dx, dy = towards[0] - box.x, towards[1] - box.y
    share = min(
        (box.width / 2 / abs(dx) if dx else float("inf")),
        (box.height / 2 / abs(dy) if dy else float("inf")),
        1.0,
    )
    return box.x + dx * share, box.y + dy * share


def _label(line: Line, path: tuple[Point, ...], taken: list[Figure]) -> Figure:
    """The label of a line where it covers no card and no other label, or else as little as can be."""
    wide, high = width(line.text, SIZE) + 2 * PADDING, CAP + 2 * PADDING

    def covered(spot: Point) -> float:
        return sum(_overlap(spot, wide, high, other) for other in taken)

    spots = [at(path, share, aside) for aside, share in product(ASIDE, ALONG)]
    free = next((spot for spot in spots if not covered(spot)), None)
    x, y = free if free is not None else min(spots, key=covered)
    words = Words((line.text,), x, y + CAP / 2, SIZE, LEADING, "middle")
    return Figure(f"{line.id} label", "rounded", x, y, wide, high, Look("#FFFFFF"), words)


def at(path: tuple[Point, ...], share: float, aside: float) -> Point:
    """The point at a share of a path, so many millimetres beside it."""
    if len(path) == 2:
        (ax, ay), (bx, by) = path
        x, y, dx, dy = ax + (bx - ax) * share, ay + (by - ay) * share, bx - ax, by - ay
    else:
        left, t = 1 - share, share
        weights = (left**3, 3 * left * left * t, 3 * left * t * t, t**3)
        x, y = (sum(w * point[i] for w, point in zip(weights, path, strict=True)) for i in (0, 1))
        dx, dy = path[3][0] - path[0][0], path[3][1] - path[0][1]
    length = max((dx * dx + dy * dy) ** 0.5, 1e-6)
    return x - dy / length * aside, y + dx / length * aside


def _overlap(spot: Point, wide: float, high: float, other: Figure) -> float:
    """How many square millimetres two boxes share."""
    across = (wide + other.width) / 2 - abs(spot[0] - other.x)
    down = (high + other.height) / 2 - abs(spot[1] - other.y)
    return max(across, 0.0) * max(down, 0.0)
