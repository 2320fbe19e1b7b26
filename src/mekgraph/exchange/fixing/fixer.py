"""The mechanical fixes of files (``mekgraph check --fix``): worked out first, then written, all files or none."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from mekgraph.errors import InputError
from mekgraph.exchange.files import write_all
from mekgraph.exchange.fixing.fixed import Fixed
from mekgraph.exchange.fixing.literals import Literal
from mekgraph.exchange.fixing.mending import Entry, mend
from mekgraph.exchange.fixing.opening import Opened, about, opened
from mekgraph.exchange.fixing.wants import Want, wants
from mekgraph.resources import Project
from mekgraph.sources.statements import Document, read_document


def fixes(project: Project, files: list[Path]) -> list[Fixed]:
    """What can be mended in the files, with certainty and without judgement; nothing is written.

    What each property wants comes from the shapes of the project, and what else is said of a subject from its data
    and ontology. The answer is in the order of ``files`` and leaves out those that there is nothing to say of.
    Raises InputError if the shapes cannot be read.
    """
    given = list(dict.fromkeys(file.resolve() for file in files))
    tried = [opened(file, project.shown(file)) for file in given]
    others, whole = _around(project, set(given))
    readable = not any(isinstance(each, Fixed) and each.problem for each in tried)
    entries = [entry for each in tried if isinstance(each, Opened) for entry in each.entries]
    mend([*entries, *others], _wanted(project, certain=whole and readable))
    answers = [each.fixed() if isinstance(each, Opened) else each for each in tried]
    return [answer for answer in answers if answer.fixes or answer.remark or answer.problem]


def apply(found: list[Fixed]) -> None:
    """Write what was mended: all files or none.

    Raises InputError for a file that cannot be written, or is no longer what it was when the fixes were worked out;
    nothing is changed then.
    """
    changed = [each for each in found if each.changed]
    for each in changed:
        if not each.file.is_file() or each.file.read_bytes() != each.before.encode():
            raise InputError("fix.stale", file=each.file.as_posix())
    write_all({each.file: each.after for each in changed})


def _around(project: Project, given: set[Path]) -> tuple[list[Entry], bool]:
    """The literals of the project outside the given files, and whether all its files could be read."""
    entries: list[Entry] = []
    whole = True
    for file in (*project.data_files(), *project.ontology_files()):
        if file.resolve() not in given:
            try:
                entries.extend(_entries(read_document(file, project.shown(file))))
            except InputError:
                whole = False
    return entries, whole


def _entries(document: Document) -> Iterator[Entry]:
    for statement in document.statements:
        term = statement.object
        if isinstance(term, ox.Literal):
            literal = Literal(term.value, term.language or "", term.datatype.value)
            yield Entry(about(statement, document.shown), document.shown, statement.line, literal)


def _wanted(project: Project, certain: bool) -> dict[str, Want]:
    """What the shapes want; which language is missing cannot be told while a part of the data cannot be read."""
    documents = [read_document(file, project.shown(file)) for file in project.shape_files()]
    found = wants(statement for document in documents for statement in document.statements)
    return found if certain else {path: replace(want, languages=()) for path, want in found.items()}
