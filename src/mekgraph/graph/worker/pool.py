"""Workers for queries from outside: several at a time, killed when they take too long, replaced when they end."""

import io
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from mekgraph.apart.process import MEBIBYTE, Head, Job, LostError, Process, Stop
from mekgraph.errors import FormatError, LimitError, MekgraphError, UsageError
from mekgraph.graph.engine import Evaluating, Rows, Truncated, answer_of, query_error, with_prefixes
from mekgraph.graph.federation.hosts import Host
from mekgraph.graph.federation.inlining import Services
from mekgraph.graph.federation.questions import questions
from mekgraph.graph.guard import Reach, reach_of
from mekgraph.graph.worker.lanes import Lanes

JOB = "mekgraph.graph.worker.job"
LONGEST, SHORTEST = 300, 1
SHORTEST_LEFT = 0.1  # seconds that are left to a query whose SERVICE took all of them
GRACE = 1  # seconds in which a worker that took too long is gone
SOON_JUDGED = 16 * 1024  # characters of a query that takes no time to look at
HELD = 256 * 1024  # bytes of an answer that are kept in memory; a longer one lies in a temporary file
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
    """The answer to a query: its media type, its bytes, and why it ends before its last row (None: it is whole).

    The bytes are a file to be read from its beginning and closed, or ``content``, which does both.
    """

    format: str
    body: IO[bytes]
    truncated: Truncated | None = None

    @cached_property
    def content(self) -> bytes:
        """All bytes at once."""
        with self.body:
            self.body.seek(0)
            return self.body.read()

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return self.body.seek(0, io.SEEK_END)


@dataclass(frozen=True)
class _Task:
    """A query as it was asked, the job for a worker, how many seconds that may take, and what ends it."""

    query: str
    job: Job
    seconds: float
    stop: Stop


class Workers(Evaluating):
    """The store in a folder behind ``count`` workers; ``waiting`` more queries may wait for one.

    One less than ``count`` go on beside these with queries that turned out long (see ``Lanes``).

    It is an engine (``select``, ``ask``, ``construct``), and ``run`` gives answers as bytes. May be used from several
    threads. Close it, or use it in a ``with`` statement.
    """

    def __init__(self, folder: Path, limits: Limits | None = None, count: int = 4, waiting: int = 16) -> None:
        self.folder = folder
        self.limits = limits or Limits()
        self._idle: list[Process] = []
        self._moves = 0
        self._lock = threading.Lock()
        self._lanes = Lanes(count, count - 1)
        self.room = count + (count - 1) + waiting  # how many queries are run or wait at a time
        self._admitted = threading.BoundedSemaphore(self.room)
        self._judging = threading.Lock()  # long texts are looked at one by one, so that others have a turn in between
        self._services = Services(self.limits.services, min(4 * count, max(self.room // 2, 1)))

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
        stop, limits = stop or Stop(), self.limits
        with nullcontext() if len(query) <= SOON_JUDGED else self._judging:
            reach = reach_of(query, base)
        began = time.monotonic()
        text = self._with_services(query, reach, stop)
        left = max(limits.seconds - (time.monotonic() - began), SHORTEST_LEFT)
        job: Job = {"query": with_prefixes(text), "formats": [*formats], "default": default, "named": named}
        job |= {"base": base, "from": [reach.resolved(graph.text) for graph in reach.graphs]}
        job |= {"size": limits.size, "rows": limits.rows}
        if not self._admitted.acquire(blocking=False):
            raise LimitError("limit.busy")
        try:
            return self._reply(_Task(query, job, left, stop))
        finally:
            self._admitted.release()

    def _with_services(self, query: str, reach: Reach, stop: Stop) -> str:
        """The query with the answers of the endpoints that it asks; no worker waits for them."""
        if not reach.services:
            return query
        if not self.limits.services:
            raise UsageError("usage.fetching", word="SERVICE")
        with self._judging:
            asked = questions(query, reach, self.limits.services)
        return self._services.inlined(query, asked, self.limits.seconds, stop)

    def _reply(self, task: _Task) -> Reply:
        with ExitStack() as unless_answered:
            body = unless_answered.enter_context(tempfile.SpooledTemporaryFile(HELD))
            head = self._run_into(body, task)
            if head["kind"] != "answer":
                raise _refused(head, task.query, self.limits)
            unless_answered.pop_all()
        return Reply(head["format"], body, _truncated(head, self.limits))

    def _run_into(self, body: IO[bytes], task: _Task) -> Head:
        """What a worker says of a job, once one is free; nobody waits longer for it than a query may take."""
        with self._lanes.place(hash(task.query), task.stop, self.limits.seconds + GRACE) as place:
            try:
                worker, moves = self._take()
                with task.stop.ends(worker.kill), place.watched(worker):
                    head = worker.run_into(body, task.job, task.seconds)
            except LostError as error:
                raise LimitError("limit.crowded") if place.ended else _lost(error, self.limits) from None
            except OSError as error:  # of the file: what the worker itself does ends in LostError
                raise LimitError("limit.no_room", reason=error.strerror) from None
            with self._lock:
                # One that was stopped may be dying, and one that gave way to others would do so for ever.
                if moves == self._moves and not (task.stop.is_set or place.long or place.ended):
                    self._idle.append(worker)
                    return head
            worker.close()
            return head

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
