"""From links to edges: a link between two nodes, or something that two actors both have to do with."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

from mekgraph.iris import PREFIXES
from mekgraph.network.model import FIRMNESS, Edge, Kind, Link

# The dates of events and instruments, by IRI: start and end.
Dates = Mapping[str, tuple[str, str]]
# Pairs of actors that a rule derived, with the way in which they worked together, and the links it rests on.
Ways = Mapping[tuple[str, str, str], Collection[str]]
Sides = tuple[list[Link], list[Link]]


def direct(links: Iterable[Link], nodes: Collection[str], kinds: Mapping[str, Kind], dates: Dates) -> Iterator[Edge]:
    """An edge for each link between two nodes; a link without a date takes that of the event or instrument."""
    for link in links:
        if link.subject in nodes and link.object in nodes and link.subject != link.object:
            start, end = held(link, dates)
            yield Edge(
                link.subject, link.object, (link.kind,), not kinds[link.kind].symmetric, (link.iri,), link.sources,
                start=start, end=end, firmness=link.firmness, disputed=link.disputed, ended=link.ended,
                certain=link.certain,
            )  # fmt: skip


def held(link: Link, dates: Dates) -> tuple[str, str]:
    """From when to when a link held: by its own dates if it has any, else by those of what stands at its ends.

    That is the event, the object before the subject; else the instrument that came last.
    """
    if link.start or link.end:
        return link.start, link.end
    known = [end for end in (link.object, link.subject) if end in dates]
    event = next((end for end in known if end.startswith(PREFIXES["event"])), None)
    return dates[event] if event else max((dates[end] for end in known), default=("", ""))


def derived(ways: Ways, links: Mapping[str, Link], kinds: Mapping[str, Kind], dates: Dates) -> Iterator[Edge]:
    """An edge for each thing through which two actors worked together; links that were left out count for nothing."""
    for (one, way, two), grounds in ways.items():
        symmetric = kinds[way].symmetric
        if symmetric and one > two:
            continue  # recorded in both directions
        # What is only reported, perhaps only as of the dates, never becomes an edge by a rule.
        found = [links[ground] for ground in grounds if ground in links and links[ground].firmness != FIRMNESS[-1]]
        for through, sides in _sides(one, two, found).items():
            yield _joint(one, two, (way,), not symmetric, through, sides, dates)


def shared(links: Iterable[Link], actors: Collection[str], dates: Dates) -> Iterator[Edge]:
    """An edge for each event or instrument with which two actors have links."""
    by_thing: dict[str, dict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for link in links:
        for actor, thing in ((link.subject, link.object), (link.object, link.subject)):
            if actor in actors and thing not in actors:
                by_thing[thing][actor].append(link)
    for through, by_actor in by_thing.items():
        for one, two in combinations(sorted(by_actor), 2):
            kinds = sorted({link.kind for link in (*by_actor[one], *by_actor[two])})
            yield _joint(one, two, tuple(kinds), False, through, (by_actor[one], by_actor[two]), dates)


def _sides(one: str, two: str, links: Iterable[Link]) -> dict[str, Sides]:
    """The links of either actor with each thing with which both have some."""
    found: dict[str, Sides] = defaultdict(lambda: ([], []))
    for link in links:
        for side, actor in enumerate((one, two)):
            if actor in (link.subject, link.object):
                found[link.object if actor == link.subject else link.subject][side].append(link)
    return {through: sides for through, sides in found.items() if all(sides)}


def _joint(
    one: str, two: str, kinds: tuple[str, ...], directed: bool, through: str, sides: Sides, dates: Dates
) -> Edge:
    links = [link for side in sides for link in side]
    return Edge(
        one, two, kinds, directed,
        links=tuple(dict.fromkeys(link.iri for link in links)),
        sources=tuple(sorted({source for link in links for source in link.sources})),
        through=through,
        **dict(zip(("start", "end"), dates.get(through) or _both_held(sides), strict=True)),
        firmness=max((min((link.firmness for link in side), key=FIRMNESS.index) for side in sides), key=FIRMNESS.index),
        disputed=any(all(link.disputed for link in side) for side in sides),
        ended=any(all(link.ended for link in side) for side in sides),
        certain=all(any(link.certain for link in side) for side in sides),
    )  # fmt: skip


def _both_held(sides: Sides) -> tuple[str, str]:
    """From the later of the two first starts to the earlier of the two last ends, as far as they are known."""
    starts = [min((link.start for link in side if link.start), default="") for side in sides]
    ends = ["" if _goes_on(side) else max((link.end for link in side if link.end), default="") for side in sides]
    return max(starts) if all(starts) else "", min(filter(None, ends), default="")


def _goes_on(side: Iterable[Link]) -> bool:
    """Whether some link has begun and has no end; one without any date says nothing of either."""
    return any(link.start and not link.end for link in side)
