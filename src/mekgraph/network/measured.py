"""The measures of a network's nodes, as values by node and as a table in order of rank."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from mekgraph.ask.answer import Answer, Cell
from mekgraph.network.measures import MEASURES
from mekgraph.network.wording import Words, number

Number = int | float | None
# Columns whose values are nodes.
NODES = frozenset({"centre"})


@dataclass(frozen=True)
class Measured:
    """Values by column and node (IRIs); ``names`` are the measures, of which the first puts the nodes in order.

    ``degrees`` put those in order whom the measures do not.
    """

    names: tuple[str, ...]
    values: Mapping[str, Mapping[str, Number | str]]
    groups: Mapping[str, str]
    degrees: Mapping[str, int]
    words: Words
    about: Mapping[str, object]
    shown: int = 0

    def of(self, column: str) -> dict[str, Number | str]:
        """The values of one column by node, for example to give nodes a size or colour."""
        return dict(self.values[column])

    def ranked(self) -> list[str]:
        """The nodes: by the first measure, then by the others, by degree, and by IRI."""

        def place(node: str) -> tuple[list[tuple[bool, float]], int, str]:
            return [self._place(name, node) for name in self.names], -self.degrees[node], node

        return sorted(self.groups, key=place)

    def _place(self, name: str, node: str) -> tuple[bool, float]:
        """Where a node stands by a measure: those without a value come last."""
        value = self.values[name][node]
        if not isinstance(value, int | float):
            return True, 0
        return False, value if MEASURES[name].lowest else -value

    def __iter__(self) -> Iterator[dict[str, Number | str]]:
        """One dictionary per node, in order of rank."""
        for node in self.ranked():
            yield {"node": node, "group": self.groups[node], **{name: self.values[name][node] for name in self.values}}

    def __len__(self) -> int:
        return len(self.groups)

    def top(self, count: int) -> Self:
        """The same, of which a table shows only the first ``count`` nodes; all for 0."""
        shown = min(count, len(self)) if count else len(self)
        return replace(self, shown=shown, about=self.words.shown(self.about, shown, len(self), "nodes"))

    def answer(self) -> Answer:
        """A table: node, group, then a column for each value."""
        words, columns = self.words, ("node", "group", *self.values)
        rows = [
            [words.thing(node), words.group(self.groups[node]), *(self._cell(column, node) for column in self.values)]
            for node in self.ranked()[: self.shown or None]
        ]
        title = words.say("network.title_measures", measure=words.say(f"network.column_{self.names[0]}"))
        return words.table(title, columns, rows, self.about)

    def _cell(self, column: str, node: str) -> Cell:
        value = self.values[column][node]
        return self.words.thing(value) if isinstance(value, str) else number(value)
