"""The command: it starts, answers what it has begun when it is told to end, and leaves nothing behind."""

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
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from mekgraph.resources import Project

from ..conftest import ROOT
from .test_protocol import ENDLESS

pytestmark = pytest.mark.slow


@contextmanager
def command(project: Project, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running command and its address."""
    folders = ["--project", str(project.root), "--out", str(project.out)]
    line = [sys.executable, "-m", "mekgraph", "serve", "--port", "0", *folders, *arguments]
    environment = {**os.environ, "MEKGRAPH_TOKEN": ""}
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
        assert process.wait(10) in (0, -signal.SIGTERM)
    (line,) = [json.loads(line) for line in log.read_text(encoding="ascii").splitlines()]
    assert (line["status"], line["ms"] > 2000) == (503, True)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="this system does not list the children of a process")
def test_no_worker_outlives_a_server_that_is_killed(project: Project) -> None:
    with command(project, "--timeout", "300") as (process, address):
        asking = threading.Thread(target=cut_off, args=(f"{address}sparql?query={quote(ENDLESS)}",))
        asking.start()
        children = Path(f"/proc/{process.pid}/task/")
        workers: set[int] = set()
        until = time.monotonic() + 20
        while not workers:
            assert time.monotonic() < until
            for task in children.iterdir():
                workers |= {int(one) for one in (task / "children").read_text().split()}
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
