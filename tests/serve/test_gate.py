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
from mekgraph.serve import gate
from mekgraph.serve.gate import LOOPBACK, Doors
from mekgraph.serve.running import Place

from ..conftest import ROOT
from .conftest import Client, Reply, serving

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


@pytest.mark.parametrize("site", ["cross-site", "same-site", "Cross-Site", "nonsense"])
def test_pages_elsewhere_may_lead_to_pages_and_run_nothing(client: Client, site: str) -> None:
    """A picture, a frame or a window with a query in its address needs to read no answer to keep a worker busy."""
    link = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    for page in ("/", "/id/actor/unoct", "/def/Actor", "/?lang=ru", "/sparql", "/.well-known/void"):
        assert client(page, **link).status == 200
        assert client(page, **{**link, "Sec_Fetch_Dest": "iframe"}).status == 403
        assert client(page, Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors", Sec_Fetch_Dest="image").status == 403
        assert client(page, Sec_Fetch_Site=site).status == 403
    for asked in ("/sparql?query=ASK%7B%7D", "/%73parql?query=ASK%7B%7D", "/graphs?default", "/sparql?x"):
        reply = client(asked, **link)
        assert (reply.status, reply.headers["content-type"]) == (403, "text/plain; charset=utf-8")
    assert client("/sparql", "POST", b"query=ASK+%7B%7D", Content_Type="application/x-www-form-urlencoded", **link).status == 403  # fmt: skip


@pytest.mark.parametrize("site", ["", "none", "same-origin"])
def test_a_query_in_a_document_or_bookmark_runs(client: Client, site: str) -> None:
    assert client("/sparql?query=ASK%7B%7D", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate").status == 200


@pytest.mark.parametrize(
    "origin", ["http://[", "http://", "//", "http://127.0.0.1:x:y", "null", "\xff", "http://a" * 500]
)
def test_an_origin_that_is_none_is_no_friend(client: Client, origin: str) -> None:
    reply = client("/healthz", Origin=origin)
    assert (reply.status, len(reply.body) < 500) == (403, True)


def test_our_own_pages_may_ask(client: Client) -> None:
    assert client("/healthz", Origin=f"http://127.0.0.1:{client.port}", Sec_Fetch_Site="same-origin").status == 200


def test_a_token_is_needed_where_there_is_one(guarded: Client) -> None:
    for wrong in ("", "Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x"):
        reply = guarded("/healthz", Authorization=wrong)
        assert (reply.status, reply.headers["www-authenticate"]) == (401, "Bearer")
    assert guarded("/healthz", Authorization=f"Bearer {TOKEN}").status == 200


@pytest.mark.parametrize("written", ["Bearer {}", "bearer {}", "BEARER  {} "])
def test_the_token_as_it_may_be_written(guarded: Client, written: str) -> None:
    assert guarded("/healthz", Authorization=written.format(TOKEN)).status == 200
    assert guarded("/healthz", Authorization=TOKEN).status == 401
    assert guarded("/healthz", Authorization=f"\xff{TOKEN}").status == 401


def test_how_much_of_a_token_is_right_takes_no_time_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []
    monkeypatch.setattr(gate.secrets, "compare_digest", lambda *pair: bool(compared.append(pair)))
    assert not Doors(token=TOKEN).knows("Bearer a-token")
    assert compared == [(b"a-token", TOKEN.encode())]


def test_a_token_of_any_letters() -> None:
    token = "жетон-" + "ʻ" * 12
    assert Doors(token=token).knows(f"Bearer {token}".encode().decode("latin-1"))
    assert not Doors(token=os.fsdecode(b"\xff" * 16)).knows("Bearer x")


def preflight(client: Client, **headers: str) -> Reply:
    return client("/sparql", "OPTIONS", Access_Control_Request_Method="POST", **headers)


def test_only_friends_are_told_what_they_may_send(guarded: Client, client: Client) -> None:
    told = preflight(
        guarded, Origin=FRIEND, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="cors"
    )  # comes without a token
    assert (told.status, told.headers["access-control-allow-origin"]) == (204, FRIEND)
    assert "Authorization" in told.headers["access-control-allow-headers"]
    for asked, headers in (
        (client, {}),
        (client, {"Origin": ""}),
        (client, {"Origin": f"http://127.0.0.1:{client.port}"}),
        (client, {"Origin": "http://evil.example"}),
        (client, {"Origin": FRIEND}),
        (guarded, {"Origin": ""}),
        (guarded, {"Origin": FRIEND + ".evil.example"}),
    ):
        reply = preflight(asked, **headers)
        assert reply.status in (401, 403, 405)
        assert not [name for name in reply.headers if name.startswith("access-control")]


def test_where_everybody_may_ask_everybody_may(project: Project) -> None:
    with serving(project, Doors(origins=frozenset("*")), count=1) as everybodys:
        told = preflight(everybodys, Origin="http://any.example")
        assert (told.status, told.headers["access-control-allow-origin"]) == (204, "http://any.example")
        assert not [name for name in preflight(everybodys, Origin="").headers if name.startswith("access-control")]
        assert (
            everybodys("/sparql?query=ASK%7B%7D", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status == 200
        )


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
