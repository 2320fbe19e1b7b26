"""Why a ready question has no answer: the values given for it, one by itself or all together."""

import re

from mekgraph.ask.catalogue import Parameter, Question
from mekgraph.ask.teaching.lesson import Lesson, unplaced
from mekgraph.ask.teaching.parts import joined, parts_of
from mekgraph.ask.teaching.probing import Probe
from mekgraph.ask.teaching.variables import QUERIES
from mekgraph.graph.syntax.parsing import parse
from mekgraph.iris import shorten
from mekgraph.sparql import UNBOUND, with_values


def reasons(question: Question, query: str, probe: Probe) -> list[Lesson]:
    """Why the query of a question with its values has no answer. Raises SpentError where it takes too much to tell.

    Each value is left out in turn, so that everything is asked about; whose absence gives an answer is the reason.
    """
    given = {parameter.name: value for parameter in question.parameters if (value := _given(query, parameter))}
    without = query
    for name, value in given.items():
        if has_match(with_values(query, name, UNBOUND), probe):
            return [unplaced("value", name=name, value=value)]
        without = with_values(without, name, UNBOUND)
    if len(given) > 1 and has_match(without, probe):
        values = ", ".join(f"{name} = {value}" for name, value in given.items())
        return [unplaced("values", values=values)]
    return [unplaced("no_data")]


def _given(query: str, parameter: Parameter) -> str:
    """The value of a parameter in a query, in short; "" where none was given, and for languages."""
    match = re.search(rf"VALUES\s+\?{re.escape(parameter.name)}\s*\{{\s*([^}}]*?)\s*\}}", query)
    term = match[1] if match else UNBOUND
    if term == UNBOUND or parameter.type == "language":
        return ""
    return shorten(term[1:-1]) if term.startswith("<") else term.strip('"')


def has_match(query: str, probe: Probe) -> bool:
    """Whether the pattern of a query has a match."""
    tree = parse(query).tree
    groups = [group for top in tree.nodes(*QUERIES) for group in top.nodes("Group")] if tree else []
    return any(probe.any(joined(parts_of(group, query))) for group in groups)
