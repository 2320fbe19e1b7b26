"""Slips between words: a mark that is missing, surplus, swallowed by a comment, or another than is needed."""

import re
from collections.abc import Iterator

from mekgraph.check.diagnosis.draft import Edit
from mekgraph.check.diagnosis.scene import CLOSING, MARKS, NAMES, VALUES, Cause, Scene, Word

NEEDED = {";": "semicolon", ",": "comma", ".": "stop"}
SWALLOWED = re.compile(r"[^#]*(?P<sign>#)[^\r\n]*?(?P<mark>[;,.])[ \t]*(?=[\r\n]|\Z)")
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
SIGNS = re.compile(r"[^\w\s\"'<;,.]+")


def causes(scene: Scene) -> Iterator[Cause]:
    """The slips that the words suggest, the likeliest first."""
    yield from _swallowed(scene)
    yield from _two_marks(scene)
    yield from _surplus_sign(scene)
    yield from _other_mark(scene)
    yield from _no_mark(scene)
    yield from _surplus_mark(scene)
    yield from _at_the_end(scene)


def needed(scene: Scene, first: Word, second: Word) -> str:
    """The mark that must stand before these two words: ";" before a property, "," before a value, "." before an id.

    "" where it could be more than one of them.
    """
    if first.kind == "language":
        return "." if first.text in ("@prefix", "@base") else ""
    if first.text == "a":
        return ";"
    if first.kind in NAMES and second.text == "a":
        return "."
    ends = second.text in MARKS or second.text in CLOSING
    if first.kind == "property":
        return "" if ends or second.kind == "property" else ";"
    if first.kind in NAMES and second.kind == "property":
        return "." if scene.column(first.start) == 1 else ""
    if first.kind in ("text", "number"):
        return ","
    return "," if first.kind in VALUES and ends else ""


def _swallowed(scene: Scene) -> Iterator[Cause]:
    """``actor:a # remark ;``: the mark at the end of the line is a part of the comment."""
    last = scene.last()
    match = SWALLOWED.match(scene.text, last.end, scene.at)
    if last.text and match:
        edit = Edit(last.end, last.end, f" {match['mark']}")
        yield Cause("comment", {"found": match["mark"]}, match.start("sign"), match.end("mark"), edit)


def _two_marks(scene: Scene) -> Iterator[Cause]:
    """``, ;``: two marks side by side; ``actor:eu. ;``: the full stop seems to be a part of the id."""
    last, here, before = scene.last(), scene.next(), scene.last(2)
    if last.text not in MARKS or here.text not in MARKS:
        return
    if last.text == "." and before.end == last.start:
        values = {"found": before.text, "next": here.text}
        yield Cause("early_stop", values, last.start, last.end, Edit(last.start, last.end, ""))
    for surplus, right in ((last, here), (here, last)):
        values = {"found": f"{last.text} {here.text}", "right": right.text}
        yield Cause("two_marks", values, last.start, here.end, Edit(surplus.start, surplus.end, ""))


def _surplus_sign(scene: Scene) -> Iterator[Cause]:
    """A sign or bracket that has nothing to do here."""
    if match := SIGNS.match(scene.text, scene.at):
        yield Cause("surplus", {"found": match.group()}, *match.span(), Edit(*match.span(), " "))


def _surplus_mark(scene: Scene) -> Iterator[Cause]:
    """A mark between an id and its first property, or between a property and its value."""
    last, here = scene.last(), scene.next()
    is_subject = last.kind in NAMES and scene.last(2).text in ("", ".")
    if here.text in MARKS and (is_subject or (last.kind == "property" and scene.next(1).kind in VALUES)):
        yield Cause("surplus", {"found": here.text}, here.start, here.end, Edit(here.start, here.end, ""))


def _other_mark(scene: Scene) -> Iterator[Cause]:
    """A mark one, two or three words before this place is not the one that what follows it needs."""
    words = [*scene.before[-3:], *scene.after[:2]]
    here = len(words) - len(scene.after[:2])
    number = next((n for n in range(here - 1, -1, -1) if words[n].text in MARKS), None)
    if number is None:
        return
    mark, first, second = (*words[number:], *[Word(scene.at, scene.at, "")] * 2)[:3]
    right = needed(scene, first, second)
    if not right or right == mark.text:
        return
    apart = BLANK_LINE.search(scene.gap(mark, first)) is not None
    begins_line = scene.column(first.start) == 1
    if mark.text == "." and right == ";" and (apart or (begins_line and first.text == "a")):
        yield _no_id(first, second)
    elif not (mark.text == "." and right == "," and (apart or begins_line)):
        values = {"found": mark.text, "next": first.text}
        key = "no_property" if mark.text == ";" and right == "," else f"{NEEDED[right]}_needed"
        yield Cause(key, values, mark.start, mark.end, Edit(mark.start, mark.end, right))


def _no_id(first: Word, second: Word) -> Cause:
    edit = Edit(first.start, first.start, "<https://example.org/> ")
    return Cause("no_id", {"found": f"{first.text} {second.text}"}, first.start, second.end, edit)


def _no_mark(scene: Scene) -> Iterator[Cause]:
    """Nothing stands between the word before and what needs a mark before it."""
    last, first, second = scene.last(), scene.next(), scene.next(1)
    right = needed(scene, first, second)
    is_subject = first.text == "a" and last.kind in NAMES and scene.column(last.start) == 1
    if not last.text:
        if right == ";":
            yield _no_id(first, second)
    elif right and last.text not in MARKS and last.kind not in ("property", "bracket", "a") and not is_subject:
        edit = Edit(last.end, last.end, right if right == "," else f" {right}")
        values = {"found": scene.value(), "next": first.text}
        yield Cause(f"{NEEDED[right]}_missing", values, last.end, last.end, edit)


def _at_the_end(scene: Scene) -> Iterator[Cause]:
    """The file ends after a comma or semicolon."""
    last = scene.last()
    if not scene.next().text and last.text in (",", ";"):
        yield Cause("end_mark", {"found": last.text}, last.start, last.end, Edit(last.start, last.end, " ."))
