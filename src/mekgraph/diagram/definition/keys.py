"""The keys of a diagram file, each with the form of its values; what each means is told in ``messages``."""

from typing import Final

from mekgraph.diagram.definition.forms import (
    ByLanguage,
    Date,
    Flag,
    Form,
    Many,
    Option,
    Place,
    Scalar,
    Schema,
    Table,
    Text,
    Whole,
    Yes,
)
from mekgraph.diagram.definition.model import COLLAPSES, COLORS, GROUPS, LARGEST, LAYOUTS, MOST_STEPS, SIZES
from mekgraph.diagram.sheet.paper import SIZES as PAGES
from mekgraph.messages import LANGUAGES, text
from mekgraph.network.model import MARKS

MOST_NOTES = 5

# In the order in which people think of them; a key is the name of a field of Diagram, with hyphens.
KEYS: Final[dict[str, Form]] = {
    "title": ByLanguage(Text()),
    "around": Many(Text()),
    "steps": Whole(1, MOST_STEPS),
    "all-links": Flag(),
    "question": Text(),
    "parameters": Table(Scalar()),
    "whole": Yes(),
    "kinds": Many(Text()),
    "only": Many(Text()),
    "hide": Many(Text()),
    "events": Flag(),
    "persons": Flag(),
    "reported": Flag(),
    "without": Many(Option(MARKS)),
    "language": Option(LANGUAGES),
    "on": Date(),
    "known": Date(),
    "mark-changes": Date(),
    "layout": Option(LAYOUTS),
    "group": Option(GROUPS),
    "collapse": Option(COLLAPSES),
    "most": Whole(1, LARGEST),
    "size": Option(SIZES),
    "emphasis": Many(Text()),
    "page": Option(tuple(PAGES)),
    "notes": ByLanguage(Many(Text(), MOST_NOTES)),
    "colors": Table(Option(tuple(COLORS))),
    "pinned": Table(Place()),
}


def meaning(key: str, language: str = "en") -> str:
    """What a key of a diagram file means, in one or two sentences.

    >>> meaning("steps")
    'How many links away from what is in the middle: 1 to 6. Usually 1.'
    """
    return text(f"diagram.key_{key.replace('-', '_')}", language)


def schema() -> Schema:
    """The JSON schema of diagram files; ``diagram.schema.json`` beside this file holds the same."""
    properties = {key: {"description": meaning(key), **form.schema()} for key, form in KEYS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": text("diagram.schema_title"),
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "oneOf": [{"required": [key]} for key in ("around", "question", "whole")],
    }


def listed(language: str = "en") -> str:
    """The keys and what they mean, as a list in Markdown."""
    return "\n".join(f"- `{key}`: {meaning(key, language)}" for key in KEYS)
