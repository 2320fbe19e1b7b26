"""The JSON schema of scenes, made from their classes; ``scene.schema.json`` beside this file holds the same."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from mekgraph.diagram.scene import Scene

Schema = dict[str, Any]
PLAIN: Final[dict[type, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
}


def schema() -> Schema:
    """The schema of what ``formats.json.scene_text`` writes: every field of every class is there, and no other."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scene of mekgraph: what a diagram shows",
        "$ref": f"#/$defs/{Scene.__name__}",
        "$defs": {
            kind.__name__: _object(kind) for kind in sorted(set(_classes(Scene)), key=lambda kind: kind.__name__)
        },
    }


def _object(kind: type) -> Schema:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    return {
        "description": " ".join((kind.__doc__ or "").replace("``", "").split()),
        "type": "object",
        "properties": {name: _value(hints[name]) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _value(hint: Any) -> Schema:
    """The schema of the values of a type. Raises TypeError for a type that scenes have not had so far."""
    if is_dataclass(hint) and isinstance(hint, type):
        return {"$ref": f"#/$defs/{hint.__name__}"}
    inner = get_args(hint)
    if hint in PLAIN:
        return dict(PLAIN[hint])
    if get_origin(hint) is UnionType:
        return {"anyOf": [_value(one) for one in inner]}
    if get_origin(hint) is tuple and inner[1:] == (...,):
        return {"type": "array", "items": _value(inner[0])}
    if get_origin(hint) is tuple:
        items = [_value(one) for one in inner]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items), "maxItems": len(items)}
    if get_origin(hint) is dict and inner[0] is str:
        return {"type": "object", "additionalProperties": _value(inner[1])}
    raise TypeError(f"no schema is known for {hint}")


def _classes(kind: Any) -> Iterator[type]:
    """The class, and all that its fields are made of."""
    if is_dataclass(kind) and isinstance(kind, type):
        yield kind
        for hint in get_type_hints(kind).values():
            yield from _classes(hint)
    for inner in get_args(kind):
        yield from _classes(inner)
