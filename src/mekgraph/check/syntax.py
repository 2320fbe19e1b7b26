"""The first layer: files that cannot be read, as findings in plain words."""

import difflib
import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

from mekgraph import messages
from mekgraph.check.findings import SENTENCE, Finding, Place, Rule, Severity
from mekgraph.errors import InputError, InputErrors
from mekgraph.iris import PREFIXES
from mekgraph.sources.positions import Lines, line_text

NOT_WELL_FORMED, NOT_TEXT, NOT_KEPT = "SYN-001", "SYN-002", "SYN-003"
KINDS = {
    "input.syntax": NOT_WELL_FORMED,
    "input.triple_term": NOT_KEPT,
    "input.direction": NOT_KEPT,
    "input.doctype": NOT_KEPT,
}
CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)")
# A typographic quotation mark in the place of the straight one that would have closed a text.
CLOSING = re.compile(r"[“”„«»‘’](?=\s*(?:@[a-z]|\^\^|[;,.)\]]*\s*$))")
NEAREST = ("prefix", "letters")
OPEN = ("quote", "end")
LONGEST_FOUND = 60


def findings(errors: Iterable[InputError], texts: Mapping[str, str]) -> list[Finding]:
    """One finding for each error; ``texts`` are those of the files that could be read as text, by shown name."""
    found: list[Finding] = []
    for error in errors:
        for single in error.errors if isinstance(error, InputErrors) else (error,):
            found.append(_finding(single, texts))
    return found


def _finding(error: InputError, texts: Mapping[str, str]) -> Finding:
    name = str(error.file or "")
    line, column = error.line or 0, error.column or 0
    if column and name in texts:
        line, column = _last_text(texts[name], line, column)
    source = line_text(texts[name], line) if line and name in texts else ""
    key, values, column = _said(error, source, column)
    rule = sentence_rule(KINDS.get(error.key, NOT_TEXT), key)
    length = len(re.match(r"\S*", source[column - 1 :]).group()) if column else 0  # type: ignore[union-attr]
    return Finding(rule, Severity.VIOLATION, Place(name, line, column, max(length, 1), source), values=values)


def _last_text(text: str, line: int, column: int) -> tuple[int, int]:
    """The place itself, or, where it stands below all text, the end of the last line that has some."""
    lines = Lines(text)
    if column > 1 or any(lines.line(number).strip() for number in range(line, len(lines.starts) + 1)):
        return line, column
    last = next((number for number in range(line, 0, -1) if lines.line(number).strip()), line)
    return last, len(lines.line(last).rstrip()) + 1


def _said(error: InputError, source: str, column: int) -> tuple[str, dict[str, str], int]:
    """The key of the sentence for an error, what fills it, and the column to point at."""
    values = {name: str(value) for name, value in error.values.items()}
    if error.key != "input.syntax":
        return error.key, values, column
    if CONFLICT.match(source):
        return "syntax.conflict", {}, 1
    reason = values.get("reason", "")
    for pattern, key in _reasons():
        match = pattern.search(reason)
        if match:
            if key in OPEN and (sign := CLOSING.search(source, source.rfind('"') + 1)):
                return "syntax.typographic", {}, sign.start() + 1
            if key in OPEN and source[column - 1 : column] == "<":
                key = "open_iri"
            found = match.groupdict().get("found", "")
            near = difflib.get_close_matches(found.lower(), PREFIXES, n=3, cutoff=0.6) if key in NEAREST else []
            shown = found if len(found) <= LONGEST_FOUND else found[:LONGEST_FOUND] + "…"
            return f"syntax.{key}", {"found": shown, "near": ", ".join(f"{name}:" for name in near) or "-"}, column
    return "syntax.other", {"reason": reason}, column


@functools.cache
def _reasons() -> list[tuple[re.Pattern[str], str]]:
    file = resources.files("mekgraph.check").joinpath("reasons.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return [(re.compile(entry["parser"], re.DOTALL), entry["key"]) for entry in table["reason"]]


@functools.cache
def sentence_rule(name: str, key: str, layer: str = "syntax", severity: Severity = Severity.VIOLATION) -> Rule:
    """The rule ``name`` with the texts of a message: the first sentence says what is wrong, the rest what to do."""
    problem: dict[str, str] = {}
    remedy: dict[str, str] = {}
    for language in messages.LANGUAGES:
        first, *rest = SENTENCE.split(messages.catalogue(language)[key], maxsplit=1)
        problem[language] = first[:1].upper() + first[1:]
        remedy[language] = rest[0] if rest else ""
    return Rule(name, layer, severity, problem, remedy)


def text_of(file: Path) -> str:
    """The text of a file that holds a fault, for showing its lines; empty where nothing can be read."""
    try:
        return file.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError:
        return ""
