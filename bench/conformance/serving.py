"""A server as `mekgraph serve` runs it, over any store."""

import asyncio
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyoxigraph as ox
import uvicorn

from mekgraph.graph.worker.pool import Limits, Workers
from mekgraph.serve.gate import Doors
from mekgraph.serve.running import Log, Place, settings


def stored(folder: Path, quads: Iterable[ox.Quad]) -> Path:
    """The folder of a new store that holds ``quads``."""
    store = ox.Store(str(folder))
    store.bulk_extend(quads)
    store.flush()
    return folder


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The port of a server over the store in ``folder``."""
    limits = Limits()
    with Workers(folder, limits) as workers:
        served: Any = SimpleNamespace(
            workers=workers,
            own=workers,
            limits=limits,
            built=SimpleNamespace(version="suite"),
            select=workers.select,
            catalogue=dict,
        )
        server = uvicorn.Server(settings(served, Place(port=0), Doors(), Log()))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
        thread.start()
        try:
            while not server.started:
                pass
            yield server.servers[0].sockets[0].getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()
