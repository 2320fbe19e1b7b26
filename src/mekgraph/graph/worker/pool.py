"""Workers for queries from outside: several at a time, killed when they take too long, replaced when they end."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from mekgraph.apart.process import MEBIBYTE, Answer, Job, LostError, Process, Stop
from mekgraph.errors import FormatError, LimitError, MekgraphError, UsageError
from mekgraph.graph.engine import Evaluating, Rows, Truncated, answer_of, query_error, with_prefixes
from mekgraph.graph.federation.hosts import Host
from mekgraph.graph.federation.inlining import inlined
from mekgraph.graph.guard import Reach, reach_of

JOB = "mekgraph.graph.worker.job"
LONGEST, SHORTEST = 300, 1
GRACE = 1  # seconds in which a worker that took too long is gone
LOOK = 0.2  # seconds after which those who wait for a worker look whether anybody waits for them
JSON, TRIPLES = "application/sparql-results+json", "application/n-triples"
FORMATS = (JSON, TRIPLES)


@dataclass(frozen=True)
class Limits:
    """What one query may take: seconds on the clock (1 to 300), bytes of memory; ``size`` and ``rows`` of its answer.

    An answer in rows ends at the last whole row within ``size`` bytes and ``rows``, and says that it goes on. Of a
    graph a part would be taken for the whole, so one of more than ``size`` bytes is refused. ``services`` are the hosts
    that SERVICE may ask.
    """

    seconds: float = 10
    memory: int = 1024 * MEBIBYTE
    size: int = 64 * MEBIBYTE
    rows: int = 100_000
    services: tuple[Host, ...] = ()

    def __post_init__(self) -> None:
        if not SHORTEST <= self.seconds <= LONGEST:
            raise UsageError("usage.seconds", given=self.seconds, least=SHORTEST, most=LONGEST)


@dataclass(frozen=True)
class Reply:
    """The answer to a query: its media type, its bytes, and why it ends before its last row (None: it is whole)."""

    format: str
    content: bytes
    truncated: Truncated | None = None


class Workers(Evaluating):
    """The store in a folder behind ``count`` workers; ``waiting`` more queries may wait for one.

    It is an engine (``select``, ``ask``, ``construct``), and ``run`` gives answers as bytes. May be used from several
    threads. Close it, or use it in a ``with`` statement.
    """

    def __init__(self, folder: Path, limits: Limits | None = None, count: int = 4, waiting: int = 16) -> None:
        self.folder = folder
        self.limits = limits or Limits()
        self._idle: list[Process] = []
        self._moves = 0
        self._lock = threading.Lock()
        self._running = threading.BoundedSemaphore(count)
        self._admitted = threading.BoundedSemaphore(count + waiting)
        self._judging = threading.Lock()  # a long query is not to keep this process from all else, nor are many of them
        self._asking = threading.BoundedSemaphore(count)

    def run(
        self,
        query: str,
        formats: Sequence[str] = FORMATS,
        default: Sequence[str] | None = None,
        named: Sequence[str] | None = None,
        stop: Stop | None = None,
        base: str | None = None,
    ) -> Reply:
        """The answer in the first of ``formats`` that its form can have; ``default`` and ``named`` are its graphs.

        When ``stop`` is set, the query is ended and its worker is free. ``base`` is where the IRIs of a query that says
        nothing of it begin.
        Raises UsageError for a query that is wrong or not allowed, LimitError for one that takes too much or comes
        when too many wait, FormatError if its form has none of the formats.
        """
        with self._judging:
            reach = reach_of(query, base)
        text = self._with_services(query, reach)
        graphs = [reach.resolved(graph.text) for graph in reach.graphs]
        job: Job = {"query": with_prefixes(text), "formats": [*formats], "from": graphs}
        job |= {"default": default, "named": named, "base": base}
        if not self._admitted.acquire(blocking=False):
            raise LimitError("limit.busy")
        try:
            head, body = self._waited({**job, "size": self.limits.size, "rows": self.limits.rows}, stop or Stop())
        finally:
            self._admitted.release()
        if head["kind"] != "answer":
            raise _refused(head, query, self.limits)
        return Reply(head["format"], body, _truncated(head, self.limits))

    def _with_services(self, query: str, reach: Reach) -> str:
        """The query with the answers of the endpoints that it asks; no worker waits for them."""
        if not reach.services:
            return query
        if not self.limits.services:
            raise UsageError("usage.fetching", word="SERVICE")
        if not self._asking.acquire(blocking=False):
            raise LimitError("limit.busy")
        try:
            return inlined(query, reach, self.limits.services)
        finally:
            self._asking.release()

    def _waited(self, job: Job, stop: Stop) -> Answer:
        """The answer of a worker, once one is free; nobody waits longer than a query may take."""
        end = time.monotonic() + self.limits.seconds + GRACE
        while not self._running.acquire(timeout=LOOK):
            if stop.is_set or time.monotonic() > end:
                raise LimitError("limit.busy")
        try:
            return self._run(job, stop)
        finally:
            self._running.release()

    def _run(self, job: Job, stop: Stop) -> Answer:
        worker, moves = self._take()
        try:
            with stop.ends(worker.kill):
                answer = worker.run(job, self.limits.seconds)
        except LostError as error:
            raise _lost(error, self.limits) from None
        with self._lock:
            if moves == self._moves and not stop.is_set:  # a worker that was stopped may be dying
                self._idle.append(worker)
                return answer
        worker.close()
        return answer

    def _take(self) -> tuple[Process, int]:
        """A worker on the store in use, and how often there was another before it."""
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    return worker, self._moves
                worker.close()
            return Process(JOB, self.limits.memory, str(self.folder)), self._moves

    def move(self, folder: Path) -> None:
        """Answer from another store from now on; what is being answered from the old one is answered from it."""
        with self._lock:
            self.folder, old, self._idle = folder, self._idle, []
            self._moves += 1
        for worker in old:
            worker.close()

    def evaluate(self, query: str) -> Rows | bool | list[ox.Triple]:
        """The answer of any query, as of the embedded engine."""
        reply = self.run(query)
        if reply.format == TRIPLES:
            return [quad.triple for quad in ox.parse(reply.content, format=ox.RdfFormat.N_TRIPLES)]
        answer = answer_of(ox.parse_query_results(reply.content, format=ox.QueryResultsFormat.JSON))
        return replace(answer, truncated=reply.truncated) if isinstance(answer, Rows) else answer

    def close(self) -> None:
        """End all workers that have nothing to do, and the others as soon as they have answered."""
        self.move(self.folder)

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _truncated(head: dict[str, Any], limits: Limits) -> Truncated | None:
    """Why the rows of an answer end before their end."""
    match head.get("cut"):
        case "rows":
            return Truncated(head["rows"], "limit.cut_rows")
        case "size":
            return Truncated(head["rows"], "limit.cut_size", limits.size // MEBIBYTE)
        case _:
            return None


def _lost(error: LostError, limits: Limits) -> LimitError:
    """The error for a worker that ended on the way."""
    match error.reason:
        case "time":
            return LimitError("limit.time", seconds=limits.seconds)
        case "memory":
            return LimitError("limit.memory", mebibytes=limits.memory // MEBIBYTE)
        case _:
            return LimitError(f"limit.{error.reason}")


def _refused(head: dict[str, Any], query: str, limits: Limits) -> MekgraphError:
    """The error for an answer that is none."""
    match head["kind"]:
        case "syntax":
            return query_error(SyntaxError(head["reason"]), query)
        case "size":
            return LimitError("limit.size", mebibytes=limits.size // MEBIBYTE)
        case "memory":
            return LimitError("limit.memory", mebibytes=limits.memory // MEBIBYTE)
        case "graph":
            return UsageError("usage.no_graph", graph=head["graph"])
        case "form":
            return FormatError("usage.formats", formats=", ".join(head["formats"]))
        case _:
            return UsageError("usage.failed", reason=head["reason"])
