"""What is told beside an answer: remarks on the query, and of an answer that is empty why it is."""

from collections.abc import Callable, Sequence

from mekgraph.ask.catalogue import Question
from mekgraph.ask.teaching import emptiness, questions
from mekgraph.ask.teaching.lesson import Lesson, QueryText, unplaced
from mekgraph.ask.teaching.parts import written
from mekgraph.ask.teaching.probing import Probe, Result, SpentError
from mekgraph.graph.guard import Reach, reach_of
from mekgraph.graph.syntax.parsing import parse


def why_empty(
    text: str, file: str, evaluate: Callable[[str], Result], seconds: float, question: Question | None, dated: bool
) -> list[Lesson]:
    """Why the answer to a query (in a file of some name), or to a ready question with its values, is empty.

    ``evaluate`` answers queries about the whole graph, for at most ``seconds`` in all; ``dated`` says that the answer
    was one as of some date. Nothing where that cannot be told, as of a query that reads more than the graph; of one
    that names its graphs only whether they are there.
    """
    reach, tree = reach_of(text), parse(text).tree
    if tree is None or reach.services:
        return []
    prologue = "".join(written(node, text) for node in tree.nodes("Prologue"))
    probe = Probe(prologue, evaluate, seconds)
    try:
        if reach.graphs:
            return _missing(QueryText(text, file), reach, probe)
        if dated and questions.has_match(text, probe):
            return [unplaced("dates")]
        return questions.reasons(question, text, probe) if question else emptiness.reasons(QueryText(text, file), probe)
    except SpentError:
        return []


def _missing(query: QueryText, reach: Reach, probe: Probe) -> list[Lesson]:
    """The graphs of FROM that are not there, and so taken for empty ones."""
    absent = [graph for graph in reach.graphs if not probe.any(f"GRAPH {graph.text} {{ ?subject ?property ?value }}")]
    return [query.remark("no_graph", graph.start, graph.end, graph=graph.text) for graph in absent]


def together(remarks: Sequence[Lesson], reasons: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """Remarks and reasons, without a reason for a part of which a remark says what is wrong."""
    return (*remarks, *(reason for reason in reasons if not any(_within(remark, reason) for remark in remarks)))


def _within(remark: Lesson, reason: Lesson) -> bool:
    inner, outer = remark.place, reason.place
    end = outer.column + outer.length
    return inner.line == outer.line and outer.column <= inner.column <= inner.column + inner.length <= end
