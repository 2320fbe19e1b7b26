"""Running the server: where it listens, what it needs for that, and how it ends."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any, cast

import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

from mekgraph.errors import UsageError
from mekgraph.serve.app import application
from mekgraph.serve.ending import GRACE, LAST, Ending
from mekgraph.serve.gate import LOOPBACK, Doors
from mekgraph.serve.log import AccessLog, Complaints, Write
from mekgraph.serve.patience import MOST, PatientProtocol
from mekgraph.serve.served import Served

LOOK = 1.0
TICK = 0.1
# So many connections are also taken at once, before any of them can be turned away.
BACKLOG = 256
ANYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 - told apart from one address
LEAST_TOKEN = 16


@dataclass(frozen=True)
class Place:
    """Where to listen; anywhere but on this very machine needs a token and the names under which it is known."""

    host: str = "127.0.0.1"
    port: int = 8000

    @property
    def names(self) -> frozenset[str]:
        """Under what the server is asked here; nothing where it listens at every address of the machine.

        >>> sorted(Place("192.0.2.7").names), sorted(Place("0.0.0.0").names)
        (['192.0.2.7'], [])
        """
        return frozenset() if self.host in ANYWHERE else frozenset((self.host.lower(),))

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


def settings(served: Served, place: Place, doors: Doors, log: Log, ending: Ending | None = None) -> uvicorn.Config:
    """How the server runs; ``ending`` can stop its queries."""
    # A proxy on this machine may say by which scheme it was asked; the log names who really asked.
    inner: Any = ProxyHeadersMiddleware(cast(Any, application(served, doors, ending)), ["127.0.0.1", "::1"])
    return uvicorn.Config(
        AccessLog(inner, log.write, log.queries),
        host=place.host,
        port=place.port,
        http=PatientProtocol,
        ws="none",
        limit_concurrency=_most_connections(),
        backlog=BACKLOG,
        timeout_graceful_shutdown=int(GRACE + LAST) + 1,  # by then nothing is left, if all goes well
        server_header=False,
        proxy_headers=False,
        access_log=False,
        log_config=None,
        lifespan="off",
    )


def _most_connections() -> int:
    """Half as many as files may be open: answers and workers need some too."""
    return MOST if resource is None else min(MOST, max(resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2, 1))


def serve(
    served: Served,
    place: Place,
    doors: Doors,
    log: Log | None = None,
    started: Callable[[str], None] = lambda _: None,
    ends: Callable[[], None] = lambda: None,
) -> None:
    """Serve until the process is told to end (SIGINT, SIGTERM).

    What is being answered then has ``GRACE`` seconds. After that queries are stopped, their workers killed and their
    clients told so (503); a second later nobody is waited for. Told twice, it begins with that. ``started`` is told
    the address, ``ends`` is called when the end begins.
    Raises UsageError where the place needs a token or cannot be listened at.
    """
    place.check(doors)
    log, ending = log or Log(), Ending()
    for name in ("uvicorn.error", "asyncio"):  # else these write to the error stream in their own ways
        complaints = logging.getLogger(name)
        complaints.handlers, complaints.propagate = [Complaints(log.write)], False
    server = _Server(settings(served, place, doors, log, ending), served, ending, started, ends)
    with contextlib.closing(served):
        server.run()


class _Server(uvicorn.Server):
    def __init__(
        self,
        settings: uvicorn.Config,
        served: Served,
        ending: Ending,
        started: Callable[[str], None],
        ends: Callable[[], None],
    ) -> None:
        super().__init__(settings)
        self.served, self.ending, self.told, self.ends = served, ending, started, ends
        self.at_once = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - so the signal comes
        """End, at once if told twice. Unlike the library, no signal is raised again afterwards: this is a good end."""
        self.at_once = self.should_exit
        self.should_exit = True

    async def shutdown(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Answer what is being answered, but not for long."""
        self.ends()
        hurrying = asyncio.create_task(self._hurry())
        await super().shutdown(sockets=sockets)  # type: ignore[arg-type]
        hurrying.cancel()

    async def _hurry(self) -> None:
        for _ in range(round(GRACE / TICK)):
            if not self.at_once:
                await asyncio.sleep(TICK)
        self.ending.end()
        await asyncio.sleep(LAST)
        for connection in list(self.server_state.connections):
            connection.transport.abort()

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
