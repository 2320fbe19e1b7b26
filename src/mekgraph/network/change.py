"""What changed between two states of a network: who came and left, which edges began and ended, what was measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from mekgraph.ask.answer import Answer
from mekgraph.network.measured import Measured, Number
from mekgraph.network.measures import MEASURES
from mekgraph.network.model import Edge
from mekgraph.network.wording import EDGE, Words, number

CAME, LEFT, STAYED = "came", "left", "stayed"
BEGAN, ENDED = "began", "no_longer"
BEFORE, AFTER, DIFFERENCE = "before", "after", "difference"


@dataclass(frozen=True)
class Change:
    """Two states of a network, each measured in the same way, and the edges of each."""

    before: Measured
    after: Measured
    began: tuple[Edge, ...]
    ended: tuple[Edge, ...]
    words: Words
    title: str
    about: Mapping[str, object]
    shown: int = 0

    @property
    def came(self) -> list[str]:
        """The IRIs of what is joined to something only after."""
        return sorted(set(self.after.groups) - set(self.before.groups))

    @property
    def left(self) -> list[str]:
        """The IRIs of what is joined to something only before."""
        return sorted(set(self.before.groups) - set(self.after.groups))

    def difference(self, column: str, node: str) -> Number:
        """By how much a value is higher after than before; a node that is not there is one that nothing joins."""
        alone = MEASURES[column].alone
        before, after = (state.values[column].get(node, alone) for state in (self.before, self.after))
        if not isinstance(before, int | float) or not isinstance(after, int | float):
            return None
        return after - before if isinstance(after - before, int) else round(after - before, 6)

    def ranked(self) -> list[str]:
        """All nodes: by how much the first measure changed, those that came or left before others, then by IRI."""
        first = self.after.names[0]
        moved = set(self.came) | set(self.left)
        nodes = {*self.before.groups, *self.after.groups}
        return sorted(nodes, key=lambda node: (-abs(self.difference(first, node) or 0), node not in moved, node))

    def top(self, count: int) -> Self:
        """The same, of which the table of nodes shows only the first ``count``; all for 0."""
        total = len({*self.before.groups, *self.after.groups})
        shown = min(count, total) if count else total
        return replace(self, shown=shown, about=self.words.shown(self.about, shown, total, "nodes"))

    def answer(self) -> Answer:
        """A table of the nodes: what became of each, and every measure before, after, and the difference."""
        columns = [f"{name}_{when}" for name in self.after.names for when in (BEFORE, AFTER, DIFFERENCE)]
        rows = []
        for node in self.ranked()[: self.shown or None]:
            cells = [self.words.thing(node), self.words.word(self._what(node))]
            for name in self.after.names:
                states = (state.values[name].get(node) for state in (self.before, self.after))
                cells += [number(value) if not isinstance(value, str) else number(None) for value in states]
                cells.append(number(self.difference(name, node)))
            rows.append(cells)
        answer = self.words.table(self.title, ("node", "change"), rows, self.about)
        headings = [
            f"{self.words.say(f'network.column_{name}')}: {self.words.say(f'network.{when}')}"
            for name in self.after.names
            for when in (BEFORE, AFTER, DIFFERENCE)
        ]
        return replace(answer, columns=(*answer.columns, *columns), headings=(*answer.headings, *headings))

    def edges(self) -> Answer:
        """A table of the edges that are there only before or only after."""
        rows = [
            [self.words.word(what), *self.words.edge(edge, edge.one)]
            for what, edges in ((BEGAN, self.began), (ENDED, self.ended))
            for edge in edges
        ]
        return self.words.table(self.title, ("change", *EDGE), rows, self.about)

    def _what(self, node: str) -> str:
        if node not in self.before.groups:
            return CAME
        return STAYED if node in self.after.groups else LEFT


def only_in(some: Sequence[Edge], others: Sequence[Edge]) -> tuple[Edge, ...]:
    """The edges of ``some`` that join what no edge of ``others`` joins in the same way and through the same thing."""
    known = {edge.id for edge in others}
    return tuple(edge for edge in some if edge.id not in known)
