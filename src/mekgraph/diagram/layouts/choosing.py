"""The layouts by their names, as diagram files and commands write them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

from mekgraph.diagram.layouts.bipartite import bipartite
from mekgraph.diagram.layouts.force import force
from mekgraph.diagram.layouts.layered import layered
from mekgraph.diagram.layouts.model import GAP, Item, Placed, Tie
from mekgraph.diagram.layouts.nested import nested
from mekgraph.diagram.layouts.rings import rings
from mekgraph.diagram.layouts.timeline import timeline
from mekgraph.diagram.page import Area


class Layout(Protocol):
    """Places items in an area; raises NoRoomError if they do not fit."""

    def __call__(self, items: Iterable[Item], ties: Iterable[Tie], area: Area, gap: float = GAP) -> Placed:
        """Where everything stands; the order of items and ties changes nothing."""


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "bipartite": bipartite,
        "force": force,
        "layered": layered,
        "nested": nested,
        "rings": rings,
        "timeline": timeline,
    }
)
