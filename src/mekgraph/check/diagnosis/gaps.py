"""Slips in the build of a statement: a forgotten “a”, value, prefix or colon, a bracket or brace that is not closed."""

import re
from collections.abc import Iterator

from mekgraph.check.diagnosis.draft import Edit
from mekgraph.check.diagnosis.scene import CLOSING, MARKS, NAMES, VALUES, Cause, Scene, Word
from mekgraph.iris import PREFIXES

NO_COLON = re.compile(r"(?P<prefix>[A-Za-z]+)(?P<sign>[;.\-]| +)(?P<local>[A-Za-z0-9_][\w-]*)(?![\w:])")
PLAIN_WORD = re.compile(r"[A-Za-z][\w-]*")
PAIRS = {"[": "]", "(": ")"}


def causes(scene: Scene) -> Iterator[Cause]:
    """The slips that the words suggest, the likeliest first."""
    yield from _brace(scene)
    yield from _bracket(scene)
    yield from _no_a(scene)
    yield from _no_colon(scene)
    yield from _no_prefix(scene)
    yield from _no_value(scene)


def _brace(scene: Scene) -> Iterator[Cause]:
    """The brace of a graph in TriG is not closed before the next graph or the end of the file."""
    brace = next((word for word in reversed(scene.before) if word.text in ("{", "}")), None)
    if brace and brace.text == "{":
        end = scene.last().start if scene.next().text == "{" else scene.at
        yield _open(brace, "}", Edit(end, end, " }\n"))


def _bracket(scene: Scene) -> Iterator[Cause]:
    """A bracket is not closed: it could be closed at one of the last words before this place."""
    opened: list[Word] = []
    for word in scene.before:
        if word.text in PAIRS:
            opened.append(word)
        elif opened and word.text == PAIRS[opened[-1].text]:
            opened.pop()
    if opened:
        close = PAIRS[opened[-1].text]
        for last in scene.before[: -4 if len(scene.before) > 3 else None : -1]:
            after = ("", " .", " ;", " ,") if last.text not in MARKS else (f" {last.text}", " .")
            start = last.start if last.text in MARKS else last.end
            for mark in after:
                yield _open(opened[-1], close, Edit(start, last.end, f" {close}{mark}"))


def _open(word: Word, close: str, edit: Edit) -> Cause:
    return Cause("not_closed", {"found": word.text, "right": close}, word.start, word.end, edit)


def _no_a(scene: Scene) -> Iterator[Cause]:
    """``actor:a mek:State .``: a class stands where a property is needed."""
    last, subject, here = scene.last(), scene.last(2), scene.next()
    ends = here.text in MARKS or here.text in CLOSING
    if last.kind == "class" and ends and (subject.kind in NAMES or subject.text in (";", "[")):
        values = {"found": last.text, "right": scene.typed(subject, last)}
        yield Cause("no_a", values, last.start, last.end, Edit(last.start, last.start, "a "))


def _no_colon(scene: Scene) -> Iterator[Cause]:
    """``actor;unoct``, ``mek State``: another sign in the place of the colon."""
    match = NO_COLON.match(scene.text, scene.at)
    if match and match["prefix"] in PREFIXES:
        right = f"{match['prefix']}:{match['local']}"
        yield Cause("no_colon", {"found": match.group(), "right": right}, *match.span(), Edit(*match.span(), right))


def _no_prefix(scene: Scene) -> Iterator[Cause]:
    """``a Person``, ``alfa a mek:State``, ``note "x"``: a name without its prefix."""
    here, after, last = scene.next(), scene.next(1), scene.last()
    if here.kind != "plain" or not PLAIN_WORD.fullmatch(here.text):
        return
    if last.text == "a" and here.text[0].isupper():
        right = f"mek:{here.text}"
    elif last.text in ("", ".") and (after.text == "a" or after.kind == "property"):
        right = f"actor:{here.text}"
    elif last.text == ";" and after.kind in VALUES:
        right = f"mek:{here.text}"
    else:
        return
    values = {"found": here.text, "right": right}
    yield Cause("no_prefix", values, here.start, here.end, Edit(here.start, here.end, right))


def _no_value(scene: Scene) -> Iterator[Cause]:
    """``mek:note ;``, or a property that is followed by the next one or by the next statement."""
    here, last, verb = scene.next(), scene.last(), scene.last(2)
    if last.kind == "property" and (here.text in MARKS or here.text in CLOSING):
        verb, mark = last, ""
    elif verb.kind == "property" and last.kind == "property":
        mark = " ;"
    elif verb.kind in ("property", "a") and last.kind in NAMES and here.text == "a":
        mark = " ."
    else:
        return
    yield Cause(
        "no_value",
        {"found": verb.text},
        verb.start,
        verb.end,
        Edit(verb.end, verb.end, f" <https://example.org/>{mark}"),
    )
