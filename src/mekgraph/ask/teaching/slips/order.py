"""Slips in the order of clauses and in declarations: BY left out, LIMIT before ORDER BY, Turtle's way of prefixes."""

from collections.abc import Iterator

from mekgraph.ask.teaching.slips.scene import MODIFIERS, Scene, Slip
from mekgraph.check.diagnosis.draft import Edit
from mekgraph.iris import PREFIXES

AT_PREFIX = "@prefix"


def causes(scene: Scene) -> Iterator[Slip]:
    """The slips that the clauses suggest, the likeliest first."""
    yield from _declaration(scene)
    if scene.wanted == {"BY"}:
        yield scene.replaced("no_by", f"{scene.at(-1).text} BY", -1)
    yield from _too_late(scene)
    if scene.here.kind == "DISTINCT":
        yield from _distinct(scene)


def _declaration(scene: Scene) -> Iterator[Slip]:
    """``@prefix a: <...> .``, ``PREFIX a <...>``, ``PREFIX a: <...> .``."""
    here, last = scene.here, scene.at(-1)
    if here.text.lower() == AT_PREFIX and scene.at(1).kind == "PREFIX_NAME":
        yield _declared(scene, 0, scene.at(1).text)
    if last.kind == "PREFIX" and here.kind == "WORD":
        yield _declared(scene, -1, f"{here.text}:")
    if here.kind == "." and last.kind == "ADDRESS" and scene.at(-3).kind == "PREFIX":
        yield _declared(scene, -3, scene.at(-2).text)


def _declared(scene: Scene, number: int, name: str) -> Slip:
    """The whole declaration, from its first word to the address and a full stop behind it."""
    ends = [at for at in range(number, number + 4) if scene.at(at).kind == "ADDRESS"]
    last = ends[0] if ends else number + 1
    space = scene.at(last).text if ends else f"<{PREFIXES.get(name[:-1], 'https://…')}>"
    last += scene.at(last + 1).kind == "."
    return scene.replaced("declaration", f"PREFIX {name} {space}", number, last)


def _too_late(scene: Scene) -> Iterator[Slip]:
    """``LIMIT 10 ORDER BY ?x``: the clause has to stand before one that was read already."""
    here = scene.here
    if here.kind not in MODIFIERS:
        return
    later = MODIFIERS[MODIFIERS.index(here.kind) + 1 :]
    before: int | None = None
    for number in range(-1, -len(scene.tokens), -1):
        kind = scene.at(number).kind
        if kind in ("}", ""):
            break
        before = number if kind in later else before
    if before is None:
        return
    end = next(n for n in range(1, len(scene.tokens)) if scene.at(n).kind in (*MODIFIERS, "}", "VALUES", "END"))
    tail = scene.text[here.start : scene.at(end - 1).end]
    target = scene.at(before)
    edits = (Edit(target.start, target.start, f"{tail} "), Edit(here.start, here.start + len(tail), " "))
    values = {"found": tail.split("\n")[0], "next": target.text}
    yield Slip("too_late", values, here.start, here.start + len(tail), edits)


def _distinct(scene: Scene) -> Iterator[Slip]:
    """``SELECT ?x DISTINCT ?y``."""
    for number in range(-1, -len(scene.tokens), -1):
        if scene.at(number).kind == "SELECT":
            place, here = scene.at(number).end, scene.here
            edits = (Edit(place, place, " DISTINCT"), Edit(here.start, here.end, " "))
            yield Slip("too_late", {"found": here.text, "next": scene.at(number + 1).text}, here.start, here.end, edits)
            return
