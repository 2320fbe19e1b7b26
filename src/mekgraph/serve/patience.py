"""HTTP/1.1 with clients that are slow: a request has to arrive, and an answer has to be taken, within some time.

Without that, clients that send or read a byte now and then would keep connections and memory for ever.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from mekgraph.messages import text
from mekgraph.serve.failures import RETRY_AFTER, UNAVAILABLE, language_among
from mekgraph.serve.framing import HEAD, StrictConnection

# In seconds: for a whole request, and for each part of an answer that the client has not yet taken.
ARRIVAL, STALL = 30.0, 30.0
REQUEST_TIMEOUT = 408
# Connections at the same time.
MOST = 1000


class PatientProtocol(H11Protocol):
    """One connection, ended when the client takes too long."""

    arrival, stall = ARRIVAL, STALL
    _arriving: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def __init__(self, *settings: Any, **more: Any) -> None:
        super().__init__(*settings, **more)
        self.conn: StrictConnection = StrictConnection()
        self.most, self.limit_concurrency = self.limit_concurrency or MOST, None  # seen to here, with less waste

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request; who answers may have to know the connection, to hang up (see ``Unread``)."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "connection": transport}
        self._expect()
        if len(self.connections) > self.most:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """Read a part of a request; once it is whole, the client has nothing to hurry with."""
        if self._arriving is None and self.conn.their_state is h11.IDLE:
            self._expect()
        super().data_received(data)
        if self._arriving and self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self._arriving.cancel()
            self._arriving = None

    def on_response_complete(self) -> None:
        """Go on with what came together with that request; if it is the half of another one, that has to arrive."""
        super().on_response_complete()
        if self._arriving is None and self.conn.their_state is h11.SEND_BODY:
            self._expect()

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
        """Say what is wrong with what came."""
        status, key = self.conn.fault
        self._refuse(status, key, limit=HEAD)

    def _should_upgrade(self) -> bool:
        """Never: nothing but HTTP is spoken here. The library would advise on each such request what to install."""
        return False

    def _make_room(self) -> None:
        """Hang up on who has been at rest for longest, or else who has waited longest with a request.

        So those that only hold connections keep out nobody else.
        """
        there = [one for one in self.connections if isinstance(one, PatientProtocol) and not one.transport.is_closing()]
        if len(there) <= self.most:
            return
        resting = {one.timeout_keep_alive_task.when(): one for one in there if one.timeout_keep_alive_task}
        if resting:
            resting[min(resting)].timeout_keep_alive_handler()
            return
        waiting = {one._arriving.when(): one for one in there if one._arriving}
        waiting[min(waiting)]._refuse(UNAVAILABLE, "limit.busy")

    def _expect(self) -> None:
        self._arriving = self.loop.call_later(self.arrival, self._late)

    def _late(self) -> None:
        self._refuse(REQUEST_TIMEOUT, "serve.slow", seconds=f"{self.arrival:g}")

    def _refuse(self, status: int, key: str, **values: object) -> None:
        """Answer what has not become a request, if nothing is answered yet, and hang up."""
        if self.transport.is_closing():
            return
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            language = language_among(self.conn.wish)
            body = f"{text(key, language, **values)}\n".encode()
            headers: Any = {"content-type": "text/plain; charset=utf-8", "connection": "close"}
            headers |= {"content-length": str(len(body)), "content-language": language}
            headers |= {"x-content-type-options": "nosniff"}
            headers |= {"retry-after": RETRY_AFTER} if status == UNAVAILABLE else {}
            for event in (
                h11.Response(status_code=status, headers=[*headers.items()]),
                h11.Data(data=body),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
