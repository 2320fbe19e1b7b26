"""The first layer: files that cannot be read, as findings in plain words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath

import pyoxigraph as ox

from mekgraph.check.diagnosis.draft import Draft, Fault
from mekgraph.check.diagnosis.further import faults
from mekgraph.check.diagnosis.likely import likely
from mekgraph.check.diagnosis.reasons import said_of, shown, spot_in
from mekgraph.check.findings import Finding, Place
from mekgraph.check.ownrules import own_rule
from mekgraph.errors import InputError, InputErrors
from mekgraph.sources.positions import Lines
from mekgraph.sources.statements import FORMATS

NOT_WELL_FORMED, NOT_TEXT, NOT_KEPT, NO_STATEMENTS, TOO_MUCH = "SYN-001", "SYN-002", "SYN-003", "SYN-004", "SYN-005"
KINDS = {
    "input.syntax": NOT_WELL_FORMED,
    "input.triple_term": NOT_KEPT,
    "input.direction": NOT_KEPT,
    "input.doctype": NOT_KEPT,
    "input.nested": NOT_KEPT,
    "input.long": NOT_KEPT,
    **dict.fromkeys(("input.large", "input.many", "input.slow", "input.hungry", "input.breaking"), TOO_MUCH),
    "input.reader": TOO_MUCH,
}
DIAGNOSED = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)


def findings(errors: Iterable[InputError], texts: Mapping[str, str]) -> list[Finding]:
    """The findings for some errors; ``texts`` are those of the files that could be read as text, by shown name.

    One for each error, and in Turtle one for each further fault of the same file.
    """
    found: list[Finding] = []
    for error in errors:
        for single in error.errors if isinstance(error, InputErrors) else (error,):
            found += _of_file(single, texts.get(str(single.file or "")))
    return found


def without_statements(names: Iterable[str]) -> list[Finding]:
    """A warning for each of the files, which can be read but say nothing."""
    rule = own_rule(NO_STATEMENTS)
    return [Finding(rule, rule.severity, Place(name)) for name in names]


def _of_file(error: InputError, text: str | None) -> Iterator[Finding]:
    name = str(error.file or "")
    if error.key != "input.syntax":
        values = {key: str(value) for key, value in error.values.items()}
        place = _place(name, Lines(text or ""), error.line or 0, error.column or 0)
        yield _finding(KINDS.get(error.key, NOT_TEXT), error.key, values, place)
    elif text is None or not error.column:
        yield _without_column(error, name, Lines(text or ""))
    else:
        yield from _with_column(error, name, text)


def _without_column(error: InputError, name: str, lines: Lines) -> Finding:
    """The finding for an error that names no column: the place is looked up in the text, if that is possible."""
    reason = str(error.values.get("reason", ""))
    key, values, *_ = said_of(reason, "", 0)
    found = spot_in(lines.text, reason)
    if found is None:
        return _finding(NOT_WELL_FORMED, key, values, _place(name, lines, error.line or 0, 0))
    spot = lines.spot(*found)
    return _finding(NOT_WELL_FORMED, key, values, Place(name, *spot, lines.line(spot.line)))


def _with_column(error: InputError, name: str, text: str) -> Iterator[Finding]:
    """The findings for a fault with its place, and in Turtle for those behind it."""
    draft = Draft(text, FORMATS.get(PurePath(name).suffix.lower(), ox.RdfFormat.N_TRIPLES))
    first = Fault(draft.offset(error.line or 1, error.column or 1), str(error.values.get("reason", "")))
    merging = False
    for fault in faults(draft, first):
        key, values, place = _told(draft, fault, name)
        begins = place.source.startswith("<")
        if key == "syntax.conflict" and merging and not begins:
            continue  # the other marks of the same two versions
        merging = merging or (key == "syntax.conflict" and begins)
        yield _finding(NOT_WELL_FORMED, key, values, place)


def _told(draft: Draft, fault: Fault, name: str) -> tuple[str, dict[str, str], Place]:
    """The key of the sentence for a fault, what fills it, and the place to mend."""
    line, column, _ = draft.lines.spot(fault.offset, fault.offset)
    line, column = _last_text(draft.lines, line, column)
    said = said_of(fault.reason, draft.lines.line(line), column)
    cause = likely(draft, fault, said.causes) if draft.rdf_format in DIAGNOSED else None
    if cause is None:
        return said.key, said.values, _place(name, draft.lines, line, said.column)
    spot = draft.lines.spot(cause.start, cause.end)
    place = Place(name, spot.line, spot.column, max(spot.length, 1), draft.lines.line(spot.line))
    return f"syntax.{cause.key}", shown(cause.values), place


def _last_text(lines: Lines, line: int, column: int) -> tuple[int, int]:
    """The place itself, or, where it stands below all text, the end of the last line that has some."""
    if column > 1 or any(lines.line(number).strip() for number in range(line, len(lines.starts) + 1)):
        return line, column
    last = next((number for number in range(line, 0, -1) if lines.line(number).strip()), line)
    return last, len(lines.line(last).rstrip()) + 1


def _place(name: str, lines: Lines, line: int, column: int) -> Place:
    source = lines.line(line)
    length = len(re.match(r"\S*", source[column - 1 :]).group()) if column else 0  # type: ignore[union-attr]
    return Place(name, line, column, max(length, 1), source)


def _finding(name: str, key: str, values: dict[str, str], place: Place) -> Finding:
    rule = own_rule(name, key)
    return Finding(rule, rule.severity, place, values=values)


def texts_of(errors: Iterable[InputError], files: Mapping[str, Path]) -> dict[str, str]:
    """The texts of the files with these errors, for showing their lines; both by shown name.

    Empty where nothing can be read. A file that was too much to be read is not read for that either.
    """
    names = {str(error.file) for error in errors if KINDS.get(error.key) != TOO_MUCH}
    return {name: text_of(file) for name, file in files.items() if name in names}


def text_of(file: Path) -> str:
    """The text of one of them."""
    try:
        return file.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError:
        return ""
