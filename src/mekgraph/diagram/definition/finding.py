"""Which diagrams a project has."""

from pathlib import Path

from mekgraph.diagram.definition.faults import nearest, short
from mekgraph.errors import NoMatchError
from mekgraph.resources import Project


def find_diagram(project: Project, wanted: str) -> Path:
    """The file of a diagram: that of the project with this name, or the file itself if ``wanted`` ends in ``.toml``.

    Raises NoMatchError, with the nearest names, where a project has no such diagram.
    """
    if wanted.endswith(".toml"):
        return Path(wanted)
    files = {file.stem: file for file in project.diagram_files()}
    if wanted not in files:
        values = {"near": nearest(wanted, tuple(files)), "known": ", ".join(files) or "-"}
        raise NoMatchError("diagram.unknown", wanted=short(wanted), **values)
    return files[wanted]
