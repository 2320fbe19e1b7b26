"""Running the server: where it listens, what it needs for that, and how it ends."""

import asyncio
import contextlib
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from mekgraph.errors import UsageError
from mekgraph.serve.app import application
from mekgraph.serve.gate import LOOPBACK, Doors
from mekgraph.serve.log import AccessLog, Complaints, Write
from mekgraph.serve.patience import HEAD, PatientProtocol
from mekgraph.serve.served import Served

LOOK = 1.0
# How long the last answers may take to be sent, in seconds, beside the time that their queries may take.
GRACE = 5
LEAST_TOKEN = 16
MOST_CONNECTIONS = 1000


@dataclass(frozen=True)
class Place:
    """Where to listen; anywhere but on this very machine needs a token and the names under which it is known."""

    host: str = "127.0.0.1"
    port: int = 8000

    def check(self, doors: Doors) -> None:
        """Raise UsageError if others could ask without a token."""
        if self.host not in LOOPBACK and len(doors.token) < LEAST_TOKEN:
            raise UsageError("serve.needs_token", host=self.host, length=LEAST_TOKEN)
        if doors.token and "*" in doors.origins:
            raise UsageError("serve.star_with_token")


@dataclass(frozen=True)
class Log:
    """Where requests are written down, and whether the text of queries is too."""

    write: Write = lambda _: None
    queries: bool = False


def settings(served: Served, place: Place, doors: Doors, log: Log) -> uvicorn.Config:
    """How the server runs."""
    # A proxy on this machine may say by which scheme it was asked; the log names who really asked.
    inner: Any = ProxyHeadersMiddleware(cast(Any, application(served, doors)), ["127.0.0.1", "::1"])
    return uvicorn.Config(
        AccessLog(inner, log.write, log.queries),
        host=place.host,
        port=place.port,
        http=PatientProtocol,
        ws="none",
        h11_max_incomplete_event_size=HEAD,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=math.ceil(served.limits.seconds) + GRACE,
        server_header=False,
        proxy_headers=False,
        access_log=False,
        log_config=None,
        lifespan="off",
    )


def serve(
    served: Served,
    place: Place,
    doors: Doors,
    log: Log | None = None,
    started: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until the process is told to end (SIGINT, SIGTERM); requests that are being answered are answered first.

    ``started`` is told the address. Raises UsageError where the place needs a token or cannot be listened at.
    """
    place.check(doors)
    log = log or Log()
    complaints = logging.getLogger("uvicorn.error")
    complaints.handlers, complaints.propagate = [Complaints(log.write)], False
    server = _Server(settings(served, place, doors, log), served, started)
    with contextlib.closing(served):
        server.run()


class _Server(uvicorn.Server):
    def __init__(self, settings: uvicorn.Config, served: Served, started: Callable[[str], None]) -> None:
        super().__init__(settings)
        self.served, self.told = served, started

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Begin to listen, and to look for a newer graph."""
        try:
            await super().startup(sockets=sockets)  # type: ignore[arg-type]
        except SystemExit as error:
            cause = error.__context__
            reason = getattr(cause, "strerror", "") or str(cause)
            place = {"host": self.config.host, "port": self.config.port}
            raise UsageError("serve.no_place", **place, reason=reason) from None
        if self.servers:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self.told(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        while not self.should_exit:
            await asyncio.sleep(LOOK)
            await asyncio.to_thread(self.served.refresh)
