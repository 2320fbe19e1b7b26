"""What a check finds, and where."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

import pyoxigraph as ox

from mekgraph.iris import shorten
from mekgraph.resources import Project
from mekgraph.sources.statements import Document


class Severity(IntEnum):
    """How grave a finding is, as in SHACL."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3


@dataclass(frozen=True)
class Finding:
    """One finding: which rule, how grave, where, about what, and the text in en, ru and uz.

    ``focus``, ``path`` and ``value`` are short IRIs or literal texts; empty where they do not apply.
    """

    rule: str
    severity: Severity
    file: str
    line: int
    focus: str
    path: str
    value: str
    texts: dict[str, str] = field(compare=False, hash=False)

    def text(self, language: str = "en") -> str:
        """What is wrong and what to do, in ``language`` or else in English."""
        return self.texts.get(language) or self.texts.get("en") or next(iter(self.texts.values()), self.rule)


@dataclass(frozen=True)
class Report:
    """All findings in order of file and line, and how much was looked at."""

    findings: list[Finding]
    files: int
    statements: int

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(1 for finding in self.findings if finding.severity == severity)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not count."""
        return self.count(Severity.VIOLATION) == 0


class Places:
    """Where statements stand: the line of a statement, or of the first one about a subject."""

    def __init__(self, documents: Iterable[Document], project: Project) -> None:
        self.statements: dict[tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, object], tuple[str, int]] = {}
        self.subjects: dict[object, tuple[str, int]] = {}
        self.pairs: dict[tuple[object, object], tuple[str, int]] = {}
        for document in documents:
            name = project.shown(document.file)
            for statement in document.statements:
                place = (name, statement.line)
                self.subjects.setdefault(statement.subject, place)
                self.pairs.setdefault((statement.subject, statement.predicate), place)
                self.statements.setdefault((statement.subject, statement.predicate, statement.object), place)

    def of(self, focus: object, path: object = None, value: object = None) -> tuple[str, int]:
        """File and line of the statement, else of the subject; ("", 0) where the subject stands in no file."""
        for index, key in (
            (self.statements, (focus, path, value)),
            (self.pairs, (focus, path)),
            (self.subjects, focus),
        ):
            if key in index:
                return index[key]  # type: ignore[index]
        return ("", 0)


def shown(term: object) -> str:
    """A term as people read it: a short IRI or the text of a literal."""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    if isinstance(term, ox.Literal):
        return term.value
    return "" if term is None else str(term)
