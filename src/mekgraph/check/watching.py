"""Checking again whenever a file is saved (``mekgraph check --watch``).

Files are looked at several times a second. Office folders often lie on a server, which sends no notice of changes.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from mekgraph.check.findings import Report
from mekgraph.errors import InputError, LimitError
from mekgraph.resources import Project

INTERVAL = 0.1


class Repeatable(Protocol):
    """A check that can be repeated, here or apart."""

    @property
    def project(self) -> Project:
        """What is checked."""
        ...

    def data_files(self) -> list[Path]:
        """The data files that it reads."""
        ...

    def read_rules(self) -> None:
        """Read the rules again."""
        ...

    def run(self) -> Report:
        """Check everything."""
        ...

    def again(self, edited: Iterable[Path]) -> Report:
        """Check again after some data files were edited, added or removed."""
        ...


@dataclass(frozen=True)
class Round:
    """One look: the files whose change led to it (none the first time), in path order, and what was found.

    Where shapes, rules or waivers are wrong themselves, or take too much, their error stands in the place of a report.
    """

    edited: tuple[Path, ...]
    found: Report | InputError | LimitError


def watch(checker: Repeatable, pause: Callable[[], None] = lambda: time.sleep(INTERVAL)) -> Iterator[Round]:
    """A round at once, and another after every change of a file that the check reads; ``pause`` waits between looks.

    After a change of data only what it can affect is asked again; after any other, everything.
    """
    seen = _versions(checker)
    last = _tried(checker.run)
    yield Round((), last)
    while True:
        pause()
        now = _versions(checker)
        edited = sorted(file for file in seen.keys() | now.keys() if seen.get(file) != now.get(file))
        seen = now
        if not edited:
            continue
        data = set(checker.data_files()) | {file for file in edited if file.is_relative_to(checker.project.data)}
        only_data = all(file in data and file.suffix == ".ttl" for file in edited)
        again = isinstance(last, Report) and only_data
        last = _tried(partial(checker.again, edited) if again else partial(_anew, checker))
        yield Round(tuple(edited), last)


def _anew(checker: Repeatable) -> Report:
    checker.read_rules()
    return checker.run()


def _tried(check: Callable[[], Report]) -> Report | InputError | LimitError:
    try:
        return check()
    except (InputError, LimitError) as error:
        return error


def _versions(checker: Repeatable) -> dict[Path, tuple[int, int]]:
    """Time and size of every file that the check reads."""
    found: dict[Path, tuple[int, int]] = {}
    for file in (*_rule_files(checker.project), *checker.data_files()):
        try:
            state = file.stat()
        except OSError:
            continue  # just being replaced; seen at the next look
        found[file] = (state.st_mtime_ns, state.st_size)
    return found


def _rule_files(project: Project) -> list[Path]:
    checks = project.ontology / "checks"
    return [
        *project.ontology_files(),
        *project.shape_files(),
        *sorted(checks.rglob("*.rq")),
        *sorted(checks.glob("*.toml")),
        project.data / "waivers.toml",
        *project.question_files(),
    ]
