"""Workers for queries from outside: several at a time, killed when they take too long, replaced when they end."""

import contextlib
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from mekgraph.errors import FormatError, LimitError, MekgraphError, UsageError
from mekgraph.graph.engine import Evaluating, Rows, answer_of, query_error, with_prefixes
from mekgraph.graph.guard import guard

MEBIBYTE = 1024 * 1024
LONGEST, SHORTEST = 300, 1
JSON, TRIPLES = "application/sparql-results+json", "application/n-triples"
FORMATS = (JSON, TRIPLES)


@dataclass(frozen=True)
class Limits:
    """What one query may take: wall-clock ``seconds`` (1 to 300), ``memory`` and ``size`` of the answer in bytes."""

    seconds: float = 10
    memory: int = 1024 * MEBIBYTE
    size: int = 64 * MEBIBYTE

    def __post_init__(self) -> None:
        if not SHORTEST <= self.seconds <= LONGEST:
            raise UsageError("usage.seconds", given=self.seconds, least=SHORTEST, most=LONGEST)


@dataclass(frozen=True)
class Reply:
    """The answer to a query: its media type and its bytes."""

    format: str
    content: bytes


class Worker:
    """One process with the store in ``folder``; it answers one query at a time, and ends when it must."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder = folder
        self.limits = limits
        command = [sys.executable, "-m", "mekgraph.graph.worker.job", str(folder), str(limits.memory)]
        self._process = subprocess.Popen(  # noqa: S603 - this very program, and a folder of our own
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def run(self, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Head and body of the worker's answer; LimitError if the process ended on the way or had to be ended."""
        late = threading.Event()
        timer = threading.Timer(self.limits.seconds, self._too_late, [late])
        timer.start()
        try:
            head, body = self._exchange(json.dumps(job).encode() + b"\n")
        finally:
            timer.cancel()
        if head is None:
            raise self._ended(late.is_set())
        return head, body

    def _exchange(self, request: bytes) -> tuple[dict[str, Any] | None, bytes]:
        requests, answers = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        try:
            requests.write(request)
            requests.flush()
        except OSError:
            return None, b""
        line = answers.readline()
        head: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {"kind": "", "length": -1}
        length = head.get("length", 0)
        body = answers.read(length) if length > 0 else b""
        return (head, body) if len(body) == length else (None, b"")

    def _too_late(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _ended(self, late: bool) -> LimitError:
        """Why the process is gone, by the signal that ended it."""
        status = self._process.wait()
        self.close()
        if late:
            return LimitError("limit.time", seconds=self.limits.seconds)
        if -status in (signal.SIGABRT, signal.SIGKILL):  # what an allocation that fails ends with, or the system itself
            return LimitError("limit.memory", mebibytes=self.limits.memory // MEBIBYTE)
        return LimitError("limit.depth" if status < 0 else "limit.start")

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()


class Workers(Evaluating):
    """The store in a folder behind ``count`` workers; ``waiting`` more queries may wait for one.

    It is an engine (``select``, ``ask``, ``construct``), and ``run`` gives answers as bytes. May be used from several
    threads. Close it, or use it in a ``with`` statement.
    """

    def __init__(self, folder: Path, limits: Limits | None = None, count: int = 4, waiting: int = 16) -> None:
        self.folder = folder
        self.limits = limits or Limits()
        self._idle: list[Worker] = []
        self._lock = threading.Lock()
        self._running = threading.BoundedSemaphore(count)
        self._admitted = threading.BoundedSemaphore(count + waiting)

    def run(
        self,
        query: str,
        formats: Sequence[str] = FORMATS,
        default: Sequence[str] | None = None,
        named: Sequence[str] | None = None,
    ) -> Reply:
        """The answer in the first of ``formats`` that its form can have; ``default`` and ``named`` are its graphs.

        Raises UsageError for a query that is wrong or not allowed, LimitError for one that takes too much or comes
        when too many wait, FormatError if its form has none of the formats.
        """
        guard(query)
        job = {"query": with_prefixes(query), "formats": [*formats], "default": default, "named": named}
        if not self._admitted.acquire(blocking=False):
            raise LimitError("limit.busy")
        try:
            with self._running:
                head, body = self._run({**job, "size": self.limits.size})
        finally:
            self._admitted.release()
        if head["kind"] != "answer":
            raise _refused(head, query, self.limits)
        return Reply(head["format"], body)

    def _run(self, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        worker = self._take()
        answer = worker.run(job)
        with self._lock:
            if worker.folder == self.folder:
                self._idle.append(worker)
                return answer
        worker.close()
        return answer

    def _take(self) -> Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    return worker
                worker.close()
            return Worker(self.folder, self.limits)

    def move(self, folder: Path) -> None:
        """Answer from another store from now on; what is being answered from the old one is answered from it."""
        with self._lock:
            self.folder, old, self._idle = folder, self._idle, []
        for worker in old:
            worker.close()

    def evaluate(self, query: str) -> Rows | bool | list[ox.Triple]:
        """The answer of any query, as of the embedded engine."""
        reply = self.run(query)
        if reply.format == TRIPLES:
            return [quad.triple for quad in ox.parse(reply.content, format=ox.RdfFormat.N_TRIPLES)]
        return answer_of(ox.parse_query_results(reply.content, format=ox.QueryResultsFormat.JSON))

    def close(self) -> None:
        """End all workers that have nothing to do."""
        self.move(self.folder)

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _refused(head: dict[str, Any], query: str, limits: Limits) -> MekgraphError:
    """The error for an answer that is none."""
    match head["kind"]:
        case "syntax":
            return query_error(SyntaxError(head["reason"]), query)
        case "size":
            return LimitError("limit.size", mebibytes=limits.size // MEBIBYTE)
        case "memory":
            return LimitError("limit.memory", mebibytes=limits.memory // MEBIBYTE)
        case "form":
            return FormatError("usage.formats", formats=", ".join(head["formats"]))
        case _:
            return UsageError("usage.failed", reason=head["reason"])
