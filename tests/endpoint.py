"""SPARQL servers for tests, on free ports of this machine: Oxigraph's own, Virtuoso, and one that answers as it is told."""

import contextlib
import http.server
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

OXIGRAPH = Path(sys.executable).parent / "oxigraph"
PATIENCE = 30
PASSWORD = "sesame"
# As Debian sets it up, but for the places, and for the limits of an answer and of the time that a plan may foresee.
VIRTUOSO = """
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
ServerThreads = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextlib.contextmanager
def served(files: list[Path], folder: Path) -> Iterator[str]:
    """The address of a read-only SPARQL endpoint over some Turtle files; the server ends with the context."""
    names = [part for file in files for part in ("--file", str(file))]
    subprocess.run([OXIGRAPH, "load", "--location", folder, *names], check=True, capture_output=True, timeout=PATIENCE)
    port = free_port()
    command = [OXIGRAPH, "serve-read-only", "--location", folder, "--bind", f"127.0.0.1:{port}"]
    with _running(command, port) as url:
        yield url


@contextlib.contextmanager
def oxigraph() -> Iterator[str]:
    """The address of the queries of an empty Oxigraph server that can be written to; it ends with the context."""
    port = free_port()
    with _running([OXIGRAPH, "serve", "--bind", f"127.0.0.1:{port}"], port) as url:
        yield url


@contextlib.contextmanager
def _running(command: list[str | Path], port: int) -> Iterator[str]:
    """The address of the queries of Oxigraph's server, which a command starts."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.terminate()


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """The address of the queries of an empty Virtuoso server with its database in ``folder``, and a password for dba.

    Skips the test where Virtuoso is not installed.
    """
    command = shutil.which("virtuoso-t")
    if command is None:
        pytest.skip("virtuoso-t is not here; Debian has it in the package virtuoso-opensource")
    port = free_port()
    settings = VIRTUOSO.format(sql=free_port(), http=port)
    (folder / "virtuoso.ini").write_text(settings)
    command_line = [command, "+foreground", "+configfile", "virtuoso.ini"]
    change = [*command_line, "+pwdold", "dba", "+pwddba", PASSWORD]  # makes the database, too
    subprocess.run(change, cwd=folder, check=True, capture_output=True, timeout=PATIENCE)
    with subprocess.Popen(command_line, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/sparql", server)
            yield f"http://127.0.0.1:{port}/sparql"
        finally:
            server.kill()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")


@contextlib.contextmanager
def answering(answer: Callable[[http.server.BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """The address of a server that answers every query with ``answer``."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            with contextlib.suppress(OSError):
                answer(self)

        do_GET = do_PUT = do_DELETE = do_POST  # noqa: N815 - the names that the server calls

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/query"
        finally:
            server.shutdown()


@contextlib.contextmanager
def talking(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """Host and port where each connection is handed to ``talk``, without a word of HTTP, and then closed."""

    def serve() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=handle, args=(line,), daemon=True).start()

    def handle(line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            talk(line)

    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def sends(status: int, kind: str, body: bytes, **headers: str) -> Callable[[http.server.BaseHTTPRequestHandler], None]:
    """An answer for ``answering``."""

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return answer
