"""Which findings a brief tells: the first five of those that the scene supports, the most telling first."""

from collections.abc import Callable, Collection
from typing import Final

from mekgraph.diagram.brief.links import disputed, ended, fresh, kinds, pair, single_source, span, sure, weak
from mekgraph.diagram.brief.model import Finding, Ground
from mekgraph.diagram.brief.partners import between_others, most_partners
from mekgraph.diagram.brief.publishers import newest, publishers

MOST = 5
# In order of what they tell a reader; each gives nothing where it would say nothing.
CANDIDATES: Final[tuple[Callable[[Ground], Finding | None], ...]] = (
    most_partners,
    between_others,
    fresh,
    sure,
    disputed,
    single_source,
    ended,
    weak,
    pair,
    span,
    kinds,
    publishers,
    newest,
)


def findings(ground: Ground, questions: Collection[str]) -> tuple[Finding, ...]:
    """At most five findings; none that rests on a question which is not among ``questions``, those of the project."""
    told = (finding for candidate in CANDIDATES if (finding := candidate(ground)))
    return tuple(finding for finding in told if set(finding.questions) <= set(questions))[:MOST]
