"""What is new in a diagram since a date."""

from collections import defaultdict
from dataclasses import dataclass

from mekgraph.graph.asof import Axes
from mekgraph.graph.periods import Days, days
from mekgraph.network.edges import held
from mekgraph.network.model import Link
from mekgraph.network.reading import Reading


@dataclass(frozen=True)
class Fresh:
    """By IRI: the links that began or became known since a date, those that ended since, and the things that are new.

    A thing is new if all of its links are, drawn or not, and whether they hold on the date of the diagram or not.
    """

    links: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()


def fresh_since(reading: Reading, date: str) -> Fresh:
    """What is new since ``date``, which is known to the year, month or day; nothing for no date."""
    if not date:
        return Fresh()
    last = days(date).last
    links = ever = reading.links()
    if reading.axes.on:
        ever = Reading(reading.engine, Axes(known=reading.axes.known), reading.language).links()
    known = Reading(reading.engine, Axes(known=date), reading.language).links()

    def after(text: str) -> bool:
        stated = Days.of(text)
        return stated is not None and stated.first > last

    def is_new(link: Link) -> bool:
        return link.iri not in known or after(held(link, reading.dates)[0])

    new = {iri for iri, link in ever.items() if is_new(link)}
    at: dict[str, list[bool]] = defaultdict(list)
    for iri, link in ever.items():
        for end in (link.subject, link.object):
            at[end].append(iri in new)
    ended = {
        iri for iri, link in links.items() if link.ended and iri not in new and after(held(link, reading.dates)[1])
    }
    return Fresh(frozenset(new), frozenset(ended), frozenset(thing for thing, marks in at.items() if all(marks)))
