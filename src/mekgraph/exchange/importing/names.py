"""Names, acronyms and their standing.

A name is ``skos:prefLabel``, an acronym ``mek:acronym``; how firm the form is, is said by repeating it under
``mek:officialForm``, ``mek:standardForm``, ``mek:attestedForm``, ``mek:commonForm``, ``mek:seedForm`` or
``mek:editorialForm``.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from mekgraph.exchange.importing.unknown import not_in_list
from mekgraph.exchange.importing.world import LANGUAGES, World
from mekgraph.sources.rows import Row

STANDINGS = {
    "official": "officialForm",
    "standard": "standardForm",
    "attested": "attestedForm",
    "common": "commonForm",
    "seed-spelling": "seedForm",
    "editorial": "editorialForm",
}
LABEL = "skos:prefLabel"


def _standing(world: World, row: Row) -> str | None:
    if row["status"] not in STANDINGS:
        world.errors.append(not_in_list(row, "status", STANDINGS))
        return None
    return STANDINGS[row["status"]]


def _language(world: World, row: Row) -> bool:
    if row["language"] not in LANGUAGES:
        world.errors.append(not_in_list(row, "language", LANGUAGES))
    return row["language"] in LANGUAGES


def add_acronyms(world: World, rows: Iterable[Row]) -> None:
    """Add acronyms, each with its standing."""
    for row in rows:
        world.origins.at(row)
        actor, standing = world.thing(row, "actor_id"), _standing(world, row)
        if actor and standing and _language(world, row):
            literal = ox.Literal(row["acronym"], language=row["language"])
            world.add(actor, "acronym", literal)
            world.add(actor, standing, literal)


def add_names(world: World, rows: Iterable[Row]) -> None:
    """Add preferred names, each with its standing; a name that is already there in that language stays."""
    for row in rows:
        world.origins.at(row)
        thing, standing = world.thing(row, "id"), _standing(world, row)
        if thing and standing and _language(world, row) and not named(world, thing, row["language"]):
            literal = ox.Literal(row["name"], language=row["language"])
            world.add(thing, LABEL, literal)
            world.add(thing, standing, literal)


def add_standings(world: World, rows: Iterable[Row]) -> None:
    """Say how firm the preferred name of an actor in one language is."""
    for row in rows:
        world.origins.at(row)
        actor, standing = world.thing(row, "actor_id"), _standing(world, row)
        if not (actor and standing and _language(world, row)):
            continue
        names = named(world, actor, row["language"])
        if not names:
            world.errors.append(row.error("import.no_name", "language", wanted=row["actor_id"]))
        for name in names:
            world.add(actor, standing, name)


def named(world: World, thing: ox.NamedNode, language: str) -> list[ox.Literal]:
    """The preferred names of a thing in one language."""
    values = world.get(thing, LABEL)
    return [value for value in values if isinstance(value, ox.Literal) and value.language == language]
