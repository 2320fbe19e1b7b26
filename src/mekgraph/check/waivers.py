"""The last layer: findings that somebody has accepted, with reason, name and expiry (``data/waivers.toml``)."""

import datetime
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass

from mekgraph.check.findings import Finding, Place, Severity, Waiver
from mekgraph.check.syntax import sentence_rule
from mekgraph.errors import InputError
from mekgraph.resources import Project
from mekgraph.sources.positions import Lines
from mekgraph.sources.text import read_text

EXPIRED, UNUSED, INCOMPLETE = "WVR-001", "WVR-002", "WVR-003"
FIELDS = ("rule", "focus", "reason", "by", "until")
HEADER = re.compile(r"^[ \t]*\[\[[ \t]*waiver[ \t]*\]\]", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One waiver of the file with its place; ``fault`` says what is missing or wrong in it."""

    waiver: Waiver
    place: Place
    fault: str = ""


def read_waivers(project: Project) -> list[Entry]:
    """The waivers of a project; none where there is no file or an empty one. InputError for a file that is no TOML."""
    file = project.data / "waivers.toml"
    name = project.shown(file)
    try:
        text = read_text(file, name)
    except InputError as error:
        if error.key in ("input.absent", "input.empty"):
            return []
        raise
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found.group(1)) if found else len(text.splitlines())
        raise InputError("waivers.toml", file=name, line=line, reason=str(error)) from None
    entries = table.get("waiver", [])
    if not isinstance(entries, list) or set(table) - {"waiver"}:
        raise InputError("waivers.form", file=name, line=1)
    lines = Lines(text)
    places = [lines.number_of(match.start()) for match in HEADER.finditer(text)]
    return [
        _entry(entry, Place(name, line, 1, len(lines.line(line)), lines.line(line)))
        for entry, line in zip(entries, [*places, *[1] * len(entries)], strict=False)
    ]


def _entry(entry: object, place: Place) -> Entry:
    given = entry if isinstance(entry, dict) else {}
    fields = {name: str(given.get(name, "")).strip() for name in FIELDS}
    missing = [name for name in FIELDS if not fields[name]]
    unknown = sorted(set(given) - set(FIELDS))
    fault = ", ".join([*missing, *unknown])
    if not fault and not _is_date(fields["until"]):
        fault = f"until = {fields['until']}"
    return Entry(Waiver(**fields), place, fault)


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def apply(
    findings: Iterable[Finding], entries: list[Entry], today: datetime.date
) -> tuple[list[Finding], list[tuple[Finding, Waiver]]]:
    """The findings that stay (with those about the waivers themselves), and those waived, each with its waiver.

    A waiver holds up to and including the day ``until``. ``focus`` is the short IRI that the finding names.
    """
    valid = {
        (entry.waiver.rule, entry.waiver.focus): entry
        for entry in entries
        if not entry.fault and entry.waiver.until >= today.isoformat()
    }
    stay: list[Finding] = []
    waived: list[tuple[Finding, Waiver]] = []
    used: set[int] = set()
    for finding in findings:
        entry = valid.get((finding.rule.id, finding.focus))
        if entry is None:
            stay.append(finding)
        else:
            used.add(id(entry))
            waived.append((finding, entry.waiver))
    return [*stay, *_about(entries, used, today)], waived


def _about(entries: list[Entry], used: set[int], today: datetime.date) -> Iterable[Finding]:
    for entry in entries:
        waiver = entry.waiver
        values = {"rule": waiver.rule, "about": waiver.focus, "until": waiver.until, "reason": entry.fault}
        if entry.fault:
            name, severity = INCOMPLETE, Severity.VIOLATION
        elif waiver.until < today.isoformat():
            name, severity = EXPIRED, Severity.VIOLATION
        elif id(entry) not in used:
            name, severity = UNUSED, Severity.WARNING
        else:
            continue
        rule = sentence_rule(name, f"rules.{name}", "waivers", severity)
        yield Finding(rule, severity, entry.place, waiver.focus, "", waiver.rule, values)
