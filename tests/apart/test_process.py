"""A worker can be lost in every way, and the one who asked is told which."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mekgraph.apart.process import MEBIBYTE, LostError, Process

from .full import no_room
from .held import MEMORY_HELD, SOCKETS_HELD

MODULE = "careless"
CODE = """
import ctypes, os, socket, subprocess, sys, time
from mekgraph.apart.inside import arguments, serve

def work(job):
    return {"kind": "done", "said": repr(eval(job["do"]))}, job.get("body", "").encode()

serve(work, 4 * 1024 * 1024)
"""
Start = Callable[..., Process]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts workers that do whatever they are told."""
    (tmp_path / f"{MODULE}.py").write_text(CODE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    started: list[Process] = []

    def begin(module: str = MODULE, memory: int = 100 * MEBIBYTE) -> Process:
        started.append(Process(module, memory, "one", "two"))
        return started[-1]

    yield begin
    for process in started:
        process.close()
        assert not process.alive


def lost(process: Process, attempt: str, seconds: float = 20) -> str:
    """Why the worker was lost."""
    with pytest.raises(LostError) as caught:
        process.run({"do": attempt}, seconds)
    assert not process.alive
    return caught.value.reason


def test_a_process_that_cannot_be_had(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    no_room(monkeypatch)
    with pytest.raises(LostError, match="start"):
        start()


def test_jobs_are_answered_one_after_the_other_by_one_process(start: Start) -> None:
    process = start()
    head, _ = process.run({"do": "arguments()"}, 20)
    assert head["said"] == "['one', 'two']"
    found = [process.run({"do": "os.getpid()", "body": "x" * size}, 20) for size in (0, 3, 100_000)]
    assert len({head["said"] for head, _ in found}) == 1
    assert [len(body) for _, body in found] == [0, 3, 100_000]


def test_what_goes_wrong_in_a_job_is_told(start: Start) -> None:
    process = start()
    assert process.run({"do": "1 / 0"}, 20)[0] == {
        "kind": "failed", "reason": "ZeroDivisionError: division by zero", "length": 0
    }  # fmt: skip
    assert process.run({"do": "2"}, 20)[0]["said"] == "2"


def test_what_takes_too_long_is_ended_in_time(start: Start) -> None:
    process = start()
    process.run({"do": "1"}, 20)
    before = time.monotonic()
    assert lost(process, "time.sleep(60)", 0.2) == "time"
    assert time.monotonic() - before < 1.2


@pytest.mark.parametrize(
    ("attempt", "reason"),
    [("os.abort()", "memory"), ("ctypes.string_at(0)", "depth"), ("os._exit(0)", "start"), ("os._exit(7)", "start")],
)
def test_a_process_that_ends_says_why(start: Start, attempt: str, reason: str) -> None:
    assert lost(start(), attempt) == reason


def test_a_worker_that_cannot_start(start: Start) -> None:
    assert lost(start("no_such_module"), "1") == "start"


@pytest.mark.skipif(not MEMORY_HELD, reason="this system does not bound the memory of a process")
def test_memory_is_bounded(start: Start) -> None:
    process = start()
    assert process.run({"do": "len(bytearray(10_000_000))"}, 20)[0]["said"] == "10000000"
    assert process.run({"do": "bytearray(2_000_000_000)"}, 20)[0]["kind"] == "memory"
    assert process.run({"do": "2"}, 20)[0]["said"] == "2"


@pytest.mark.skipif(not SOCKETS_HELD, reason="this system does not let a process give up sockets")
@pytest.mark.parametrize(
    "attempt",
    ["socket.socket()", "os.execv('/bin/true', ['true'])", "subprocess.run(['true'])"],
)
def test_no_connection_and_no_program(start: Start, attempt: str) -> None:
    assert "PermissionError" in start().run({"do": attempt}, 20)[0].get("reason", "")


def test_the_working_folder_holds_no_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files from outside lie there: one of them may be called like a module."""
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    process = Process("mekgraph.sources.outside.job", 100 * MEBIBYTE)
    try:
        assert process.run({"file": os.devnull, "shown": "x.ttl"}, 20)[0]["kind"] == "refused"
    finally:
        process.close()
