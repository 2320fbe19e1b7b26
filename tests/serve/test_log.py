"""One line for each request: what was asked, how it went, and nothing that is nobody's business."""

import hashlib
import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from mekgraph.errors import InputError
from mekgraph.resources import Project
from mekgraph.serve import log
from mekgraph.serve.gate import LOOPBACK, Doors
from mekgraph.serve.log import Complaints, log_to
from mekgraph.serve.running import Log

from .conftest import Client, serving
from .test_protocol import COUNT, DIRECT, SELECT
from .test_robustness import asking, exchanged, line

TOKEN = "a-token-of-some-length"


@contextmanager
def logged(project: Project, file: Path, doors: Doors | None = None, queries: bool = False) -> Iterator[Client]:
    with log_to(file) as write, serving(project, doors, Log(write, queries), count=1) as client:
        yield client


def lines(file: Path) -> list[dict[str, Any]]:
    text = file.read_bytes()
    assert text.isascii()
    assert text.endswith(b"\n")
    return [json.loads(one) for one in text.decode().splitlines()]


def test_what_is_written_down(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "access.log"
    with logged(project, file) as client:
        asked = client(f"/sparql?query={quote(SELECT)}&default-graph-uri=urn:private")
        client("/sparql", "POST", COUNT.encode(), Content_Type=DIRECT)
        client("/healthz", "HEAD")
        client("/sparql?query=SELECT")
        client("/healthz", Host="evil.example")
        exchanged(client, b"\xff\xff\r\n\r\n")
    found = [one for one in lines(file) if "status" in one]
    assert [(one["method"], one["path"], one["status"]) for one in found] == [
        ("GET", "/sparql", 200),
        ("POST", "/sparql", 200),
        ("HEAD", "/healthz", 200),
        ("GET", "/sparql", 400),
        ("GET", "/healthz", 421),
    ]
    assert [one["query"] for one in found[:2]] == [
        hashlib.sha256(query.encode()).hexdigest()[:16] for query in (SELECT, COUNT)
    ]
    assert found[0]["bytes"] == len(asked.body)
    assert found[2]["bytes"] == 0
    assert all(one["client"] == "127.0.0.1" and one["ms"] >= 0 for one in found)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", one["time"]) for one in found)
    text = file.read_text(encoding="ascii")
    assert "SELECT" not in text
    assert "private" not in text
    assert file.stat().st_mode & 0o777 == 0o600


def test_no_token_is_written_down_and_texts_only_on_demand(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "access.log"
    with logged(project, file, Doors(LOOPBACK, token=TOKEN), queries=True) as client:
        query = f'{SELECT} # "\n\u202e\x1b[31m'
        client(f"/sparql?query={quote(query)}", Authorization=f"Bearer {TOKEN}")
        client(f"/healthz?token={TOKEN}")
    assert TOKEN not in file.read_text(encoding="ascii")
    (first, second) = lines(file)
    assert (first["text"], second["status"]) == (query, 401)


@pytest.mark.parametrize(
    "path", ["/%0a%7b%22status%22%3a200%7d", "/%0d%0a%1b%5b31m", "/%e2%80%ae", "/%00", '/"},{"', "/%ff%fe", "/" + "x" * 9000]
)  # fmt: skip
def test_no_request_makes_lines_of_its_own(project: Project, tmp_path: Path, path: str) -> None:
    file = tmp_path / "access.log"
    with logged(project, file) as client:
        client(path, X_Forwarded_For='10.0.0.1", "status": 200}, {"', User_Agent="\x1b[31m")
    (found,) = lines(file)
    assert (found["status"], found["client"]) == (404, "127.0.0.1")
    assert found["forwarded"].startswith("10.0.0.1")
    assert len(found["path"]) <= 2000


@pytest.mark.slow
def test_who_left_is_written_down(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "access.log"
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 99\r\n\r\nASK"
    with logged(project, file) as client:
        with line(client, head):
            pass
        exchanged(client, asking("ASK {}"))
    assert sorted(one["status"] for one in lines(file)) == [200, 499]
    assert "Traceback" not in file.read_text(encoding="ascii")


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught, log_to(tmp_path / "none" / "access.log"):
        pass
    assert str(tmp_path) in caught.value.text()


def test_a_full_disk_stops_the_log_and_not_the_server(project: Project) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is full")
    with logged(project, Path("/dev/full")) as client:
        assert [client("/healthz").status for _ in range(3)] == [200] * 3


def test_an_error_stream_that_nobody_reads_stops_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    real = os.write
    monkeypatch.setattr(os, "write", lambda stream, line: real(writing if stream == 2 else stream, line))
    monkeypatch.setattr(log, "PATIENCE", 0.1)
    with log_to(None) as write, serving(project, log=Log(write), count=1) as client:
        for _ in range(2000):  # far more than what a pipe holds
            write({"filling": "x" * 100})
        assert client("/healthz").status == 200
    held = b""
    while held.count(b"filling") < 2000:
        held += os.read(reading, 1_000_000)
    for end in (reading, writing):
        os.close(end)


def test_the_same_complaint_is_written_once_a_second() -> None:
    written: list[dict[str, object]] = []
    complaints = Complaints(written.append)
    for second, message in ((0, "a"), (0.5, "a"), (0.6, "b"), (0.7, "a"), (0.9, "a"), (1.8, "a")):
        record = logging.LogRecord("x", logging.ERROR, "", 0, message, None, None)
        record.created = 1e9 + second
        complaints.emit(record)
    assert [one["message"] for one in written] == ["a", "b", "a", "a"]
