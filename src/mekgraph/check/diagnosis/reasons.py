"""What the parser's reasons mean to people: the table reasons.toml, and what the text itself has to be asked for."""

import difflib
import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import NamedTuple

from mekgraph.check.diagnosis.declaring import declaration
from mekgraph.iris import PREFIXES

CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)")
# A typographic quotation mark in the place of the straight one that would have closed a text.
CLOSING = re.compile(r"[“”„«»‘’](?=\s*(?:@[a-z]|\^\^|[;,.)\]]*\s*$))")
NEAREST = ("prefix", "letters")
OPEN = ("quote", "end")
LONGEST_FOUND = 60
LONGEST_RIGHT = 300


class Reason(NamedTuple):
    """What the parser says, and which sentence says it to people; see reasons.toml."""

    parser: re.Pattern[str]
    key: str
    right: str
    at: re.Pattern[str] | None
    causes: tuple[str, ...] | None


class Said(NamedTuple):
    """A sentence: its key, what fills it, the column to point at, and the slips that may be behind it (None: any)."""

    key: str
    values: dict[str, str]
    column: int
    causes: tuple[str, ...] | None = ()


def said_of(reason: str, source: str, column: int) -> Said:
    """What the parser's reason means; ``source`` is the line it speaks of."""
    if CONFLICT.match(source):
        return Said("syntax.conflict", {}, 1)
    for known in _reasons():
        match = known.parser.search(reason)
        if match is None:
            continue
        key, causes = known.key, known.causes
        if key in OPEN and (sign := CLOSING.search(source, source.rfind('"') + 1)):
            return Said("syntax.typographic", {}, sign.start() + 1)
        if key in OPEN and source[column - 1 : column] == "<":
            key = "open_iri"
        parts = {"right": known.right} if known.right else {}
        return Said(*_filled(key, parts | match.groupdict()), column, causes)
    return Said("syntax.other", {"reason": reason}, column, None)


def _filled(key: str, parts: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    values = shown(parts)
    found = parts.get("found", "")
    if key == "prefix" and found in PREFIXES:
        return "syntax.prefix_lost", {**values, "right": declaration(found)}
    if key in NEAREST:
        near = difflib.get_close_matches(found.lower(), PREFIXES, n=3, cutoff=0.6)
        values["near"] = ", ".join(f"{name}:" for name in near) or "-"
    return f"syntax.{key}", values


def shown(parts: Mapping[str, str]) -> dict[str, str]:
    """What fills a sentence, each on one line and not too long; what is to be written ("right") may be longer."""
    found: dict[str, str] = {}
    for name, part in parts.items():
        one_line, longest = " ".join(part.split()), LONGEST_RIGHT if name == "right" else LONGEST_FOUND
        found[name] = one_line if len(one_line) <= longest else one_line[:longest] + "…"
    return found


@functools.cache
def _reasons() -> list[Reason]:
    file = resources.files("mekgraph.check").joinpath("reasons.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return [
        Reason(
            re.compile(entry["parser"], re.DOTALL),
            entry["key"],
            entry.get("right", ""),
            re.compile(entry["at"]) if "at" in entry else None,
            tuple(entry["causes"]) if "causes" in entry else None,
        )
        for entry in table["reason"]
    ]


def spot_in(text: str, reason: str) -> tuple[int, int] | None:
    """Where the text holds what a reason without a place is about, if the table tells how to find it."""
    at = next((known.at for known in _reasons() if known.at and known.parser.search(reason)), None)
    match = at.search(text) if at else None
    return match.span("spot") if match else None
