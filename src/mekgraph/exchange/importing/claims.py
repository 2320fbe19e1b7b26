"""Rows of claims to links and evidence.

Which link a claim belongs to is decided by its ends, relation and period (``links``). A kind that reads alike both ways
gives one link, in the direction that was stated first. One source gives one evidence per link and firmness; further
rows add their notes and locators to it.
"""

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from mekgraph.exchange.importing.dates import after, date_literal, is_date
from mekgraph.exchange.importing.forms import wrong_date
from mekgraph.exchange.importing.links import STATED, Key, assign, states
from mekgraph.exchange.importing.notes import parse_note
from mekgraph.exchange.importing.unknown import not_in_list
from mekgraph.exchange.importing.world import World, mek, node
from mekgraph.iris import SEPARATOR, slug
from mekgraph.sources.rows import Row

ASSERTIONS = ("stated", "implied")
ROLE_RELATIONS = ("holdsOffice", "memberOf")
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
        world.errors.append(not_in_list(row, "confidence", ASSERTIONS))
    world.errors.extend(wrong_date(row, name) for name in ("start", "end") if row[name] and not is_date(row[name]))
    if is_date(row["start"]) and is_date(row["end"]) and after(row["start"], row["end"]):
        world.errors.append(row.error("import.period", "end"))
    world.errors.extend(row.error("import.needed", name) for name in ("locator",) if not row[name])
    return len(world.errors) == before


def _add_evidence(world: World, row: Row, link: ox.NamedNode, attributions: Attributions) -> ox.NamedNode:
    world.origins.at(row)
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
                world.add(evidence, "attributedTo", found, said_by, "attributed_to")
    return evidence


def _state(world: World, evidence: ox.NamedNode, predicate: str, date: str) -> None:
    """Record a date that the source states; of two that agree the more precise one stays."""
    literal = date_literal(date)
    if literal is not None and not states(world, evidence, predicate, date):
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
