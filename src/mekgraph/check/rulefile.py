"""One rule file: a TOML header in ``#+`` comment lines, and the SELECT below it.

The header holds ``id``, ``problem.en``, ``problem.ru``, ``problem.uz`` (what is wrong, one sentence) and ``remedy.en``
and so on (what to do, one sentence). The query gives one row for each finding: ``$this`` is the thing that it is
about, ``?path`` and ``?value`` the statement of it to look at. A text may name any column in braces. ``$today`` in a
query stands for the day of the check.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from mekgraph.errors import InputError, UsageError, raise_all
from mekgraph.graph.engine import Engine
from mekgraph.graph.guard import guard, refused_line
from mekgraph.messages import LANGUAGES
from mekgraph.sources.text import read_text

HEADER = re.compile(r"^#\+ ?(.*)$")
TOML_LINE = re.compile(r"at line (\d+)")
ID = re.compile(r"([A-Z]{3})-[0-9]{3}")
LETTERS = {"house": "HSE", "plausibility": "PLA"}
TEXTS = tuple(f"{text}.{language}" for text in ("problem", "remedy") for language in LANGUAGES)
KEYS = ("id", *TEXTS)


@dataclass(frozen=True)
class RuleFile:
    """What a rule file says: the id, the texts by language, the query with its header."""

    id: str
    problem: dict[str, str]
    remedy: dict[str, str]
    query: str
    file: Path


def read_rule_file(file: Path, layer: str, name: str, empty: Engine) -> RuleFile:
    """The rule in a file of a layer; ``empty`` is an engine without data, on which the query is tried.

    Raises InputError (InputErrors for several) with the line for whatever is not right in header, texts and query.
    """
    text = read_text(file, name)
    header = _read_header(text, name)
    columns = _columns(text, name, empty)
    raise_all(
        [
            InputError(message, file=name, line=line_of(rf"^#\+\s*{re.escape(key)}\s*=", text), **values)
            for key, message, values in _wrong(header, layer, columns)
        ]
    )
    problem, remedy = ({lang: header[f"{part}.{lang}"] for lang in LANGUAGES} for part in ("problem", "remedy"))
    return RuleFile(header["id"], problem, remedy, text, file)


def line_of(pattern: str, text: str) -> int:
    """The line (from 1) on which a pattern is first found; 1 where it is not."""
    match = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, match.end()) + 1 if match else 1


def line_in(error: tomllib.TOMLDecodeError) -> int:
    """The line that an error of the TOML reader names; 1 where it names none."""
    match = TOML_LINE.search(str(error))
    return int(match[1]) if match else 1


def _read_header(text: str, name: str) -> dict[str, Any]:
    """The header, with dotted keys."""
    lines = [match[1] if (match := HEADER.match(line)) else "" for line in text.split("\n")]
    try:
        table = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise InputError("rulefile.toml", file=name, line=line_in(error), reason=str(error)) from None
    flat: dict[str, Any] = {}
    for key, value in table.items():
        flat |= {f"{key}.{part}": inner for part, inner in value.items()} if isinstance(value, dict) else {key: value}
    return flat


def _wrong(header: Mapping[str, Any], layer: str, columns: Sequence[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Key of the header, key of the message and its values for all that is wrong."""
    for key in KEYS:
        if not isinstance(header.get(key), str) or not header[key].strip():
            yield key, "rulefile.missing", {"entry": key}
    for key in header:
        if key not in KEYS:
            yield key, "rulefile.unknown", {"entry": key, "known": " ".join(KEYS)}
    for key in TEXTS:
        for field in _fields(str(header.get(key, ""))):
            if field not in columns:
                yield key, "rulefile.placeholder", {"entry": key, "field": field, "columns": " ".join(columns)}
    id_ = str(header.get("id", ""))
    if not ((match := ID.fullmatch(id_)) and match[1] == LETTERS[layer]) and id_:
        yield "id", "rulefile.id", {"id": id_, "form": f"{LETTERS[layer]}-001"}


def _fields(text: str) -> list[str]:
    """What stands in the braces of a text; a brace without a partner counts as one."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return ["{"]
    return [
        field + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
        for _, field, form, conversion in parts
        if field is not None
    ]


def _columns(text: str, name: str, empty: Engine) -> tuple[str, ...]:
    """The columns of the query; InputError if it cannot or must not be run, or says not what a finding is about."""
    try:
        guard(text)
    except UsageError as error:
        guarded: dict[str, Any] = {"line": refused_line(text), **error.values}
        raise InputError(error.key, file=name, **guarded) from None
    try:
        columns = empty.select(text).columns
    except UsageError as error:
        values: dict[str, Any] = {"line": 1, **error.values}
        key = "rulefile.query" if error.key == "usage.query" else error.key
        raise InputError(key, file=name, **values) from None
    if "this" not in columns:
        line = line_of(r"^[ \t]*(?i:SELECT)\b", text)
        raise InputError("rulefile.this", file=name, line=line, columns=" ".join(columns))
    return columns
