"""What is told about a query: what is wrong or noteworthy, on which line, with the spot marked, and what to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mekgraph import messages
from mekgraph.check.findings import SENTENCE, Finding, Place, Rule, Severity
from mekgraph.check.reports.characters import clipped, visible
from mekgraph.check.reports.excerpt import numbered
from mekgraph.errors import UsageError
from mekgraph.messages import LANGUAGES, catalogue
from mekgraph.sources.lines import Lines

LONGEST_SHOWN = 60
# What is to be written or chosen from is of no use without its end.
WHOLE = frozenset({"right", "known", "near", "whole", "values"})
LONGEST = 1000
MOST = 10


@dataclass(frozen=True)
class Lesson(Finding):
    """A finding about a query, told with its line."""

    def text(self, language: str = "en") -> str:
        """Some lines: place and problem, the line of the query with the spot marked, what to do."""
        place, problem = self.place, self.problem(language)
        spot = {"line": place.line, "column": place.column}
        where = str(place) if place.file else messages.text("teaching.place", language, **spot)
        lines = [f"{where}: {problem}" if place.line else problem]
        lines += [f"    {line}" for line in numbered(place)] if place.source else []
        lines += [f"  {found}"] if (found := self.found(language)) else []
        remedy = self.remedy(language)
        lines += [f"  {messages.text('report.remedy', language, remedy=remedy)}"] if remedy else []
        return "\n".join(visible(clipped(line, LONGEST)) for line in lines)


class QueryText:
    """A query as it was given, with its lines; ``file`` is the name of its file, if it comes from one."""

    def __init__(self, text: str, file: str = "") -> None:
        self.text, self.file = text, file
        self.lines = Lines(text)
        self._mark = len(text) - len(self.lines.text)

    def place(self, start: int, end: int) -> Place:
        """The place of a part of the text."""
        first = max(start - self._mark, 0)
        spot = self.lines.spot(first, max(end - self._mark, first))
        return Place(self.file, spot.line, spot.column, max(spot.length, 1), self.lines.line(spot.line))

    def line(self, offset: int) -> int:
        """The number of the line on which an offset stands."""
        return self.lines.number_of(max(offset - self._mark, 0))

    def error(self, key: str, start: int, end: int, **values: object) -> Lesson:
        """A lesson about a part of the text because of which the query is not run."""
        return self._lesson(key, Severity.VIOLATION, start, end, values)

    def remark(self, key: str, start: int, end: int, **values: object) -> Lesson:
        """A lesson about a part of the text that is told beside the answer."""
        return self._lesson(key, Severity.WARNING, start, end, values)

    def _lesson(self, key: str, severity: Severity, start: int, end: int, values: Mapping[str, object]) -> Lesson:
        return Lesson(_rule(key, severity), severity, self.place(start, end), values=_shown(values))


class QueryError(UsageError):
    """A query that is not run, with the lessons that say why."""

    def __init__(self, lessons: Sequence[Lesson], key: str = "usage.query", values: Mapping[str, object] = {}) -> None:
        first = lessons[0].place
        known = {"line": first.line, "column": first.column, "reason": lessons[0].problem(), "shown": first.source}
        super().__init__(key, **{**known, **values})
        self.lessons = tuple(lessons)

    def text(self, language: str = "en") -> str:
        """The lessons, each with its place, the line of the query and what to do; of many the first ones."""
        told = [lesson.text(language) for lesson in self.lessons[:MOST]]
        if more := len(self.lessons) - len(told):
            told.append(messages.text("input.more", language, count=more))
        return "\n\n".join(told)


def unplaced(key: str, **values: object) -> Lesson:
    """A lesson that is about no part of a text in particular."""
    return Lesson(_rule(key, Severity.INFO), Severity.INFO, Place(), values=_shown(values))


def in_order(lessons: Iterable[Lesson]) -> list[Lesson]:
    """Lessons as their places follow one another, each once."""
    different = {(lesson.place, lesson.rule.id): lesson for lesson in lessons}
    return sorted(different.values(), key=lambda lesson: (lesson.place.line, lesson.place.column))


def _rule(key: str, severity: Severity) -> Rule:
    """The message ``key``: its first sentence says what is wrong, the rest what to do."""
    parts = {language: SENTENCE.split(catalogue(language)[f"teaching.{key}"], maxsplit=1) for language in LANGUAGES}
    problem = {language: sentences[0] for language, sentences in parts.items()}
    remedy = {language: "".join(sentences[1:]) for language, sentences in parts.items()}
    return Rule(key, "query", severity, problem, remedy)


def _shown(values: Mapping[str, object]) -> dict[str, str]:
    """What fills a sentence, each on one line and not too long."""
    texts = {name: " ".join(str(value).split()) for name, value in values.items()}
    return {name: clipped(text, LONGEST if name in WHOLE else LONGEST_SHOWN) for name, text in texts.items()}
