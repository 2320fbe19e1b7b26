"""Files from outside, handed to a worker: one serves all files, is started with the first and ends with the program."""

import atexit
import threading
from pathlib import Path

from mekgraph.apart.process import MEBIBYTE, Answer, Job, LostError, Process
from mekgraph.errors import InputError
from mekgraph.sources.heads import Tables
from mekgraph.sources.outside.wire import error_of, unpacked
from mekgraph.sources.rows import TableFile
from mekgraph.sources.text import require_small

JOB = "mekgraph.sources.outside.job"
MEMORY = 1024 * MEBIBYTE
# What a file may take; a full workbook takes longest.
SECONDS_OF_TRIAL, SECONDS_OF_TABLES = 30, 60


class _Worker:
    """The worker, as long as it lives, and then another one."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._lock = threading.Lock()

    def run(self, job: Job, seconds: float) -> Answer:
        """What becomes of a job; LostError if the worker does not survive it."""
        with self._lock:
            if self._process is None or not self._process.alive:
                self.close()
                self._process = Process(JOB, MEMORY)
            return self._process.run(job, seconds)

    def close(self) -> None:
        """End the worker."""
        if self._process:
            self._process.close()


_WORKER = _Worker()
atexit.register(_WORKER.close)


def try_file(file: Path, shown: str) -> None:
    """Have an RDF file read on trial; whoever reads it afterwards can rely on coming through.

    Raises InputError for a file that is too large, nested too deep, takes too much time or memory, holds too much, or
    breaks the parser. One that is merely wrong may pass.
    """
    _read({"file": str(file.absolute()), "shown": shown}, file, shown, SECONDS_OF_TRIAL)


def read_tables(file: Path, tables: Tables, shown: str) -> TableFile:
    """The rows of a table or workbook; see ``sheets.read_tables``. Raises what that raises, and as ``try_file``."""
    job = {
        "file": str(file.absolute()),
        "shown": shown,
        "tables": {table: [*columns] for table, columns in tables.items()},
    }
    return unpacked(_read(job, file, shown, SECONDS_OF_TABLES))


def _read(job: Job, file: Path, shown: str, seconds: float) -> bytes:
    """What the worker has to give for a file."""
    require_small(file, shown)
    try:
        head, content = _WORKER.run(job, seconds)
    except LostError as error:
        raise _lost(error, shown, seconds) from None
    match head["kind"]:
        case "read":
            return content
        case "refused":
            raise error_of(head["errors"])
        case "memory":
            raise _lost(LostError("memory"), shown, seconds)
        case _:
            raise RuntimeError(head["reason"])


def _lost(error: LostError, shown: str, seconds: float) -> InputError:
    """The error for a file that the worker did not survive."""
    match error.reason:
        case "time":
            return InputError("input.slow", file=shown, seconds=seconds)
        case "memory":
            return InputError("input.hungry", file=shown, mebibytes=MEMORY // MEBIBYTE)
        case "depth":
            return InputError("input.breaking", file=shown)
        case _:
            return InputError("input.reader", file=shown)
