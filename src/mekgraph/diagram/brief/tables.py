"""The table of links of a brief: that of the diagram, with whole or short names, without empty columns."""

from collections.abc import Sequence
from dataclasses import replace

from mekgraph.diagram.brief.model import Brief
from mekgraph.diagram.scene import Node
from mekgraph.diagram.sheet.links import links
from mekgraph.diagram.sheet.sheet import letters_of
from mekgraph.diagram.sheet.table import Column, Table
from mekgraph.diagram.type.metrics import width

GAP = 2.5  # millimetres between columns
MOST_LINES = 14  # of one cell


def table(brief: Brief, whole: bool) -> Table:
    """A row for each link, with the same letters for kinds and the same numbers of sources as in the picture."""
    nodes = tuple(replace(node, label=_name(node, brief)) for node in brief.scene.nodes) if whole else brief.scene.nodes
    made = links(replace(brief.scene, nodes=nodes), brief.ground.numbers, letters_of(brief.scene))
    kept = [place for place in range(len(made.columns)) if any(cells[place] for cells in made.rows)]
    columns = tuple(replace(made.columns[place], most=MOST_LINES) for place in kept)
    return Table(made.title, columns, tuple(tuple(cells[place] for place in kept) for cells in made.rows))


def _name(node: Node, brief: Brief) -> str:
    """The whole name of a node, and for how many others it stands."""
    name = next(iter(node.names), node.label)
    return brief.ground.say("stands_for", name=name, count=len(node.members) - 1) if len(node.members) > 1 else name


def widths(table: Table, room: float, size: float, gap: float = GAP) -> list[float]:
    """How wide columns are in millimetres, set in ``size`` points: not wider than their texts if others need room."""
    left = room - gap * (len(table.columns) - 1)
    natural = [_widest(place, column, table, size) for place, column in enumerate(table.columns)]
    found = dict.fromkeys(range(len(natural)), 0.0)
    wanting = set(found)
    while wanting:
        whole = sum(table.columns[place].share for place in wanting)
        share = {place: left * table.columns[place].share / whole for place in sorted(wanting)}
        content = {place for place in wanting if natural[place] <= share[place]}
        for place in sorted(content or wanting):
            found[place] = natural[place] if content else share[place]
            left -= found[place]
        wanting = wanting - content if content else set()
    spare = max(left, 0.0) / len(found)
    return [found[place] + spare for place in sorted(found)]


def _widest(place: int, column: Column, table: Table, size: float) -> float:
    texts: Sequence[str] = [cells[place] for cells in table.rows]
    widest = max((width(text, size, column.bold) for text in texts), default=0.0)
    return max(widest, width(column.title, size, bold=True)) + 0.1
