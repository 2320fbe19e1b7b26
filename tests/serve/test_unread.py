"""Answers that nobody takes make room for those that somebody takes."""

import socket
import time
from urllib.parse import quote

import pytest

from mekgraph.apart.process import MEBIBYTE
from mekgraph.resources import Project
from mekgraph.serve import answering, unread
from mekgraph.serve.unread import Unread

from .conftest import serving

LONG = quote("SELECT ?a ?b WHERE { ?a a mek:Link . ?b a mek:Evidence } LIMIT 20000")
SHORT = quote("SELECT ?a WHERE { ?a a mek:Link } LIMIT 1")


class Connection:
    aborted = False

    def abort(self) -> None:
        self.aborted = True


def test_who_has_not_read_for_longest_has_to_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    some, slow, quick = Connection(), Connection(), Connection()
    held = Unread(100)
    with held.sending(some, 60), held.sending(slow, 30), held.sending(quick, 30) as reading:
        now += unread.IDLE
        reading.progress()
        assert held.make_room()
        assert (some.aborted, slow.aborted, quick.aborted, held.size) == (True, False, False, 60)
        with held.sending(some, 90):
            assert not held.make_room()
            assert (slow.aborted, quick.aborted, held.size) == (True, False, 120)
    assert held.size == 0


def test_nobody_has_to_leave_who_reads() -> None:
    reading = Connection()
    held = Unread(100)
    with held.sending(reading, 101):
        assert not held.make_room()
    assert held.make_room()
    assert not reading.aborted


def test_unread_answers_do_not_keep_others_from_theirs(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "MOST_UNREAD", 3 * MEBIBYTE)
    monkeypatch.setattr(unread, "IDLE", 0.5)
    with serving(project) as client:
        idle = []
        for _ in range(4):
            connection = socket.create_connection(("127.0.0.1", client.port))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(f"GET /sparql?query={LONG} HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\n\r\n".encode())
            assert connection.recv(12) == b"HTTP/1.1 200"
            idle.append(connection)
            time.sleep(0.6)
        answer = client(f"/sparql?query={SHORT}", Accept="text/csv")
        assert (answer.status, answer.text.count("\n")) == (200, 2)
        whole = client(f"/sparql?query={LONG}", Accept="text/csv")
        assert (whole.status, whole.text.count("\n")) == (200, 20_001)
        for connection in idle:
            connection.close()
