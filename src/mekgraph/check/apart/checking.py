"""A check as people ask for it: done apart, within limits, and told what it was at if it had to be ended."""

import base64
import contextlib
import datetime
import pickle
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from mekgraph.apart.process import MEBIBYTE, LostError, Process
from mekgraph.check.apart.watchdog import Watchdog
from mekgraph.check.apart.wire import unpacked
from mekgraph.check.findings import Report
from mekgraph.check.places import Origin, nowhere
from mekgraph.check.selecting import only
from mekgraph.errors import InputError, LimitError, UsageError
from mekgraph.resources import Project
from mekgraph.sources.outside.reader import try_file
from mekgraph.sources.outside.wire import error_of, told

JOB = "mekgraph.check.apart.job"
Progress = Callable[[str], None]
MEMORY = 2048 * MEBIBYTE
SECONDS = 60.0  # for one rule, or to read one file
SHORTEST, LONGEST = 1, 3600
WHOLE = 30  # so many times that for all of them together
SLOW = 10  # and so many for pySHACL, which asks all shapes in one step


class CheckerApart:
    """As ``Checker``, in a process of its own, which lives until this is closed; so use it in a ``with`` statement.

    ``around`` says that what lies around the data is checked as well. ``seconds`` is how long a single rule or file may
    take; the whole may take ``WHOLE`` times that. All that checks raises LimitError where that is not enough, or the
    memory is not, or the engine breaks.
    """

    def __init__(
        self,
        project: Project,
        files: Iterable[Path] = (),
        engine: str = "oxigraph",
        today: datetime.date | None = None,
        progress: Progress = lambda _: None,
        texts: Mapping[Path, str] | None = None,
        origin: Origin = nowhere,
        around: bool = False,
        seconds: float = SECONDS,
    ) -> None:
        if not SHORTEST <= seconds <= LONGEST:
            raise UsageError("usage.seconds", given=seconds, least=SHORTEST, most=LONGEST)
        self.project = project
        self.files = list(files)
        self.progress = progress
        self.seconds = seconds
        self._given: dict[str, Any] = {"project": project, "files": self.files, "engine": engine, "texts": texts or {}}
        self._given |= {"today": today or datetime.date.today(), "origin": origin, "around": around}
        self._process: Process | None = None
        with contextlib.suppress(LostError):  # told when it is tried again
            self._start()

    def data_files(self) -> list[Path]:
        """The project's data and the files given, in path order."""
        return sorted({*self.project.data_files(), *self.files, *self._given["texts"]})

    def read_rules(self) -> None:
        """Nothing: ``run`` reads them every time."""

    def run(self) -> Report:
        """Read the rules and the data, and check everything."""
        return self._report("check", {**self._given, "refused": self._refused(self.files)})

    def again(self, edited: Iterable[Path]) -> Report:
        """Check again after some data files were edited, added or removed; everything if the process was lost."""
        if self._process is None:
            return self.run()
        files = list(edited)
        refused = self._refused(file for file in files if file in self.files)
        return self._report("again", {"edited": files, "refused": refused})

    def endpoint(self, store: Path, name: str) -> Report:
        """Check what was fetched from an endpoint, whose name is ``name``, and lies in a store."""
        given = {"project": self.project, "name": name, "today": self._given["today"], "store": store}
        return self._report("endpoint", given)

    def _start(self) -> Process:
        """The process; it begins to load what it needs while there is something else to do."""
        if self._process is None:
            self._process = Process(JOB, MEMORY)
        return self._process

    def _refused(self, files: Iterable[Path]) -> dict[Path, Any]:
        """What was wrong with files from outside when each was read on trial."""
        refused = {}
        for file in files:
            try:
                try_file(file, self.project.shown(file))
            except InputError as error:
                refused[file] = told(error)
        return refused

    def _report(self, what: str, given: dict[str, Any]) -> Report:
        slow = SLOW if self._given["engine"] == "pyshacl" else 1
        watchdog = Watchdog(self.seconds * slow, self.progress, self.project.shown(self.project.data))
        job = {"do": what, "given": base64.b64encode(pickle.dumps(given)).decode(), "folder": str(Path.cwd())}
        try:
            process = self._start()
            with watchdog.watching(process.kill):
                head, content = process.run(job, self.seconds * WHOLE, watchdog.heard)
        except LostError as error:
            self.close()
            raise self._lost("late" if watchdog.late else error.reason, watchdog) from None
        if watchdog.late or head["kind"] in ("memory", "depth"):
            self.close()  # it was killed just when it answered, or nobody knows what it is still good for
        match head["kind"]:
            case "report":
                return unpacked(content)
            case "refused":
                raise error_of(head["errors"])
            case "usage":
                raise UsageError(head["key"], **head["values"])
            case "memory" | "depth" as reason:
                raise self._lost(reason, watchdog)
            case _:
                raise RuntimeError(head["reason"])

    def _lost(self, reason: str, watchdog: Watchdog) -> LimitError:
        """The error for a check that had to be ended."""
        match reason:
            case "late":
                return LimitError("limit.check_time", seconds=f"{watchdog.seconds:g}", what=watchdog.doing)
            case "time":
                return LimitError("limit.check_whole", seconds=f"{self.seconds * WHOLE:g}", what=watchdog.doing)
            case "memory":
                return LimitError("limit.check_memory", mebibytes=MEMORY // MEBIBYTE, what=watchdog.doing)
            case _:
                return LimitError(f"limit.check_{reason}", what=watchdog.doing)

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.close()
            self._process = None

    def __enter__(self) -> "CheckerApart":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def check_apart(
    project: Project,
    files: list[Path] | None = None,
    progress: Progress = lambda _: None,
    engine: str = "oxigraph",
    today: datetime.date | None = None,
    seconds: float = SECONDS,
) -> Report:
    """Check the data of a project and what lies around it, or ``files`` together with the data.

    Then only findings in the files are reported. Files that cannot be read are findings of the first layer, and then
    the only ones. Raises InputError for a file that is not there, InputError (or InputErrors) with file and line for
    shapes, rules and waivers that are wrong themselves, LimitError as ``CheckerApart``.
    """
    for file in files or []:
        if not file.exists():
            raise InputError("input.absent", file=file.as_posix())
    given = [file.resolve() for file in files or []]
    with CheckerApart(project, given, engine, today, progress, around=not given, seconds=seconds) as checker:
        report = checker.run()
    return report if not given else only(report, [project.shown(file) for file in given])


def check_endpoint_apart(
    project: Project,
    store: Path,
    name: str,
    progress: Progress = lambda _: None,
    today: datetime.date | None = None,
    seconds: float = SECONDS,
) -> Report:
    """Check what was fetched from an endpoint and lies in a store; see ``check_endpoint``. LimitError as above."""
    with CheckerApart(project, (), today=today, progress=progress, seconds=seconds) as checker:
        return checker.endpoint(store, name)
