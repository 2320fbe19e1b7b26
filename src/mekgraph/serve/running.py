"""Running the server: where it listens, what it needs for that, and how it ends."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn

from mekgraph.errors import UsageError
from mekgraph.serve.app import application
from mekgraph.serve.gate import LOOPBACK, Doors
from mekgraph.serve.served import Served

LOOK = 1.0
GRACE = 10
LEAST_TOKEN = 16


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


def serve(served: Served, place: Place, doors: Doors, started: Callable[[str], None] = lambda _: None) -> None:
    """Serve until the process is told to end (SIGINT, SIGTERM); requests that are being answered are answered first.

    ``started`` is told the address. Raises UsageError where the place needs a token.
    """
    place.check(doors)
    settings = uvicorn.Config(
        application(served, doors),
        host=place.host,
        port=place.port,
        timeout_graceful_shutdown=GRACE,
        server_header=False,
        log_config=None,
        lifespan="off",
    )
    server = _Server(settings, served, started)
    with contextlib.closing(served):
        server.run()


class _Server(uvicorn.Server):
    def __init__(self, settings: uvicorn.Config, served: Served, started: Callable[[str], None]) -> None:
        super().__init__(settings)
        self.served, self.told = served, started

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Begin to listen, and to look for a newer graph."""
        await super().startup(sockets=sockets)  # type: ignore[arg-type]
        if self.servers:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self.told(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        while not self.should_exit:
            await asyncio.sleep(LOOK)
            await asyncio.to_thread(self.served.refresh)
