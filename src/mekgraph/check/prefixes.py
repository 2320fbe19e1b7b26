"""TRM-003: prefixes gone astray. They come before everything else: with a wrong one nothing can be judged."""

import re
from collections.abc import Iterator

from mekgraph.check.dataset import Source
from mekgraph.check.findings import Finding, Place
from mekgraph.check.nearest import same_but_for_form
from mekgraph.check.ownrules import own_rule
from mekgraph.iris import PREFIXES
from mekgraph.sources.positions import Lines, Spot

ASTRAY = "TRM-003"
# In Turtle, in XML, in JSON: the name, and the namespace with the signs around it.
DECLARATION = re.compile(
    r"""^[ \t]*@?prefix[ \t]+([^\s:<>]*):[ \t]*(<[^<>\s]*>) | \bxmlns:([^\s=]+)\s*=\s*("[^"<]*"|'[^'<]*')"""
    r""" | "([^"\\\s]*)"\s*:\s*("[^"\\\s]*")""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)


def astray(source: Source) -> Iterator[Finding]:
    """The prefixes of a file that stand for another namespace than ours, or for one spelt a little differently."""
    found = {
        prefix: expected
        for prefix, space in sorted(source.prefixes.items())
        if (expected := PREFIXES.get(prefix) or same_but_for_form(space)) and expected != space
    }
    if not found:
        return
    rule, lines = own_rule(ASTRAY), Lines(source.text)
    spots = _declarations(lines)
    for prefix, expected in found.items():
        space = source.prefixes[prefix]
        spot = spots.get((prefix, space)) or lines.spot(0, 1)  # the first line if it cannot be found
        values = {"term": prefix, "found": space, "expected": expected}
        place = Place(source.shown, *spot, lines.line(spot.line))
        yield Finding(rule, rule.severity, place, f"{prefix}:", "", space, values)


def _declarations(lines: Lines) -> dict[tuple[str, str], Spot]:
    """Where a text first says that a prefix stands for a namespace, by both."""
    found: dict[tuple[str, str], Spot] = {}
    for match in DECLARATION.finditer(lines.text):
        group = match.lastindex or 0
        key = match[group - 1], match[group][1:-1]
        if key not in found:
            found[key] = lines.spot(*match.span(group))
    return found
