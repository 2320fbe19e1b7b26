"""Long queries make way for short ones."""

import threading
import time
from collections.abc import Iterator

import pytest

from mekgraph.apart.process import Stop
from mekgraph.errors import LimitError
from mekgraph.graph.worker import lanes
from mekgraph.graph.worker.lanes import Lanes

SOON = 10


class Query:
    """A query that goes on until it is killed or told to end."""

    def __init__(self, at: Lanes, text: str = "") -> None:
        self.lowered, self.ended, self.began = threading.Event(), threading.Event(), threading.Event()
        self.killed = False
        self.refused = ""
        self.thread = threading.Thread(target=self._go, args=(at, text or str(id(self))))
        self.thread.start()

    def _go(self, at: Lanes, text: str) -> None:
        try:
            with at.place(text, Stop(), SOON) as place, place.watched(self):
                self.began.set()
                assert self.ended.wait(SOON)
        except LimitError as error:
            self.refused = error.key

    def lower(self) -> None:
        self.lowered.set()

    def kill(self) -> None:
        self.killed = True
        self.ended.set()

    def end(self) -> None:
        self.ended.set()
        self.thread.join()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(lanes, "SHORT", 0.5)
    monkeypatch.setattr(lanes, "LOOK", 0.02)
    return


def test_a_long_query_moves_over_and_goes_on() -> None:
    at = Lanes(1, 1)
    long = Query(at)
    assert long.lowered.wait(SOON)
    short = Query(at)
    assert short.began.wait(SOON)
    assert not long.killed
    short.end()
    long.end()


def test_one_long_query_too_many_stays_until_somebody_waits() -> None:
    at = Lanes(1, 1)
    first = Query(at)
    assert first.lowered.wait(SOON)
    second = Query(at)
    assert second.began.wait(SOON)
    assert not second.ended.wait(1.5)
    third = Query(at)
    assert second.ended.wait(SOON)
    assert third.began.wait(SOON)
    assert (first.killed, second.killed) == (False, True)
    third.end()
    first.end()


def test_places_are_free_again() -> None:
    at = Lanes(1, 1)
    for _ in range(3):
        long = Query(at)
        assert long.lowered.wait(SOON)
        long.end()
        short = Query(at)
        assert short.began.wait(SOON)
        short.end()


def test_who_waits_in_vain_is_told() -> None:
    at = Lanes(1, 0)
    with at.place("a", Stop(), SOON):
        with pytest.raises(LimitError, match="waiting"), at.place("b", Stop(), 0.05):
            pass
        stop = Stop()
        stop.set()
        with pytest.raises(LimitError, match="waiting"), at.place("b", stop, SOON):
            pass


def test_what_was_long_before_begins_among_the_long_ones() -> None:
    at = Lanes(1, 1)
    again = Query(at, "heavy")
    assert again.lowered.wait(SOON)
    waiting = Query(at, "heavy")
    again.end()
    assert waiting.lowered.wait(SOON)
    others = [Query(at, "heavy") for _ in range(3)]
    until = time.monotonic() + SOON
    while sum(bool(other.refused) for other in others) < 2:
        assert time.monotonic() < until
        time.sleep(0.01)
    short = Query(at)
    assert short.began.wait(SOON)
    short.end()
    waiting.end()
    for other in others:
        other.end()
    assert sorted(other.refused for other in others) == ["", "limit.crowded", "limit.crowded"]


def test_what_was_short_the_last_time_is_not_held_to_be_long() -> None:
    at = Lanes(1, 1)
    for lowered in (True, True, False):
        query = Query(at, "heavy at first")
        assert query.began.wait(SOON)
        if lowered and not query.lowered.is_set():
            assert query.lowered.wait(SOON)
        assert query.lowered.is_set() is lowered
        query.end()


def test_who_came_first_is_first() -> None:
    at = Lanes(1, 0)
    holding = Query(at)
    assert holding.began.wait(SOON)
    waiting = []
    for _ in range(5):
        waiting.append(Query(at))
        time.sleep(0.05)
    holding.end()
    for place, query in enumerate(waiting):
        assert query.began.wait(SOON)
        assert not any(later.began.is_set() for later in waiting[place + 1 :])
        query.end()
