"""Slips between words: marks that are missing, surplus, or others than are needed."""

from collections.abc import Iterator, Mapping

from mekgraph.ask.teaching.slips.scene import TERMS, VALUES, Scene, Slip
from mekgraph.check.diagnosis.draft import Edit

MARKS = (".", ";", ",")
NEEDED = {".": "stop", ";": "semicolon", ",": "comma"}
CLOSING = frozenset({")", "}", "]"})
MOST_BACK = 4
# “, property value” and “; thing property value”: so far before the value stands the mark that was taken for another.
JUST_BEFORE = {-2: (",", ";"), -3: (";", ".")}


def causes(scene: Scene) -> Iterator[Slip]:
    """The slips that the words suggest, the likeliest first."""
    yield from _comma_between_variables(scene)
    yield from _separator(scene)
    if scene.here.kind in (*CLOSING, "END"):
        yield from _surplus(scene)
    yield from _other_mark(scene, JUST_BEFORE)
    yield from _no_mark(scene)
    yield from _other_mark(scene)
    yield from _surplus(scene)


def _comma_between_variables(scene: Scene) -> Iterator[Slip]:
    """``SELECT ?a, ?b``: all commas up to the braces at once."""
    if scene.here.kind != "," or "VARIABLE" not in scene.wanted or scene.unclosed():
        return
    commas: list[Edit] = []
    depth = 0
    for token in scene.tokens[scene.number :]:
        depth += (token.kind == "(") - (token.kind == ")")
        if token.kind in ("{", "WHERE", "END"):
            break
        if token.kind == "," and not depth:
            commas.append(Edit(token.start, token.end, " "))
    yield Slip("comma_surplus", {}, scene.here.start, scene.here.end, tuple(commas))


def _separator(scene: Scene) -> Iterator[Slip]:
    """``GROUP_CONCAT(?x, ", ")``."""
    opened = scene.unclosed()
    inside = bool(opened) and scene.tokens[scene.tokens.index(opened[-1]) - 1].kind == "GROUP_CONCAT"
    if inside and scene.here.kind == "," and scene.at(1).kind == "STRING":
        yield scene.replaced("separator", f"; SEPARATOR = {scene.at(1).text}", 0, 1)
    if inside and scene.wanted == {"SEPARATOR"}:
        yield scene.replaced("separator", f"SEPARATOR = {scene.here.text}")


def _no_mark(scene: Scene) -> Iterator[Slip]:
    """Nothing stands between two statements, two properties of one thing, or two values."""
    here = scene.here
    for mark in MARKS:
        if mark in scene.wanted and here.kind in TERMS | VALUES:
            yield scene.missing(f"{NEEDED[mark]}_missing", mark)
    if "," in scene.wanted and here.kind not in (*MARKS, "END"):
        yield scene.missing("comma_missing", ",")


def _other_mark(scene: Scene, only: Mapping[int, tuple[str, str]] = {}) -> Iterator[Slip]:
    """A mark a few words before the place, or at it, is not the one that what follows needs.

    ``only``: how far before, which mark, and which is needed.
    """
    for number in range(0, -MOST_BACK - 1, -1):
        mark = scene.at(number)
        if mark.kind in MARKS:
            for right in MARKS:
                if right != mark.kind and (not only or only.get(number) == (mark.kind, right)):
                    yield scene.replaced("mark_needed", right, number, next=scene.at(number + 1).text)
            return


def _surplus(scene: Scene) -> Iterator[Slip]:
    """A mark or bracket that has nothing to do here; of two marks side by side the first may be the wrong one."""
    here, last = scene.here, scene.at(-1)
    if here.kind in MARKS and last.kind in MARKS:
        yield _without(scene, -1)
    if here.kind in (*MARKS, *CLOSING, "OTHER", "UNION", "=", "|", "AS"):
        yield _without(scene, 0)
    if last.kind in (",", ";", "&&", "||", "=", "UNION"):
        yield _without(scene, -1)


def _without(scene: Scene, number: int) -> Slip:
    token = scene.at(number)
    return Slip("surplus", {"found": token.text}, token.start, token.end, (Edit(token.start, token.end, " "),))
