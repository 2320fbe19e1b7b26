"""Links as lines: what they look like says how sure they are, their letters and numbers what kind and who says so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mekgraph.diagram.page import SOLID, Look
from mekgraph.diagram.scene import Edge
from mekgraph.diagram.sheet.colors import darkened

WIDTH = 0.45
ENDED, IMPLIED, BOTH = (2.2, 1.3), (0.5, 1.0), (2.2, 0.9, 0.5, 0.9)
MOST_RUNS = 3  # of numbers on a line; all of them are in the table of links
NEW, OVER, POSSIBLE = "+", "−", "?"
MORE = "…"


@dataclass(frozen=True)
class Line:
    """Links of one kind between the same two nodes that look the same; ``edges`` are their ids.

    A line has no ``arrow`` where they read the same from either end.

    ``texts`` are what may stand on it, the longest first: marks of change and doubt, the letter of the kind, and
    numbers of sources.
    """

    id: str
    start: str
    end: str
    texts: tuple[str, ...]
    look: Look
    description: str
    edges: tuple[str, ...] = ()
    arrow: bool = True


def bundled(edges: Iterable[Edge], numbers: Mapping[str, tuple[int, ...]], letters: Mapping[str, str]) -> list[Line]:
    """The lines for edges; ``numbers`` are their sources, ``letters`` tell kinds apart where colours are not seen."""
    groups: dict[tuple[object, ...], list[Edge]] = defaultdict(list)
    for edge in edges:
        same = edge.ended, edge.implied, edge.disputed, change(edge), edge.certain
        ends = (edge.source, edge.target)
        groups[tuple(sorted(ends)) if edge.symmetric else ends, edge.kind, same].append(edge)
    lines = []
    for group in groups.values():
        first = group[0]
        cited = tuple(sorted({number for edge in group for number in numbers[edge.id]}))
        said = "; ".join(dict.fromkeys(f"{edge.verb} {edge.start}–{edge.end}".strip(" –") for edge in group))
        painted = look(first.color, first.ended, first.implied, first.disputed)
        texts = _texts(first, letters.get(first.kind, ""), cited)
        ids = tuple(edge.id for edge in group)
        arrow = not first.symmetric
        lines.append(Line(first.id, first.source, first.target, texts, painted, said, ids, arrow))
    return lines


def _texts(edge: Edge, letter: str, cited: tuple[int, ...]) -> tuple[str, ...]:
    """What may stand on a line, none of them empty."""
    head = f"{change(edge)} {letter}".strip() + ("" if edge.certain else POSSIBLE)
    texts = (f"{head} {shown(cited, most)}".strip() for most in range(MOST_RUNS, -1, -1))
    return tuple(dict.fromkeys(text for text in texts if text not in ("", MORE)))


def change(edge: Edge) -> str:
    """The mark of a link that has ended, or is new, since changes are marked; what is new may have ended before."""
    if edge.over:
        return OVER
    return NEW if edge.fresh else ""


def shown(numbers: tuple[int, ...], most: int | None = None) -> str:
    """Numbers as people write them, at most so many runs of them.

    >>> shown((1, 2, 3, 7)), shown((4, 5)), shown((1, 2, 3, 7, 9, 11), 3), shown((1, 2), 0)
    ('1–3, 7', '4, 5', '1–3, 7, 9 …', '')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [part for run in runs for part in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run))]
    if not most or len(parts) <= most:
        return "" if most == 0 else ", ".join(parts)
    return f"{', '.join(parts[:most])} {MORE}"


def look(color: str, ended: bool, implied: bool, disputed: bool) -> Look:
    """Dotted where no source states it, dashed where it has ended (dashes and dots: both), doubled where disputed.

    A colour too pale for paper is made darker.
    """
    dash = {(True, True): BOTH, (True, False): ENDED, (False, True): IMPLIED}.get((ended, implied), SOLID)
    return Look("", darkened(color), WIDTH, dash, disputed)
