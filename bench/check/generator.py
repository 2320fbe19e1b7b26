"""Writes data of this project's kind, of any size, with defects of known kind at known places.

The same arguments give the same bytes. Things are written as they are made, so memory does not grow with the size.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.check.defects import KINDS, SPARE_KINDS, Kind, defects
from bench.check.world import ACTORS, ITEMS, LINK_KINDS, Properties, World

__all__ = ["BASE", "Seeded", "defects", "generate", "turtle"]

BASE = "http://example.org/bench/"
PREFIXES = {
    "b": BASE,
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# A cycle takes two neighbours; every other place stays free for the second one.
STEP = {"GovernmentBody": 2}
SPARE_SHARE = 0.1


@dataclass(frozen=True)
class Seeded:
    """A defect in the data: its kind, and the thing that it befell."""

    kind: Kind
    focus: str


def generate(path: Path, triples: int, rate: float = 0.01, seed: int = 1) -> list[Seeded]:
    """Write about ``triples`` triples as Turtle to ``path``; the defects in them.

    ``rate`` is the share of things with a defect (0: none); from 20,000 triples on every kind occurs at least once.
    """
    seeded: list[Seeded] = []
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(turtle(triples, rate, seed, seeded))
    return seeded


def turtle(triples: int, rate: float, seed: int, seeded: list[Seeded]) -> Iterator[str]:
    """The data piece by piece; every defect is put into ``seeded`` when it is written."""
    random = Random(seed)
    plain = World(triples, seed, {}, set())
    spare = {kind.item: wanted(rate * SPARE_SHARE, plain.size[kind.item], 1) for kind in SPARE_KINDS}
    places = {item: seeded_places(random, plain, item, rate) for item in ITEMS}
    cycles = {index for index, kind in places["GovernmentBody"].items() if kind.name == "cycle"}
    world = World(triples, seed, spare, cycles)
    for kind in SPARE_KINDS:
        last = world.size[kind.item]
        places[kind.item] |= dict.fromkeys(range(last - spare[kind.item], last), kind)
    yield from (f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
    yield from schema()
    for item, make in ITEMS.items():
        for index in range(world.size[item]):
            said = make(world, index)
            if found := places[item].get(index):
                if found.name == "cycle":
                    said["org:subOrganizationOf"] = [f"b:{item}-{index + 1}"]
                found.spoil(said)
                seeded.append(Seeded(found, f"{BASE}{item}-{index}"))
            yield written(f"b:{item}-{index}", said)


def wanted(rate: float, count: int, least: int) -> int:
    """How many of ``count`` things get a defect."""
    return max(least, round(rate * count)) if rate else 0


def seeded_places(random: Random, world: World, item: str, rate: float) -> dict[int, Kind]:
    """Which things of a type get which kind of defect, all kinds in turn."""
    kinds = [kind for kind in KINDS if kind.item == item]
    count = world.size[item]
    candidates = range(world.trunk(item), count - 1 if item in STEP else count, STEP.get(item, 1))
    number = min(len(candidates), wanted(rate, count, len(kinds)))
    return {index: kinds[turn % len(kinds)] for turn, index in enumerate(random.sample(candidates, number))}


def schema() -> Iterator[str]:
    """The classes, the kinds of link, and the one actor above all UN bodies."""
    for name in ACTORS:
        yield written(f"b:{name}", {"rdfs:subClassOf": ["b:Actor"]})
    for name in ("Meeting", "StudyVisit"):
        yield written(f"b:{name}", {"rdfs:subClassOf": ["b:Event"]})
    for name in LINK_KINDS:
        yield written(f"b:{name}", {"rdfs:label": [f'"{name}"@en']})
    yield written("b:un", {"a": ["b:Actor"], "rdfs:label": ['"United Nations"@en', '"ООН"@ru', '"BMT"@uz']})


def written(subject: str, said: Properties) -> str:
    """The statements about one thing; nothing at all if there are none."""
    lines = " ;\n    ".join(f"{predicate} {', '.join(terms)}" for predicate, terms in said.items() if terms)
    return f"{subject} {lines} .\n" if lines else ""
