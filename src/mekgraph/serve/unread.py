"""Answers that their clients have not taken yet: how many bytes that is, and who has to leave when it is too much."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

# Seconds without reading after which a client may have to leave for others.
IDLE = 2.0


class Connection(Protocol):
    """Where an answer is sent to."""

    def abort(self) -> None:
        """Hang up at once."""


class Sending:
    """One answer on its way."""

    def __init__(self, connection: Connection, size: int) -> None:
        self.connection, self.size = connection, size
        self.progress()

    def progress(self) -> None:
        """A part of it has been taken."""
        self.since = time.monotonic()


class Unread:
    """The answers on their way; all together they are to be no more than ``most`` bytes.

    Used by one event loop, so from one thread.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._sending: list[Sending] = []

    @contextmanager
    def sending(self, connection: Connection, size: int) -> Iterator[Sending]:
        """While in the ``with`` statement, an answer of so many bytes is on its way."""
        one = Sending(connection, size)
        self._sending.append(one)
        try:
            yield one
        finally:
            if one in self._sending:
                self._sending.remove(one)

    @property
    def size(self) -> int:
        """How many bytes are on their way."""
        return sum(one.size for one in self._sending)

    def make_room(self) -> bool:
        """Whether there is room for another answer; who has not read for longest is hung up on where there is none."""
        while self.size > self.most:
            slowest = min(self._sending, key=lambda one: one.since)
            if time.monotonic() - slowest.since < IDLE:
                return False
            self._sending.remove(slowest)
            slowest.connection.abort()
        return True
