"""Where ontology, data, questions and diagrams are: a project folder, or the copy shipped in the package."""

import os
from dataclasses import dataclass
from pathlib import Path

from mekgraph.errors import InputError, UsageError

PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Project:
    """A folder with ``ontology/``, ``data/``, ``queries/``, perhaps ``diagrams/``; what is made goes to ``out``."""

    root: Path
    out: Path

    @property
    def ontology(self) -> Path:
        """Folder of the ontology, vocabularies, shapes and rules."""
        return self.root / "ontology"

    @property
    def data(self) -> Path:
        """Folder of the data, canonical Turtle."""
        return self.root / "data"

    @property
    def queries(self) -> Path:
        """Folder of the ready questions."""
        return self.root / "queries"

    @property
    def diagrams(self) -> Path:
        """Folder of the ready diagrams; a project may have none."""
        return self.root / "diagrams"

    def ontology_files(self) -> list[Path]:
        """The Turtle files that declare terms and concepts (no shapes, no alignments), in path order."""
        folders = (self.ontology, self.ontology / "vocabularies")
        return sorted(file for folder in folders for file in folder.glob("*.ttl"))

    def data_files(self) -> list[Path]:
        """All Turtle files of the data, in path order."""
        return turtle_below(self.data)

    def shape_files(self) -> list[Path]:
        """All SHACL files, in path order."""
        return sorted((self.ontology / "shapes").glob("*.ttl"))

    def rule_files(self) -> list[Path]:
        """The derivation rules (CONSTRUCT queries), in the order in which they run."""
        return sorted((self.ontology / "rules").glob("*.rq"))

    def question_files(self) -> list[Path]:
        """The ready questions, in path order."""
        return sorted(self.queries.rglob("*.rq"))

    def diagram_files(self) -> list[Path]:
        """The ready diagrams, without the files of positions beside them, in path order."""
        return sorted(file for file in self.diagrams.glob("*.toml") if "." not in file.stem)

    def shown(self, file: Path) -> str:
        """How ``file`` is named to people: relative to the project, or to the working folder, with forward slashes."""
        for base in (self.root, Path.cwd()):
            if file.is_relative_to(base):
                return file.relative_to(base).as_posix()
        return file.as_posix()


def turtle_below(folder: Path) -> list[Path]:
    """All Turtle files in a folder and below it, in path order; InputError for a folder that cannot be read."""

    def stop(error: OSError) -> None:
        raise InputError("input.unreadable", file=str(error.filename), reason=error.strerror or str(error))

    found = [Path(place) / name for place, _, names in os.walk(folder, onerror=stop) for name in names]
    return sorted(file for file in found if file.suffix == ".ttl")


def is_project(folder: Path) -> bool:
    """Whether ``folder`` holds a whole ontology, data and questions: nothing is passed over because it is missing."""
    folders = ("ontology/vocabularies", "ontology/shapes", "ontology/rules", "data", "queries")
    return (folder / "ontology" / "mek.ttl").is_file() and all((folder / name).is_dir() for name in folders)


def find_project(root: Path | str | None = None, out: Path | str | None = None) -> Project:
    """The project at ``root``, else at $MEKGRAPH_PROJECT, else in the working folder, else the shipped one.

    Raises UsageError if ``root`` (or the variable) names a folder without ``ontology/mek.ttl`` and ``data/``.
    """
    target = Path(out) if out else Path.cwd() / "out"
    named = root or os.environ.get("MEKGRAPH_PROJECT")
    if named:
        if not is_project(Path(named)):
            raise UsageError("usage.no_project", folder=named)
        return Project(Path(named).resolve(), target)
    candidates = (Path.cwd(), PACKAGE / "shipped", PACKAGE.parents[1])
    for folder in candidates:
        if is_project(folder):
            return Project(folder.resolve(), target)
    raise UsageError("usage.no_project", folder=Path.cwd())
