"""Slips within words: signs and spaces in ids, marks and spaces in numbers, quotation marks, languages and types."""

import re
from collections.abc import Iterator

from mekgraph.check.diagnosis.draft import Edit
from mekgraph.check.diagnosis.scene import Cause, Scene
from mekgraph.check.nearest import AS_LATIN
from mekgraph.iris import PREFIXES

# Words, the Cyrillic letter among them, that people write for “a”.
FOR_A = frozenset({"a", "an", "is", "isa", "is-a", "is_a", "а", "это", "bu", "type"})
LANGUAGES = frozenset({"en", "ru", "uz", "kk", "ky", "tg", "tk", "de", "fr", "es", "ar", "fa", "zh", "tr", "uz-Cyrl"})
LETTERS = re.compile(r"@[^\W\d_]+")
WRITTEN = re.compile(r"[^\s;,<>\"“”«»]+")
NOT_IN_ID = re.compile(r"[^\w-]+")
APOSTROPHES = re.compile(r"['’‘ʻʼ`]")
APART = re.compile(r"[+-]?[0-9]{1,3}(?:[ \u00a0\u202f.'’][0-9]{3})+(?![\w.'’-]*\w)")
DATES = (
    re.compile(r"(?P<y>[0-9]{4})[-.](?P<m>[0-9]{1,2})[-.](?P<d>[0-9]{1,2})(?!\w)"),
    re.compile(r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})(?!\w)"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})(?![\w-])"),
)
CARETS = re.compile(r"\^*")
TYPOGRAPHIC = re.compile(r"(?P<sign>[“”„«»‘’])\s*(?:@[A-Za-z-]+|\^\^[\w:]+)?\s*[;,.]\s")
QUOTE = re.compile('"')
LONGEST_TEXT = 40
MONTHS = 12


def causes(scene: Scene) -> Iterator[Cause]:
    """The slips that the words suggest, the likeliest first."""
    yield from _language(scene)
    yield from _carets(scene)
    yield from _no_opening(scene)
    yield from _number(scene)
    yield from _word_for_a(scene)
    yield from _space_in_id(scene)
    yield from _sign_in_id(scene)
    yield from _typographic(scene)
    yield from _inner_quote(scene, next_to_it=True)


def doubtful_causes(scene: Scene) -> Iterator[Cause]:
    """What may be meant where no other slip fits."""
    if scene.next().kind != "text":
        yield from _inner_quote(scene, next_to_it=False)


def _language(scene: Scene) -> Iterator[Cause]:
    """``"x"en``, ``"x"@en@en``, ``"x"@en^^xsd:string`` and a language mark with letters that are not Latin."""
    last, here = scene.last(), scene.next()
    if last.kind == "text" and here.text in LANGUAGES:
        yield Cause("no_at", {"found": here.text}, here.start, here.end, Edit(last.end, here.start, "@"))
    end = scene.next(1).end if here.text == "^^" else here.end
    typed = here.kind == "language" and (last.kind == "language" or scene.last(2).text == "^^")
    if typed or (here.text == "^^" and last.kind == "language"):
        values = {"found": scene.text[here.start : end]}
        yield Cause("two_languages", values, here.start, end, Edit(here.start, end, ""))
    start = scene.text.rfind("@", max(scene.at - LONGEST_TEXT, 0), scene.at + 1)
    match = LETTERS.match(scene.text, start) if start >= 0 else None
    if match and match.end() >= scene.at and (latin := match.group().translate(AS_LATIN)).isascii():
        yield Cause("language_letters", {"found": match.group()}, *match.span(), Edit(*match.span(), latin))


def _carets(scene: Scene) -> Iterator[Cause]:
    """``"2024"^xsd:gYear`` and ``"2024" xsd:gYear``."""
    run = CARETS.match(scene.text, scene.at)
    start, end = scene.at, run.end() if run else scene.at
    while start > 0 and scene.text[start - 1] == "^":
        start -= 1
    text = next((word for word in reversed(scene.before) if word.end <= start), scene.last())
    kind = next((word for word in scene.after if word.start >= end and word.text != "^"), scene.next())
    if text.kind == "text" and (kind.kind == "type" or (end > start and kind.kind == "address")):
        written = text.text if len(text.text) <= LONGEST_TEXT else '"…"'
        spot = (start, end) if end > start else (kind.start, kind.end)
        yield Cause("carets", {"right": f"{written}^^{kind.text}"}, *spot, Edit(text.end, kind.start, "^^"))


def _no_opening(scene: Scene) -> Iterator[Cause]:
    """``mek:note Alfa" ;``: the quotation mark before a text is missing."""
    words = [*scene.before, scene.next()]
    line = scene.text.rfind("\n", 0, scene.at) + 1
    for before, word in zip(reversed(words[:-1]), reversed(words[1:]), strict=True):
        if word.start < line:
            return
        if before.kind in ("property", "mark"):
            values = {"found": scene.text[word.start : word.end]}
            yield Cause("no_opening", values, word.start, word.end, Edit(word.start, word.start, '"'))


def _number(scene: Scene) -> Iterator[Cause]:
    """``1 100``, ``1.100.000``, and dates without quotation marks."""
    first = scene.last()
    if first.kind != "number":
        return
    for pattern in DATES:
        match = pattern.match(scene.text, first.start)
        if match and 1 <= int(match["m"]) <= MONTHS:
            parts = [f"{int(part):02}" for part in (match["y"], match["m"], match.groupdict().get("d")) if part]
            right = f'"{"-".join(parts)}"^^xsd:{"date" if "d" in match.groupdict() else "gYearMonth"}'
            yield Cause("date", {"right": right}, *match.span(), Edit(*match.span(), right))
    if match := APART.match(scene.text, first.start):
        right = "".join(re.findall(r"[+0-9-]", match.group()))
        yield Cause("number", {"found": match.group(), "right": right}, *match.span(), Edit(*match.span(), right))


def _word_for_a(scene: Scene) -> Iterator[Cause]:
    """``actor:x A mek:Person``, ``actor:x is a mek:Person``."""
    here, subject = scene.next(), scene.last()
    if here.text.casefold() not in FOR_A or here.text == "a":
        return
    kind = scene.next(2 if scene.next(1).text == "a" else 1)
    found = scene.text[here.start : kind.start].strip()
    edit = Edit(here.start, kind.start, "a ")
    values = {"found": found, "right": scene.typed(subject, kind)}
    yield Cause("for_a", values, here.start, here.start + len(found), edit)


def _space_in_id(scene: Scene) -> Iterator[Cause]:
    """``actor:akhmedov timur``, ``actor: isrs-uz``, ``actor :isrs-uz``."""
    last, here = scene.last(), scene.next()
    if here.text in PREFIXES and scene.next(1).text.startswith(":"):
        end = scene.next(2 if scene.next(1).text == ":" else 1).end
        yield _joined(scene, here.start, end, "")
    elif last.kind in ("thing", "property", "class", "type") and here.kind in ("plain", "number"):
        words = [last, here]
        for word in () if last.text.endswith(":") else scene.after[1:]:
            if word.kind not in ("plain", "number") or scene.gap(words[-1], word).strip(" "):
                break
            words.append(word)
        apart = last.end < here.start and not scene.gap(last, here).strip(" ")
        if apart and (last.kind == "thing" or last.text.endswith(":")):
            yield _joined(scene, last.start, words[-1].end, "" if last.text.endswith(":") else "-")


def _joined(scene: Scene, start: int, end: int, between: str) -> Cause:
    found = scene.text[start:end]
    right = between.join(found.split())
    return Cause("id_space", {"found": found, "right": right}, start, end, Edit(start, end, right))


def _sign_in_id(scene: Scene) -> Iterator[Cause]:
    """``actor:kz-cwg(2)``, ``actor:a/b``, ``actor:o'brien``, ``actor:isrs#uz``."""
    line = scene.text.rfind("\n", 0, scene.at) + 1
    for word in [scene.last(), *(word for word in scene.before[:-1] if word.start >= line)]:
        match = WRITTEN.match(scene.text, word.start)
        if word.kind != "thing" or not match:
            continue
        found = match.group().rstrip(".")
        prefix, _, local = found.partition(":")
        sign = NOT_IN_ID.search(local.replace(".", "-"))
        right = NOT_IN_ID.sub("-", APOSTROPHES.sub("", local)).strip("-")
        if sign and right and right != local:
            values = {"found": found, "sign": sign.group()[0], "right": f"{prefix}:{right}"}
            spot = word.start, word.start + len(found)
            yield Cause("id_sign", values, *spot, Edit(*spot, f"{prefix}:{right}"))


def _typographic(scene: Scene) -> Iterator[Cause]:
    """``"Alfa” ; mek:note "x"``: a typographic mark ends a text, which so goes on to the next straight one."""
    text = next((word for word in reversed(scene.before) if word.kind == "text"), scene.last())
    for match in TYPOGRAPHIC.finditer(scene.text, text.start, text.end):
        yield Cause("typographic", {}, *match.span("sign"), Edit(*match.span("sign"), '"'))


def _inner_quote(scene: Scene, next_to_it: bool) -> Iterator[Cause]:
    """``"the "Hague" group"``: a quotation mark within a text ends it, right before this place or earlier."""
    text = next((word for word in reversed(scene.before) if word.text.startswith('"')), scene.last())
    if text.kind != "text" or (text.end == scene.at) != next_to_it or "\n" in scene.text[text.start : scene.at]:
        return
    line_end = scene.text.find("\n", scene.at)
    for match in QUOTE.finditer(scene.text, text.end, line_end if line_end >= 0 else len(scene.text)):
        inner = scene.text[text.start + 1 : match.start()].replace('"', '\\"')
        yield Cause("inner_quote", {}, text.end - 1, text.end, Edit(text.start, match.end(), f'"{inner}"'))
