"""Too few values or too many: how many there are, and which."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyoxigraph as ox

from mekgraph.check.dataset import Dataset
from mekgraph.check.details import is_ours, plain, worded
from mekgraph.check.findings import Detail, Finding, Hit, Place, Rival
from mekgraph.check.hints import languages
from mekgraph.check.hints.case import Case, Said, fits_in_sentence
from mekgraph.check.hints.numbers import of_comma
from mekgraph.graph.engine import Term
from mekgraph.iris import PREFIXES
from mekgraph.shacl.results import Result

SH = PREFIXES["sh"]
MAX_COUNT, UNIQUE = (f"{SH}{name}ConstraintComponent" for name in ("MaxCount", "UniqueLang"))


def with_rivals(hits: Iterable[Hit], dataset: Dataset) -> Iterator[Hit]:
    """The hits, those for too many values with these; one hit for each language in which there are several texts."""
    for hit in hits:
        groups = _rivals(hit.result, dataset) if hit.result else []
        if groups:
            yield from (replace(hit, rivals=tuple(group)) for group in groups)
        else:
            yield hit


def _rivals(result: Result, dataset: Dataset) -> list[list[Term]]:
    if result.component not in (MAX_COUNT, UNIQUE):
        return []
    values = dataset.values(result.focus, result.path)
    by_language: dict[str, list[Term]] = defaultdict(list)
    for value in values if result.component == UNIQUE else ():
        if isinstance(value, ox.Literal) and value.language:
            by_language[value.language.lower()].append(value)
    groups = [values] if result.component == MAX_COUNT else [by_language[language] for language in sorted(by_language)]
    return [group for group in groups if len(group) > 1]


def once_per_description(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; those of one rule for values that stand in the same two descriptions of a thing only once."""
    seen: set[tuple[object, ...]] = set()
    for finding in findings:
        blocks = tuple((rival.place.file, rival.block) for rival in finding.rivals[:2])
        key = finding.rule.id, finding.focus, blocks
        if len(set(blocks)) < 2 or key not in seen:
            yield finding
        seen.add(key)


def too_many(case: Case) -> Said | None:
    """Several values where fewer are allowed."""
    rivals = case.finding.rivals
    if not rivals:
        return _too_many(case)
    marks = {f"@{rival.value.language}" for rival in rivals if isinstance(rival.value, ox.Literal)}
    marked = case.result.component == UNIQUE and len(marks) == 1
    words = plain([rival.value for rival in rivals], with_marks=not marked)
    place = _at(rivals[0].place)
    values = {"count": len(rivals), "found": words, "first": words[0], "second": words[1], "place": place}
    key = "expected.twice" if len(rivals) == 2 else "expected.times"
    key += ("_marked" if marked else "") + ("" if place else "_unplaced")
    return Said(Detail(key, {**values, "mark": next(iter(marks), "")}), _choice(case, rivals))


def _too_many(case: Case) -> Said | None:
    """The same where the values cannot be told apart, or none is allowed at all."""
    given = case.facts.values(case.result.focus, case.result.path)
    if given:
        return Said(Detail("expected.given", {"found": plain(given)}))
    return Said(Detail("expected.most", {"expected": case.number})) if case.number else None


def _choice(case: Case, rivals: tuple[Rival, ...]) -> Detail:
    """What to do with the values: join two numbers, part two descriptions, mark a text anew, or keep one."""
    comma = of_comma(rivals) if case.want.is_number else None
    if comma:
        return comma
    first, second = rivals[:2]
    if is_ours(case.result.focus) and (first.place.file, first.block) != (second.place.file, second.block):
        return Detail("hint.two_descriptions", {"thing": worded(case.result.focus), "place": _block(first)})
    for text in (rival.value for rival in rivals if case.result.component == UNIQUE):
        tag = _other_language(case, text)
        code = f"{case.code(ox.Literal(text.value))}@{tag}" if isinstance(text, ox.Literal) else ""
        if tag and fits_in_sentence(code):
            return Detail("hint.remark", {"code": code})
    return Detail("hint.keep_one")


def _other_language(case: Case, text: Term) -> str:
    """The language that a text must be in if it is not written in the letters of the one that it is marked with."""
    if not isinstance(text, ox.Literal) or not text.language:
        return ""
    fits = text.language.lower() in [tag.lower() for tag in languages.of_script(text.value)]
    tags = languages.meant(case.facts, case.result, case.want, text)
    return tags[0] if len(tags) == 1 and not fits else ""


def _at(place: Place) -> str:
    return f"{place.file}:{place.line}" if place.line else ""


def _block(rival: Rival) -> str:
    return f"{rival.place.file}:{rival.block}"


def too_few(case: Case) -> Said | None:
    """Fewer values than are needed."""
    given = case.facts.values(case.result.focus, case.result.path)
    if given:
        return Said(Detail("expected.few", {"found": plain(given), "expected": case.number}))
    return Said(Detail("expected.nothing")) if case.facts.has_data or case.number == 1 else None


def none_fitting(case: Case) -> Said | None:
    """Not enough values that fit."""
    given = case.facts.values(case.result.focus, case.result.path)
    if given:
        return Said(Detail("expected.given", {"found": plain(given)}))
    return Said(Detail("expected.nothing")) if case.facts.has_data else None
