"""The shipped data grown to any size: more of everything but of what the world has only so many of.

A copy of the data has events, programmes, people, sources, links and figures of its own, with names of their own; the
states and the large international organizations stay the same in all copies and so gather links from all of them. The
graph keeps the shape of the real one, some things have a thousand times the links of others, and the examples of the
questions mean the same things. The same data and number give the same statements.
"""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from mekgraph.iris import BASE, DEF, PREFIXES, expand
from mekgraph.resources import Project

THINGS = BASE + "id/"
SETTLED = {
    ox.NamedNode(DEF + name)
    for name in (
        "HumanitarianOrganization",
        "IntergovernmentalOrganization",
        "InternationalFoundation",
        "InternationalOrganization",
        "RegionalOrganization",
        "State",
        "SupranationalUnion",
        "UNBody",
    )
}
TYPE, LINK = ox.NamedNode(expand("rdf:type")), ox.NamedNode(DEF + "Link")
ENDS = (ox.NamedNode(DEF + "subject"), ox.NamedNode(DEF + "object"))


def grow(project: Project, root: Path, copies: int) -> Project:
    """A project in ``root`` with the ontology and questions of another and its data grown to so many copies."""
    for folder in ("ontology", "data", "queries"):
        shutil.copytree(project.root / folder, root / folder)
    turtle = ox.RdfFormat.TURTLE
    growth = Growth([q.triple for file in project.data_files() for q in ox.parse(path=str(file), format=turtle)])
    for number in range(2, copies + 1):
        file = root / "data" / f"copy-{number:03}.ttl"
        ox.serialize(growth.copy(number), str(file), format=turtle, prefixes=PREFIXES)
    return Project(root, root / "out")


class Growth:
    """Some statements, and how copies of them are made."""

    def __init__(self, triples: list[ox.Triple]) -> None:
        self.triples = triples
        self.settled = {t.subject for t in triples if t.predicate == TYPE and t.object in SETTLED}
        loose = {t.subject for t in triples if t.predicate in ENDS and t.object not in self.settled}
        # A link between two settled things is the same link in every copy; it only gets more evidence.
        self.settled |= {t.subject for t in triples if t.predicate == TYPE and t.object == LINK} - loose

    def copy(self, number: int) -> Iterator[ox.Triple]:
        """The statements that one more copy adds."""

        @cache
        def renamed(term: ox.NamedNode) -> ox.NamedNode:
            ours = term.value.startswith(THINGS) and term not in self.settled
            return ox.NamedNode(f"{term.value}-{number}") if ours else term

        for triple in self.triples:
            subject, value = renamed(triple.subject), triple.object
            if isinstance(value, ox.NamedNode):
                value = renamed(value)
            elif value.language and subject != triple.subject:
                value = ox.Literal(f"{value.value} {number}", language=value.language)
            if subject != triple.subject or value != triple.object:
                yield ox.Triple(subject, triple.predicate, value)
