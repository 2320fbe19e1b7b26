"""The end of the server: what is being answered has a little time left, then it is told to stop."""

from collections.abc import Iterator
from contextlib import contextmanager

from mekgraph.apart.process import Stop
from mekgraph.errors import MekgraphError
from mekgraph.serve.failures import UNAVAILABLE, RequestError

# In seconds: for the queries that run when the server is told to end, and then for their clients to be told so.
GRACE, LAST = 3.0, 1.0


class Ending:
    """The queries that run; ``end`` stops them all, and those that come after it."""

    def __init__(self) -> None:
        self.begun = False
        self._running: set[Stop] = set()

    @contextmanager
    def query(self) -> Iterator[Stop]:
        """What ends a query while it runs; RequestError (503) in place of what goes wrong with one that was ended."""
        stop = Stop()
        if self.begun:
            stop.set()
        self._running.add(stop)
        try:
            yield stop
        except MekgraphError:
            if not self.begun:
                raise
            raise RequestError(UNAVAILABLE, "serve.ended") from None
        finally:
            self._running.discard(stop)

    def end(self) -> None:
        """Stop what runs, and whatever comes from now on."""
        self.begun = True
        for stop in tuple(self._running):
            stop.set()
