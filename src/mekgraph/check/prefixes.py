"""TRM-003: prefixes gone astray. They come before everything else: with a wrong one nothing can be judged."""

import re
from collections.abc import Iterator

from mekgraph.check.dataset import Source
from mekgraph.check.findings import Finding, Place
from mekgraph.check.nearest import same_but_for_form
from mekgraph.check.ownrules import own_rule
from mekgraph.iris import PREFIXES
from mekgraph.sources.positions import Lines

ASTRAY = "TRM-003"


def astray(source: Source) -> Iterator[Finding]:
    """The prefixes of a file that stand for another namespace than ours, or for one spelt a little differently."""
    for prefix, space in sorted(source.prefixes.items()):
        expected = PREFIXES.get(prefix) or same_but_for_form(space)
        if expected and expected != space:
            rule = own_rule(ASTRAY)
            values = {"term": prefix, "found": space, "expected": expected}
            place = _declaration(source, prefix, space)
            yield Finding(rule, rule.severity, place, f"{prefix}:", "", space, values)


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
