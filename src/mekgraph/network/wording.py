"""What things, kinds and marks are called in the reader's language, as cells of a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from mekgraph.ask.answer import Answer, Cell
from mekgraph.iris import PREFIXES, slug
from mekgraph.messages import text
from mekgraph.network.model import FIRMNESS, MARKS, Edge, Kind, Source

DECIMAL = ox.NamedNode(PREFIXES["xsd"] + "decimal")
SHORT_DIGITS = 4
# Before words that read from the end to the start.
BACKWARDS = "←"
EMPTY = Cell(None, "", "")
Row = Sequence[Cell]


@dataclass(frozen=True)
class Words:
    """Names by IRI: of things and whatever else is named (whole and short), of kinds and of sources."""

    language: str
    names: Mapping[str, tuple[str, str]]
    kinds: Mapping[str, Kind]
    sources: Mapping[str, Source]

    def and_of(self, other: "Words") -> "Words":
        """These words, and those of another network in the same language."""
        return replace(self, names={**other.names, **self.names}, sources={**other.sources, **self.sources})

    def say(self, key: str, **values: object) -> str:
        """One of our own messages in the reader's language."""
        return text(key, self.language, **values)

    def thing(self, iri: str) -> Cell:
        """A thing by its name; a text that is no IRI, such as the code of a country, as it is; nothing for nothing."""
        if not iri:
            return EMPTY
        whole, short = self.names.get(iri, (iri, iri))
        return Cell(ox.NamedNode(iri) if iri in self.names else ox.Literal(iri), whole, short)

    def group(self, group: str) -> Cell:
        """A group of nodes: a class, a thing or the code of a country; those without one are a group too."""
        return self.thing(group) if group else Cell(None, self.say("network.none"), self.say("network.none"))

    def word(self, key: str) -> Cell:
        """A word of ours; the term is the word in English, the same in all languages."""
        said = self.say(f"network.{key}")
        return Cell(ox.Literal(key), said, said)

    def how(self, edge: Edge, start: str) -> Cell:
        """What joins the two ends, read from ``start``."""
        kinds = [self.kinds[kind] for kind in edge.kinds]
        term = ox.Literal(", ".join(slug(kind.iri) for kind in kinds))
        if edge.through and (len(kinds) > 1 or kinds[0].inverse):
            said = self.say("network.both", kinds=", ".join(kind.label for kind in kinds))
        elif start == edge.one or not edge.directed:
            said = kinds[0].verb
        else:
            said = kinds[0].inverse or f"{BACKWARDS} {kinds[0].verb}"
        return Cell(term, said, said)

    def firmness(self, edge: Edge) -> Cell:
        """How firm an edge is, and which marks it bears."""
        keys = [edge.firmness, *(mark for mark in MARKS if mark in edge.marks and mark not in FIRMNESS)]
        said = ", ".join(self.say(f"network.{key}") for key in keys)
        return Cell(ox.Literal(", ".join(keys)), said, said)

    def proofs(self, edge: Edge) -> Cell:
        """The sources of an edge: their ids where room is scarce, else also who published them and when."""
        ids = "; ".join(map(slug, edge.sources))
        return Cell(ox.Literal(ids), "; ".join(str(self.sources[source]) for source in edge.sources), ids)

    def edge(self, edge: Edge, start: str) -> list[Cell]:
        """The cells of an edge, read from ``start``, in the order of EDGE."""
        through, dates = self.thing(edge.through), (literal(edge.start), literal(edge.end))
        ends = self.thing(start), self.how(edge, start), self.thing(edge.other(start))
        return [*ends, through, *dates, self.firmness(edge), self.proofs(edge)]

    def shown(self, about: Mapping[str, object], shown: int, total: int, what: str) -> dict[str, object]:
        """What is told of a table of which only the first rows are shown; ``what`` they are: nodes, edges, paths."""
        again = self.say("network.key_again")
        command = f"{about[again]} --top {shown if shown < total else 0}"
        told = self.say(f"network.{what}_shown", shown=shown, total=total)
        return {self.say("network.key_shown"): told, **about, again: command}

    def table(self, title: str, columns: Iterable[str], rows: Iterable[Row], about: Mapping[str, object]) -> Answer:
        """An answer with headings of ours."""
        names = tuple(columns)
        headings = tuple(self.say(f"network.column_{name}") for name in names)
        return Answer(title, names, headings, [tuple(row) for row in rows], about)


EDGE = ("from", "how", "to", "through", "start", "end", "firmness", "sources")


def literal(value: str) -> Cell:
    """A text, or nothing."""
    return Cell(ox.Literal(value), value, value) if value else EMPTY


def number(value: float | None) -> Cell:
    """A number; fewer digits where room is scarce. Nothing for nothing.

    >>> number(0.12345678).text, number(0.12345678).short, number(3).text
    ('0.123457', '0.1235', '3')
    """
    if value is None:
        return EMPTY
    if isinstance(value, int):
        return Cell(ox.Literal(value), str(value), str(value))
    whole = f"{value:.6f}"
    return Cell(ox.Literal(whole, datatype=DECIMAL), whole, f"{value:.{SHORT_DIGITS}f}")
