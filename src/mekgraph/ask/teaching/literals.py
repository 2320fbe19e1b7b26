"""Values in a query that mean something else than they look like."""

from collections.abc import Iterator

from mekgraph.ask.teaching.lesson import Lesson, QueryText
from mekgraph.graph.syntax.tokens import Token

YEAR, PART = 4, 3


def subtractions(query: QueryText, tokens: list[Token]) -> Iterator[Lesson]:
    """A lesson for every date without quotation marks: ``?date > 2024-05-14`` compares with 2005."""
    for year, month, day in zip(tokens, tokens[1:], tokens[2:], strict=False):
        touching = year.end == month.start and month.end == day.start
        kinds = (year.kind, month.kind, day.kind) == ("INTEGER", "SIGNED", "SIGNED")
        if touching and kinds and (len(year.text), len(month.text), len(day.text)) == (YEAR, PART, PART):
            found = query.text[year.start : day.end]
            yield query.remark("subtraction", year.start, day.end, found=found, right=f'"{found}"^^xsd:date')
