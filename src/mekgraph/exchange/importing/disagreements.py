"""Rows of disagreements and readings: a question, and each side with the claims that carry it and its sources.

A claim is named in a cell as ``subject relation object source`` (a link) or ``figure about measure source value``.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from mekgraph.exchange.importing.names import LABEL
from mekgraph.exchange.importing.notes import parse_value
from mekgraph.exchange.importing.unknown import no_id
from mekgraph.exchange.importing.world import World, mek, node
from mekgraph.iris import SEPARATOR, SLUG, slug
from mekgraph.sources.rows import Row

FIGURE_PARTS = 5
LINK_PARTS = 4


def add_disagreements(world: World, disagreements: Iterable[Row], readings: Iterable[Row]) -> None:
    """Add disagreements and their readings."""
    for row in disagreements:
        world.origins.at(row)
        if not SLUG.fullmatch(row["id"]):
            world.errors.append(no_id(row, "id"))
            continue
        disagreement = node(f"disagreement:{row['id']}")
        topic = world.concept(row, "topic", "topic")
        world.add(disagreement, "rdf:type", mek("Disagreement"))
        world.text(disagreement, LABEL, row, "question")
        world.text(disagreement, "comment", row, "comment")
        if topic:
            world.add(disagreement, "topic", topic)
    index = _figure_index(world)
    for row in readings:
        _add_reading(world, row, index)


def _add_reading(world: World, row: Row, figures: dict[tuple[str, str, str], list[tuple[str, ox.NamedNode]]]) -> None:
    world.origins.at(row)
    name = row["disagreement_id"]
    if not (SLUG.fullmatch(name) and world.get(node(f"disagreement:{name}"), "rdf:type")):
        world.errors.append(row.error("import.unknown_id", "disagreement_id", wanted=name, near="-"))
        return
    if not SLUG.fullmatch(row["letter"]):
        world.errors.append(no_id(row, "letter"))
        return
    reading = node(f"reading:{name}{SEPARATOR}{row['letter']}")
    world.add(node(f"disagreement:{name}"), "reading", reading)
    world.add(reading, "rdf:type", mek("Reading"))
    world.text(reading, "statement", row, "statement")
    for wanted in row.many("source_ids"):
        source = world.source(row, "source_ids", wanted)
        if source:
            world.add(reading, "source", source)
    for reference in row.many("claims"):
        claims = _resolve(world, reference.split(), figures)
        if not claims:
            world.errors.append(row.error("import.unknown_claim", "claims", wanted=reference))
        for claim in claims:
            world.add(reading, "holds", claim)


def _resolve(
    world: World, parts: list[str], figures: dict[tuple[str, str, str], list[tuple[str, ox.NamedNode]]]
) -> list[ox.NamedNode]:
    if len(parts) >= FIGURE_PARTS and parts[0] == "figure":
        wanted = parse_value(" ".join(parts[4:]))
        known = figures.get((parts[1], parts[2], parts[3]), [])
        return [figure for value, figure in known if wanted is not None and value == str(wanted[1])]
    if len(parts) != LINK_PARTS:
        return []
    start, kind, end, source = parts
    found = []
    for name in {**world.links.get((start, kind, end), {}), **world.links.get((end, kind, start), {})}:
        link = node(f"link:{name}")
        proofs = [proof for proof in world.get(link, "evidence") if isinstance(proof, ox.NamedNode)]
        if any(slug(of.value) == source for proof in proofs for of in world.get(proof, "source")):
            found.append(link)
    return found


def _figure_index(world: World) -> dict[tuple[str, str, str], list[tuple[str, ox.NamedNode]]]:
    """Figures by what they are about, measure and source."""
    index: dict[tuple[str, str, str], list[tuple[str, ox.NamedNode]]] = {}
    for subject in list(world.values):
        for about in world.get(subject, "about"):
            measure = slug(world.get(subject, "measure")[0].value)
            for proof in world.get(subject, "evidence"):
                for source in world.get(proof, "source") if isinstance(proof, ox.NamedNode) else ():
                    key = (slug(about.value), measure, slug(source.value))
                    index.setdefault(key, []).append((world.get(subject, "value")[0].value, subject))
    return index
