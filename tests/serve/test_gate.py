"""Who is let in: hosts, pages of other sites, tokens."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from mekgraph.errors import UsageError
from mekgraph.resources import Project
from mekgraph.serve.gate import LOOPBACK, Doors
from mekgraph.serve.running import Place

from ..conftest import ROOT
from .conftest import Client, serving

TOKEN = "a-token-of-some-length"
FRIEND = "https://friend.example"
FOREIGN = ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.2", "[::2]", "0.0.0.0", "", "localhost.", "127.1", "2130706433", "[::ffff:127.0.0.1]", "evil.example@localhost", "localhost@evil.example", "localhost/evil.example", "xn--lcalhost-n4a"]  # fmt: skip


@pytest.fixture(scope="module")
def guarded(project: Project) -> Iterator[Client]:
    with serving(project, Doors(LOOPBACK | {"mek.example"}, frozenset({FRIEND}), TOKEN), count=1) as made:
        yield made


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/", "/sparql", "/healthz", "/id/actor/unoct", "/nowhere"])
def test_other_hosts_are_not_served(client: Client, host: str, path: str) -> None:
    assert client(path, Host=host).status == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:1", "[::1]", "[::1]:8000"])
def test_this_machine_is(client: Client, host: str) -> None:
    assert client("/healthz", Host=host).status == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1.evil.example", "http://127.0.0.1:1"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pages_of_other_sites_may_not_ask(client: Client, origin: str, method: str) -> None:
    body = b"query=ASK+{}" if method == "POST" else None
    reply = client("/sparql", method, body, Origin=origin, Content_Type="application/x-www-form-urlencoded")
    assert reply.status == 403
    assert "access-control-allow-origin" not in reply.headers
    assert client("/healthz", Sec_Fetch_Site="cross-site").status == 403


def test_a_link_from_elsewhere_may_be_followed(client: Client) -> None:
    assert client("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate", Accept="text/html").status == 200


def test_our_own_pages_may_ask(client: Client) -> None:
    assert client("/healthz", Origin=f"http://127.0.0.1:{client.port}", Sec_Fetch_Site="same-origin").status == 200


def test_a_token_is_needed_where_there_is_one(guarded: Client) -> None:
    for wrong in ("", "Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x"):
        reply = guarded("/healthz", Authorization=wrong)
        assert (reply.status, reply.headers["www-authenticate"]) == (401, "Bearer")
    assert guarded("/healthz", Authorization=f"Bearer {TOKEN}").status == 200


def test_a_friend_may_ask_from_a_browser(guarded: Client) -> None:
    asked = guarded("/sparql?query=ASK%20%7B%7D", Origin=FRIEND, Authorization=f"Bearer {TOKEN}", Host="mek.example")
    assert (asked.status, asked.headers["access-control-allow-origin"]) == (200, FRIEND)
    assert "access-control-allow-credentials" not in asked.headers
    assert "Origin" in asked.headers["vary"]


@pytest.mark.parametrize("path", ["/", "/sparql", "/nowhere", "/id/actor/unoct"])
def test_every_answer_is_dressed(client: Client, path: str) -> None:
    headers = client(path, Accept="*/*").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def test_elsewhere_only_with_a_token() -> None:
    for host in ("0.0.0.0", "::", "192.168.1.5", "example.org"):
        with pytest.raises(UsageError):
            Place(host).check(Doors())
        with pytest.raises(UsageError):
            Place(host).check(Doors(token="short"))
        Place(host).check(Doors(token=TOKEN))
    with pytest.raises(UsageError):
        Place().check(Doors(origins=frozenset("*"), token=TOKEN))
    Place().check(Doors())


@pytest.mark.slow
def test_the_command_starts_serves_another_version_and_ends(new_project: Callable[[], Project]) -> None:
    made = new_project()
    folders = ["--project", str(made.root), "--out", str(made.out)]
    command = [sys.executable, "-m", "mekgraph", "serve", "--port", "0", *folders]
    environment = {**os.environ, "MEKGRAPH_TOKEN": ""}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        line = next(line for line in process.stderr if "http://" in line)
        address = next(word for word in line.split() if word.startswith("http://"))

        def version() -> str:
            with urllib.request.urlopen(f"{address}healthz", timeout=10) as response:
                return str(response.read())

        before = version()
        data = made.data / "all.ttl"
        data.write_text(data.read_text(encoding="utf-8").replace('"Beta"@en', '"Beta Two"@en'), encoding="utf-8")
        build = [sys.executable, "-m", "mekgraph", "build", *folders]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while version() == before:
            assert time.monotonic() < until
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) in (0, -signal.SIGTERM)
    finally:
        process.kill()
        process.communicate()
