"""From what was asked for to a drawing: what is shown, where it stands, and what has changed since the last one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from mekgraph import messages
from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask, find_question, names_of
from mekgraph.ask.labels import whole_and_short
from mekgraph.ask.parameters import term
from mekgraph.diagram.arranging import Arrangement, arrange, positions_of
from mekgraph.diagram.compose import compose
from mekgraph.diagram.cut.choosing import chosen
from mekgraph.diagram.cut.collapsing import collapsed, most_connected
from mekgraph.diagram.cut.empty import require_something
from mekgraph.diagram.cut.model import Cut
from mekgraph.diagram.definition.changes import Changes, compared
from mekgraph.diagram.definition.model import Diagram
from mekgraph.diagram.definition.positions import Positions
from mekgraph.diagram.scene import Node, Scene
from mekgraph.errors import UsageError
from mekgraph.graph.opening import Graph
from mekgraph.iris import expand
from mekgraph.messages import LANGUAGES
from mekgraph.network.reading import Reading

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Drawing:
    """A diagram drawn in one language: its scene, with positions, and where everything stands on the page.

    ``positions`` are to be kept for the next time, ``changes`` what is not as in those kept last time (None: there were
    none); ``nodes`` is how many nodes there were before those drawn were chosen, ``hint`` whether they were so many
    that several had to be drawn as one.
    """

    diagram: Diagram
    scene: Scene
    arrangement: Arrangement
    positions: Positions
    changes: Changes | None
    nodes: int
    hint: bool


def draw(
    graph: Graph,
    diagram: Diagram,
    language: str = "en",
    old: Positions | None = None,
    progress: Progress = lambda _: None,
) -> Drawing:
    """The drawing of a diagram, whose names are ids already; what stood in ``old`` stands where it was.

    Above ``diagram.most`` nodes those of one body are drawn as one, unless the diagram says how to collapse, and then
    the best connected. Raises NoMatchError, with the reason, where there is nothing to draw; NoRoomError where the page
    is too small; what ``ask`` raises for its question; LimitError for an answer that is not whole.
    """
    if "possible" in diagram.without and not diagram.axes:
        raise UsageError("network.possible_when")
    language = diagram.language or language
    progress("draw.reading")
    reading = Reading(graph.engine, diagram.axes, language)
    answer = _answer(graph, diagram, language)
    asked = _asked(graph, diagram)
    cut, nodes = _cut(reading, diagram, answer, asked)
    hint = nodes > diagram.most and not diagram.collapse
    shown = replace(diagram, collapse="parent") if hint else diagram
    if hint:
        cut, _ = _cut(reading, shown, answer, asked)
    cut = most_connected(cut, diagram.most, _kept(cut, diagram))
    title = diagram.called(language) or (answer.title if answer else _names(reading, diagram))
    scene = compose(reading, cut, shown, title, graph.version)
    progress("draw.arranging")
    others = (_in_language(graph, scene, other) for other in LANGUAGES if other != language)
    arrangement = arrange(scene, others, diagram, old)
    placed = [replace(node, x=x, y=y) for node in scene.nodes for x, y in [arrangement.middles[node.id]]]
    scene = replace(scene, nodes=tuple(placed))
    positions = positions_of(arrangement, scene, diagram)
    return Drawing(
        diagram, scene, arrangement, positions, compared(old.drawn, positions.drawn) if old else None, nodes, hint
    )


def _answer(graph: Graph, diagram: Diagram, language: str) -> Answer | None:
    """The answer to the question of a diagram, if it has one."""
    if not diagram.question:
        return None
    answer = ask(graph, diagram.question, dict(diagram.parameters), language, diagram.axes)
    if not isinstance(answer, Answer):
        raise UsageError("usage.query_form", form="SELECT")
    if answer.truncated:
        raise answer.truncated.refusal()
    return answer


def _asked(graph: Graph, diagram: Diagram) -> frozenset[str]:
    """The things that the values of its question's parameters name: the answer is about them."""
    if not diagram.parameters:
        return frozenset()
    question, names = find_question(graph.project, diagram.question), names_of(graph)
    terms = (term(question.parameter(name), value, names) for name, value in diagram.parameters.items())
    return frozenset(found.strip("<>") for found in terms if found.startswith("<"))


def _cut(reading: Reading, diagram: Diagram, answer: Answer | None, asked: frozenset[str]) -> tuple[Cut, int]:
    """What is drawn, and as how many nodes."""
    found = chosen(reading, diagram, answer, asked)
    require_something(found, reading, diagram, answer)
    kept = {*found.middle, *map(expand, (*diagram.emphasis, *diagram.pinned))}
    cut = collapsed(found, kept, diagram.collapse, reading.things)
    return cut, len(cut.nodes)


def _kept(cut: Cut, diagram: Diagram) -> set[str]:
    """The nodes that are drawn however few are wanted."""
    return {*cut.middle, *map(expand, (*diagram.emphasis, *diagram.pinned))} & set(cut.nodes)


def _names(reading: Reading, diagram: Diagram) -> str:
    """A title made of what is in the middle."""
    if diagram.whole:
        return messages.text("draw.whole", reading.language)
    middle = [expand(id_) for id_ in diagram.around]
    whole, _ = whole_and_short(reading.engine, middle, reading.language)
    return " · ".join(whole[iri] for iri in middle)


def _in_language(graph: Graph, scene: Scene, language: str) -> Iterable[Node]:
    """The nodes by their names in another language."""
    iris = {node.id: expand(node.id) for node in scene.nodes}
    _, short = whole_and_short(graph.engine, list(iris.values()), language)
    return [replace(node, label=short[iris[node.id]]) for node in scene.nodes]
