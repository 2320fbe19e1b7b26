"""Rows of claims to links and evidence.

A link is one subject, relation and object in one period. Claims whose periods can be the same (one may be less
precise, or silent) give one link with the more precise period; claims whose periods cannot be the same give
several links. Undated claims join the link if there is just one; they get an undated link if there are several, or if
one of them was published before the link began.
A kind that reads alike both ways gives one link, in the direction that was stated first.
One source gives one evidence per link and firmness; further rows add their notes and locators to it.
Figures of a series of operations differ by cut-off date, not by period, so such links carry no period.
"""

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from mekgraph.exchange.importing.dates import Period, after, date_literal, is_date
from mekgraph.exchange.importing.notes import parse_note
from mekgraph.exchange.importing.world import World, mek, node
from mekgraph.iris import PREFIXES, SEPARATOR, slug
from mekgraph.sources.tables import Row

ASSERTIONS = ("stated", "implied")
ROLE_RELATIONS = ("holdsOffice", "memberOf")
UNDATED = Period()
STATED = {"start": "statedStart", "end": "statedEnd"}
Key = tuple[str, str, str]
Attributions = dict[tuple[str, str, str, str, str], Row]


def claim_key(row: Row) -> Key:
    """Subject, relation and object of a claim row."""
    return row["subject_id"], row["relation"], row["object_id"]


def attribution_index(rows: Iterable[Row]) -> Attributions:
    """The rows that say who said a reported claim, by claim, source and locator."""
    return {(*claim_key(row), row["source_id"], row["locator"]): row for row in rows}


def add_claims(world: World, rows: list[Row], attributions: Attributions) -> list[tuple[Row, ox.NamedNode]]:
    """Add the links and evidence of claim rows; returns each usable row with its evidence."""
    by_key: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        if _usable(world, row):
            by_key[_link_key(world, by_key, claim_key(row))].append(row)
    evidence: dict[int, ox.NamedNode] = {}
    for key, group in by_key.items():
        links = assign(world, key, group)
        for row in group:
            evidence[id(row)] = _add_evidence(world, row, node(f"link:{links[id(row)]}"), attributions)
    return [(row, evidence[id(row)]) for row in rows if id(row) in evidence]


def _link_key(world: World, seen: Iterable[Key], key: Key) -> Key:
    """The key itself, or its other direction where the kind reads alike both ways and that link came first."""
    reverse = (key[2], key[1], key[0])
    symmetric = ox.Literal(True) in world.get(node(f"kind:{key[1]}"), "symmetric")
    taken = reverse in seen or bool(world.links.get(reverse))
    return reverse if symmetric and taken else key


def _usable(world: World, row: Row) -> bool:
    before = len(world.errors)
    world.thing(row, "subject_id")
    world.thing(row, "object_id")
    world.source(row, "source_id")
    world.concept(row, "relation", "kind")
    if row["confidence"] not in ASSERTIONS:
        world.errors.append(row.error("import.unknown_concept", "confidence", known=", ".join(ASSERTIONS)))
    world.errors.extend(
        row.error("import.date", name) for name in ("start", "end") if row[name] and not is_date(row[name])
    )
    if is_date(row["start"]) and is_date(row["end"]) and after(row["start"], row["end"]):
        world.errors.append(row.error("import.period", "end"))
    world.errors.extend(row.error("import.needed", name) for name in ("locator",) if not row[name])
    return len(world.errors) == before


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
            if alike and all(_states(world, evidence, predicate, date) for predicate, date in wanted.items() if date):
                others = sum(not date and bool(world.get(evidence, key)) for key, date in wanted.items())
                found.append((others, name))
    return min(found)[1] if found else None


def _states(world: World, evidence: ox.NamedNode, predicate: str, date: str) -> bool:
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


def _add_evidence(world: World, row: Row, link: ox.NamedNode, attributions: Attributions) -> ox.NamedNode:
    said_by = attributions.get((*claim_key(row), row["source_id"], row["locator"]))
    assertion = "reported" if said_by else row["confidence"]
    known = None if said_by else _known_evidence(world, row, link)
    if known:
        return known
    suffix = "" if assertion == "stated" else f"{SEPARATOR}{assertion}"
    evidence = node(f"evidence:{slug(link.value)}{SEPARATOR}{row['source_id']}{suffix}")
    world.add(link, "evidence", evidence)
    world.add(evidence, "rdf:type", mek("Evidence"))
    world.add(evidence, "source", world.sources[row["source_id"]])
    world.add(evidence, "assertion", node(f"assertion:{assertion}"))
    world.add(evidence, "locator", ox.Literal(row["locator"]))
    note = _note(world, row)
    if note:
        world.add(evidence, _note_property(row), note)
    origin = parse_note(row["role_or_note"], world.concepts["measure"]).origin
    if origin:
        world.add(evidence, "origin", ox.Literal(origin, language="en"))
    for column, predicate in STATED.items():
        _state(world, evidence, predicate, row[column])
    if said_by:
        world.text(evidence, "attribution", said_by, "attribution")
        for actor in said_by.many("attributed_to"):
            found = world.thing(said_by, "attributed_to", actor)
            if found:
                world.add(evidence, "attributedTo", found)
    return evidence


def _state(world: World, evidence: ox.NamedNode, predicate: str, date: str) -> None:
    """Record a date that the source states; of two that agree the more precise one stays."""
    literal = date_literal(date)
    if literal is not None and not _states(world, evidence, predicate, date):
        world.replace(evidence, predicate, literal)


def _known_evidence(world: World, row: Row, link: ox.NamedNode) -> ox.NamedNode | None:
    """Reported speech in the data that already holds this row: same link, source, locator and note.

    It was recorded as what somebody said, so the row must not come in again as the source's own statement.
    """
    note = _note(world, row)
    for evidence in world.nodes(link, "evidence"):
        if node("assertion:reported") not in world.get(evidence, "assertion"):
            continue
        same_place = ox.Literal(row["locator"]) in world.get(evidence, "locator")
        same_source = world.sources[row["source_id"]] in world.get(evidence, "source")
        if same_place and same_source and (note is None or note in world.get(evidence, _note_property(row))):
            return evidence
    return None


def _note(world: World, row: Row) -> ox.Literal | None:
    """The remarks of a row's note; its numbers and the origin are recorded as such."""
    remarks = parse_note(row["role_or_note"], world.concepts["measure"]).remarks
    return ox.Literal(remarks, language="en") if remarks else None


def _note_property(row: Row) -> str:
    return "role" if row["relation"] in ROLE_RELATIONS else "note"
