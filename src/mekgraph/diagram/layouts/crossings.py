"""The order of things in rows that lets few ties cross: sweeps by barycentre (Sugiyama's heuristic)."""

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from itertools import pairwise

SWEEPS = 24
Rows = list[list[str]]


def uncrossed(rows: Sequence[Sequence[str]], neighbours: Mapping[str, Sequence[str]]) -> Rows:
    """The rows, each in the best order found; the order given stands where another is not better."""
    best = [list(row) for row in rows]
    least = crossings(best, neighbours)
    now = best
    for sweep in range(SWEEPS):
        if not least:
            break
        now = _swept(now, neighbours, down=sweep % 2 == 0)
        count = crossings(now, neighbours)
        if count < least:
            best, least = now, count
    return best


def crossings(rows: Sequence[Sequence[str]], neighbours: Mapping[str, Sequence[str]]) -> int:
    """How many ties between rows next to each other cross.

    >>> crossings([["a", "b"], ["c", "d"]], {"a": ["d"], "b": ["c"], "c": ["b"], "d": ["a"]})
    1
    """
    count = 0
    for upper, lower in pairwise(rows):
        place = {key: at for at, key in enumerate(lower)}
        seen: list[int] = []
        for key in upper:
            ends = sorted(place[other] for other in neighbours.get(key, ()) if other in place)
            count += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return count


def _swept(rows: Rows, neighbours: Mapping[str, Sequence[str]], down: bool) -> Rows:
    """Each row in the order of the mean places of what its things are tied to in rows swept before."""
    found = [list(row) for row in rows]
    place: dict[str, float] = {}
    for at in range(len(rows)) if down else reversed(range(len(rows))):
        row = found[at]
        own = {key: (index + 0.5) / len(row) for index, key in enumerate(row)}
        mean = {
            key: _mean([place[other] for other in neighbours.get(key, ()) if other in place], own[key]) for key in row
        }
        found[at] = sorted(row, key=lambda key: (mean[key], own[key]))
        place.update({key: (index + 0.5) / len(row) for index, key in enumerate(found[at])})
    return found


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
