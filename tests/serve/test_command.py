"""The command: it starts, answers what it has begun when it is told to end, and leaves nothing behind."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from mekgraph.messages import text
from mekgraph.resources import Project
from mekgraph.serve.ending import GRACE, LAST

from ..conftest import ROOT
from .test_protocol import ENDLESS

pytestmark = pytest.mark.slow


@contextmanager
def command(project: Project, *arguments: str, token: str = "") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running command and its address."""
    folders = ["--project", str(project.root), "--out", str(project.out)]
    line = [sys.executable, "-m", "mekgraph", "serve", "--port", "0", *folders, *arguments]
    environment = {**os.environ, "MEKGRAPH_TOKEN": token}
    process = subprocess.Popen(line, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        said = next(line for line in process.stderr if "http://" in line)
        yield process, next(word for word in said.split() if word.startswith("http://"))
    finally:
        process.kill()
        process.communicate()


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def answered(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=60) as response:
            return int(response.status), str(response.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def ended(process: subprocess.Popen[str], *signals: int, pause: float = 0) -> tuple[float, str]:
    """How long the process took to end well after these signals, and what it said."""
    before = time.monotonic()
    for one in signals:
        process.send_signal(one)
        time.sleep(pause)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    return time.monotonic() - before, said


def test_what_has_begun_is_answered_before_the_end(project: Project, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    with command(project, "--timeout", "3", "--log", str(log)) as (process, address):
        found: list[int] = []
        asking = threading.Thread(target=lambda: found.append(status(f"{address}sparql?query={quote(ENDLESS)}")))
        asking.start()
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        asking.join()
        assert found == [503]  # after its time, and not cut off
        assert process.wait(10) == 0
    (line,) = [json.loads(line) for line in log.read_text(encoding="ascii").splitlines()]
    assert (line["status"], line["ms"] > 2000) == (503, True)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_heavy_queries_do_not_hold_up_the_end(project: Project, tmp_path: Path, sign: int) -> None:
    log = tmp_path / "access.log"
    with command(project, "--timeout", "60", "--log", str(log)) as (process, address), ThreadPoolExecutor(8) as pool:
        asked = [f"{address}sparql?query={quote(f'{ENDLESS} # {number}')}" for number in range(8)]
        asking = [pool.submit(answered, one) for one in asked]
        time.sleep(2)
        running = workers_of(process)
        took, said = ended(process, sign)
        answers = [one.result() for one in asking]
    assert (GRACE - 1 < took < GRACE + LAST + 2, len(said.splitlines())) == (True, 1)
    assert {code for code, _ in answers} == {503}
    assert any(text("serve.ended") in words for _, words in answers)
    written = [json.loads(line) for line in log.read_text(encoding="ascii").splitlines()]
    assert [line["status"] for line in written if "level" not in line] == [503] * 8
    assert not [line for line in written if "level" in line]
    assert not [worker for worker in running if lives(worker)]


def test_a_second_sign_ends_it_at_once(project: Project) -> None:
    with command(project, "--timeout", "60") as (process, address), ThreadPoolExecutor(1) as pool:
        asking = pool.submit(answered, f"{address}sparql?query={quote(ENDLESS)}")
        time.sleep(1)
        took, said = ended(process, signal.SIGINT, signal.SIGINT, pause=0.5)
        assert took < GRACE
        assert asking.result()[0] == 503
    assert "Traceback" not in said


def test_slow_clients_do_not_hold_up_the_end(project: Project, tmp_path: Path) -> None:
    """One that sends nothing, one that sends half a request, one that does not read its answer."""
    log = tmp_path / "access.log"
    half = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\nASK"
    whole = (
        f"GET /sparql?query={quote('SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 90000')} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    )
    with command(project, "--log", str(log)) as (process, address), contextlib.ExitStack() as stack:
        place = urlsplit(address)
        for sent in (b"", half, whole.encode()):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect((place.hostname, place.port))
            client.sendall(sent)
        time.sleep(3)
        took, said = ended(process, signal.SIGTERM)
    assert (took < GRACE + LAST + 2, len(said.splitlines())) == (True, 1)
    assert "level" not in log.read_text(encoding="ascii")


def test_with_nothing_to_do_it_ends_at_once(project: Project) -> None:
    with command(project) as (process, _):
        took, said = ended(process, signal.SIGTERM)
    assert (took < 2, len(said.splitlines())) == (True, 1)


def workers_of(process: subprocess.Popen[str]) -> set[int]:
    children = Path(f"/proc/{process.pid}/task/")
    if not children.exists():
        return set()
    return {int(one) for task in children.iterdir() for one in (task / "children").read_text().split()}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="this system does not list the children of a process")
def test_no_worker_outlives_a_server_that_is_killed(project: Project) -> None:
    with command(project, "--timeout", "300") as (process, address):
        asking = threading.Thread(target=cut_off, args=(f"{address}sparql?query={quote(ENDLESS)}",))
        asking.start()
        workers: set[int] = set()
        until = time.monotonic() + 20
        while not workers:
            assert time.monotonic() < until
            workers |= workers_of(process)
        time.sleep(1.5)
        process.kill()
        asking.join()
        until = time.monotonic() + 10
        while any(lives(worker) for worker in workers):
            assert time.monotonic() < until
            time.sleep(0.1)


def cut_off(address: str) -> None:
    with pytest.raises((ConnectionError, urllib.error.URLError)):
        status(address)


def lives(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


def test_a_place_that_is_taken_is_said_plainly(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        folders = ["--project", str(project.root), "--out", str(project.out)]
        line = [sys.executable, "-m", "mekgraph", "serve", *folders, "--port", port]
        done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"127.0.0.1:{port}" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [("--allow-service", "http://a.example/"), ("--log", "/nowhere/at/all/access.log"), ("--timeout", "0")]
)
def test_wrong_arguments_are_said_before_anything_starts(project: Project, arguments: tuple[str, str]) -> None:
    line = [sys.executable, "-m", "mekgraph", "serve", "--port", "0", *arguments]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in (2, 3)
    assert len(done.stderr.splitlines()) == 1
