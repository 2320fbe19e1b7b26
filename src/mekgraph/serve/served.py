"""The graph that is served: its workers, its version, and the next version when it comes."""

from dataclasses import dataclass, field

from mekgraph.ask.catalogue import Question, read_catalogue
from mekgraph.graph.build import Build, build, built_version
from mekgraph.graph.engine import Rows
from mekgraph.graph.worker.pool import Limits, Workers
from mekgraph.resources import Project

OWN = 2  # workers for the pages


@dataclass
class Served:
    """A project's graph behind workers; ``refresh`` moves them to a newer build without a lost answer.

    ``workers`` answer queries from outside, as many as ``count`` at once and more that wait; ``own`` those of the pages
    and descriptions, which nobody from outside can make long.
    """

    project: Project
    limits: Limits = field(default_factory=Limits)
    count: int = 4
    waiting: int = 60

    def __post_init__(self) -> None:
        self.built: Build = build(self.project)
        self.workers = Workers(self.built.folder, self.limits, self.count, self.waiting)
        self.own = Workers(self.built.folder, self.limits, OWN, self.waiting)

    def refresh(self) -> bool:
        """Serve the build in use now; whether it is another one than before."""
        now = built_version(self.project)
        if now is None or now.version == self.built.version:
            return False
        self.built = now
        for workers in (self.workers, self.own):
            workers.move(now.folder)
        return True

    def catalogue(self) -> dict[str, Question]:
        """The ready questions of the project."""
        return read_catalogue(self.project)

    def select(self, query: str) -> Rows:
        """The rows of a query of our own."""
        return self.own.select(query)

    def close(self) -> None:
        """End the workers."""
        for workers in (self.workers, self.own):
            workers.close()
