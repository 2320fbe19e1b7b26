"""The ready questions: one ``.rq`` file each, with a TOML header in ``#+`` comment lines.

The header holds ``id``, ``version``, ``area``, ``title``, ``question``, ``parameter.NAME`` and ``column.NAME``.
The query below it is complete and answers the example: each parameter stands in one line
``VALUES ?name { example }``, and what is between the braces is what a given value replaces.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from mekgraph.errors import InputError, UsageError
from mekgraph.messages import LANGUAGES, catalogue
from mekgraph.resources import Project
from mekgraph.sources.text import read_text

HEADER = re.compile(r"^#\+ ?(.*)$")
# Types whose values are names of things in any language, and all types.
NAMED = ("actor", "event", "instrument", "source", "thing", "class", "kind", "theme", "topic", "eventkind")
KINDS = (*NAMED, "date", "number", "language")


@dataclass(frozen=True)
class Parameter:
    """One blank of a question: ``type`` is one of KINDS, ``labels`` name it in en, ru, uz."""

    name: str
    type: str
    required: bool
    example: str
    labels: dict[str, str]
    default: str = ""

    @property
    def must_be_given(self) -> bool:
        """Whether the question cannot be asked without a value for it."""
        return self.required and not self.default


@dataclass(frozen=True)
class Question:
    """One ready question with its texts in en, ru, uz and its query."""

    id: str
    version: int
    area: str
    title: dict[str, str]
    question: dict[str, str]
    parameters: tuple[Parameter, ...]
    columns: dict[str, dict[str, str]]
    query: str
    file: Path

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; UsageError if there is none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(parameter.name for parameter in self.parameters) or "-"
        raise UsageError("usage.parameter_unknown", question=self.id, wanted=name, known=known)


def read_question(file: Path, shown: str | None = None) -> Question:
    """The question in a file; InputError with the line for a header that is not right."""
    name = shown or file.as_posix()
    text = read_text(file, name)
    lines = [match.group(1) if (match := HEADER.match(line)) else "" for line in text.split("\n")]
    try:
        header = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise InputError("input.header", file=name, line=int(line.group(1)) if line else 1, reason=str(error)) from None
    try:
        return Question(
            id=header["id"],
            version=header["version"],
            area=_area(header["area"]),
            title=_texts(header["title"]),
            question=_texts(header["question"]),
            parameters=tuple(_parameter(key, value) for key, value in header.get("parameter", {}).items()),
            columns={key: _texts(value) for key, value in header.get("column", {}).items()},
            query=text,
            file=file,
        )
    except KeyError as error:
        raise InputError("input.header", file=name, line=1, reason=f"{error.args[0]} is missing") from None


def _area(name: str) -> str:
    areas = {key.removeprefix("area.") for key in catalogue("en") if key.startswith("area.")}
    if name not in areas:
        raise KeyError(f"a known area (one of {', '.join(sorted(areas))})")
    return name


def _texts(table: dict[str, str]) -> dict[str, str]:
    return {language: table[language] for language in LANGUAGES}


def _parameter(name: str, table: dict[str, str | bool]) -> Parameter:
    if table["type"] not in KINDS:
        raise KeyError(f"a known type for the parameter {name} (one of {', '.join(KINDS)})")
    return Parameter(
        name=name,
        type=str(table["type"]),
        required=bool(table["required"]),
        example=str(table["example"]),
        default=str(table.get("default", "")),
        labels={language: str(table[language]) for language in LANGUAGES},
    )


def read_catalogue(project: Project) -> dict[str, Question]:
    """All questions of a project by id, in order of area and id."""
    questions = [read_question(file, project.shown(file)) for file in project.question_files()]
    return {question.id: question for question in sorted(questions, key=lambda q: (q.area, q.id))}
