"""The last layer: findings that somebody has accepted, with reason, name and expiry (``data/waivers.toml``)."""

import datetime
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mekgraph.check.findings import NOTHING_NEAR, Finding, Place, Waiver
from mekgraph.check.ownrules import own_rule
from mekgraph.check.ruleids import is_known, nearest_ids, rule_ids
from mekgraph.errors import InputError
from mekgraph.iris import shorten
from mekgraph.resources import Project
from mekgraph.sources.positions import Lines
from mekgraph.sources.text import read_text

EXPIRED, UNUSED, INCOMPLETE = "WVR-001", "WVR-002", "WVR-003"
FIELDS = ("rule", "focus", "reason", "by", "until")
HEADER = re.compile(r"^[ \t]*\[\[[ \t]*waiver[ \t]*\]\]", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One waiver of the file with its place; ``fault`` says what is missing or wrong in it.

    Without a ``project`` nobody can say which rules there are.
    """

    waiver: Waiver
    place: Place
    fault: str = ""
    project: Project | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What the waiver is for: the rule and the thing."""
        return self.waiver.rule, self.waiver.focus


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
        _entry(entry, Place(name, line, 1, len(lines.line(line)), lines.line(line)), project)
        for entry, line in zip(entries, [*places, *[1] * len(entries)], strict=False)
    ]


def _entry(entry: object, place: Place, project: Project) -> Entry:
    given = entry if isinstance(entry, dict) else {}
    fields = {name: str(given.get(name, "")).strip() for name in FIELDS}
    fields["focus"] = _short(fields["focus"])
    missing = [name for name in FIELDS if not fields[name]]
    unknown = sorted(set(given) - set(FIELDS))
    fault = ", ".join([*missing, *unknown])
    if not fault and not _is_date(fields["until"]):
        fault = f"until = {fields['until']}"
    return Entry(Waiver(**fields), place, fault, project)


def _short(focus: str) -> str:
    """The short form of an address, however it is written; any other text as it is."""
    address = focus.removeprefix("<").removesuffix(">")
    return shorten(address) if "://" in address else focus


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def apply(
    findings: Iterable[Finding], entries: list[Entry], today: datetime.date
) -> tuple[list[Finding], list[tuple[Finding, Waiver]]]:
    """The findings that stay (with those about the waivers themselves), and those waived, each with its waiver.

    A waiver holds up to and including the day ``until``. ``focus`` is the short IRI that the finding names. Of several
    for the same the first counts.
    """
    valid: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        if not entry.fault and entry.waiver.until >= today.isoformat():
            valid.setdefault(entry.key, entry)
    stay: list[Finding] = []
    waived: list[tuple[Finding, Waiver]] = []
    used: set[int] = set()
    for finding in findings:
        fitting = valid.get((finding.rule.id, finding.focus))
        if fitting is None:
            stay.append(finding)
        else:
            used.add(id(fitting))
            waived.append((finding, fitting.waiver))
    return [*stay, *_about(entries, valid, used, today)], waived


def _about(
    entries: list[Entry], valid: Mapping[tuple[str, str], Entry], used: set[int], today: datetime.date
) -> Iterator[Finding]:
    """What is wrong with the waivers themselves."""
    for entry in entries:
        if entry.fault:
            yield _finding(entry, INCOMPLETE, reason=entry.fault)
        elif entry.waiver.until < today.isoformat():
            yield _finding(entry, EXPIRED)
        elif (first := valid[entry.key]) is not entry:
            yield _finding(entry, UNUSED, "waivers.repeated", line=str(first.place.line))
        elif id(entry) not in used:
            key, near = _unused(entry)
            yield _finding(entry, UNUSED, key, near=near)


def _unused(entry: Entry) -> tuple[str, str]:
    """The key of the sentence on a waiver that fits no finding, and the ids most like the rule that it names."""
    ids = rule_ids(entry.project) if entry.project else {entry.waiver.rule}
    if is_known(entry.waiver.rule, ids):
        return f"rules.{UNUSED}", NOTHING_NEAR
    return "waivers.no_rule", ", ".join(nearest_ids(entry.waiver.rule, ids)) or NOTHING_NEAR


def _finding(entry: Entry, name: str, key: str = "", **more: str) -> Finding:
    waiver = entry.waiver
    values = {"rule": waiver.rule, "about": waiver.focus, "until": waiver.until, **more}
    rule = own_rule(name, key)
    return Finding(rule, rule.severity, entry.place, waiver.focus, "", waiver.rule, values)
