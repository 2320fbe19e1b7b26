"""Language marks: missing, unusual, or where none belongs."""

import re
import unicodedata
from functools import cache

import pyoxigraph as ox

from mekgraph.check.details import quoted
from mekgraph.check.findings import Detail
from mekgraph.check.hints.case import Case, Said, fits_in_sentence
from mekgraph.check.hints.facts import Facts
from mekgraph.check.hints.wants import Want
from mekgraph.check.hints.words import words
from mekgraph.messages import LANGUAGES
from mekgraph.shacl.results import Result

ENGLISH, RUSSIAN, UZBEK = LANGUAGES
UZBEK_CYRILLIC = "uz-Cyrl"
USED = frozenset((*LANGUAGES, UZBEK_CYRILLIC.lower()))
LATIN, CYRILLIC = "LATIN", "CYRILLIC"
UZBEK_LETTERS = re.compile(r"[oOgG][ʻʼ'`‘’]")
UZBEK_CYRILLIC_LETTERS = re.compile(r"[ўқғҳЎҚҒҲ]")


def unmarked(case: Case, value: ox.Literal) -> Said:
    """A text without a language where each needs one."""
    tags = meant(case.facts, case.result, case.want, value)
    return Said(Detail("expected.unmarked", {"text": quoted(value.value)}), _mark(case, value, tags))


def unusual(case: Case, value: ox.Literal) -> Said:
    """A text in a language that is not in use here."""
    found = Detail("expected.mark_unusual", {"text": quoted(value.value), "mark": f"@{value.language}"})
    known = usual(value.language or "")
    return Said(found, _mark(case, value, [known]) if known.lower() in USED else None)


def superfluous(case: Case, value: ox.Literal) -> Said:
    """A text with a language where none belongs."""
    mark = f"@{value.language}"
    code = case.code(ox.Literal(value.value))
    values = {"mark": mark, "code": code}
    hint = Detail("hint.mark_away" if fits_in_sentence(code) else "hint.mark_away_only", values)
    return Said(Detail("expected.mark_superfluous", {"text": quoted(value.value), "mark": mark}), hint)


def meant(facts: Facts, result: Result, want: Want, value: ox.Literal) -> list[str]:
    """The languages that a text may be in: one if that is certain enough to write it, several to choose from, or none.

    A form of a name has the language of the name that it repeats. Else the script tells, and which of the wanted
    languages are still missing.
    """
    texts = [text for text in facts.about(result.focus) if isinstance(text, ox.Literal)]
    same = {text.language for text in texts if text.value == value.value and text.language in USED}
    if len(same) == 1 and not value.language:
        return [str(same.pop())]
    beside = [text for text in facts.values(result.focus, result.path) if text != value] if want.once else []
    taken = {text.language.lower() for text in beside if isinstance(text, ox.Literal) and text.language}
    return [tag for tag in of_script(value.value) if tag.lower() not in taken]


def of_script(text: str) -> list[str]:
    """The languages in use here that are written in the letters of a text.

    >>> of_script("Тимур"), of_script("Timur"), of_script("Oʻzbekiston"), of_script("Ўзбекистон"), of_script("1")
    (['ru'], ['en', 'uz'], ['uz'], ['uz-Cyrl'], [])
    """
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in text if sign.isalpha() and sign not in "ʻʼ"}
    if scripts == {CYRILLIC}:
        return [UZBEK_CYRILLIC if UZBEK_CYRILLIC_LETTERS.search(text) else RUSSIAN]
    if scripts == {LATIN}:
        return [UZBEK] if UZBEK_LETTERS.search(text) else [ENGLISH, UZBEK]
    return []


def usual(mark: str) -> str:
    """The usual mark of a language for another mark or its name; "" where none is known.

    >>> usual("eng"), usual("русский"), usual("en-AU"), usual("xx")
    ('en', 'ru', 'en', '')
    """
    name = mark.casefold()
    base = name.partition("-")[0]
    return _usual().get(name) or (base if base in (ENGLISH, RUSSIAN) else "")


@cache
def _usual() -> dict[str, str]:
    return {name: mark for mark, listed in words("languages").items() for name in listed}


def _mark(case: Case, value: ox.Literal, tags: list[str]) -> Detail | None:
    """The advice to mark a text: in full where only one language is possible and the text is short."""
    if len(tags) != 1:
        return Detail("hint.mark_one_of", {"marks": [f"@{tag}" for tag in tags]}) if tags else None
    code = f"{case.code(ox.Literal(value.value))}@{tags[0]}"
    if fits_in_sentence(code):
        return Detail("hint.write", {"code": code})
    return Detail("hint.mark", {"mark": f"@{tags[0]}"})
