"""Small queries about parts of a query: whether a pattern has a match, and how many."""

import time
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from mekgraph.errors import MekgraphError
from mekgraph.graph.engine import Rows
from mekgraph.sparql import Node, own_query

MOST_PROBES = 60
MOST_COUNTED = 1000
PLACE = "#pattern"
Result = Rows | bool | list[ox.Triple]


class SpentError(Exception):
    """The time or number of probes is used up, or one of them was refused: nothing can be told."""


class Probe:
    """Asks about patterns with the prefixes of a query, by ``evaluate``, for at most ``seconds`` in all."""

    def __init__(self, prologue: str, evaluate: Callable[[str], Result], seconds: float) -> None:
        self.prologue, self.evaluate = prologue, evaluate
        self.left = MOST_PROBES
        self.until = time.monotonic() + seconds

    def any(self, pattern: str) -> bool:
        """Whether a pattern has a match."""
        return self._asked("has-match", pattern) is True

    def count(self, pattern: str) -> str:
        """How many matches a pattern has, in words that are the same in every language: "36", ">1000"."""
        result = self._asked("matches-counted", pattern)
        value = result.rows[0][0] if isinstance(result, Rows) and result.rows else None
        number = int(value.value) if isinstance(value, ox.Literal) else 0
        return str(number) if number <= MOST_COUNTED else f">{MOST_COUNTED}"

    def value(self, pattern: str, text: str) -> ox.Literal | None:
        """A value of ?valueAsWritten in a pattern that is the given text but for its language, type or letter case."""
        result = self._asked("value-as-written", pattern, textAsked=[ox.Literal(text)])
        value = result.rows[0][0] if isinstance(result, Rows) and result.rows else None
        return value if isinstance(value, ox.Literal) else None

    def property_of(self, texts: list[ox.Literal]) -> tuple[ox.NamedNode, ox.Literal] | None:
        """A property that has one of some texts as its value, and that text."""
        result = self._asked("property-of-text", "", text=texts)
        row = result.rows[0] if isinstance(result, Rows) and result.rows else (None, None)
        known, text = row
        return (known, text) if isinstance(known, ox.NamedNode) and isinstance(text, ox.Literal) else None

    def _asked(self, name: str, pattern: str, **values: Iterable[Node]) -> Result:
        self.left -= 1
        if self.left < 0 or time.monotonic() > self.until:
            raise SpentError
        query = own_query(name, **values).replace(PLACE, pattern)
        try:
            return self.evaluate(f"{self.prologue}\n{query}")
        except MekgraphError:
            raise SpentError from None
