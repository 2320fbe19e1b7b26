"""One small interface to whatever evaluates SPARQL; the embedded engine is Oxigraph."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from mekgraph import messages
from mekgraph.errors import LimitError, UsageError
from mekgraph.iris import sparql_prefixes
from mekgraph.sources.lines import Lines

LONGEST_SHOWN = 200
PLACE = re.compile(r"error at (\d+):(\d+): ")
SENTENCE = re.compile(r"[A-Z][A-Za-z]* [a-zA-Z ]+")
EXPECTED = re.compile(r'"[^"]+"|\b[A-Z][A-Z_]+\b')
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True)
class Truncated:
    """That an answer goes on behind its last row: how many rows it has, and the message that says why it ends there."""

    rows: int
    key: str
    mebibytes: int = 0

    def text(self, language: str = "en") -> str:
        """What the reader has to know, and can do."""
        return messages.text(self.key, language, rows=self.rows, mebibytes=self.mebibytes)

    def refusal(self) -> LimitError:
        """The same as an error, where a part of the answer would be taken for the whole."""
        return LimitError(self.key, rows=self.rows, mebibytes=self.mebibytes)


@dataclass(frozen=True)
class Rows:
    """The solutions of a SELECT: column names and one tuple per row; None where a variable is unbound.

    ``truncated`` says that there are more, and why they are not here.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]
    truncated: Truncated | None = None


class Engine(Protocol):
    """What every engine can do; prefixes of ours need not be declared in a query."""

    def select(self, query: str) -> Rows:
        """The solutions of a SELECT query."""
        ...

    def ask(self, query: str) -> bool:
        """The answer of an ASK query."""
        ...

    def construct(self, query: str) -> list[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        ...


class Evaluating(ABC):
    """An engine that answers any form of query at once: the three forms follow from that.

    Each raises UsageError for a query of another form, and whatever ``evaluate`` raises.
    """

    @abstractmethod
    def evaluate(self, query: str) -> Rows | bool | list[ox.Triple]:
        """The answer of a query of any form."""

    def select(self, query: str) -> Rows:
        """See Engine."""
        answer = self.evaluate(query)
        if not isinstance(answer, Rows):
            raise UsageError("usage.query_form", form="SELECT")
        return answer

    def ask(self, query: str) -> bool:
        """See Engine."""
        answer = self.evaluate(query)
        if not isinstance(answer, bool):
            raise UsageError("usage.query_form", form="ASK")
        return answer

    def construct(self, query: str) -> list[ox.Triple]:
        """See Engine."""
        answer = self.evaluate(query)
        if isinstance(answer, Rows | bool):
            raise UsageError("usage.query_form", form="CONSTRUCT")
        return answer


class OxigraphEngine(Evaluating):
    """An Oxigraph store, in memory or opened read-only from a folder; all its graphs are read as one."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    @classmethod
    def open(cls, folder: Path) -> "OxigraphEngine":
        """The store in ``folder``, for reading only."""
        return cls(ox.Store.read_only(str(folder)))

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> "OxigraphEngine":
        """A store in memory that holds ``triples``."""
        store = ox.Store()
        store.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
        return cls(store)

    def evaluate(self, query: str) -> Rows | bool | list[ox.Triple]:
        """The answer of any query; UsageError for a wrong one. Queries from outside go through ``guard`` first."""
        try:
            return answer_of(self.store.query(with_prefixes(query), use_default_graph_as_union=True))
        except SyntaxError as error:
            raise query_error(error, query) from None


def answer_of(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Rows | bool | list[ox.Triple]:
    """What the engine's lazy ``result`` holds; whatever goes wrong while it is read is raised as it is.

    Only the thread that asked may let go of a lazy result. So none of the frames that an error carries along, perhaps
    into another thread, holds it: callers pass it without naming it, and no comprehension runs over it.
    """
    try:
        if isinstance(result, ox.QuerySolutions):
            return Rows(tuple(variable.value for variable in result.variables), list(map(tuple, result)))
        return bool(result) if isinstance(result, ox.QueryBoolean) else list(result)
    finally:
        del result


def query_error(error: SyntaxError, query: str) -> UsageError:
    """The engine's syntax error as ours, with the line and column in the query as it was given.

    The engine tells how far it has looked, often some letters behind what does not fit: where the grammar can tell the
    very token, it does.
    """
    lines = Lines(query)
    fault = import_module("mekgraph.graph.syntax.parsing").parse(lines.text).fault
    place = PLACE.match(str(error.msg))
    line, column = (int(place.group(1)), int(place.group(2))) if place else (error.lineno or 1, error.offset or 1)
    line = max(line - with_prefixes("").count("\n"), 1)
    if fault:
        line, column, _ = lines.spot(fault.token.start, fault.token.end)
    shown = lines.line(line).strip()[:LONGEST_SHOWN]
    return UsageError("usage.query", line=line, column=column, reason=plain_reason(str(error.msg)), shown=shown)


def plain_reason(message: str) -> str:
    """The engine's reason without the classes of letters that it would also accept.

    >>> plain_reason("error at 1:3: expected one of \\"}\\", FILTER, ['%'], [_]")
    'expected one of "}" FILTER'
    """
    reason = PLACE.sub("", message)
    if not reason.startswith("expected"):
        return reason
    listed = re.sub(r"\[[^\]]*\]", "", reason).removeprefix("expected one of ")
    for part in listed.split(", "):
        if SENTENCE.fullmatch(part.strip()):
            return part.strip()
    wanted = dict.fromkeys(EXPECTED.findall(listed))
    return f"expected one of {' '.join(wanted)}" if wanted else "something else was expected here"


def with_prefixes(query: str) -> str:
    """The query with the declarations of our prefixes before it; those in the query itself win."""
    return sparql_prefixes() + query
