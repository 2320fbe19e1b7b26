"""Where the things of a diagram stood when it was last drawn: ``NAME.positions.toml`` beside ``NAME.toml``.

The file is written as a whole and ends with a mark, so that one that was cut off is never taken for a smaller diagram.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mekgraph.diagram.definition.changes import Drawn
from mekgraph.diagram.definition.faults import Faults, short
from mekgraph.diagram.definition.forms import Box, Form, Length, Many, Option, Place, Table, Text, Yes, unknown_key
from mekgraph.diagram.definition.located import located
from mekgraph.diagram.definition.model import LAYOUTS
from mekgraph.diagram.page import Point
from mekgraph.diagram.sheet.paper import SIZES as PAGES
from mekgraph.messages import text
from mekgraph.sources.text import read_small_text

FORMAT = 1
ENDING = ".positions.toml"
MOST_CHARACTERS = 5_000_000
MOST_THINGS = 20_000
MOST_LINKS = 100_000
MOST_MARKS = 1_000
LINE = 110
END = {"whole": True}
IDS: Final = Many(Text(), MOST_LINKS)
KEYS: Final[dict[str, Form]] = {
    "data": Text(),
    "layout": Option(LAYOUTS),
    "page": Option(tuple(PAGES)),
    "size": Place(),
    "links": IDS,
    "ended": IDS,
    "places": Table(Place(), most=MOST_THINGS),
    "frames": Table(Box(), most=MOST_THINGS),
    "marks": Table(Length(), most=MOST_MARKS),
    "end": Table(Yes(), tuple(END)),
}


Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Positions:
    """The middles of things by id, in millimetres from the upper left of the page, to two decimals.

    They were made for a version of the ``data``, a ``layout``, and a ``page`` of a ``size``; ``frames`` are the frames
    around groups by the group's id (x, y, width, height), ``marks`` the places of dates on an axis; ``links`` are the
    ids of all links drawn then, ``ended`` those of them that were drawn as ended. All are in order of id.

    Cards are as large as the longest of their names in three languages needs, so one file serves all of them.
    """

    data: str
    layout: str
    page: str
    size: Point
    places: Mapping[str, Point] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    frames: Mapping[str, Rectangle] = field(default_factory=dict)
    marks: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", {id_: _rounded(point) for id_, point in sorted(self.places.items())})
        frames = {id_: (*_rounded(box[:2]), *_rounded(box[2:])) for id_, box in sorted(self.frames.items())}
        object.__setattr__(self, "frames", frames)
        object.__setattr__(self, "marks", {text_: _rounded((x, 0.0))[0] for text_, x in sorted(self.marks.items())})
        object.__setattr__(self, "size", _rounded(self.size))
        for name in ("links", "ended"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))

    @property
    def drawn(self) -> Drawn:
        """What the diagram showed, to be compared with what it shows now."""
        return Drawn(frozenset(self.places), frozenset(self.links), frozenset(self.ended))


def positions_file(diagram: Path) -> Path:
    """The file of positions that belongs to a diagram file.

    >>> positions_file(Path("diagrams/council.toml")).as_posix()
    'diagrams/council.positions.toml'
    """
    return diagram.with_name(diagram.stem + ENDING)


def positions_text(positions: Positions) -> str:
    """The text of the file: the same positions give the same bytes. To be written in one step (``exchange.files``)."""
    head = {name: getattr(positions, name) for name in ("data", "layout", "page")}
    lines = [*_comment(text("diagram.positions_head")), f"format = {FORMAT}"]
    lines += [f"{name} = {_quoted(value)}" for name, value in head.items()]
    lines += [f"size = {_point(positions.size)}"]
    lines += [*_listed("links", positions.links), *_listed("ended", positions.ended)]
    lines += ["", "[places]", *(f"{_quoted(id_)} = {_point(point)}" for id_, point in positions.places.items())]
    lines += ["", "[frames]", *(f"{_quoted(id_)} = {_point(box)}" for id_, box in positions.frames.items())]
    lines += ["", "[marks]", *(f"{_quoted(name)} = {x:.2f}" for name, x in positions.marks.items())]
    lines += ["", "[end]", *(f"{name} = true" for name in END)]
    return "\n".join(lines) + "\n"


def read_positions(file: Path, shown: str | None = None) -> Positions | None:
    """The positions in a file; None where there is no such file.

    Raises InputError, with the line, for a file that is cut off, changed so that it cannot be understood, or not ours.
    """
    if not file.exists():
        return None
    name = shown or file.as_posix()
    found = located(read_small_text(file, name), name, MOST_CHARACTERS)
    faults = Faults(name, found)
    _require_ours(found.table, faults)
    values = _values(found.table, faults)
    faults.require_none()
    del values["end"]
    return Positions(**values)


def _require_ours(table: dict[str, Any], faults: Faults) -> None:
    """InputError for a file of another kind, or one that was not written to its end."""
    given = table.get("format")
    if given != FORMAT or isinstance(given, bool):
        faults.add("diagram.positions_foreign", ("format",), name="format", given=short(given), needed=FORMAT)
        faults.require_none()
    if table.get("end") != END:
        faults.add("diagram.positions_half", (list(faults.located.lines) or [()])[-1])
        faults.require_none()


def _values(table: dict[str, Any], faults: Faults) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in table.items():
        if key in KEYS:
            found[key] = KEYS[key].read(value, (key,), faults)
        elif key != "format":
            unknown_key(key, (key,), tuple(KEYS), faults)
    for key in KEYS:
        if key not in table:
            faults.add("diagram.positions_missing", (), name=key)
    return found


def _rounded(point: Point) -> Point:
    """A point to two decimals; without a minus before a zero."""
    x, y = point
    return round(float(x), 2) + 0.0, round(float(y), 2) + 0.0


def _point(numbers: Sequence[float]) -> str:
    return f"[{', '.join(f'{number:.2f}' for number in numbers)}]"


def _quoted(value: str) -> str:
    """A text as TOML writes it; JSON writes all but one character the same way."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _listed(name: str, ids: tuple[str, ...]) -> list[str]:
    """A list with one element on each line, so that a comparison of two versions shows what has changed."""
    return [f"{name} = [", *(f"  {_quoted(id_)}," for id_ in ids), "]"] if ids else [f"{name} = []"]


def _comment(words: str) -> list[str]:
    """A text as comment lines."""
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > LINE:
            lines.append("")
        lines[-1] += f" {word}"
    return [f"#{line}" for line in lines]
