"""Numbers to figures: ``key=value`` pairs in the notes of claims, and rows of a table of figures.

A value may carry a bound ("about 30", "more than 700", "over 500") and a scale ("6.15m" is millions); what follows
it stays with the figure as a note.
"""

import re
from decimal import Decimal

import pyoxigraph as ox

from mekgraph.exchange.importing.dates import date_literal
from mekgraph.exchange.importing.world import World, mek, node
from mekgraph.iris import PREFIXES, SEPARATOR, slug
from mekgraph.sources.tables import Row

PAIR = re.compile(r"(\w+)=([^;]*)")
VALUE = re.compile(r"(about|over|more than|at least|at most)?\s*(\d[\d,]*(?:\.\d+)?)(m\b)?\s*(.*)")
BOUNDS = {
    None: "exactly",
    "about": "about",
    "over": "moreThan",
    "more than": "moreThan",
    "at least": "atLeast",
    "at most": "atMost",
}
UNITS = {
    "amount_usd": "USD",
    "amount_eur": "EUR",
    "amount_jpy": "JPY",
    "amount_usd_total": "USD",
    "families": "families",
}
MILLION = 1_000_000


def parse_value(text: str) -> tuple[str, Decimal, str] | None:
    """Bound, number and remaining words of a stated value, or None where there is no number.

    >>> parse_value("more than 700")
    ('moreThan', Decimal('700'), '')
    >>> parse_value("4.72m of 6.91m")
    ('exactly', Decimal('4720000'), 'of 6.91m')
    """
    match = VALUE.fullmatch(text.strip())
    if not match:
        return None
    bound, number, million, rest = match.groups()
    value = Decimal(number.replace(",", "")) * (MILLION if million else 1)
    return BOUNDS[bound], value.quantize(Decimal(1)) if value == value.to_integral() else value, rest


def number_literal(value: Decimal) -> ox.Literal:
    """A whole number as xsd:integer, any other as xsd:decimal."""
    whole = value == value.to_integral()
    return ox.Literal(str(value), datatype=ox.NamedNode(PREFIXES["xsd"] + ("integer" if whole else "decimal")))


def add_noted_figures(world: World, evidence: list[tuple[Row, ox.NamedNode]]) -> dict[int, list[str]]:
    """Add the figures in the notes of claim rows; returns the figure slugs by ``id(row)``."""
    made: dict[int, list[str]] = {}
    for row, proof in evidence:
        pairs = PAIR.findall(row["role_or_note"])
        made[id(row)] = [name for key, text in pairs if (name := _noted(world, row, proof, key, text))]
    return made


def _noted(world: World, row: Row, proof: ox.NamedNode, key: str, text: str) -> str | None:
    if key == "from":
        world.add(proof, "origin", ox.Literal(text.partition("(")[0].strip(), language="en"))
        return None
    parsed = parse_value(text) if key in world.concepts["measure"] else None
    if parsed is None:
        return None
    bound, value, rest = parsed
    link = next(link for link in _links_of(world, row) if proof in world.get(link, "evidence"))
    about = world.things[row["subject_id" if row["relation"] == "fundedBy" else "object_id"]]
    base = SEPARATOR.join((slug(link.value), key, row["source_id"]))
    figure = _figure(world, base, number_literal(value))
    world.add(figure, "about", about)
    world.add(figure, "quantifies", link)
    world.add(figure, "measure", node(f"measure:{key}"))
    world.add(figure, "bound", node(f"bound:{bound}"))
    world.add(figure, "unit", node(f"unit:{UNITS.get(key, 'persons')}"))
    world.add(figure, "evidence", proof)
    world.date(figure, "asOf", row, "end" if row["end"] else "start")
    if rest:
        world.add(figure, "note", ox.Literal(rest, language="en"))
    return slug(figure.value)


def _links_of(world: World, row: Row) -> list[ox.NamedNode]:
    return [node(f"link:{name}") for name in world.links[row["subject_id"], row["relation"], row["object_id"]]]


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
                world.errors.append(row.error("import.date", "as_of"))
            else:
                world.add(figure, "asOf", literal)
        world.text(figure, "note", row, "note")
        evidence = node(f"evidence:{slug(figure.value)}")
        world.homes.setdefault(evidence, world.homes[figure])
        world.add(figure, "evidence", evidence)
        for name, value in (("rdf:type", mek("Evidence")), ("source", source), ("assertion", node("assertion:stated"))):
            world.add(evidence, name, value)
        world.add(evidence, "locator", ox.Literal(row["locator"] or "excerpt"))
        made[id(row)] = slug(figure.value)
    return made
