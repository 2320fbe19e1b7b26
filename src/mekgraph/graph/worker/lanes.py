"""Who may run: a query that turns out long makes way for the short ones, which nobody can tell apart beforehand."""

import threading
import time
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Protocol

from mekgraph.apart.process import Stop
from mekgraph.errors import LimitError

SHORT = 1.0  # seconds after which a query is a long one
LOOK = 0.2  # seconds after which those who wait look whether anything has changed
REMEMBERED = 1000  # queries that were long


class Runner(Protocol):
    """What answers a query."""

    def lower(self) -> None:
        """Let others go first from now on."""

    def kill(self) -> None:
        """End it."""


class Lanes:
    """Places for queries: ``short`` for those that have just begun, ``long`` for those that go on for over a second.

    A query begins on a short place. When it turns out to be long it moves over, to where it has a lower priority; where
    all long places are taken it stays, until somebody waits for its short one: then it has to end. What was long the
    last time begins on a long place, for which only as many wait as there are. So as many long queries as anybody sends
    leave room for short ones.
    """

    def __init__(self, short: int, long: int) -> None:
        self._short, self._long = Lane(short), Lane(long)
        self._places = long
        self._changed = threading.Condition()
        self._known: OrderedDict[Hashable, None] = OrderedDict()

    @contextmanager
    def place(self, query: Hashable, stop: Stop, seconds: float) -> Iterator["Place"]:
        """A place for a query, once one is free.

        Raises LimitError after ``seconds``, when nobody waits for the answer, and where too many long queries wait.
        """
        with self._changed:
            lane = self._long if query in self._known and self._places else self._short
            if lane is self._long and not lane.free and len(lane.waiting) >= self._places:
                raise LimitError("limit.crowded")
            self._enter(lane, stop, time.monotonic() + seconds)
        place, began = Place(self, lane is self._long), time.monotonic()
        try:
            yield place
        finally:
            self._leave(place, query, time.monotonic() - began)

    def _enter(self, lane: "Lane", stop: Stop, end: float) -> None:
        turn = object()
        lane.waiting.append(turn)
        try:
            while not lane.free or lane.waiting[0] is not turn:
                self._changed.wait(LOOK)
                if stop.is_set or time.monotonic() > end:
                    raise LimitError("limit.busy" if lane is self._short else "limit.crowded")
            lane.free -= 1
        finally:
            lane.waiting.remove(turn)
            self._changed.notify_all()

    def _leave(self, place: "Place", query: Hashable, took: float) -> None:
        with self._changed:
            (self._long if place.long else self._short).free += 1
            self._known.pop(query, None)
            if took > SHORT:
                self._known[query] = None
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
            self._changed.notify_all()

    def judged(self, place: "Place") -> bool:
        """Whether it is decided what becomes of a query that is long: it moved over, or has to end."""
        with self._changed:
            if self._long.free:
                self._long.free -= 1
                self._short.free += 1
                place.long = True
                self._changed.notify_all()
            elif self._short.waiting and not self._short.free:
                place.ended = True
            return place.long or place.ended


class Lane:
    """Free places, and those who wait for one, in the order in which they came."""

    def __init__(self, places: int) -> None:
        self.free = places
        self.waiting: list[object] = []


class Place:
    """The place of one query."""

    def __init__(self, lanes: Lanes, long: bool) -> None:
        self._lanes = lanes
        self.long = long  # whether it stands among the long ones
        self.ended = False  # whether it had to make way

    @contextmanager
    def watched(self, runner: Runner) -> Iterator[None]:
        """While in the ``with`` statement, the runner makes way when its query turns out long."""
        if self.long:
            runner.lower()
            yield
            return
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(runner, done), daemon=True)
        watch.start()
        try:
            yield
        finally:
            done.set()
            watch.join()

    def _watch(self, runner: Runner, done: threading.Event) -> None:
        wait = SHORT
        while not done.wait(wait):
            if self._lanes.judged(self):
                return runner.kill() if self.ended else runner.lower()
            wait = LOOK
        return None
