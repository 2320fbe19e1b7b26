"""Slips with brackets and braces: not closed, not opened, of the wrong kind; and what stands inside them by mistake."""

from collections.abc import Iterator

from mekgraph.ask.teaching.slips.scene import MODIFIERS, PAIRS, Scene, Slip
from mekgraph.check.diagnosis.draft import Edit

MOST_WRAPPED = 24
OPENS = {close: opened for opened, close in PAIRS.items()}


def causes(scene: Scene) -> Iterator[Slip]:
    """The slips that the brackets suggest, the likeliest first."""
    yield from _inside(scene)
    yield from _surplus(scene)
    yield from _not_closed(scene)
    yield from _wrong_kind(scene)
    yield from _without_brackets(scene)
    yield from _not_opened(scene)


def _inside(scene: Scene) -> Iterator[Slip]:
    """``{ ... LIMIT 5 }``: what says how to order and cut the answer stands behind the last brace."""
    if scene.here.kind not in MODIFIERS or "}" not in scene.wanted:
        return
    opened = scene.unclosed()
    closing = next((number for number in range(len(scene.tokens)) if scene.at(number).kind == "}"), None)
    if opened and closing is not None:
        here, close = scene.here, scene.at(closing)
        tail = scene.text[here.start : close.start].strip()
        edits = (Edit(here.start, close.start, " "), Edit(close.end, close.end, f" {tail} "))
        yield Slip("inside", {"found": tail}, here.start, here.start + len(tail), edits)


def _not_closed(scene: Scene) -> Iterator[Slip]:
    """A bracket opens before this place and is not closed: one, or all that are open."""
    opened = scene.unclosed()
    for number in range(1, len(opened) + 1):
        close = "".join(f" {PAIRS[token.kind]}" for token in reversed(opened[-number:]))
        if PAIRS[opened[-number].kind] not in (*scene.wanted, *close.split()):
            break
        token = opened[-number] if scene.here.kind != "END" else opened[0]
        place = scene.at(-1).end
        values = {"found": token.text, "right": PAIRS[token.kind]}
        yield Slip("bracket_open", values, token.start, token.end, (Edit(place, place, f"{close} "),))


def _surplus(scene: Scene) -> Iterator[Slip]:
    """``SELECT DISTINCT(?x)``: a variable in brackets."""
    opening, variable, here = scene.at(-2), scene.at(-1), scene.here
    if "AS" in scene.wanted and (opening.kind, variable.kind, here.kind) == ("(", "VARIABLE", ")"):
        right = variable.text
        edit = Edit(opening.start, here.end, f" {right} ")
        values = {"found": scene.text[opening.start : here.end], "right": right}
        yield Slip("bracket_surplus", values, opening.start, here.end, (edit,))


def _wrong_kind(scene: Scene) -> Iterator[Slip]:
    """``FILTER { ... }``, ``OPTIONAL ( ... )``, ``VALUES ?x ( ... )``, ``COUNT(?x}``."""
    here = scene.here
    for wanted in PAIRS:
        closing = scene.closing(0) if here.kind in PAIRS else None
        if wanted in scene.wanted and wanted != here.kind and closing is not None:
            close = scene.at(closing)
            edits = (Edit(here.start, here.end, wanted), Edit(close.start, close.end, PAIRS[wanted]))
            values = {"found": f"{here.text} {close.text}", "right": f"{wanted} {PAIRS[wanted]}"}
            yield Slip("bracket_kind", values, here.start, here.end, edits)
    for right in OPENS:
        if here.kind in OPENS and right in scene.wanted and right != here.kind:
            yield scene.replaced("bracket_kind", right)


def _not_opened(scene: Scene) -> Iterator[Slip]:
    """``WHERE ?s ?p ?o }``, ``FILTER ?x > 3)``."""
    here = scene.here
    for opening in PAIRS:
        if _needed(scene, opening):
            values = {"right": opening, "next": here.text}
            yield Slip("bracket_missing", values, here.start, here.end, (Edit(here.start, here.start, f"{opening} "),))


def _without_brackets(scene: Scene) -> Iterator[Slip]:
    """``FILTER ?x = ?y``, ``OPTIONAL ?s ?p ?o``, ``SELECT COUNT(?x) AS ?n``: the longest part that fits in them."""
    before = scene.at(-1).text
    for opening in ("(", "{"):
        if opening == "(" and opening in scene.wanted and "*" in scene.wanted | {scene.at(-1).kind}:
            yield from _projection(scene)
        if not _needed(scene, opening):
            continue
        for last in scene.ahead(MOST_WRAPPED):
            start, end = scene.here.start, scene.at(last).end
            right = f"{opening}{scene.text[start:end]}{PAIRS[opening]}"
            edits = (Edit(start, start, opening), Edit(end, end, PAIRS[opening]))
            yield Slip("unbracketed", {"right": f"{before} {right}", "found": before}, start, end, edits)
    if "AS" in scene.wanted:
        right = "AS" if scene.here.kind == "VARIABLE" else f"AS ?{fresh(scene)}"
        yield scene.missing("no_as", right)
    if scene.here.kind == "AS" and scene.at(-1).kind == "VARIABLE" and scene.at(1).kind == "VARIABLE":
        start, end = scene.at(-1).start, scene.at(1).end
        right = f"({scene.text[start:end]})"
        yield Slip("computed", {"right": right}, start, end, (Edit(start, end, right),))


def _needed(scene: Scene, opening: str) -> bool:
    """Whether this bracket is the one thing to go on with, and not one of many that may begin here."""
    return opening in scene.wanted and not scene.wanted & {"VARIABLE", "."}


def _projection(scene: Scene) -> Iterator[Slip]:
    """A computed column without brackets or without a name."""
    opening = 1 if scene.at(1).kind in ("(", "NIL") else None
    if opening is None:
        return
    closing = scene.closing(opening) if scene.at(opening).kind == "(" else opening
    if closing is None:
        return
    named = scene.at(closing + 1).kind == "AS" and scene.at(closing + 2).kind == "VARIABLE"
    start, end = scene.here.start, scene.at(closing + 2 if named else closing).end
    inner = scene.text[start:end]
    right = f"({inner})" if named else f"({inner} AS ?{fresh(scene)})"
    yield Slip("computed", {"right": right}, start, end, (Edit(start, end, right),))


def fresh(scene: Scene) -> str:
    """A name for a column that the query does not use yet."""
    return next(name for name in ("count", "value", "result", "column1", "column2") if name not in scene.names)
