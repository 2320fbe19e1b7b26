"""The table of all links of a diagram: what a picture says with lines, in words."""

from collections.abc import Mapping

from mekgraph.diagram.scene import Edge, Scene
from mekgraph.diagram.sheet.lines import change, shown
from mekgraph.diagram.sheet.table import Column, Table

FEW, MOST = 6, 40  # lines of names, and of numbers, which are all shown


def links(scene: Scene, numbers: Mapping[str, tuple[int, ...]], letters: Mapping[str, str]) -> Table:
    """A row for each edge: its letter, from, verb, to, period, marks, sources; in the order of the letters and names.

    KeyError if ``scene.texts`` lacks one of the words.
    """
    texts, names = scene.texts, {node.id: node.label for node in scene.nodes}
    columns = (
        Column("", 0.35, 1, bold=True),
        Column(texts["source"], 2.8, FEW),
        Column(texts["verb"], 2.0, FEW),
        Column(texts["target"], 2.8, FEW),
        Column(texts["period"], 1.9, FEW),
        Column(texts["legend_marks"], 1.9, FEW),
        Column(texts["sources"], 1.4, MOST),
    )
    order = {entry.key: place for place, entry in enumerate(scene.edge_legend)}

    def place(edge: Edge) -> tuple[int, str, str, str, str]:
        kind = order.get(edge.kind, len(order))
        return kind, names[edge.source].casefold(), names[edge.target].casefold(), edge.start, edge.id

    rows = tuple(
        (
            letters.get(edge.kind, ""),
            names[edge.source],
            edge.verb,
            names[edge.target],
            period(edge, texts),
            ", ".join(_marks(edge, texts)),
            shown(numbers[edge.id]),
        )
        for edge in sorted(scene.edges, key=place)
    )
    return Table(texts["links"], columns if letters else columns[1:], rows if letters else tuple(r[1:] for r in rows))


def period(edge: Edge, texts: Mapping[str, str]) -> str:
    """When a link held, in words, as precisely as it is known; empty where it is not."""
    if edge.start and edge.end:
        return edge.start if edge.start == edge.end else f"{edge.start} – {edge.end}"
    if edge.start:
        return texts["start_only"].replace("{date}", edge.start)
    return texts["end_only"].replace("{date}", edge.end) if edge.end else ""


def _marks(edge: Edge, texts: Mapping[str, str]) -> list[str]:
    """What dashes and signs say of an edge, in words."""
    marks = {
        "ended_note": edge.ended and not edge.over,
        "over": edge.over,
        "new": edge.fresh and not edge.over,
        "implied": edge.implied,
        "disputed": edge.disputed,
        "possible": not edge.certain,
    }
    sign = change(edge)
    words = {"over": f"{sign} {texts['ended_note']}", "new": f"{sign} {texts['new']}"}
    return [words.get(key, texts.get(key, "")) for key, there in marks.items() if there]
