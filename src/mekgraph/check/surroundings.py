"""What lies around the data: ready questions that cannot be asked, and files that nobody reads where they lie."""

import functools
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mekgraph.check.findings import Detail, Finding, Place, Report
from mekgraph.check.ownrules import own_rule
from mekgraph.errors import InputError, UsageError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.guard import guard, refused_line
from mekgraph.resources import Project
from mekgraph.sources.positions import line_text
from mekgraph.sources.text import read_text

BROKEN = "QRY-001"
QUERY = "usage.query"  # the error of a query that is not well formed; all others say themselves what is wrong
WAIVERS = "waivers.toml"
# What belongs into the folder of the data although it is no data.
KNOWN = (WAIVERS, "import-report.csv")
KNOWN_ENDING = ".md"
MOST_NAMED = 5


def with_surroundings(report: Report, project: Project) -> Report:
    """The report on the data of a project with what is wrong around it.

    The questions come last among the findings, as in the order of folders; about files that are not read there are
    notes.
    """
    return replace(
        report, findings=[*report.findings, *broken_questions(project)], notes=[*report.notes, *unread(project)]
    )


def broken_questions(project: Project) -> list[Finding]:
    """A finding for every ready question whose query is not well formed or must not be run; none is run."""
    found = (_broken(file, project.shown(file)) for file in project.question_files())
    return [finding for finding in found if finding]


def _broken(file: Path, name: str) -> Finding | None:
    text = ""
    error: InputError | UsageError | None
    try:
        text = read_text(file, name)
        error = _refusal(text)
    except InputError as unreadable:
        error = unreadable
    if error is None:
        return None
    line = _line(error, text)
    reason: object = error.values["reason"] if error.key == QUERY else Detail(error.key, error.values)
    rule = own_rule(BROKEN)
    place = Place(name, line, source=line_text(text, line) if line else "")
    detail = Detail("surroundings.reason", {"reason": reason})
    return Finding(rule, rule.severity, place, values={"question": file.stem}, detail=detail)


@functools.lru_cache(maxsize=1000)
def _refusal(query: str) -> UsageError | None:
    """Why a query cannot be asked; kept, since a check is repeated after every edit and questions seldom change."""
    try:
        guard(query)
        OxigraphEngine.of([]).evaluate(query)
    except UsageError as error:
        return error
    return None


def _line(error: InputError | UsageError, text: str) -> int:
    """The line of an error in a query, 0 where not known; for what is below all text, the last line that has some.

    The engine names a column too, but often one some letters after the slip.
    """
    if isinstance(error, InputError):
        return error.line or 0
    if error.key != QUERY:
        return refused_line(text)
    return min(int(str(error.values["line"])), text.rstrip().count("\n") + 1)


def unread(project: Project) -> list[Detail]:
    """Notes on files that lie where they are not read: in the folder of the data, and waivers outside of it."""
    strays, waivers = [], []
    for file in _files(project.data):
        if file.name == WAIVERS and file.parent != project.data:
            waivers.append(file)
        elif file.suffix not in (".ttl", KNOWN_ENDING) and file.name not in KNOWN:
            strays.append(file)
    waivers += [folder / WAIVERS for folder in (project.root, project.ontology) if (folder / WAIVERS).is_file()]
    notes = [Detail("surroundings.waivers", {"file": project.shown(file)}) for file in sorted(waivers)]
    if strays:
        names = ", ".join(map(project.shown, sorted(strays)[:MOST_NAMED]))
        more = "" if len(strays) <= MOST_NAMED else " …"
        notes.append(Detail("surroundings.strays", {"files": names + more}))
    return notes


def _files(folder: Path) -> Iterator[Path]:
    """All files below a folder but hidden ones."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place) / name for name in names if not name.startswith("."))
