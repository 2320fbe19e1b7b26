"""Files and folders to the rows of all tables in them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mekgraph.check.findings import Detail
from mekgraph.errors import InputError, InputErrors, raise_all
from mekgraph.exchange.importing.columns import TABLES
from mekgraph.sources.outside.reader import read_tables
from mekgraph.sources.rows import ENDINGS, OTHER_KINDS, Row

LOCK = "~$"  # what Excel puts beside a workbook that is open
SKIPPED = "tables.skipped"
LEFT = "tables.left"


@dataclass(frozen=True)
class Facts:
    """The rows by table, and what the reader must know: files and sheets that were left out."""

    rows: dict[str, list[Row]]
    notes: list[Detail]


def table_files(paths: list[Path]) -> list[Path]:
    """The tables named by ``paths`` (folders: those directly in them that can be read).

    Raises InputError for an absent path, or if there is none.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise InputError("input.absent", file=path.as_posix())
        found.extend(_in_folder(path) if path.is_dir() else [path])
    if not found:
        raise InputError("input.no_tables", file=paths[0].as_posix())
    return found


def _in_folder(folder: Path, endings: tuple[str, ...] = ENDINGS) -> list[Path]:
    files = (file for file in folder.iterdir() if file.is_file() and not file.name.startswith(LOCK))
    return sorted(file for file in files if file.suffix.lower() in endings)


def read_facts(paths: list[Path], shown: Callable[[Path], str]) -> Facts:
    """The rows of all tables in these files and folders, named as ``shown`` says.

    Raises what ``table_files`` raises, and InputError, or InputErrors with everything that cannot be read.
    """
    files = table_files(paths)
    facts = Facts(defaultdict(list), _left_out(paths, shown))
    errors: list[InputError] = []
    for file in files:
        name = shown(file)
        try:
            read = read_tables(file, TABLES, name)
        except InputError as error:
            errors.extend(error.errors if isinstance(error, InputErrors) else [error])
            continue
        for row in read.rows:
            facts.rows[row.table].append(row)
        facts.notes.extend(Detail(SKIPPED, {"file": name, "sheet": sheet}) for sheet in read.skipped)
    raise_all(errors)
    return facts


def _left_out(paths: list[Path], shown: Callable[[Path], str]) -> list[Detail]:
    """Notes on the files in folders that are tables too, but of a kind that is not read."""
    found = [file for path in paths if path.is_dir() for file in _in_folder(path, OTHER_KINDS)]
    return [Detail(LEFT, {"file": shown(file)}) for file in found]
