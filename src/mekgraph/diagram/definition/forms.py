"""The forms that values in a diagram file can have: how each is read, and how a JSON schema tells it.

``read`` gives the value as ``model.Diagram`` keeps it, or None after it has noted what is wrong.
"""

import datetime
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from mekgraph.diagram.definition.faults import Faults, nearest, short, shortened
from mekgraph.diagram.definition.located import TomlPath
from mekgraph.graph.periods import Days
from mekgraph.messages import LANGUAGES

LONGEST = 500  # characters of a text
MOST_NAMES = 500  # elements of a list
DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
Schema = dict[str, Any]


class Form(Protocol):
    """A form that values can have."""

    def read(self, value: object, path: TomlPath, faults: Faults) -> Any:
        """The value, or None."""

    def schema(self) -> Schema:
        """The JSON schema of such values."""


def wrong(needed: str, value: object, path: TomlPath, faults: Faults) -> None:
    """Note that another form is needed here: ``needed`` is the end of the message's key."""
    faults.add(f"diagram.needs_{needed}", path, name=shortened(path), given=short(value))


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def read(self, value: object, path: TomlPath, faults: Faults) -> bool | None:
        """See Form."""
        if isinstance(value, bool):
            return value
        wrong("flag", value, path, faults)
        return None

    def schema(self) -> Schema:
        """See Form."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class Yes:
    """True; to leave the key out is the only other thing that makes sense."""

    def read(self, value: object, path: TomlPath, faults: Faults) -> bool | None:
        """See Form."""
        if value is True:
            return True
        wrong("yes", value, path, faults)
        return None

    def schema(self) -> Schema:
        """See Form."""
        return {"const": True}


@dataclass(frozen=True)
class Whole:
    """A whole number between two others."""

    low: int
    high: int

    def read(self, value: object, path: TomlPath, faults: Faults) -> int | None:
        """See Form."""
        if isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high:
            return value
        name, given = shortened(path), short(value)
        faults.add("diagram.needs_whole", path, name=name, given=given, low=self.low, high=self.high)
        return None

    def schema(self) -> Schema:
        """See Form."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class Text:
    """A text in quotation marks without control characters; it may be empty if ``empty``."""

    empty: bool = False

    def read(self, value: object, path: TomlPath, faults: Faults) -> str | None:
        """See Form."""
        if not isinstance(value, str) or not (value.strip() or self.empty):
            wrong("text", value, path, faults)
            return None
        if len(value) > LONGEST:
            faults.add("diagram.long", path, name=shortened(path), limit=LONGEST)
            return None
        if control := next((sign for sign in value if unicodedata.category(sign) == "Cc"), ""):
            faults.add("diagram.control", path, name=shortened(path), sign=f"U+{ord(control):04X}")
            return None
        return value.strip()

    def schema(self) -> Schema:
        """See Form."""
        return {"type": "string", "minLength": int(not self.empty), "maxLength": LONGEST}


@dataclass(frozen=True)
class Option:
    """One of some names."""

    known: tuple[str, ...]

    def read(self, value: object, path: TomlPath, faults: Faults) -> str | None:
        """See Form."""
        if not isinstance(value, str):
            wrong("text", value, path, faults)
            return None
        if value not in self.known:
            name, near, known = shortened(path), nearest(value, self.known), ", ".join(self.known)
            faults.add("diagram.option", path, name=name, wanted=short(value), near=near, known=known)
            return None
        return value

    def schema(self) -> Schema:
        """See Form."""
        return {"enum": list(self.known)}


@dataclass(frozen=True)
class Date:
    """A year, month or day, as a text or as TOML writes days."""

    def read(self, value: object, path: TomlPath, faults: Faults) -> str | None:
        """See Form."""
        is_plain = isinstance(value, int | str | datetime.date) and not isinstance(value, bool | datetime.datetime)
        text = str(value) if is_plain else ""
        if Days.of(text) is None:
            wrong("date", value, path, faults)
            return None
        return text

    def schema(self) -> Schema:
        """See Form; editors hand on a day of TOML as a text."""
        return {"anyOf": [{"type": "string", "pattern": DATE}, {"type": "integer", "minimum": 1000, "maximum": 9999}]}


@dataclass(frozen=True)
class Many:
    """A list of values of one form, each once."""

    of: Form
    most: int = MOST_NAMES

    def read(self, value: object, path: TomlPath, faults: Faults) -> tuple[Any, ...] | None:
        """See Form."""
        if not isinstance(value, list):
            wrong("list", value, path, faults)
            return None
        if len(value) > self.most:
            faults.add("diagram.many", path, name=shortened(path), limit=self.most)
            return None
        found = [self.of.read(one, (*path, place), faults) for place, one in enumerate(value)]
        return tuple(dict.fromkeys(found)) if None not in found else None

    def schema(self) -> Schema:
        """See Form."""
        return {"type": "array", "items": self.of.schema(), "maxItems": self.most}


@dataclass(frozen=True)
class Table:
    """A table of values of one form; ``known`` are the names that it may have (none: any)."""

    of: Form
    known: tuple[str, ...] = ()
    most: int = MOST_NAMES

    def read(self, value: object, path: TomlPath, faults: Faults) -> dict[str, Any] | None:
        """See Form."""
        if not isinstance(value, dict):
            wrong("table", value, path, faults)
            return None
        if len(value) > self.most:
            faults.add("diagram.many", path, name=shortened(path), limit=self.most)
            return None
        return self._found(value, path, faults)

    def _found(self, value: Mapping[str, object], path: TomlPath, faults: Faults) -> dict[str, Any]:
        found = {}
        for name, one in value.items():
            if self.known and name not in self.known:
                unknown_key(name, (*path, name), self.known, faults)
            elif (read := self.of.read(one, (*path, name), faults)) is not None:
                found[name] = read
        return found

    def schema(self) -> Schema:
        """See Form."""
        if self.known:
            properties = {name: self.of.schema() for name in self.known}
            return {"type": "object", "properties": properties, "additionalProperties": False}
        return {"type": "object", "additionalProperties": self.of.schema(), "maxProperties": self.most}


@dataclass(frozen=True)
class ByLanguage:
    """A value for each language in a table, or one for all languages."""

    of: Form

    def read(self, value: object, path: TomlPath, faults: Faults) -> dict[str, Any] | None:
        """See Form."""
        if isinstance(value, dict):
            return Table(self.of, LANGUAGES).read(value, path, faults)
        found = self.of.read(value, path, faults)
        return None if found is None else dict.fromkeys(LANGUAGES, found)

    def schema(self) -> Schema:
        """See Form."""
        return {"anyOf": [self.of.schema(), Table(self.of, LANGUAGES).schema()]}


@dataclass(frozen=True)
class Scalar:
    """A text, number or date, kept as a text: the value of a question's parameter."""

    def read(self, value: object, path: TomlPath, faults: Faults) -> str | None:
        """See Form."""
        if isinstance(value, bool | dict | list):
            wrong("scalar", value, path, faults)
            return None
        return Text().read(value if isinstance(value, str) else str(value), path, faults)

    def schema(self) -> Schema:
        """See Form."""
        return {"type": ["string", "number"]}


@dataclass(frozen=True)
class Place:
    """A point: [x, y] in millimetres."""

    highest: float = 3000.0

    def read(self, value: object, path: TomlPath, faults: Faults) -> tuple[float, float] | None:
        """See Form; what is no number at all fits into no range either."""
        if isinstance(value, list) and len(value) == 2 and all(map(self._fits, value)):
            x, y = value
            return float(x), float(y)
        wrong("place", value, path, faults)
        return None

    def _fits(self, number: object) -> bool:
        return isinstance(number, int | float) and not isinstance(number, bool) and 0 <= number <= self.highest

    def schema(self) -> Schema:
        """See Form."""
        number = {"type": "number", "minimum": 0, "maximum": self.highest}
        return {"type": "array", "items": number, "minItems": 2, "maxItems": 2}


@dataclass(frozen=True)
class Box:
    """A rectangle: [x, y, width, height] in millimetres."""

    highest: float = 3000.0

    def read(self, value: object, path: TomlPath, faults: Faults) -> tuple[float, float, float, float] | None:
        """See Form."""
        halves = (value[:2], value[2:]) if isinstance(value, list) and len(value) == 4 else (value, value)
        corner, size = (Place(self.highest).read(half, path, faults) for half in halves)
        return None if corner is None or size is None else (*corner, *size)

    def schema(self) -> Schema:
        """See Form."""
        return {**Place(self.highest).schema(), "minItems": 4, "maxItems": 4}


@dataclass(frozen=True)
class Length:
    """A number of millimetres."""

    def read(self, value: object, path: TomlPath, faults: Faults) -> float | None:
        """See Form."""
        point = Place().read([value, 0], path, faults)
        return None if point is None else point[0]

    def schema(self) -> Schema:
        """See Form."""
        return {"type": "number", "minimum": 0}


def unknown_key(name: str, path: TomlPath, known: tuple[str, ...], faults: Faults) -> None:
    """Note that there is no such key here."""
    near = nearest(name, known)
    faults.add("diagram.key_unknown", path, wanted=short(name), near=near, known=", ".join(known))
