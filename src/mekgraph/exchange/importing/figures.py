"""Numbers to figures: ``key=value`` pairs in the notes of claims, and rows of a table of figures.

A figure in a note shares the evidence of its link, unless the compilers added it up themselves: then it has evidence of
its own, which says that the source only implies it.
"""

from decimal import Decimal

import pyoxigraph as ox

from mekgraph.exchange.importing.dates import date_literal
from mekgraph.exchange.importing.forms import wrong_date
from mekgraph.exchange.importing.notes import Number, parse_note, parse_value
from mekgraph.exchange.importing.world import World, mek, node
from mekgraph.iris import PREFIXES, SEPARATOR, slug
from mekgraph.sources.rows import Row

UNITS = {
    "amount_usd": "USD",
    "amount_eur": "EUR",
    "amount_jpy": "JPY",
    "amount_usd_total": "USD",
    "families": "families",
}


def number_literal(value: Decimal) -> ox.Literal:
    """A whole number as xsd:integer, any other as xsd:decimal."""
    whole = value == value.to_integral()
    return ox.Literal(str(value), datatype=ox.NamedNode(PREFIXES["xsd"] + ("integer" if whole else "decimal")))


def add_noted_figures(world: World, evidence: list[tuple[Row, ox.NamedNode]]) -> dict[int, list[str]]:
    """Add the figures in the notes of claim rows; returns the figure slugs by ``id(row)``."""
    made: dict[int, list[str]] = {}
    for row, proof in evidence:
        numbers = parse_note(row["role_or_note"], world.concepts["measure"]).numbers
        made[id(row)] = [_noted(world, row, proof, number) for number in numbers]
    return made


def _noted(world: World, row: Row, proof: ox.NamedNode, number: Number) -> str:
    world.origins.at(row)
    link = next(link for link in _links_of(world, row) if proof in world.get(link, "evidence"))
    about = world.things[row["subject_id" if row["relation"] == "fundedBy" else "object_id"]]
    base = SEPARATOR.join((slug(link.value), number.measure, row["source_id"]))
    figure = _figure(world, base, number_literal(number.value))
    world.add(figure, "about", about)
    world.add(figure, "quantifies", link)
    world.add(figure, "measure", node(f"measure:{number.measure}"))
    world.add(figure, "bound", node(f"bound:{number.bound}"))
    world.add(figure, "unit", node(f"unit:{UNITS.get(number.measure, 'persons')}"))
    world.date(figure, "asOf", row, "end" if row["end"] else "start")
    if number.remark:
        world.add(figure, "note", ox.Literal(number.remark, language="en"))
    if number.computed:
        _add_evidence(world, figure, world.sources[row["source_id"]], row["locator"], "implied")
    else:
        world.add(figure, "evidence", proof)
    return slug(figure.value)


def _add_evidence(world: World, figure: ox.NamedNode, source: ox.NamedNode, locator: str, assertion: str) -> None:
    """Evidence of the figure's own, kept in the same file."""
    evidence = node(f"evidence:{slug(figure.value)}")
    world.homes.setdefault(evidence, world.homes[figure])
    world.add(figure, "evidence", evidence)
    world.add(evidence, "rdf:type", mek("Evidence"))
    world.add(evidence, "source", source)
    world.add(evidence, "assertion", node(f"assertion:{assertion}"))
    world.add(evidence, "locator", ox.Literal(locator))


def _links_of(world: World, row: Row) -> list[ox.NamedNode]:
    """The links between the ends of a row, in both directions: a kind that reads alike both ways has but one."""
    start, kind, end = row["subject_id"], row["relation"], row["object_id"]
    return [node(f"link:{name}") for key in ((start, kind, end), (end, kind, start)) for name in world.links[key]]


def _figure(world: World, base: str, value: ox.Literal) -> ox.NamedNode:
    """The figure of that value; a second value of the same source gets a number."""
    count, name = 1, base
    while (known := world.get(node(f"figure:{name}"), "value")) and known[0] != value:
        count += 1
        name = f"{base}{SEPARATOR}{count}"
    figure = node(f"figure:{name}")
    world.add(figure, "rdf:type", mek("Figure"))
    world.add(figure, "value", value)
    return figure


def add_table_figures(world: World, rows: list[Row]) -> dict[int, str]:
    """Add the figures of a table, each with evidence of its own; returns the figure slug by ``id(row)``."""
    made: dict[int, str] = {}
    for row in rows:
        world.origins.at(row)
        about, source = world.thing(row, "about_id"), world.source(row, "source_id")
        measure, bound, unit = (world.concept(row, name, name) for name in ("measure", "bound", "unit"))
        parsed = parse_value(row["value"])
        if parsed is None:
            world.errors.append(row.error("import.number", "value"))
        if not (about and source and measure and bound and unit and parsed):
            continue
        base = SEPARATOR.join((row["about_id"], row["measure"], row["source_id"]))
        figure = _figure(world, base, number_literal(parsed[1]))
        for name, value in (("about", about), ("measure", measure), ("bound", bound), ("unit", unit)):
            world.add(figure, name, value)
        if row["as_of"]:
            literal = date_literal(row["as_of"])
            if literal is None:
                world.errors.append(wrong_date(row, "as_of"))
            else:
                world.add(figure, "asOf", literal)
        world.text(figure, "note", row, "note")
        _add_evidence(world, figure, source, row["locator"] or "excerpt", "stated")
        made[id(row)] = slug(figure.value)
    return made
