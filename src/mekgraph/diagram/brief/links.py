"""Findings about links: how well they are documented, of what kinds they are, when they held."""

from collections import Counter

from mekgraph.diagram.brief.dates import first_of, last_of
from mekgraph.diagram.brief.model import Finding, Ground
from mekgraph.diagram.brief.partners import pairs
from mekgraph.diagram.scene import Edge
from mekgraph.diagram.sheet.lines import shown
from mekgraph.network.model import FIRMNESS

BY_KIND, CHANGES, DISAGREEMENTS = "links-of-kind", "changes-between", "disagreements"
# What is asked for the dates of links that have none of their own, by the prefix of the id at one end.
DATED = {"event:": "timeline", "instrument:": "instruments"}
MOST_KINDS = 6


def disputed(ground: Ground) -> Finding | None:
    """On what sources disagree, and which of them."""
    if not ground.disputes:
        return None
    links = sorted({link for dispute in ground.disputes for link in dispute.links})
    numbers = {"count": len(ground.disputes), "links": len(links), "edges": len(ground.scene.edges)}
    points = ground.some(_points(ground), between=" · ")
    sources = {number for dispute in ground.disputes for side in dispute.sides for number in side}
    said = ground.say("disputed", points=points, **numbers)
    ids = tuple(dispute.id for dispute in ground.disputes)
    return Finding("disputed", said, numbers, ids, (DISAGREEMENTS,), sources=tuple(sorted(sources)))


def _points(ground: Ground) -> list[str]:
    """The points, those with sources on several sides first, of these those that concern the most links."""
    return [
        ground.say("point", question=one.question, sides=" / ".join(map(shown, one.sides)))
        if len(one.sides) > 1
        else one.question
        for one in sorted(ground.disputes, key=lambda one: (len(one.sides) < 2, -len(one.links), one.id))
    ]


def single_source(ground: Ground) -> Finding | None:
    """How many links rest on one source only."""
    counts = {edge.id: len(ground.numbers[edge.id]) for edge in ground.scene.edges}
    alone = tuple(id_ for id_, count in counts.items() if count == 1)
    numbers = {"edges": len(counts), "one": len(alone), "more": sum(count > 1 for count in counts.values())}
    if len(counts) < 2 or numbers["one"] + numbers["more"] < len(counts):
        return None
    key = "single" if alone else "several"
    return Finding(key, ground.say(key, **numbers), numbers, alone, (BY_KIND,))


def weak(ground: Ground) -> Finding | None:
    """Which links no source states outright."""
    found = [edge for edge in ground.scene.edges if all(proof.firmness != FIRMNESS[0] for proof in edge.proofs)]
    if not found:
        return None
    numbers = {"count": len(found), "edges": len(ground.scene.edges)}
    said = ground.say("weak", links=ground.some(map(ground.link, found)), **numbers)
    return Finding("weak", said, numbers, _ids(found), (BY_KIND,), sources=ground.cited(found))


def ended(ground: Ground) -> Finding | None:
    """How many links have ended, and which of them last."""
    found = [edge for edge in ground.scene.edges if edge.ended]
    if not found:
        return None
    numbers: dict[str, float | str] = {"count": len(found), "edges": len(ground.scene.edges)}
    latest = last_of(edge.end for edge in found)
    last = [edge for edge in found if latest and edge.end == latest]
    if len(last) != 1:
        return Finding("ended", ground.say("ended", **numbers), numbers, _ids(found), _of_dates(found))
    numbers["date"] = latest
    said = ground.say("ended_last", link=ground.link(last[0]), **numbers)
    return Finding("ended", said, numbers, _ids(found), _of_dates(found), sources=ground.cited(last))


def fresh(ground: Ground) -> Finding | None:
    """How many links are new, and how many have ended, since changes are marked."""
    found = [edge for edge in ground.scene.edges if edge.fresh]
    if not found or not ground.scene.since:
        return None
    over = sum(edge.over for edge in found)
    numbers: dict[str, float | str] = {"edges": len(ground.scene.edges), "new": len(found) - over, "ended": over}
    numbers["since"] = ground.scene.since
    return Finding("fresh", ground.say("fresh", **numbers), numbers, _ids(found), (CHANGES, *_of_dates(found)))


def sure(ground: Ground) -> Finding | None:
    """How many links surely hold as of the dates of the diagram, where of others it is only possible."""
    found = [edge for edge in ground.scene.edges if not edge.certain]
    if not found:
        return None
    count = len(ground.scene.edges)
    numbers = {"sure": count - len(found), "edges": count}
    return Finding("sure", ground.say("sure", **numbers), numbers, _ids(found), (BY_KIND,))


def pair(ground: Ground) -> Finding | None:
    """Which two are joined by the most links, where one pair is ahead."""
    ranked = pairs(ground.scene).most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    (one, two), count = ranked[0]
    between = [edge for edge in ground.scene.edges if {edge.source, edge.target} == {one, two}]
    said = ground.say("pair", one=ground.nodes[one].label, two=ground.nodes[two].label, count=count)
    return Finding("pair", said, {"count": count}, (one, two), (BY_KIND,), sources=ground.cited(between))


def kinds(ground: Ground) -> Finding | None:
    """How many links there are of each kind."""
    counted = Counter(edge.kind for edge in ground.scene.edges)
    if len(counted) < 2:
        return None
    names = {edge.kind: edge.kind_label for edge in ground.scene.edges}
    ranked = sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))
    told = ground.some((f"{names[kind]} – {count}" for kind, count in ranked), MOST_KINDS, ", ")
    said = ground.say("kinds", kinds=told)
    return Finding("kinds", said, dict(ranked), tuple(kind for kind, _ in ranked), (BY_KIND,))


def span(ground: Ground) -> Finding | None:
    """Of how many links the dates are known, and from when to when they began."""
    dated = [edge for edge in ground.scene.edges if edge.start or edge.end]
    first, last = first_of(edge.start for edge in dated), last_of(edge.start for edge in dated)
    if not first or not last or first == last:
        return None
    latest = [edge for edge in dated if edge.start == last]
    numbers: dict[str, float | str] = {"dated": len(dated), "edges": len(ground.scene.edges)}
    numbers |= {"first": first, "last": last}
    said = ground.say("span", link=ground.some(map(ground.link, latest), 1), **numbers)
    return Finding("span", said, numbers, _ids(latest), _of_dates(dated), sources=ground.cited(latest))


def _ids(edges: list[Edge]) -> tuple[str, ...]:
    return tuple(edge.id for edge in edges)


def _of_dates(edges: list[Edge]) -> tuple[str, ...]:
    """The questions that tell the dates of links: their own, or those of the events and documents at their ends."""
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    used = [question for prefix, question in DATED.items() if any(end.startswith(prefix) for end in ends)]
    return (BY_KIND, *used)
