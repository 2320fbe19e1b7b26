"""Why there is nothing to draw."""

from mekgraph.ask.answer import Answer
from mekgraph.diagram.cut.choosing import Chosen, Wanted, stages
from mekgraph.diagram.definition.model import Diagram
from mekgraph.errors import NoMatchError
from mekgraph.graph.asof import Axes
from mekgraph.iris import expand
from mekgraph.network.model import Link
from mekgraph.network.reading import Reading


def require_something(found: Chosen, reading: Reading, diagram: Diagram, answer: Answer | None) -> None:
    """NoMatchError, with the reason, where no link is left to draw, and an answer names nothing either."""
    if found.links or (answer is not None and found.things):
        return
    if answer is not None:
        raise NoMatchError("draw.empty_answer" if answer.rows else "draw.empty_rows", title=answer.title)
    middle = frozenset(map(expand, diagram.around))
    links = _touching(Reading(reading.engine, Axes(), reading.language), middle)
    if not links:
        raise NoMatchError("draw.empty_links")
    if diagram.axes:
        dated = _touching(reading, middle)
        if not dated:
            raise NoMatchError("draw.empty_dates", count=len(links), on=diagram.on or "-", known=diagram.known or "-")
        links = dated
    for stage, passes in stages(Wanted(reading.engine, diagram, reading.things, middle)).items():
        left = [link for link in links if passes(link)]
        if not left:
            raise NoMatchError(f"draw.empty_{stage}", count=len(links))
        links = left


def _touching(reading: Reading, middle: frozenset[str]) -> list[Link]:
    """The links at something in the middle, or all where nothing is."""
    return [link for link in reading.links().values() if not middle or middle & {link.subject, link.object}]
