"""Slips around texts, addresses and numbers: quotation marks, brackets, dates, invisible characters."""

import re
import unicodedata
from collections.abc import Iterator

from mekgraph.ask.teaching.slips.scene import Scene, Slip
from mekgraph.check.diagnosis.draft import Edit

TYPOGRAPHIC = "“”„«»‘’‚‹›"
OPENING = re.compile(rf"[{TYPOGRAPHIC}\"]")
TYPOGRAPHIC_TEXT = re.compile(rf"[{TYPOGRAPHIC}]([^\n\r{TYPOGRAPHIC}\"]*)[{TYPOGRAPHIC}\"]")
CLOSED_OTHERWISE = re.compile(rf"[\"']([^\n\r{TYPOGRAPHIC}]*)([{TYPOGRAPHIC}])")
# Where the text in a quotation mark that is not closed may end, the rest of the line standing outside.
MAY_END = re.compile(r"(?<!\s)\s*(?=[.,;)}\]@]|\^\^|\s[?&|=!<>]|\Z)")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
UNQUOTED = re.compile(r"[^\W\d_][\w -]*?(?=\s*[\"'.,;)}\]@\n]|\s*\Z)")
ADDRESS = re.compile(r"[\"']?(https?:[^\s<>\"']+)[\"']?")
DIGITS = re.compile(r"[\"']([0-9]+)[\"']")
MOST_ENDS = 12


def causes(scene: Scene) -> Iterator[Slip]:
    """The slips that the signs suggest, the likeliest first."""
    yield from _invisible(scene)
    yield from _typographic(scene)
    yield from _not_closed(scene)
    yield from _address(scene)
    yield from _date(scene)
    yield from _number(scene)


def late_causes(scene: Scene) -> Iterator[Slip]:
    """Those that come last: a word may be many things before it is a text without quotation marks."""
    yield from _not_opened(scene)
    yield from _unquoted(scene)


def _invisible(scene: Scene) -> Iterator[Slip]:
    """Characters that nobody sees, such as those that come along when text is copied from a page."""
    if scene.here.kind == "OTHER" and unicodedata.category(scene.here.text) in ("Cf", "Cc", "Zs", "Zl", "Zp", "Co"):
        start, end = scene.here.start, scene.here.end
        yield Slip("invisible", {}, start, end, (Edit(start, end, " "),))


def _typographic(scene: Scene) -> Iterator[Slip]:
    """``“text”``, ``«text»`` and ``"text”``."""
    here = scene.here
    if here.kind == "OTHER" and (match := TYPOGRAPHIC_TEXT.match(scene.text, here.start)):
        yield _straight(match)
    if here.kind == "OPEN" and (match := CLOSED_OTHERWISE.match(scene.text, here.start)):
        yield Slip("typographic", {}, *match.span(2), (Edit(*match.span(2), here.text[0]),))


def _straight(match: re.Match[str]) -> Slip:
    start, end = match.span()
    return Slip("typographic", {}, start, end, (Edit(start, start + 1, '"'), Edit(end - 1, end, '"')))


def _not_closed(scene: Scene) -> Iterator[Slip]:
    """``"text`` without a quotation mark at its end; where that is, the rest of the line has to tell."""
    here = scene.here
    if here.kind != "OPEN":
        return
    _, line_end = scene.line_of(here)
    mark = here.text[0]
    ends = [match.start() for match in MAY_END.finditer(scene.text, here.start + 1, line_end)]
    for end in sorted(set(ends), reverse=True)[:MOST_ENDS]:
        text = scene.text[here.start : end]
        yield Slip("not_closed", {"right": text + mark}, here.start, end, (Edit(end, end, mark),))


def _not_opened(scene: Scene) -> Iterator[Slip]:
    """``text"``: the quotation mark before a text is missing."""
    here = scene.here
    if here.text[:1].isalnum():
        rest = scene.text[here.start : scene.line_of(here)[1]]
        text, mark, _ = rest.partition('"')
        if mark:
            start = here.start
            yield Slip("not_opened", {"right": f'"{text}"'}, start, start + len(text), (Edit(start, start, '"'),))


def _unquoted(scene: Scene) -> Iterator[Slip]:
    """``CONTAINS(?name, ICRC)``: a text without quotation marks."""
    is_word = scene.here.kind == "WORD" and "STRING" in scene.wanted
    if is_word and (match := UNQUOTED.match(scene.text, scene.here.start)):
        right = f'"{match.group()}"'
        yield Slip("unquoted", {"right": right}, *match.span(), (Edit(*match.span(), right),))


def _address(scene: Scene) -> Iterator[Slip]:
    """``https://example.org/`` without the signs around it, or with quotation marks."""
    for number in (0, -1):
        match = ADDRESS.match(scene.text, scene.at(number).start)
        if match and scene.at(number).kind in ("NAME", "PREFIX_NAME", "STRING"):
            right = f"<{match[1]}>"
            yield Slip("address", {"right": right}, *match.span(), (Edit(*match.span(), right),))


def _date(scene: Scene) -> Iterator[Slip]:
    """``2024-05-14`` without quotation marks."""
    for number in (-1, 0):
        match = DATE.match(scene.text, scene.at(number).start)
        if match and scene.at(number).kind == "INTEGER":
            right = f'"{match.group()}"^^xsd:{"date" if match[1] else "gYearMonth"}'
            yield Slip("date", {"right": right}, *match.span(), (Edit(*match.span(), right),))


def _number(scene: Scene) -> Iterator[Slip]:
    """``LIMIT "10"``, and LIMIT or OFFSET without a number."""
    if scene.wanted != {"INTEGER"}:
        return
    if match := DIGITS.fullmatch(scene.here.text):
        yield scene.replaced("no_number", match[1], next=scene.at(-1).text)
    yield scene.missing("no_number", "10", next=scene.at(-1).text)
