"""What a check finds: rules, findings with their place in a file, and the report of a whole check."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from mekgraph import messages
from mekgraph.graph.engine import Term

if TYPE_CHECKING:
    from mekgraph.shacl.model import Constraint
    from mekgraph.shacl.results import Result

Texts = Mapping[str, str]
SENTENCE = re.compile(r"(?<=[^\s.][.!?])\s+")
NOTHING_NEAR = "-"
LAYERS = ("syntax", "terms", "shapes", "house", "plausibility", "waivers")


class Severity(IntEnum):
    """How grave a finding is, as in SHACL."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3


@dataclass(frozen=True)
class Rule:
    """One rule: its id, the layer it belongs to, its severity, what is wrong and what to do, in en, ru and uz.

    ``problem`` and ``remedy`` are one sentence each; names in braces in them are filled from a finding's ``values``.
    """

    id: str
    layer: str
    severity: Severity
    problem: Texts = field(hash=False)
    remedy: Texts = field(hash=False)


class Place(NamedTuple):
    """A spot in a file: line and column from 1, the length of the spot, and the whole line for showing.

    In a table ``line`` is the row and ``column`` the number of the cell; ``sheet`` names the sheet of a workbook.
    Without a file ("") the statement stands nowhere: it was derived, or came from a remote engine.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    length: int = 0
    source: str = ""
    sheet: str = ""

    def __str__(self) -> str:
        """``file:line:column``, as editors understand it; a sheet as ``file[sheet]``."""
        name = f"{self.file}[{self.sheet}]" if self.sheet else self.file
        return ":".join([name, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True)
class Detail:
    """Words about a finding: a key of ``messages`` with its values.

    A value may be words itself, a list (its parts are joined by commas), or a text by language.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The words in a language."""
        return messages.text(self.key, language, **{name: said(value, language) for name, value in self.values.items()})


def said(value: object, language: str) -> str:
    """A value of a ``Detail`` in a language.

    >>> said(["a", {"en": "b", "ru": "б"}], "ru")
    'a, б'
    """
    if isinstance(value, Detail):
        return value.text(language)
    if isinstance(value, list | tuple):
        return ", ".join(said(part, language) for part in value)
    if isinstance(value, Mapping):
        return str(value.get(language) or value.get("en") or next(iter(value.values()), ""))
    return str(value)


class Rival(NamedTuple):
    """One of several values where one is allowed: where it stands, and the line on which its description begins."""

    value: Term
    place: Place
    block: int


@dataclass(frozen=True)
class Hit:
    """What a layer reports: a rule and the terms it is about; its place in a file is looked up afterwards.

    ``constraint`` is what a shape asks and the data does not keep; ``rivals`` are values of which only one may stay.
    """

    rule: Rule
    severity: Severity
    focus: Term | None
    path: Term | None = None
    value: Term | None = None
    values: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)
    detail: Detail | None = field(default=None, compare=False, hash=False)
    result: "Result | None" = field(default=None, compare=False, hash=False)
    constraint: "Constraint | None" = field(default=None, compare=False, hash=False)
    rivals: tuple[Term, ...] = field(default=(), compare=False, hash=False)


@dataclass(frozen=True)
class Finding:
    """One finding: the rule, how grave it is here, where, about what.

    ``focus``, ``path`` and ``value`` are short IRIs or literal texts, empty where they do not apply; ``values`` fill
    the placeholders of the rule's texts. ``detail`` says what was found, ``hint`` what to do in this very case.
    ``result`` is the SHACL result behind it, if there is one, with the constraint that it comes from; ``rivals`` are
    the values of which only one may stay, in order of files and lines.
    """

    rule: Rule
    severity: Severity
    place: Place
    focus: str = ""
    path: str = ""
    value: str = ""
    values: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)
    detail: Detail | None = field(default=None, compare=False, hash=False)
    result: "Result | None" = field(default=None, compare=False, hash=False)
    constraint: "Constraint | None" = field(default=None, compare=False, hash=False)
    rivals: tuple[Rival, ...] = field(default=(), compare=False, hash=False)
    hint: Detail | None = field(default=None, compare=False, hash=False)

    @property
    def unreadable(self) -> bool:
        """Whether it is of a file that cannot be read; no further layer has run then."""
        return self.rule.layer == "syntax" and self.severity == Severity.VIOLATION

    def problem(self, language: str = "en") -> str:
        """What is wrong: one sentence."""
        return self._filled(self.rule.problem, language)

    def remedy(self, language: str = "en") -> str:
        """What to do: the very advice for this case, if there is one, else the general one of the rule."""
        return self.hint.text(language) if self.hint else self._filled(self.rule.remedy, language)

    def found(self, language: str = "en") -> str:
        """What was found and expected; empty where the problem says it already."""
        return self.detail.text(language) if self.detail else ""

    def text(self, language: str = "en") -> str:
        """Everything in one paragraph."""
        return " ".join(part for part in (self.problem(language), self.found(language), self.remedy(language)) if part)

    def _filled(self, texts: Texts, language: str) -> str:
        text = texts.get(language) or texts.get("en") or next(iter(texts.values()), self.rule.id)
        if self.values.get("near") == NOTHING_NEAR:
            text = " ".join(part for part in SENTENCE.split(text) if "{near}" not in part)
        return text.format_map(self.values) if self.values else text


@dataclass(frozen=True)
class Waiver:
    """A finding that somebody has accepted: which, why, who says so, and until when (ISO date)."""

    rule: str
    focus: str
    reason: str
    by: str
    until: str


@dataclass(frozen=True)
class Report:
    """All findings in order of file and line, those waived, and how much was looked at.

    ``notes`` say what the reader must know of the check itself (a layer that could not run, constraints that another
    engine had to run).
    """

    findings: list[Finding]
    files: int
    statements: int
    waived: list[tuple[Finding, Waiver]] = field(default_factory=list)
    notes: list[Detail] = field(default_factory=list)

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(1 for finding in self.findings if finding.severity == severity)

    def worst(self) -> Severity | None:
        """The gravest severity among the findings."""
        return max((finding.severity for finding in self.findings), default=None)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not count."""
        return self.count(Severity.VIOLATION) == 0

    @property
    def readable(self) -> bool:
        """Whether every file could be read; if not, only the first layer has run."""
        return not any(finding.unreadable for finding in self.findings)
