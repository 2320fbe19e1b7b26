"""At an address that others can reach: with a token, and only under the names that are known."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from mekgraph.messages import text
from mekgraph.resources import Project

from ..conftest import ROOT
from .test_command import command, workers_of

pytestmark = pytest.mark.slow

TOKEN, ADDRESS, NAME = "a-token-of-some-length", "127.0.0.2", "mek.example"


class Outside:
    """Asks the server over a socket; ``port``, the process, and its access log."""

    def __init__(self, port: int, process: "subprocess.Popen[str]", log: Path) -> None:
        self.port, self.process, self.log = port, process, log

    def __call__(self, token: str | None = TOKEN, host: str = ADDRESS, path: str = "/sparql?query=ASK%7B%7D") -> int:
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: close"]
        lines += [] if token is None else [f"Authorization: Bearer {token}"]
        with socket.create_connection((ADDRESS, self.port), timeout=20) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
            return int(connection.recv(65536)[9:12])


@pytest.fixture(scope="module")
def outside(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    log = tmp_path_factory.mktemp("outside") / "access.log"
    options = ("--host", ADDRESS, "--host-name", NAME, "--log", str(log), "--log-queries")
    with command(project, *options, token=TOKEN) as (process, address):
        place = urlsplit(address)
        assert place.hostname == ADDRESS
        yield Outside(place.port or 0, process, log)


def test_only_with_the_token(outside: Outside) -> None:
    for wrong in (None, "", "x", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "\xff" * 30, "x" * 10_000):
        for path in ("/", "/sparql?query=ASK%7B%7D", "/healthz", "/style.css", "/nowhere"):
            assert outside(wrong, path=path) == 401
    assert outside() == 200


@pytest.mark.parametrize("host", [ADDRESS, f"{ADDRESS}:80", NAME, NAME.upper(), "localhost", "[::1]", "[::1]:8000"])
def test_under_its_names(outside: Outside, host: str) -> None:
    assert outside(host=host) == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "mek.example.evil.example", "evil-mek.example", "127.0.0.3", "0.0.0.0", "[::]", "[::ffff:127.0.0.2]"]
)  # fmt: skip
def test_under_no_other_name(outside: Outside, host: str) -> None:
    """A name that an attacker leads to this address stays the attacker's, with the token as without."""
    assert outside(host=host) == outside(None, host) == 421


def test_it_is_at_that_address_only(outside: Outside) -> None:
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", outside.port), timeout=5):
        pass


def test_the_token_is_written_nowhere(outside: Outside) -> None:
    outside(path=f"/healthz?token={TOKEN}")
    outside(path=f"/sparql?query={quote('ASK {}')}")
    outside("wrong-" + TOKEN)
    assert TOKEN not in outside.log.read_text(encoding="ascii")
    for process in (outside.process.pid, *workers_of(outside.process)):
        command_line = Path(f"/proc/{process}/cmdline")
        assert not command_line.exists() or TOKEN.encode() not in command_line.read_bytes()


@pytest.mark.parametrize("token", ["", "short"])
@pytest.mark.parametrize("host", [ADDRESS, "0.0.0.0", "::"])
def test_without_a_token_it_does_not_start(project: Project, host: str, token: str) -> None:
    line = [sys.executable, "-m", "mekgraph", "serve", "--port", "0", "--host", host, "--project", str(project.root)]
    environment = {**os.environ, "MEKGRAPH_TOKEN": token}
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip().endswith(text("serve.needs_token", host=host, length=16))


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_the_help_says_what_is_needed_for_that(language: str) -> None:
    line = [sys.executable, "-m", "mekgraph", "serve", "--help", "--lang", language]
    said = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True).stdout
    for word in ("X-Mekgraph-Truncated", "MEKGRAPH_TOKEN", "Authorization: Bearer", "HTTPS", "[::1]"):
        assert word in " ".join(said.split())
