"""Watching over a check: what it is doing, as the worker tells it, and whether one step takes too long."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mekgraph.apart.process import Head

LOOK = 0.2  # seconds between two looks
MOST_NAMED = 3


class Watchdog:
    """What is being done now; ``whole`` is the name of it where the worker has told none, ``seconds`` all it may take.

    ``progress`` is given the keys of the messages that the check gives.
    """

    def __init__(self, seconds: float, progress: Callable[[str], None], whole: str) -> None:
        self.seconds = seconds
        self.late: list[str] = []
        self._progress = progress
        self._whole = whole
        self._lock = threading.Lock()
        self._running: dict[int, tuple[str, float]] = {}
        self._last = time.monotonic()

    def heard(self, told: Head) -> None:
        """Take down what the worker tells: a stage, or the beginning or the end of a step."""
        if "stage" in told:
            self._progress(told["stage"])
        with self._lock:
            self._last = time.monotonic()
            if "begins" in told:
                self._running[told["step"]] = told["begins"], self._last
            elif "step" in told:
                del self._running[told["step"]]

    @property
    def doing(self) -> str:
        """What is being done, what was begun first coming first; what took too long, if anything did."""
        with self._lock:
            names = self.late or [name for name, _ in self._running.values()] or [self._whole]
        return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")

    @contextmanager
    def watching(self, end: Callable[[], None]) -> Iterator[None]:
        """While in the ``with`` statement, ``end`` is called once if a step takes too long."""
        done = threading.Event()
        looking = threading.Thread(target=self._look, args=(done, end), daemon=True)
        looking.start()
        try:
            yield
        finally:
            done.set()
            looking.join()

    def _look(self, done: threading.Event, end: Callable[[], None]) -> None:
        while not done.wait(LOOK):
            with self._lock:
                limit = time.monotonic() - self.seconds
                began = self._running.values() or [(self._whole, self._last)]
                self.late = [name for name, since in began if since < limit]
            if self.late:
                end()
                break
