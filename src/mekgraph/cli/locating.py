"""Files as they are named from the folder in which somebody stands, for what a terminal or editor is to open.

Names in findings are relative to the project, so that the same data gives the same report everywhere. A terminal, an
editor and the pages of GitHub start from the working folder; only there, and only on the way out, names are changed.
"""

import os
from dataclasses import replace
from pathlib import Path

from mekgraph.check.findings import Detail, Finding, Report
from mekgraph.cli.frame import Session
from mekgraph.cli.language import say
from mekgraph.resources import Project

NAMED = 3


def from_here(name: str, project: Project) -> str:
    """The name that a file of a project has in the working folder, or its whole path where that is shorter."""
    file, here = project.root / name, Path.cwd().resolve()
    if not name or project.root == here or not file.exists():
        return name
    try:
        return min(Path(os.path.relpath(file, here)).as_posix(), file.as_posix(), key=len)
    except ValueError:  # on another drive
        return file.as_posix()


def seen_from_here(report: Report, project: Project) -> Report:
    """The report with its files named as ``from_here`` does."""
    if project.root == Path.cwd().resolve():
        return report
    every = (*report.findings, *(finding for finding, _ in report.waived))
    names = {name: from_here(name, project) for name in {finding.place.file for finding in every}}

    def located(finding: Finding) -> Finding:
        return replace(finding, place=finding.place._replace(file=names[finding.place.file]))

    return replace(
        report,
        findings=[located(finding) for finding in report.findings],
        waived=[(located(finding), waiver) for finding, waiver in report.waived],
        notes=[_located_note(note, project) for note in report.notes],
    )


def _located_note(note: Detail, project: Project) -> Detail:
    files = {name: from_here(str(value), project) for name, value in note.values.items() if name == "file"}
    return Detail(note.key, {**note.values, **files}) if files else note


def checked_data(session: Session, files: tuple[Path, ...]) -> str:
    """What was checked, in words: the folder of the data, or the data that comes with the program; and files given."""
    data = f"{from_here('data', session.project)}/" if session.named else say("check.shipped")
    if not files:
        return data
    names = ", ".join(file.as_posix() for file in files[:NAMED])
    return say("check.together", files=names if len(files) <= NAMED else f"{names}, …", data=data)
