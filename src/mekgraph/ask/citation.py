"""What it takes to ask the same question again and to see whether the answer is the same."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import Inquiry
from mekgraph.errors import InputError
from mekgraph.graph.asof import Axes
from mekgraph.graph.digesting import digest_of
from mekgraph.graph.opening import Graph
from mekgraph.messages import LANGUAGES
from mekgraph.sources.text import read_small_text

TEXTS = ("question", "query", "language", "on", "known", "answer")


@dataclass(frozen=True)
class Citation:
    """A citation that was read: what was asked, with which values, as of which dates, and a digest of the answer."""

    wanted: str
    values: Mapping[str, str]
    language: str
    axes: Axes
    details: Mapping[str, object]

    def differences(self, now: Mapping[str, object]) -> dict[str, tuple[object, object]]:
        """What is not as it was, by name: then and now."""
        names = [name for name in {**self.details, **now} if self.details.get(name) != now.get(name)]
        return {name: (self.details.get(name), now.get(name)) for name in names}

    def same_answer(self, now: Mapping[str, object]) -> bool:
        """Whether the answer is the same, row by row."""
        return self.details.get("answer") == now.get("answer")


def cite(
    graph: Graph,
    asked: Inquiry,
    found: Answer | bool | list[ox.Triple],
    values: Mapping[str, str],
    language: str,
    axes: Axes,
) -> dict[str, object]:
    """The citation of an answer: question and version, or the query; values, dates, data, engine, digest."""
    what: dict[str, object] = {"query": asked.query}
    if asked.question:
        what = {
            "question": asked.question.id,
            "version": asked.question.version,
            "parameters": dict(sorted(values.items())),
        }
    return {
        **what,
        "language": language,
        **{name: date for name, date in (("on", axes.on), ("known", axes.known)) if date},
        "data": graph.version,
        "dataset": graph.digest,
        "engine": graph.engine_name,
        "mekgraph": version("mekgraph"),
        "rows": len(found) if isinstance(found, Answer | list) else 1,
        "answer": digest(found),
    }


def digest(found: Answer | bool | list[ox.Triple]) -> str:
    """SHA-256 over the terms of an answer, row by row as they stand; of a graph the digest of its canonical form."""
    if isinstance(found, list):
        return digest_of(found)
    lines = [str(found)]
    if isinstance(found, Answer):
        lines = ["\t".join(found.columns), *("\t".join(str(cell.term or "") for cell in row) for row in found.rows)]
    return "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read_citation(file: Path) -> Citation:
    """The citation in a JSON file, or in the JSON form of an answer that carries one.

    Raises InputError for a file that cannot be read or holds none, UsageError for a date that is none.
    """
    try:
        table = json.loads(read_small_text(file))
    except json.JSONDecodeError as error:
        raise InputError("input.citation", file=file.as_posix(), line=error.lineno) from None
    except (ValueError, RecursionError):  # a number of thousands of digits; thousands of brackets
        raise InputError("input.citation", file=file.as_posix(), line=1) from None
    if isinstance(table, dict) and isinstance(table.get("citation"), dict):
        table = table["citation"]
    values = table.get("parameters", {}) if isinstance(table, dict) else None
    if not isinstance(values, dict) or not all(isinstance(table.get(name, ""), str) for name in TEXTS):
        raise InputError("input.citation", file=file.as_posix(), line=1)
    wanted = table.get("question") or table.get("query")
    if not wanted or not table.get("answer"):
        raise InputError("input.citation", file=file.as_posix(), line=1)
    if table.get("language", "en") not in LANGUAGES:
        raise InputError("input.citation", file=file.as_posix(), line=1)
    texts = {str(name): str(value) for name, value in values.items()}
    axes = Axes(table.get("on", ""), table.get("known", ""))
    return Citation(wanted, texts, table.get("language", "en"), axes, table)
