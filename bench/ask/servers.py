"""The SPARQL servers beside each other, each over the shipped data, on a free port of this machine."""

import contextlib
import shutil
import subprocess
import sys
import time
import urllib.request
import venv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pyoxigraph as ox
from bench.measure import ROOT
from tests import endpoint

from mekgraph.graph.remote.credentials import Credentials
from mekgraph.graph.remote.store import GraphStore
from mekgraph.graph.remote.transport import Bounds, Transport

START = 120.0  # seconds in which a server must answer
RDFLIB_ENDPOINT = ROOT / "out" / "bench" / "rdflib-endpoint"
Server = Callable[[Path, Path], AbstractContextManager[str]]


class AbsentError(Exception):
    """A server that is not here, and why."""


@contextlib.contextmanager
def mekgraph(_file: Path, place: Path) -> Iterator[str]:
    """`mekgraph serve` as it is shipped."""
    port = endpoint.free_port()
    command = [sys.executable, "-m", "mekgraph", "serve", "--quiet", "--port", str(port)]
    with started(command, f"http://127.0.0.1:{port}/healthz", place):
        yield f"http://127.0.0.1:{port}/sparql"


@contextlib.contextmanager
def oxigraph(file: Path, place: Path) -> Iterator[str]:
    """Oxigraph's own server, reading only."""
    if not endpoint.OXIGRAPH.exists():
        raise AbsentError("pip install oxigraph")
    with endpoint.served([file], place / "oxigraph") as url:
        yield url


@contextlib.contextmanager
def virtuoso(file: Path, place: Path) -> Iterator[str]:
    """Virtuoso, with the triples in one graph (it answers from all of its graphs)."""
    if shutil.which("virtuoso-t") is None:
        raise AbsentError("Debian's virtuoso-opensource")
    (place / "virtuoso").mkdir()
    with endpoint.virtuoso(place / "virtuoso") as url:
        store = GraphStore(f"{url}-graph-crud-auth", Transport(Credentials("dba", endpoint.PASSWORD), Bounds(START)))
        store.put("urn:shipped", (quad.triple for quad in ox.parse(path=str(file), format=ox.RdfFormat.N_TRIPLES)))
        yield url


@contextlib.contextmanager
def rdflib_endpoint(file: Path, place: Path) -> Iterator[str]:
    """rdflib-endpoint, in an environment of its own under ``out/bench``, made if it is not there."""
    program = RDFLIB_ENDPOINT / "bin" / "rdflib-endpoint"
    if not program.exists():
        venv.create(RDFLIB_ENDPOINT, clear=True, with_pip=True)
        install = [RDFLIB_ENDPOINT / "bin" / "python", "-m", "pip", "install", "--quiet", "rdflib-endpoint[cli]"]
        if subprocess.run(install, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            shutil.rmtree(RDFLIB_ENDPOINT)
            raise AbsentError("pip install 'rdflib-endpoint[cli]'")
    port = endpoint.free_port()
    command = [str(program), "serve", "--host", "127.0.0.1", "--port", str(port), str(file)]
    with started(command, f"http://127.0.0.1:{port}/", place):
        yield f"http://127.0.0.1:{port}/"


@contextlib.contextmanager
def started(command: list[str], probe: str, place: Path) -> Iterator[None]:
    """A server that runs while the context lasts; RuntimeError if it does not answer at ``probe`` in time."""
    with (
        (place / "server.log").open("ab") as log,
        subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log) as server,
    ):
        try:
            wait(probe, server)
            yield
        finally:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(10)
            server.kill()


def wait(probe: str, server: subprocess.Popen[bytes]) -> None:
    """Return when the server answers, with whatever status."""
    end = time.monotonic() + START
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(probe, timeout=1):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{server.args!r} did not start")


SERVERS: dict[str, Server] = {
    "mekgraph serve": mekgraph,
    "Oxigraph's server": oxigraph,
    "Virtuoso": virtuoso,
    "rdflib-endpoint": rdflib_endpoint,
}
