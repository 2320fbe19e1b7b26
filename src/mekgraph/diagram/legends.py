"""Which types of node and kinds of link are in a scene, and how often."""

from collections import Counter
from collections.abc import Iterable

from mekgraph.diagram.scene import Edge, LegendEntry, Node


def node_legend(nodes: Iterable[Node]) -> tuple[LegendEntry, ...]:
    """The types of nodes, the most frequent first."""
    nodes = tuple(nodes)
    looks = {node.type: (node.type_label, node.color, node.shape) for node in reversed(nodes)}
    return _entries(Counter(node.type for node in nodes), looks)


def edge_legend(edges: Iterable[Edge]) -> tuple[LegendEntry, ...]:
    """The kinds of links, the most frequent first."""
    edges = tuple(edges)
    looks = {edge.kind: (edge.kind_label, edge.color, edge.style) for edge in reversed(edges)}
    return _entries(Counter(edge.kind for edge in edges), looks)


def _entries(counts: Counter[str], looks: dict[str, tuple[str, str, str]]) -> tuple[LegendEntry, ...]:
    entries = [LegendEntry(key, *looks[key], count) for key, count in counts.items()]
    return tuple(sorted(entries, key=lambda entry: (-entry.count, entry.key)))
