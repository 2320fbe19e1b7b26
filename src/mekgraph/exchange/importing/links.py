"""Which link a claim belongs to: one subject, relation and object in one period.

Claims whose periods can be the same (one may be less precise, or silent) give one link with the more precise period;
claims whose periods cannot be the same give several links. Undated claims join the link if there is just one; they get
an undated link if there are several, or if one of them was published before the link began.
Figures of a series of operations differ by cut-off date, not by period, so such links carry no period.
"""

import pyoxigraph as ox

from mekgraph.exchange.importing.dates import Period, after, date_literal
from mekgraph.exchange.importing.world import World, mek, node
from mekgraph.iris import PREFIXES, SEPARATOR
from mekgraph.sources.rows import Row

UNDATED = Period()
STATED = {"start": "statedStart", "end": "statedEnd"}
Key = tuple[str, str, str]


def period_of(world: World, row: Row) -> Period:
    """The period that a row states for its link; none for a series of operations."""
    if row["relation"] == "repatriated" and world.things[row["object_id"]].value.rsplit("/", 2)[-2] == "actor":
        return UNDATED
    return Period(row["start"], row["end"])


def assign(world: World, key: Key, rows: list[Row]) -> dict[int, str]:
    """The link name of every row (by ``id(row)``); adds the links themselves."""
    known = {name: period for name, period in world.links[key].items() if period != UNDATED}
    chosen = {id(row): name for row in rows if (name := _held(world, row, known))}
    fresh = [row for row in rows if id(row) not in chosen]
    periods = {id(row): period_of(world, row) for row in fresh}
    dated = sorted({p for p in periods.values() if p != UNDATED}, key=lambda p: (-len(p.start) - len(p.end), p))
    clusters = cluster(dated, known)
    silent = [row for row in fresh if periods[id(row)] == UNDATED]
    undated = next((name for name, period in world.links[key].items() if period == UNDATED), None)
    if undated is None and (len(clusters) != 1 or any(_too_early(world, row, clusters[0][1]) for row in silent)):
        undated = SEPARATOR.join(key)
    named = name_clusters(SEPARATOR.join(key), clusters, undated)
    for row in fresh:
        period = periods[id(row)]
        if period == UNDATED:
            chosen[id(row)] = undated or next(iter(named))
        else:
            chosen[id(row)] = next(name for name, known_period in named.items() if known_period.agrees(period))
    everything = {**named, **({undated: UNDATED} if undated else {})}
    for name in sorted(set(chosen.values())):
        world.origins.at(*(row for row in rows if chosen[id(row)] == name))
        _add_link(world, key, name, everything[name])
    return chosen


def _held(world: World, row: Row, named: dict[str, Period]) -> str | None:
    """The dated link that already holds this source's evidence, alike firm, with the dates of the row."""
    source = world.sources[row["source_id"]]
    firm = [[node(f"assertion:{name}")] for name in (row["confidence"], "reported")]
    wanted = {predicate: row[column] for column, predicate in STATED.items()}
    found: list[tuple[int, str]] = []
    for name in named if any(wanted.values()) else ():
        for evidence in world.nodes(node(f"link:{name}"), "evidence"):
            alike = source in world.get(evidence, "source") and world.get(evidence, "assertion") in firm
            if alike and all(states(world, evidence, predicate, date) for predicate, date in wanted.items() if date):
                others = sum(not date and bool(world.get(evidence, key)) for key, date in wanted.items())
                found.append((others, name))
    return min(found)[1] if found else None


def states(world: World, evidence: ox.NamedNode, predicate: str, date: str) -> bool:
    """Whether evidence has that date, or a more precise one that took its place."""
    return any(value.value.startswith(date) for value in world.get(evidence, predicate))


def _too_early(world: World, row: Row, period: Period) -> bool:
    """Whether an undated claim was published before the period began, so that it cannot be about it.

    Links with an event are about that event, which may be announced before it takes place.
    """
    ends = (world.things[row["subject_id"]], world.things[row["object_id"]])
    if any(end.value.startswith(PREFIXES["event"]) for end in ends):
        return False
    published = world.get(world.sources[row["source_id"]], "published")
    return bool(published and period.start and after(period.start, published[0].value))


def cluster(periods: list[Period], known: dict[str, Period]) -> list[tuple[str | None, Period]]:
    """Merge periods that can be the same; known links come first, keep their slugs and are refined in place."""
    clusters: list[tuple[str | None, Period]] = sorted(known.items(), key=lambda item: item[1])
    for period in periods:
        for position, (name, other) in enumerate(clusters):
            if other.agrees(period):
                clusters[position] = (name, other.refined(period))
                break
        else:
            clusters.append((None, period))
    return clusters


def name_clusters(base: str, clusters: list[tuple[str | None, Period]], undated: str | None) -> dict[str, Period]:
    """The slugs of clusters: the ends and kind alone for a single link, else with the date that tells them apart."""
    named = {name: period for name, period in clusters if name}
    for known, period in clusters:
        if known:
            continue
        name = base
        if undated or len(clusters) > 1:
            name = f"{base}{SEPARATOR}{period.start or 'to-' + period.end}"
            if name in named:
                name = f"{name}{SEPARATOR}to-{period.end or 'open'}"
        named[name] = period
    return named


def _add_link(world: World, key: Key, slug: str, period: Period) -> None:
    link = node(f"link:{slug}")
    world.links[key][slug] = period
    world.add(link, "rdf:type", mek("Link"))
    world.add(link, "kind", node(f"kind:{key[1]}"))
    world.add(link, "subject", world.things[key[0]])
    world.add(link, "object", world.things[key[2]])
    for name, value in zip(("start", "end"), period, strict=True):
        literal = date_literal(value)
        if literal is not None:
            world.replace(link, name, literal)
