"""Boxes along a line, in a given order, each as near to where it is wanted as the others let it."""

from collections.abc import Sequence


def along(wanted: Sequence[float], lengths: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The middles of boxes from ``low`` to ``high``, at least ``gap`` apart, in the order given.

    The sum of the squares of their distances from ``wanted`` is as small as can be (pooling of adjacent violators).
    If they are too long for the line, they reach beyond ``high``.

    >>> along([5, 5, 20], [4, 4, 4], 1, 0, 30)
    [2.5, 7.5, 20.0]
    """
    # How far each middle is behind the first one where boxes stand tight; less that, middles only have to increase.
    behind, offset = [], 0.0
    for place, length in enumerate(lengths):
        offset += (lengths[place - 1] / 2 + gap + length / 2) if place else 0.0
        behind.append(offset)
    pools: list[tuple[float, int]] = []
    for want, back in zip(wanted, behind, strict=True):
        mean, count = want - back, 1
        while pools and pools[-1][0] >= mean:
            before, many = pools.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
    if not behind:
        return []
    first, last = low + lengths[0] / 2, high - lengths[-1] / 2 - behind[-1]
    start = [max(min(mean, last), first) for mean, count in pools for _ in range(count)]
    return [at + back for at, back in zip(start, behind, strict=True)]


def evenly(lengths: Sequence[float], low: float, high: float) -> list[float]:
    """The middles of boxes over the whole line, with the same space between all (and half of it at both ends).

    >>> evenly([4, 4], 0, 20)
    [5.0, 15.0]
    """
    space = (high - low - sum(lengths)) / max(len(lengths), 1)
    found, at = [], low
    for length in lengths:
        found.append(at + space / 2 + length / 2)
        at += space + length
    return found


def taken(lengths: Sequence[float], gap: float) -> float:
    """How long a line must be for boxes."""
    return sum(lengths) + gap * max(len(lengths) - 1, 0)
