"""The graph as of a date: only links that held then (``on``), only what sources published by then state (``known``).

Dates are known to the year, month or day, so there are two answers, one of what is certain and one of what is possible.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mekgraph.graph.engine import Engine, Term
from mekgraph.graph.periods import Days, Held, Period, days
from mekgraph.sparql import own_query

Nodes = set[Term]
# Among the dates of a link.
INSTRUMENT_START = 4


@dataclass(frozen=True)
class Axes:
    """The two time axes: the date at which links must hold, and the date by which sources must be out; "" is any."""

    on: str = ""
    known: str = ""

    def __post_init__(self) -> None:
        for date in filter(None, (self.on, self.known)):
            days(date)

    def __bool__(self) -> bool:
        return bool(self.on or self.known)


@dataclass(frozen=True)
class _Telling:
    """One evidence of a claim: its source, and when that was published."""

    claim: Term
    evidence: Term
    source: Term
    published: Days | None


def left_out(engine: Engine, axes: Axes, certain: bool) -> Nodes:
    """Links, evidence, figures, sources, readings and things that are not of the graph as of the dates.

    ``certain``: also those of which it is only possible. Nothing that stays rests on something that is left out.
    """
    tellings = list(_tellings(engine))
    unknown = {t.evidence for t in tellings if axes.known and not _held(_is_out(t.published, axes.known), certain)}
    told = [telling for telling in tellings if telling.evidence not in unknown]
    gone = unknown | ({t.claim for t in tellings} - {t.claim for t in told})
    if axes.on:
        held = {link: _held(period.at(days(axes.on)), certain) for link, period in _periods(engine, told)}
        fallen = {link for link, stays in held.items() if not stays}
        gone |= fallen | {telling.evidence for telling in told if telling.claim in fallen}
    if axes.known:
        gone |= _unpublished(engine, axes.known, certain) - _spoken_of(engine, gone)
    return gone | _without_claims(engine, gone)


def _held(held: Held, certain: bool) -> bool:
    return held.certain if certain else held.possible


def _is_out(published: Days | None, known: str) -> Held:
    """Whether a source was published by a date; of one without a date nobody can say."""
    day = days(known)
    if published is None:
        return Held(possible=True, certain=False)
    return Held(published.first <= day.last, published.last <= day.last)


def _tellings(engine: Engine) -> Iterator[_Telling]:
    for claim, evidence, source, published in engine.select(own_query("tellings")).rows:
        if claim is not None and evidence is not None and source is not None:
            yield _Telling(claim, evidence, source, _days(published))


def _days(term: Term | None) -> Days | None:
    return Days.of(term.value) if isinstance(term, ox.Literal) else None


def _periods(engine: Engine, tellings: Iterable[_Telling]) -> Iterator[tuple[Term, Period]]:
    """Every link with the period in which it held.

    Its own dates count if it has any. A link with an event is over with the event, even if only its start is stated;
    without dates of its own it held when the event took place, or from the start of the instrument to its end. Of two
    events that is the object, at which the other is spoken of or of which it is a part; of two instruments the later.
    """
    published: dict[Term, list[Days]] = defaultdict(list)
    for telling in tellings:
        if telling.published:
            published[telling.claim].append(telling.published)
    for link, dates in _dated(engine).items():
        start, end, event_start, event_end, instrument_start, instrument_end = dates
        out = published.get(link, [])
        told = (min(out, key=lambda day: day.last), max(out, key=lambda day: day.first)) if out else (None, None)
        if event_start:
            yield link, Period(start or event_start, end or _over(start, event_start, event_end), *told)
        elif start or end:
            yield link, Period(start, end, *told)
        else:
            yield link, Period(instrument_start, instrument_end, *told)


def _dated(engine: Engine) -> dict[Term, list[Days | None]]:
    """For every link its start and end, those of its event, and those of its instrument."""
    ranked: dict[Term, tuple[bool, datetime.date, tuple[str, ...], list[Days | None]]] = {}
    for link, object_, event, *dates in engine.select(own_query("periods")).rows:
        found = [_days(date) for date in dates]
        instrument_start = found[INSTRUMENT_START]
        since = instrument_start.first if instrument_start else datetime.date.min
        row = (event == object_, since, tuple(map(str, dates)), found)  # the last but one only so that one is first
        if link is not None and (link not in ranked or row[:3] > ranked[link][:3]):
            ranked[link] = row
    return {link: found for link, (*_, found) in ranked.items()}


def _over(start: Days | None, event_start: Days, event_end: Days | None) -> Days:
    """The end of a link with an event: that of the event, or its own day if sources date it after the event."""
    over = event_end or event_start
    return start if start and over.last < start.first else over


def _unpublished(engine: Engine, known: str, certain: bool) -> Nodes:
    """Sources that were not out by a date, and what only they describe."""
    out: dict[Term, bool] = {}
    described: dict[Term, set[Term]] = defaultdict(set)
    for source, published, thing in engine.select(own_query("described-in")).rows:
        if source is not None:
            out[source] = _held(_is_out(_days(published), known), certain)
            if thing is not None:
                described[thing].add(source)
    later = {source for source, is_out in out.items() if not is_out}
    return later | {thing for thing, sources in described.items() if sources <= later}


def _spoken_of(engine: Engine, gone: Nodes) -> Nodes:
    """What claims that stay are about."""
    rows = engine.select(own_query("spoken-of")).rows
    return {thing for claim, thing in rows if thing is not None and claim not in gone}


def _without_claims(engine: Engine, gone: Nodes) -> Nodes:
    """Readings all of whose claims are gone, and disagreements of which fewer than two readings are left."""
    claims: dict[Term, set[Term]] = defaultdict(set)
    readings: dict[Term, set[Term]] = defaultdict(set)
    for disagreement, reading, claim in engine.select(own_query("readings")).rows:
        if disagreement is not None and reading is not None:
            readings[disagreement].add(reading)
            if claim is not None:
                claims[reading].add(claim)
    found = {reading for reading, held in claims.items() if held <= gone}
    gone = gone | found
    settled = {disagreement for disagreement, all_ in readings.items() if len(all_ - gone) < 2}
    return found | settled | {reading for disagreement in settled for reading in readings[disagreement]}
