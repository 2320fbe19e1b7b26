"""Rows of actors, events, documents and sources to things of record."""

from collections.abc import Iterable

import pyoxigraph as ox

from mekgraph.exchange.importing.forms import ADDRESS, COUNTRY, WIKIDATA, fits, wrong_form
from mekgraph.exchange.importing.names import LABEL, named
from mekgraph.exchange.importing.unknown import no_id, not_in_list
from mekgraph.exchange.importing.world import LANGUAGES, World, mek, node
from mekgraph.iris import SLUG, slug
from mekgraph.sources.rows import Row

RENAMED = {"CommitteeOfCouncil": "ExecutiveCommittee"}
ATTENDANCE = {"yes": "online", "no": "in-person", "hybrid": "hybrid"}
NEEDED = {
    "actor": ("type", "name_en"),
    "event": ("type", "name_en"),
    "instrument": ("type", "name_en"),
    "source": ("title", "publisher", "language"),
}
UNIT_PARENTS = {
    "IntergovernmentalOrganization": "IntergovernmentalOrganization",
    "UNBody": "UNBody",
    "NonGovernmentalOrganization": "NonGovernmentalOrganization",
}


def declare(world: World, rows: Iterable[Row], kind: str) -> None:
    """Give every row of a table its thing, so that rows may refer to each other in any order."""
    seen: dict[str, Row] = {}
    for row in rows:
        world.errors.extend(row.error("import.needed", column) for column in NEEDED[kind] if not row[column])
        if not SLUG.fullmatch(row["id"]):
            world.errors.append(no_id(row, "id"))
            continue
        if row["id"] in seen and seen[row["id"]].cells != row.cells:
            world.errors.append(row.error("import.id_twice", "id", first=row.line_of(seen[row["id"]])))
        seen.setdefault(row["id"], row)
        thing = node(f"{kind}:{row['id']}")
        taken = world.things.get(row["id"])
        if taken and taken != thing:
            world.errors.append(row.error("import.id_taken", "id", other=slug(taken.value.rsplit("/", 1)[0])))
        index = world.sources if kind == "source" else world.things
        index.setdefault(row["id"], thing)


def add_actors(world: World, rows: list[Row]) -> None:
    """Add actors with their class, names, parent or affiliation, country, page and sources."""
    types = {row["id"]: row["type"] for row in rows}
    for row in rows:
        actor = world.things.get(row["id"])
        if actor is None:
            continue
        world.origins.at(row)
        for name in actor_classes(row, types):
            add_class(world, actor, name, row, "type")
        add_labels(world, actor, row)
        if row["parent_id"]:
            parent = world.thing(row, "parent_id")
            if parent:
                world.add(actor, "affiliation" if row["type"] == "Person" else "parent", parent)
        if _fits(world, row, "country", COUNTRY):
            world.add(actor, "countryCode", ox.Literal(row["country"]))
        if _fits(world, row, "wikidata_qid", WIKIDATA):
            world.add(actor, "skos:exactMatch", node(f"wd:{row['wikidata_qid']}"))
        if _fits(world, row, "homepage", ADDRESS):
            world.add(actor, "homepage", ox.NamedNode(row["homepage"]))
        add_described_in(world, actor, row)


def actor_classes(row: Row, types: dict[str, str]) -> list[str]:
    """The classes of an actor: as its row says, bodies of an organization typed as its units.

    A body of an intergovernmental organization has no standing of its own, so it is a unit and nothing else;
    a country or regional office of a UN body or NGO is both.
    """
    name = RENAMED.get(row["type"], row["type"])
    parent_type = types.get(row["parent_id"], "")
    if name == "WorkingGroup" and parent_type == "Council":
        return ["CouncilWorkingGroup"]
    if name in UNIT_PARENTS and parent_type == UNIT_PARENTS[name]:
        return ["OrganizationalUnit"] if name == "IntergovernmentalOrganization" else [name, "OrganizationalUnit"]
    return [name]


def add_class(world: World, thing: ox.NamedNode, name: str, row: Row, column: str) -> None:
    """Add a class unless a narrower one is known; take away broader ones that it makes needless."""
    actors = {known for known in world.classes if "Actor" in world.superclasses(known)}
    if name not in actors:
        world.errors.append(not_in_list(row, column, sorted(actors)))
        return
    known_types = {slug(value.value) for value in world.get(thing, "rdf:type")}
    if any(name == other or name in world.superclasses(other) for other in known_types):
        return
    for broader in known_types & world.superclasses(name):
        world.remove(thing, "rdf:type", mek(broader))
    world.add(thing, "rdf:type", mek(name))


def add_types(world: World, rows: Iterable[Row]) -> None:
    """Add further or narrower classes of actors."""
    for row in rows:
        world.origins.at(row)
        thing = world.thing(row, "id")
        if thing:
            add_class(world, thing, row["extra_type"], row, "extra_type")


def add_themes(world: World, rows: Iterable[Row]) -> None:
    """Add the themes of actors and events."""
    for row in rows:
        world.origins.at(row)
        thing, theme = world.thing(row, "id"), world.concept(row, "theme", "theme")
        if thing and theme:
            world.add(thing, "theme", theme)


def add_events(world: World, rows: Iterable[Row], places: dict[str, Row]) -> None:
    """Add events with kind, names, dates, place, attendance, what they belong to, and sources."""
    for row in rows:
        event = world.things.get(row["id"])
        if event is None:
            continue
        world.origins.at(row)
        world.add(event, "rdf:type", mek("Event"))
        kind = world.concept(row, "type", "eventkind")
        if kind:
            world.add(event, "eventKind", kind)
        add_labels(world, event, row)
        world.date(event, "start", row, "start_date")
        world.date(event, "end", row, "end_date")
        if row["place"]:
            world.add(event, "place", ox.Literal(row["place"], language="en"))
        if row["place"] in places:
            world.text(event, "place", places[row["place"]], "place")
        if row["online"] in ATTENDANCE:
            world.add(event, "attendance", node(f"attendance:{ATTENDANCE[row['online']]}"), row, "online")
        elif row["online"]:
            world.errors.append(not_in_list(row, "online", ATTENDANCE))
        if row["part_of"]:
            whole = world.thing(row, "part_of")
            if whole:
                world.add(event, "heldUnder", whole)
        add_described_in(world, event, row)


def add_instruments(world: World, rows: Iterable[Row]) -> None:
    """Add instruments with kind, names, period, parties and sources."""
    for row in rows:
        instrument = world.things.get(row["id"])
        if instrument is None:
            continue
        world.origins.at(row)
        world.add(instrument, "rdf:type", mek("Instrument"))
        kind = world.concept(row, "type", "instrumentkind")
        if kind:
            world.add(instrument, "instrumentKind", kind)
        add_labels(world, instrument, row)
        world.date(instrument, "start", row, "start")
        world.date(instrument, "end", row, "end")
        for party in row.many("parties"):
            found = world.thing(row, "parties", party)
            if found:
                world.add(instrument, "party", found)
        add_described_in(world, instrument, row)


def add_sources(world: World, rows: Iterable[Row]) -> None:
    """Add sources; a missing date or address gets its reason, "not given in the copy that was read"."""
    for row in rows:
        source = world.sources.get(row["id"])
        if source is None:
            continue
        world.origins.at(row)
        world.add(source, "rdf:type", mek("Source"))
        world.add(source, "title", ox.Literal(row["title"], language="en"))
        world.add(source, "publisher", ox.Literal(row["publisher"]))
        world.add(source, "language", ox.Literal(row["language"]))
        world.date(source, "published", row, "date_published")
        if not row["date_published"] and not world.get(source, "published"):
            world.add(source, "undatedBecause", node("absence:not-given"))
        if _fits(world, row, "url", ADDRESS):
            world.add(source, "url", ox.NamedNode(row["url"]))
        elif not row["url"] and not world.get(source, "url"):
            world.add(source, "unlinkedBecause", node("absence:not-given"))
        if row["accessed_note"]:
            world.add(source, "accessNote", ox.Literal(row["accessed_note"], language="en"))


def add_labels(world: World, thing: ox.NamedNode, row: Row) -> None:
    """Add the preferred names of a row; a language that has a name already keeps it."""
    for language in LANGUAGES:
        if row[f"name_{language}"] and not named(world, thing, language):
            world.add(thing, LABEL, ox.Literal(row[f"name_{language}"], language=language))


def add_described_in(world: World, thing: ox.NamedNode, row: Row) -> None:
    """Add the sources that name a thing."""
    for name in row.many("source_ids"):
        source = world.source(row, "source_ids", name)
        if source:
            world.add(thing, "describedIn", source)


def _fits(world: World, row: Row, column: str, form: str) -> bool:
    if row[column] and not fits(row, column, form):
        world.errors.append(wrong_form(row, column, form))
        return False
    return bool(row[column])
