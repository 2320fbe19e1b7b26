"""HTTP/1.1 with clients that are slow: a request has to arrive, and an answer has to be taken, within some time.

Without that, clients that send or read a byte now and then would keep connections and memory for ever.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from mekgraph.messages import text

# In seconds: for a whole request, and for each part of an answer that the client has not yet taken.
ARRIVAL, STALL = 30.0, 30.0
HEAD = 64 * 1024
REQUEST_TIMEOUT, BAD_REQUEST = 408, 400


class PatientProtocol(H11Protocol):
    """One connection, ended when the client takes too long."""

    arrival, stall = ARRIVAL, STALL
    _arriving: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Read a part of a request; once it is whole, the client has nothing to hurry with."""
        if self._arriving is None and self.conn.their_state is h11.IDLE:
            self._expect()
        super().data_received(data)
        if self._arriving and self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self._arriving.cancel()
            self._arriving = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget all clocks."""
        for clock in (self._arriving, self._stalled):
            if clock:
                clock.cancel()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client does not read: it has some time."""
        super().pause_writing()
        self._stalled = self.loop.call_later(self.stall, self.transport.abort)

    def resume_writing(self) -> None:
        """The client reads again."""
        super().resume_writing()
        if self._stalled:
            self._stalled.cancel()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - what we say instead is said in our words
        """Say that what came is no request, or too long a head of one."""
        self._refuse(BAD_REQUEST, text("serve.no_http", limit=HEAD))

    def _expect(self) -> None:
        self._arriving = self.loop.call_later(self.arrival, self._late)

    def _late(self) -> None:
        self._refuse(REQUEST_TIMEOUT, text("serve.slow", seconds=f"{self.arrival:g}"))

    def _refuse(self, status: int, words: str) -> None:
        """Answer what has not become a request, if nothing is answered yet, and hang up."""
        if self.transport.is_closing():
            return
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            body = f"{words}\n".encode()
            headers: Any = {"content-type": "text/plain; charset=utf-8", "connection": "close"}
            headers = [*headers.items(), ("content-length", str(len(body))), ("x-content-type-options", "nosniff")]
            for event in (h11.Response(status_code=status, headers=headers), h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
