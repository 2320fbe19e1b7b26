"""Brokerage between groups: the five roles of Gould and Fernandez (1989).

A broker stands between two others that are not joined themselves: the first leads to the broker, the broker to the
second. Which role that is depends on the groups of the three.
"""

from collections import Counter
from collections.abc import Mapping

import networkx as nx

ROLES = ("coordinator", "gatekeeper", "representative", "consultant", "liaison")
TOTAL = "brokerage"


def role(first: str, broker: str, second: str) -> str:
    """The role of a broker by the groups of the three, from the first over the broker to the second.

    >>> role("a", "a", "a"), role("b", "a", "a"), role("a", "a", "b"), role("b", "a", "b"), role("a", "b", "c")
    ('coordinator', 'gatekeeper', 'representative', 'consultant', 'liaison')
    """
    if first == second:
        return "coordinator" if first == broker else "consultant"
    if second == broker:
        return "gatekeeper"
    return "representative" if first == broker else "liaison"


def brokerage(arcs: "nx.DiGraph[int]", groups: Mapping[int, str]) -> dict[str, dict[int, int | float | None]]:
    """How often each node is a broker, in all (``brokerage``) and in each of ROLES.

    An edge without direction is an arc each way; then every pair of others counts in both directions.
    """
    after = {node: set(arcs.successors(node)) - {node} for node in arcs}
    found: dict[str, dict[int, int | float | None]] = {name: {} for name in (TOTAL, *ROLES)}
    for broker in arcs:
        counts = _roles(arcs, broker, groups, after)
        for name in ROLES:
            found[name][broker] = counts[name]
        found[TOTAL][broker] = sum(counts.values())
    return found


def _roles(
    arcs: "nx.DiGraph[int]", broker: int, groups: Mapping[int, str], after: Mapping[int, set[int]]
) -> Counter[str]:
    """All pairs by group, less those that do not need the broker: the first leads to the second itself, or is it."""
    own, onward = groups[broker], after[broker]
    seconds = Counter(groups[second] for second in onward)
    counts: Counter[str] = Counter()
    for first in arcs.predecessors(broker):
        if first == broker:
            continue
        open_to = seconds - Counter(groups[second] for second in onward & (after[first] | {first}))
        for group, pairs in open_to.items():
            counts[role(groups[first], own, group)] += pairs
    return counts
