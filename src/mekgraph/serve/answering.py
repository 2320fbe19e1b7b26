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
from mekgraph.serve.unread import Unread

# Answers on their way lie in temporary files; so much room these may take.
MOST_UNREAD = 1024 * MEBIBYTE
PART = 64 * 1024
# To find the slip in a longer query takes too long for a server that others wait for.
LONGEST_TAUGHT = 8 * 1024


class Answering:
    """Answers queries by the workers of what is served; each waits in a thread of its own, apart from the pages."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.unread = Unread(MOST_UNREAD)
        self._teaching = threading.Lock()
        self._room = anyio.CapacityLimiter(served.workers.room)

    async def run(
        self,
        query: str,
        formats: Sequence[str],
        default: Sequence[str] | None = None,
        named: Sequence[str] | None = None,
        stop: Stop | None = None,
    ) -> Reply:
        """What ``Workers.run`` gives and raises, also LimitError where there is no room."""
        if self._room.borrowed_tokens >= self._room.total_tokens or not self.unread.make_room():
            raise LimitError("limit.busy")

        def work() -> Reply:
            try:
                return self.served.workers.run(query, formats, default, named, stop, BASE)
            except MekgraphError as error:
                if len(query) > LONGEST_TAUGHT:
                    raise
                with self._teaching:
                    if stop and stop.is_set:  # nobody waits for a lesson
                        raise
                    raise explained(error, query) from None

        return await run_sync(work, limiter=self._room)

    def response(self, reply: Reply, headers: Mapping[str, str]) -> Response:
        """The response with an answer, which counts as unread until it is sent or the client has left."""
        return _Sent(self.unread, reply, headers)


class _Sent(Response):
    """A response that is sent part by part: who reads slowly has its time for each part, not for the whole."""

    def __init__(self, unread: Unread, reply: Reply, headers: Mapping[str, str]) -> None:
        super().__init__(headers={**headers, "Content-Length": str(reply.size)})
        self.unread, self.reply, self.left = unread, reply, reply.size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - so ASGI wants it
        """Send it."""
        # The protocol says which connection this is (see ``patience``).
        with self.reply.body, self.unread.sending(scope["state"]["connection"], self.left) as sending:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            body = anyio.wrap_file(self.reply.body)
            await body.seek(0)
            more = True  # what is empty is sent too
            while more:
                part = await body.read(PART)
                self.left -= len(part)
                more = self.left > 0
                await send({"type": "http.response.body", "body": part, "more_body": more})
                sending.progress()
