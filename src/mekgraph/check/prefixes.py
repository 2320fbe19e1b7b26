"""TRM-003: prefixes gone astray. They come before everything else: with a wrong one nothing can be judged."""

import re
from collections.abc import Iterator

from mekgraph.check.dataset import Source
from mekgraph.check.findings import Finding, Place
from mekgraph.check.ownrules import own_rule
from mekgraph.iris import PREFIXES
from mekgraph.sources.positions import Lines

ASTRAY = "TRM-003"
FORM = re.compile(r"^https?://(www\.)?|[#/]+$")


def astray(source: Source) -> Iterator[Finding]:
    """The prefixes of a file that stand for another namespace than ours, or for one spelt a little differently."""
    for prefix, space in sorted(source.prefixes.items()):
        ours = space in PREFIXES.values()
        alike = None if ours else {_form(known): known for known in PREFIXES.values()}.get(_form(space))
        expected = PREFIXES.get(prefix) or alike
        if expected and expected != space:
            rule = own_rule(ASTRAY)
            values = {"term": prefix, "found": space, "expected": expected}
            place = _declaration(source, prefix, space)
            yield Finding(rule, rule.severity, place, f"{prefix}:", "", space, values)


def _form(space: str) -> str:
    """A namespace without what is often written differently by mistake: http or https, # or /, letter case."""
    return FORM.sub("", space).casefold()


def _declaration(source: Source, prefix: str, space: str) -> Place:
    """Where a file says what a prefix stands for; its first line if that cannot be found."""
    text, name, value = source.text, re.escape(prefix), re.escape(space)
    turtle = rf"^[ \t]*@?prefix[ \t]+{name}:[ \t]*(<{value}>)"
    others = rf"""\bxmlns:{name}\s*=\s*(["']{value}["'])|"{name}"\s*:\s*("{value}")"""
    match = re.search(rf"{turtle}|{others}", text, re.IGNORECASE | re.MULTILINE)
    group = next((number for number in (1, 2, 3) if match and match[number]), 0)
    start, end = match.span(group) if match else (0, 1)
    lines = Lines(text)
    spot = lines.spot(start, end)
    return Place(source.shown, *spot, lines.line(spot.line))
