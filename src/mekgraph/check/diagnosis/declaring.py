"""Slips in the line that says what a prefix stands for."""

import re
from collections.abc import Iterator

from mekgraph.check.diagnosis.draft import Edit
from mekgraph.check.diagnosis.scene import Cause, Scene
from mekgraph.iris import PREFIXES

LINE = re.compile(
    r"[ \t]*(?P<line>@?[ \t]*(?:prefix|pref[a-z]*|perfix|prfix)\b:?[ \t]+(?P<name>[a-z][\w-]*)\b[ \t]*:?[ \t]*"
    r"[<\"“«]?(?P<space>https?://[^<>\s\"”»]*)?[>\"”»]?[ \t]*[.;,]*)[ \t]*(?=#|\r|\n|\Z)",
    re.IGNORECASE,
)


def causes(scene: Scene) -> Iterator[Cause]:
    """The line that declares a prefix at or before this place, as it has to be written."""
    for offset in dict.fromkeys((scene.at, scene.last().start)):
        match = LINE.match(scene.text, scene.text.rfind("\n", 0, offset) + 1)
        if match:
            name = match["name"]
            right = declaration(name, match["space"])
            yield Cause("declaration", {"right": right}, *match.span("line"), Edit(*match.span("line"), right))


def declaration(name: str, space: str | None = None) -> str:
    """The line that declares a prefix of mekgraph, or another one for its namespace.

    >>> declaration("skos")
    '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .'
    """
    return f"@prefix {name}: <{PREFIXES.get(name) or space or 'https://…'}> ."
