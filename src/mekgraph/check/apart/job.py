"""The worker: it reads the rules and the data of a project, checks them, and can check again what has changed."""

import base64
import os
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from mekgraph.apart.inside import serve, tell
from mekgraph.apart.process import MEBIBYTE, Answer, Job
from mekgraph.check.apart.wire import packed
from mekgraph.check.checker import Checker
from mekgraph.check.endpoint import check_endpoint
from mekgraph.check.findings import Report
from mekgraph.check.surroundings import with_surroundings
from mekgraph.errors import InputError, UsageError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.sources.outside.wire import error_of, told

STACK = 64 * MEBIBYTE  # the engine and Python go down as deep as shapes stand in one another


_STEPS = count()


@contextmanager
def _step(name: str) -> Iterator[None]:
    number = next(_STEPS)
    tell(step=number, begins=name)
    try:
        yield
    finally:
        tell(step=number)


def _stage(key: str) -> None:
    tell(stage=key)


@dataclass
class _Worker:
    """Keeps the last check, so that it can be repeated."""

    checker: Checker | None = None
    around: bool = False

    def answer(self, job: Job) -> Answer:
        given = pickle.loads(base64.b64decode(job["given"]))  # noqa: S301 - the program itself made it
        os.chdir(job["folder"])
        try:
            report: Report = getattr(self, job["do"])(**given)
        except InputError as error:
            return {"kind": "refused", "errors": told(error)}, b""
        except UsageError as error:
            return {"kind": "usage", "key": error.key, "values": {k: str(v) for k, v in error.values.items()}}, b""
        except RecursionError:
            return {"kind": "depth"}, b""
        return {"kind": "report"}, packed(report)

    def check(self, refused: dict[Path, Any], around: bool, **given: Any) -> Report:
        """Everything; with ``around`` also what lies around the data."""
        self.checker = None  # of two datasets one would be too many
        self.checker, self.around = Checker(**given, progress=_stage, step=_step, trial=_Refusing(refused)), around
        return self._with_surroundings(self.checker, self.checker.run())

    def again(self, refused: dict[Path, Any], edited: list[Path]) -> Report:
        """The same check after an edit."""
        if self.checker is None:
            raise TypeError("nothing has been checked yet")
        self.checker.trial = _Refusing(refused)
        return self._with_surroundings(self.checker, self.checker.again(edited))

    def _with_surroundings(self, checker: Checker, report: Report) -> Report:
        if not self.around:
            return report
        with _step(checker.project.shown(checker.project.queries)):
            return with_surroundings(report, checker.project)

    def endpoint(self, store: Path, **given: Any) -> Report:
        """What was fetched from an endpoint and lies in a store."""
        return check_endpoint(engine=OxigraphEngine.open(store), progress=_stage, step=_step, **given)


@dataclass(frozen=True)
class _Refusing:
    """Files have been read on trial elsewhere, because this process is to live on; these errors came of it."""

    errors: Mapping[Path, Any]

    def __call__(self, file: Path, _: str) -> None:
        if file in self.errors:
            raise error_of(self.errors[file])


def main() -> None:
    """Answer jobs until there are no more."""
    serve(_Worker().answer, STACK)


if __name__ == "__main__":
    main()
