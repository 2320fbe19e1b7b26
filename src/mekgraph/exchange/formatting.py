"""Turtle files to their canonical form (``mekgraph fmt``)."""

from dataclasses import dataclass
from pathlib import Path

from mekgraph.errors import InputError
from mekgraph.exchange.canonical import turtle
from mekgraph.exchange.files import write_all
from mekgraph.sources.outside.reader import try_file
from mekgraph.sources.statements import read_document


@dataclass(frozen=True)
class Formatted:
    """One file, its text and its canonical text."""

    file: Path
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether the file was not canonical."""
        return self.before != self.after


def turtle_files(paths: list[Path]) -> list[Path]:
    """The Turtle files named by ``paths``, folders searched to their depth; InputError for an absent path."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise InputError("input.absent", file=path.as_posix())
        found.extend(sorted(path.rglob("*.ttl")) if path.is_dir() else [path])
    return found


def formatted(file: Path) -> Formatted:
    """``file`` with its canonical text; nothing is written."""
    document = read_document(file)
    before = file.read_bytes().decode("utf-8")
    triples = [statement.triple for statement in document.statements]
    return Formatted(file, before, turtle(triples, document.prefixes, document.comment))


def format_files(paths: list[Path], write: bool = True) -> list[Formatted]:
    """Bring Turtle files into canonical form and return those that were not; with ``write=False`` only report them.

    Raises InputError for a file that cannot be read, or does harm where it is read on trial.
    """
    files = turtle_files(paths)
    for file in files:
        try_file(file, file.as_posix())
    changed = [result for file in files if (result := formatted(file)).changed]
    if write:
        write_all({result.file: result.after for result in changed})
    return changed
