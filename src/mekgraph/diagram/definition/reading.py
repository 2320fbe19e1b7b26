"""From ``diagrams/NAME.toml`` to a Diagram; everything that is wrong with the file is told at once, with its line."""

from pathlib import Path, PurePosixPath
from typing import Any

from mekgraph.diagram.definition.faults import Faults, short
from mekgraph.diagram.definition.forms import unknown_key
from mekgraph.diagram.definition.keys import KEYS
from mekgraph.diagram.definition.located import located
from mekgraph.diagram.definition.model import COLORS, NESTED, NONE, Diagram
from mekgraph.diagram.definition.naming import RQ, Naming
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.errors import InputError
from mekgraph.graph.opening import Graph
from mekgraph.sources.text import read_small_text

MOST_CHARACTERS = 200_000
# The page of a diagram that names none has at least this size.
SMALLEST = "A4"
# What says what is drawn, and keys that do nothing without one of these.
SUBJECTS = ("around", "question", "whole")
NEEDED = {
    "steps": ("around",),
    "all-links": ("around", "question"),
    "parameters": ("question",),
    "events": ("around", "whole"),
    "persons": ("around", "whole"),
}


def read_diagram(file: Path, graph: Graph | None = None, shown: str | None = None) -> Diagram:
    """The diagram that a file describes; with a graph, its names are looked up and are ids then.

    ``shown`` is how the file is named to people. Raises InputError, or InputErrors for several at once, each with its
    line: for a file that cannot be read, is too large or no TOML, for unknown keys, for values that do not fit, and
    for names of nothing or of several things.
    """
    name = shown or file.as_posix()
    found = located(read_small_text(file, name), name, MOST_CHARACTERS)
    faults = Faults(name, found)
    values = _values(found.table, faults)
    _check_subject(values, found.table, faults)
    _check_together(values, faults)
    diagram = _diagram(file, values, faults)
    if graph is not None:
        diagram = Naming(graph, faults).resolved(diagram)
    faults.require_none()
    return diagram


def _values(table: dict[str, Any], faults: Faults) -> dict[str, Any]:
    """The values of the keys that are known, without those that are wrong."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        if key not in KEYS:
            unknown_key(key, (key,), tuple(KEYS), faults)
            continue
        own = _without_misplaced(key, value, faults)
        if (read := KEYS[key].read(own, (key,), faults)) is not None:
            found[key] = read
    return found


def _without_misplaced(key: str, value: Any, faults: Faults) -> Any:
    """A value without keys of the file as a whole that stand below a line in square brackets; they are noted."""
    if not isinstance(value, dict) or key == "parameters":
        return value
    misplaced = [inner for inner in value if inner in KEYS]
    for inner in misplaced:
        faults.add("diagram.misplaced", (key, inner), wanted=inner, table=key)
    return {inner: one for inner, one in value.items() if inner not in misplaced}


def _check_subject(values: dict[str, Any], table: dict[str, Any], faults: Faults) -> None:
    """Note it when nothing, or more than one thing, says what is drawn; and keys that do nothing."""
    given = [key for key in SUBJECTS if key in table and table[key] != []]
    if not given and not any(_nearest_of(error) in SUBJECTS for error in faults.errors):
        faults.add("diagram.nothing", ())
    for second in given[1:]:
        faults.add("diagram.both", (second,), one=given[0], two=second)
    for key, needed in NEEDED.items():
        if key in values and values[key] is not False and given and not set(needed) & set(given):
            faults.add("diagram.no_effect", (key,), name=key, needed=", ".join(needed))


def _nearest_of(error: InputError) -> str:
    """What is nearest to what is wrong: who misspelt what says what is drawn need not hear that it is missing."""
    return str(error.values.get("near", "")).partition(",")[0]


def _check_together(values: dict[str, Any], faults: Faults) -> None:
    """Note values that do not go together."""
    if values.get("layout") == NESTED and values.get("group") == NONE:
        faults.add("diagram.needs_group", ("group",), layout=NESTED)
    if "possible" in values.get("without", ()) and not values.get("on") and not values.get("known"):
        faults.add("diagram.needs_dates", ("without",))
    paper = Paper(values.get("page", SMALLEST))
    body = paper.body
    for name, (x, y) in values.get("pinned", {}).items():
        if not (body.x <= x <= body.x + body.width and body.y <= y <= body.y + body.height):
            across = {"left": f"{body.x:g}", "right": f"{body.x + body.width:g}"}
            down = {"top": f"{body.y:g}", "bottom": f"{body.y + body.height:g}"}
            values_ = {"name": short(name), "page": paper.name, **across, **down}
            faults.add("diagram.outside", ("pinned", name), **values_)


def _diagram(file: Path, values: dict[str, Any], faults: Faults) -> Diagram:
    fields = {key.replace("-", "_"): value for key, value in values.items()}
    if "without" in fields:
        fields["without"] = frozenset(fields["without"])
    fields["colors"] = {name: COLORS[color] for name, color in fields.get("colors", {}).items()}
    if str(fields.get("question", "")).endswith(RQ):
        fields["question"] = _query_file(file, fields["question"], "parameters" in fields, faults)
    return Diagram(name=file.stem, **fields)


def _query_file(file: Path, given: str, has_parameters: bool, faults: Faults) -> str:
    """The path of a query beside the diagram file or below it."""
    parts = PurePosixPath(given)
    query = file.parent / parts
    if parts.is_absolute() or ".." in parts.parts or "\\" in given or ":" in given:
        faults.add("diagram.query_place", ("question",), wanted=short(given))
    elif not query.is_file():
        faults.add("diagram.query_absent", ("question",), wanted=short(given))
    if has_parameters:
        faults.add("diagram.no_effect", ("parameters",), name="parameters", needed="question")
    return query.as_posix()
