"""A query in which the answers of other endpoints stand in the place of its SERVICE."""

import base64
import contextlib
import time
import urllib.request
from collections.abc import Sequence

from mekgraph import __version__
from mekgraph.apart.process import MEBIBYTE, LostError, Process, Stop
from mekgraph.errors import EndpointError, LimitError
from mekgraph.graph.federation.hosts import Host
from mekgraph.graph.federation.places import Places
from mekgraph.graph.federation.questions import Question
from mekgraph.graph.federation.reading import KINDS, MOST_TERMS, XML
from mekgraph.graph.remote.connection import SHORTEST
from mekgraph.graph.remote.results import JSON
from mekgraph.graph.remote.transport import Bounds, Reply, Transport, readable

READING = "mekgraph.graph.federation.reading"
SIZE, MEMORY = 4 * MEBIBYTE, 768 * MEBIBYTE
NOTHING = "VALUES () { () }"
HEADERS = {
    "Content-Type": "application/sparql-query",
    "Accept": f"{JSON}, {XML};q=0.8",
    "User-Agent": f"mekgraph/{__version__}",
}
# What is said of an endpoint that is asked by the person themselves does not fit one that is asked by a query.
OWN_WORDS = {
    "usage.endpoint_access": "service.access",
    "usage.endpoint_large": "service.large",
    "usage.endpoint_slow": "service.slow",
}
# What is said of an answer that could not be read, by what became of it.
UNREAD = {"time": "service.slow", "terms": "service.terms", "memory": "service.terms"}


class Services:
    """Asks the endpoints on some hosts, up to ``most`` at a time, for queries with SERVICE."""

    def __init__(self, hosts: Sequence[Host], most: int) -> None:
        self._places = Places(hosts, most)

    def inlined(self, query: str, asked: Sequence[Question], seconds: float, stop: Stop) -> str:
        """The query with VALUES for each SERVICE; its lines keep their numbers.

        All of them together may take ``seconds`` and 4 MiB, each a million terms. Raises EndpointError for one that
        gives no answer, unless it is SILENT; UsageError for an address that is not allowed; LimitError when too many
        queries ask its host, when there is no room for a process to read the answer, and when ``stop`` is set.
        """
        fetching = _Fetching(self._places, seconds, stop)
        parts: list[str] = []
        place = 0
        for number, question in enumerate(asked):
            service = question.service
            lines = query.count("\n", service.start, service.end)
            parts += [query[place : service.start], " ", fetching.values(question, number), "\n" * lines]
            place = service.end
        return "".join(parts) + query[place:]


class _Fetching:
    """The answers for one query: one clock and one bound of size for all of them together."""

    def __init__(self, places: Places, seconds: float, stop: Stop) -> None:
        self.places, self.seconds, self.stop = places, seconds, stop
        self.end, self.size = time.monotonic() + seconds, SIZE

    def values(self, question: Question, number: int) -> str:
        """The answer to one question as VALUES."""
        try:
            with self.places.taken(question.host):
                reply = self._reply(question)
                self.size -= len(reply.body)
                return self._read(reply, question, number)
        except EndpointError:
            self._wanted()
            if not question.service.silent:
                raise
            return NOTHING

    def _reply(self, question: Question) -> Reply:
        """What the endpoint answers, from an address that was looked at: the name is not looked up again."""
        bounds = Bounds(self._left, self.size, delays=())
        transport = Transport(bounds=bounds, resolve=lambda *_: question.target.addresses(), stop=self.stop)
        body = question.text.encode()
        request = urllib.request.Request(question.target.url, body, HEADERS, method="POST")  # noqa: S310 - see Target
        try:
            return transport.send(request)
        except EndpointError as error:
            key = OWN_WORDS.get(error.key, error.key)
            raise self._failure(question, key, **error.values) from None

    def _read(self, reply: Reply, question: Question, number: int) -> str:
        """The solutions in an answer as VALUES, read by a worker: nobody knows what is in it."""
        kind = reply.kind or JSON
        if kind not in KINDS:
            raise self._failure(question, "usage.endpoint", kind=readable(kind))
        job = {"content": base64.b64encode(reply.body).decode("ascii"), "kind": kind, "number": number}
        try:
            with contextlib.closing(Process(READING, MEMORY)) as reader, self.stop.ends(reader.kill):
                head, found = reader.run(job, self._left)
            became = head["kind"]
        except LostError as error:
            self._wanted()
            if error.reason == "start":  # which is no fault of the endpoint
                raise LimitError("limit.busy") from None
            became, found = error.reason, b""
        if became == "values":
            return found.decode()
        raise self._failure(question, UNREAD.get(became, "usage.endpoint"), kind=kind, limit=MOST_TERMS)

    @property
    def _left(self) -> float:
        """The seconds that are left."""
        return max(self.end - time.monotonic(), SHORTEST)

    def _wanted(self) -> None:
        """Raise LimitError when nobody waits any more."""
        if self.stop.is_set:
            raise LimitError("limit.busy")

    def _failure(self, question: Question, key: str, **more: object) -> EndpointError:
        own = {"url": question.target.url.partition("?")[0], "seconds": f"{self.seconds:g}"}
        return EndpointError(key, **{**more, **own, "mebibytes": SIZE // MEBIBYTE})
