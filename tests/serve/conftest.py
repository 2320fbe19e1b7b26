"""A real server on loopback, in a thread of its own; requests are made with the standard library."""

import asyncio
import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

import pytest
import uvicorn

from mekgraph.graph.worker.pool import Limits
from mekgraph.resources import Project
from mekgraph.serve.gate import Doors
from mekgraph.serve.running import Log, Place, settings
from mekgraph.serve.served import Served


class Reply(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "")

    @property
    def text(self) -> str:
        return self.body.decode()


class Client:
    """Sends one request after the other to a port on this machine."""

    def __init__(self, port: int, served: Served) -> None:
        self.port, self.served = port, served

    def __call__(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        finally:
            connection.close()


@contextmanager
def serving(project: Project, doors: Doors | None = None, log: Log | None = None, **more: object) -> Iterator[Client]:
    """A client of a server over a project's graph."""
    served = Served(project, **more)  # type: ignore[arg-type]
    config = settings(served, Place(port=0), doors or Doors(), log or Log())
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
        yield Client(server.servers[0].sockets[0].getsockname()[1], served)
    finally:
        server.should_exit = True
        thread.join()
        served.close()


@pytest.fixture(scope="module")
def client(project: Project) -> Iterator[Client]:
    with serving(project, limits=Limits(seconds=2)) as made:
        yield made
