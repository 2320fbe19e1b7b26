"""Scenes as JSON for other programs, in the form that ``diagram/scene.schema.json`` describes."""

import json
import re
from dataclasses import asdict

from mekgraph.diagram.scene import Scene

# Half of a character cannot be written in UTF-8.
SURROGATE = re.compile(r"[\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def scene_text(scene: Scene) -> str:
    """The whole scene as one JSON object, keys in alphabetical order; texts as they are, with nothing cleaned.

    Raises ValueError for a number that is none (NaN, infinite), which JSON does not have.
    """
    text = json.dumps(asdict(scene), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return SURROGATE.sub(REPLACEMENT, text) + "\n"
