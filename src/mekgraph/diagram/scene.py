"""What a diagram shows, as plain typed data that knows nothing of file formats.

All texts are in the language of the scene; nothing in them is markup.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Proof:
    """One source for an edge: what it is, where in it, how firmly it says so and what it adds."""

    source: str
    title: str
    publisher: str
    published: str
    url: str
    locator: str
    assertion: str
    notes: tuple[str, ...] = ()
    said_by: str = ""


@dataclass(frozen=True)
class Node:
    """One thing: ``id`` is its short IRI; ``shape`` and ``color`` are the drawing hints of its class.

    ``group`` is what it is part of, as the id of a node or group; ``value`` a measure that its size shows; ``fresh``
    that it is new since a date.
    """

    id: str
    label: str
    type: str
    type_label: str
    shape: str
    color: str
    names: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    url: str = ""
    x: float = 0.0
    y: float = 0.0
    emphasis: bool = False
    group: str = ""
    value: float | None = None
    fresh: bool = False


@dataclass(frozen=True)
class Edge:
    """One link: ``verb`` reads from source to target; dotted where no source states it, doubled where disputed."""

    id: str
    source: str
    target: str
    kind: str
    kind_label: str
    verb: str
    color: str
    style: str
    start: str = ""
    end: str = ""
    implied: bool = False
    disputed: bool = False
    ended: bool = False
    fresh: bool = False
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True)
class LegendEntry:
    """One type of node or kind of edge that is in the scene, with how often."""

    key: str
    label: str
    color: str
    shape: str
    count: int


@dataclass(frozen=True)
class Scene:
    """A whole diagram; ``texts`` are the words of the viewer by key, ``measure`` what the values of nodes are."""

    language: str
    title: str
    subtitle: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    node_legend: tuple[LegendEntry, ...]
    edge_legend: tuple[LegendEntry, ...]
    notes: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    measure: str = ""
