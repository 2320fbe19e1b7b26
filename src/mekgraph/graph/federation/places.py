"""How many requests to other endpoints may be under way at a time."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from mekgraph.errors import LimitError
from mekgraph.graph.federation.hosts import Host


class Places:
    """Places for ``most`` requests, divided among the hosts.

    A request that waits for a host costs hardly anything, so there may be more of them than workers; not any number,
    because what they bring takes memory. But one that waits for a host that hangs keeps its place until its time is
    over, and anybody can send as many as they like. If the places belonged to all hosts together, the one that hangs
    would soon have them all. So each host has its own, and only those who ask the host that hangs are turned away.
    ``most`` should be less than the queries that are admitted at all, so that those without SERVICE have theirs, too.
    """

    def __init__(self, hosts: Sequence[Host], most: int) -> None:
        each = max(most // max(len(hosts), 1), 1)
        self._all = threading.BoundedSemaphore(most)
        self._of = {host: threading.BoundedSemaphore(each) for host in hosts}

    @contextmanager
    def taken(self, host: Host) -> Iterator[None]:
        """A place for one request to a host; LimitError if there is none left."""
        taken = []
        try:
            for places in (self._of[host], self._all):
                if not places.acquire(blocking=False):
                    raise LimitError("limit.busy")
                taken.append(places)
            yield
        finally:
            for places in taken:
                places.release()
