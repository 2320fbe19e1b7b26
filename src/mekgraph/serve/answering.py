"""Queries from the network, as many at a time as there is room for, and their answers until they are sent."""

import threading
from collections.abc import Mapping, Sequence

import anyio
from anyio.to_thread import run_sync
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mekgraph.apart.process import MEBIBYTE, Stop
from mekgraph.ask.teaching.refusal import explained
from mekgraph.errors import LimitError, MekgraphError
from mekgraph.graph.worker.pool import Reply
from mekgraph.iris import BASE
from mekgraph.serve.served import Served

# Answers that wait for slow clients take memory; beyond this many bytes of them no new ones are made.
MOST_WAITING = 256 * MEBIBYTE
PART = 256 * 1024
# To find the slip in a longer query takes too long for a server that others wait for.
LONGEST_TAUGHT = 8 * 1024


class Answering:
    """Answers queries by the workers of what is served; each waits in a thread of its own, apart from the pages."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.waiting = 0
        self._teaching = threading.Lock()
        self._room = anyio.CapacityLimiter(served.count + served.waiting)

    async def run(
        self,
        query: str,
        formats: Sequence[str],
        default: Sequence[str] | None = None,
        named: Sequence[str] | None = None,
        stop: Stop | None = None,
    ) -> Reply:
        """What ``Workers.run`` gives and raises, also LimitError where there is no room."""
        if self.waiting > MOST_WAITING or self._room.borrowed_tokens >= self._room.total_tokens:
            raise LimitError("limit.busy")

        def work() -> Reply:
            try:
                return self.served.workers.run(query, formats, default, named, stop, BASE)
            except MekgraphError as error:
                if len(query) > LONGEST_TAUGHT:
                    raise
                with self._teaching:
                    raise explained(error, query) from None

        return await run_sync(work, limiter=self._room)

    def response(self, content: bytes, headers: Mapping[str, str]) -> Response:
        """The response with an answer, which counts as waiting until it is sent or the client has left."""
        return _Sent(self, content, headers)


class _Sent(Response):
    """A response that is counted while it is sent."""

    def __init__(self, answering: Answering, content: bytes, headers: Mapping[str, str]) -> None:
        super().__init__(content, headers=headers)
        self.answering = answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - so ASGI wants it
        """Send it, part by part: a client that reads slowly has its time for each part, not for the whole."""
        whole = memoryview(self.body)
        self.answering.waiting += len(whole)
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            for start in range(0, len(whole), PART):
                part = whole[start : start + PART].tobytes()
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body"})
        finally:
            self.answering.waiting -= len(whole)
