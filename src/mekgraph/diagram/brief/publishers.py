"""Findings about the sources of a diagram: who published them, and when."""

from collections import Counter

from mekgraph.diagram.brief.dates import last_of
from mekgraph.diagram.brief.model import Finding, Ground

NAMING = "sources-naming"


def publishers(ground: Ground) -> Finding | None:
    """From how many publishers the sources are, and which of them has the most, where one is ahead."""
    counted = Counter(proof.publisher for proof in ground.sources if proof.publisher)
    ranked = sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))
    if len(ranked) < 2 or ranked[0][1] == ranked[1][1] or counted.total() < len(ground.sources):
        return None
    most, count = ranked[0]
    numbers = {"sources": len(ground.sources), "publishers": len(ranked), "count": count}
    cited = tuple(number for number, proof in enumerate(ground.sources, 1) if proof.publisher == most)
    said = ground.say("publishers", publisher=most, **numbers)
    return Finding("publishers", said, numbers, (), (NAMING,), sources=cited)


def newest(ground: Ground) -> Finding | None:
    """The newest source, where one is."""
    latest = last_of(proof.published for proof in ground.sources)
    found = [(number, proof) for number, proof in enumerate(ground.sources, 1) if proof.published == latest]
    if not latest or len(found) > 1:
        return None
    number, proof = found[0]
    named = f"{proof.publisher}: {proof.title}" if proof.publisher else proof.title
    said = ground.say("newest", date=latest, source=named)
    return Finding("newest", said, {"date": latest}, (proof.source,), (NAMING,), sources=(number,))
