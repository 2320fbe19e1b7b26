"""A worker as seen from outside: started, given one job after the other, killed when it takes too long."""

import contextlib
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import IO, Any, Literal, cast

MEBIBYTE = 1024 * 1024
Job = dict[str, Any]
# What a worker says of a job: a head, in which ``kind`` says what became of it, and what it made.
Head = dict[str, Any]
Answer = tuple[Head, bytes]
Heard = Callable[[Head], None]
TOLD = "told"  # the kind of what a worker says before it answers
Reason = Literal["time", "memory", "depth", "start"]
# How a process ends whose allocation failed, or that the system itself ended: SIGABRT, SIGKILL; an abort on Windows.
OUT_OF_MEMORY = (-6, -9, 0xC0000409)
PIECE = 256 * 1024  # bytes
LOWER = 10  # on the scale of POSIX, where 0 is ordinary and 19 the last
STACK_OVERFLOW = 0xC00000FD  # on Windows; elsewhere that is a signal


class LostError(Exception):
    """The worker ended before it had answered; ``reason`` says why: "start" if it never came so far."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class Stop:
    """Tells from another thread that nobody waits for what is being done; ``set`` ends it, now or once it begins."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._set = False
        self._end: Callable[[], None] = lambda: None

    @property
    def is_set(self) -> bool:
        """Whether nobody waits any more."""
        return self._set

    def set(self) -> None:
        """Say so."""
        with self._lock:
            self._set = True
            self._end()

    @contextlib.contextmanager
    def ends(self, end: Callable[[], None]) -> Iterator[None]:
        """While in the ``with`` statement, ``end`` is what ends it."""
        with self._lock:
            self._end = end
            if self._set:
                end()
        try:
            yield
        finally:
            with self._lock:
                self._end = lambda: None


class Process:
    """One worker: the module named runs ``inside.serve``. It takes one job at a time.

    ``memory`` is what it may take beside what it begins with, in bytes. Spawned, never forked, and without the working
    folder among the places from which it loads modules: files from outside lie there. LostError where the system has no
    room for another process, or no files for its pipes.
    """

    def __init__(self, module: str, memory: int, *arguments: str) -> None:
        command = [sys.executable, "-P", "-m", module, str(memory), *arguments]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # a Ctrl+C is for the program, which may still want the answer
            )
        except OSError:
            raise LostError("start") from None

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def run(self, job: Job, seconds: float, heard: Heard = lambda _: None) -> Answer:
        """What the worker says of a job; LostError if it ended on the way, or had to be ended after ``seconds``.

        ``heard`` is given what the worker tells before it answers.
        """
        body = io.BytesIO()
        return self.run_into(body, job, seconds, heard), body.getvalue()

    def run_into(self, body: IO[bytes], job: Job, seconds: float, heard: Heard = lambda _: None) -> Head:
        """What the worker says of a job, what it made being written to ``body``; LostError as ``run``."""
        late = threading.Event()
        timer = threading.Timer(seconds, self._too_late, [late])
        timer.start()
        try:
            head = self._exchange(json.dumps(job).encode() + b"\n", body, heard)
        except BaseException:  # stopped by the user: the worker is in the middle of something
            self.close()
            raise
        finally:
            timer.cancel()
            timer.join()  # it may be about to kill: what is killed is not to be given another job
        if late.is_set():
            self._process.wait()  # also where the answer came at the last moment: nobody is to give it another job
        if head is None:
            raise LostError(self._ended(late.is_set()))
        return head

    def _exchange(self, request: bytes, body: IO[bytes], heard: Heard) -> Head | None:
        """The head of the answer; None if the process ended before it was whole."""
        requests, answers = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        try:
            requests.write(request)
            requests.flush()
        except OSError:
            return None
        head: Head = {"kind": TOLD}
        while head["kind"] == TOLD:
            line = answers.readline()
            if not line.endswith(b"\n"):
                return None
            head = json.loads(line)
            if head["kind"] == TOLD:
                heard(head)
        left = head.get("length", 0)
        while left:
            part = answers.read(min(left, PIECE))
            if not part:
                return None
            body.write(part)
            left -= len(part)
        return head

    def _too_late(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _ended(self, late: bool) -> Reason:
        """Why the process is gone."""
        status = self._process.wait()
        self.close()
        if late:
            return "time"
        if status in OUT_OF_MEMORY:
            return "memory"
        return "depth" if status < 0 or status == STACK_OVERFLOW else "start"

    def lower(self) -> None:
        """Let other processes go first from now on, where the system has such an order."""
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):  # it may have ended
                os.setpriority(os.PRIO_PGRP, self._process.pid, LOWER)  # its group, because that means all its threads

    def kill(self) -> None:
        """End the process from another thread than the one that gives it jobs."""
        self._process.kill()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
