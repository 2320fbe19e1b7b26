"""What a diagram shows, as plain typed data that knows nothing of file formats.

All texts are in the language of the scene; nothing in them is markup.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Proof:
    """One source for an edge: what it is, where in it, how firmly it says so and what it adds.

    ``assertion`` is the firmness in words, ``firmness`` the same as one of ``network.model.FIRMNESS``.
    """

    source: str
    title: str
    publisher: str
    published: str
    url: str
    locator: str
    assertion: str
    notes: tuple[str, ...] = ()
    said_by: str = ""
    firmness: str = "stated"


@dataclass(frozen=True)
class Node:
    """One thing: ``id`` is its short IRI; ``shape`` and ``color`` are the drawing hints of its class.

    ``group`` is what it is part of, as the id of a node or of a Group; ``date`` when it began, as precisely as is
    known; ``value`` a measure that its size shows; ``members`` the names of all things that it stands for, where it
    stands for several; ``fresh`` that it is new since a date.
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
    date: str = ""
    value: float | None = None
    members: tuple[str, ...] = ()
    fresh: bool = False


@dataclass(frozen=True)
class Edge:
    """One link: ``verb`` reads from source to target; dotted where no source states it, doubled where disputed.

    ``start`` and ``end`` are its dates as precisely as they are known, or those of the event or document at one end;
    ``ended`` that it is over as of the date of the scene, ``certain`` that it surely holds then; ``symmetric`` that it
    reads the same from either end; ``fresh`` that it began, became known, or ended since the date from which changes
    are marked, ``over`` that it is that last.
    """

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
    certain: bool = True
    symmetric: bool = False
    fresh: bool = False
    over: bool = False
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
class Group:
    """Something that several nodes are part of, and that is no node itself."""

    id: str
    label: str


@dataclass(frozen=True)
class Scene:
    """A whole diagram; ``texts`` are the words of the viewer by key, ``measure`` what the values of nodes are.

    ``on`` and ``known`` are the dates as of which links hold and sources are out ("": all), ``since`` that from which
    changes are marked; ``version`` is that of the data.
    """

    language: str
    title: str
    subtitle: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    node_legend: tuple[LegendEntry, ...]
    edge_legend: tuple[LegendEntry, ...]
    notes: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    measure: str = ""
    on: str = ""
    known: str = ""
    since: str = ""
    version: str = ""
