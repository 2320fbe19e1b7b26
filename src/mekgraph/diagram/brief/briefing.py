"""From a drawing and its graph to a brief."""

from collections import defaultdict
from collections.abc import Mapping

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask
from mekgraph.diagram.brief.findings import findings
from mekgraph.diagram.brief.links import DISAGREEMENTS
from mekgraph.diagram.brief.model import Brief, Dispute, Ground
from mekgraph.diagram.drawing import Drawing
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.sheet.sources import numbered
from mekgraph.graph.asof import Axes
from mekgraph.graph.opening import Graph


def brief(drawing: Drawing, graph: Graph) -> Brief:
    """What the numbers of a drawing say; ``graph`` is the one it was drawn from."""
    scene = drawing.scene
    known = {file.stem for file in graph.project.question_files()}
    disputes = _disputes(graph, scene) if DISAGREEMENTS in known and any(e.disputed for e in scene.edges) else ()
    ground = Ground(scene, frozenset(drawing.diagram.around), disputes)
    return Brief(drawing, ground, findings(ground, known))


def _disputes(graph: Graph, scene: Scene) -> tuple[Dispute, ...]:
    """The points on which sources disagree over links of the scene, as of its dates."""
    found = ask(graph, DISAGREEMENTS, {"language": scene.language}, scene.language, Axes(scene.on, scene.known))
    if not isinstance(found, Answer):
        return ()
    numbers = {proof.source: number for number, proof in enumerate(numbered(scene.edges)[1], 1)}
    drawn = {edge.id for edge in scene.edges}
    asked: dict[str, str] = {}
    sides: Mapping[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    links: Mapping[str, set[str]] = defaultdict(set)
    for row in found:
        point, source = row["disagreement"], row["source"].id
        asked[point.id] = point.text
        links[point.id] |= {row["claim"].id} & drawn
        if source in numbers:
            sides[point.id][row["reading"].id].add(numbers[source])
    made = []
    for id_ in sorted(point for point in asked if links[point]):
        named = tuple(tuple(sorted(side)) for _, side in sorted(sides[id_].items()))
        made.append(Dispute(id_, asked[id_], named, tuple(sorted(links[id_]))))
    return tuple(made)
