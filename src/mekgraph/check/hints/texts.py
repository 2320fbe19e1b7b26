"""Texts and addresses: of the wrong form, with a mark that does not belong there, without quotation marks or < >."""

import re

import pyoxigraph as ox

from mekgraph.check.details import is_short, quoted, worded
from mekgraph.check.findings import Detail
from mekgraph.check.forms import FORMS, STRING, TEXT, XSD, fits_patterns
from mekgraph.check.hints import languages
from mekgraph.check.hints.case import Case, Said, fits_in_sentence
from mekgraph.check.hints.ids import bracketed
from mekgraph.graph.engine import Term
from mekgraph.iris import PREFIXES, expand

VISIBLE = r"\S"
# What a pattern asks for, in words.
PATTERNS = {
    "^[A-Z]{2}$": "expected.capitals",
    "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$": "expected.language",
    "^#[0-9A-F]{6}$": "expected.color",
    VISIBLE: "expected.visible",
    "^https?://": "expected.address",
}
ITEM = re.compile(r"(?:wd:)?(Q[1-9][0-9]*)")


def of_text(case: Case, value: Term) -> Said:
    """What is wrong with a value where a text belongs."""
    if not isinstance(value, ox.Literal):
        found = Detail("expected.wrong", {"found": worded(value), "expected": _expected(case)})
        return Said(found, Detail("hint.text_needed"))
    if not value.value.strip():
        return Said(Detail("expected.empty"))
    datatype = value.datatype.value
    if datatype not in (STRING, TEXT):
        code = case.code(ox.Literal(value.value))
        found = Detail("expected.wrong", {"found": worded(value), "expected": _expected(case)})
        return Said(found, Detail("hint.quoted", {"code": code}) if _is_fine(case, value.value) else None)
    if case.want.is_marked_text and not value.language:
        return languages.unmarked(case, value)
    if value.language and not case.want.is_marked_text:
        return languages.superfluous(case, value)
    found = Detail("expected.wrong", {"found": worded(value), "expected": _expected(case)})
    return Said(found, _respelled(case, value.value))


def of_address(case: Case, value: Term) -> Said:
    """What is wrong with a value where a web address belongs."""
    if isinstance(value, ox.Literal):
        found = Detail("expected.text_for_address", {"text": quoted(value.value)})
        return Said(found, _addressed(case, value.value.strip().strip("<>")))
    found = Detail("expected.wrong", {"found": worded(value), "expected": Detail("expected.address")})
    if isinstance(value, ox.NamedNode) and is_short(value.value):
        return bracketed(case, value, ox.NamedNode(expand(value.value)))
    return Said(found)


def pattern(text: str) -> Detail:
    """What a pattern asks for; the pattern itself only where there are no words for it."""
    return Detail(PATTERNS[text]) if text in PATTERNS else Detail("expected.form", {"pattern": text})


def _expected(case: Case) -> Detail:
    patterns = [each for given in case.want.datatypes.values() for each in given if each != VISIBLE]
    if patterns:
        return pattern(patterns[0])
    return Detail("expected.marked" if case.want.is_marked_text else "expected.plain")


def _addressed(case: Case, text: str) -> Detail:
    """The address that a text stands for: a web address or an item of Wikidata."""
    item = ITEM.fullmatch(text)
    if item:
        return Detail("hint.unquoted", {"code": case.code(ox.NamedNode(PREFIXES["wd"] + item[1]))})
    if FORMS[XSD + "anyURI"](text):
        code = f"<{text}>"
        return Detail("hint.address" if fits_in_sentence(code) else "hint.address_long", {"code": code})
    return Detail("hint.address_full")


def _respelled(case: Case, text: str) -> Detail | None:
    """The text as the pattern wants it: in other letters, or what the thing of that name has there."""
    plain = text.strip()
    known = languages.usual(plain)
    others = [plain, plain.upper(), plain.lower(), *([known] if known else [])]
    for thing in case.facts.called(plain):
        others += [given.value for given in case.facts.values(thing, case.result.path) if isinstance(given, ox.Literal)]
    fine = [other for other in others if _is_fine(case, other)]
    return Detail("hint.write", {"code": case.code(ox.Literal(fine[0]))}) if fine else None


def _is_fine(case: Case, text: str) -> bool:
    return STRING in case.want.datatypes and fits_patterns(text, case.want.datatypes[STRING])
