"""Every rule of the shapes is explained: why it exists, in three languages, with an example of wrong and right."""

import re
import tomllib
from collections import Counter, defaultdict

import pyoxigraph as ox
import pytest

from mekgraph.exchange.canonical import turtle
from mekgraph.exchange.importing.checking import table_rules
from mekgraph.iris import PREFIXES, THINGS, expand
from mekgraph.messages import LANGUAGES, catalogue
from mekgraph.resources import find_project

from ..conftest import ROOT

PROJECT = find_project(ROOT)
EXPLAINED = {
    file.stem: tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / "ontology" / "explanations").glob("*.toml"))
}
TABLES = {rule: table for tables in EXPLAINED.values() for rule, table in tables.items()}
HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
SIDES = ("wrong", "right")
THING = re.compile(rf"\b(?:{'|'.join(THINGS)}):[\w-]+")
SENTENCES = re.compile(r"[.?!](?=\s|$)")
# ʻ stands after o and g and nowhere else; ʼ everywhere else; nothing else passes for one of the two.
UZBEK_MISSPELT = re.compile(r"[\u0027\u0060\u00b4\u2018\u2019\u02b9\u02bd\u2032]|(?<![OoGg])\u02bb|(?<=[OoGg])\u02bc")
QUOTES_OF_OTHERS = {"en": "«»„\u0022", "ru": "“”„\u0022", "uz": "«»„\u0022"}
CYRILLIC = re.compile("[А-Яа-яЁё]")


def parse(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(HEAD + text, format=ox.RdfFormat.TURTLE)]


def rules_of_shapes() -> dict[str, list[str]]:
    """The rules of the shapes, each with its messages."""
    rules: dict[str, str] = {}
    messages: dict[str, list[str]] = defaultdict(list)
    for file in PROJECT.shape_files():
        for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE):
            if quad.predicate.value == expand("mek:ruleId"):
                rules[str(quad.subject)] = quad.object.value  # type: ignore[union-attr]
            if quad.predicate.value == expand("sh:message"):
                messages[str(quad.subject)].append(quad.object.value)  # type: ignore[union-attr]
    return {rule: messages[shape] for shape, rule in rules.items()}


def rules_of_queries() -> set[str]:
    """The rules that are a query each; a file is named by the id and a few words."""
    return {"-".join(file.stem.split("-")[:2]) for file in (ROOT / "ontology" / "checks").glob("*/*.rq")}


SHAPES = rules_of_shapes()


def said(rule: str) -> list[str]:
    """The messages of a rule, in halves: what is wrong, what to do."""
    texts = SHAPES.get(rule) or [catalogue(language).get(f"rules.{rule}", "") for language in LANGUAGES]
    return [half.rstrip(".").lower() for text in texts for half in re.split(r"; |(?<=\.) ", text) if half]


def test_every_rule_of_the_shapes_is_explained_in_the_file_of_its_area_in_order() -> None:
    areas: dict[str, list[str]] = defaultdict(list)
    for rule in sorted(SHAPES):
        areas[rule.partition("-")[0]].append(rule)
    assert {area: list(EXPLAINED.get(area, {})) for area in areas} == areas


def test_every_explanation_is_of_a_rule() -> None:
    others = {key.removeprefix("rules.") for key in catalogue("en") if key.startswith("rules.")}
    areas = {rule.id.partition("-")[0] for rule in table_rules().values()}  # one explanation for all of them
    assert set(TABLES) - set(SHAPES) - others - rules_of_queries() == areas
    for area, tables in EXPLAINED.items():
        own = [area] if area in areas else sorted(rule for rule in tables if rule.startswith(f"{area}-"))
        assert list(tables) == own, area


@pytest.mark.parametrize("rule", sorted(TABLES))
def test_a_rule_has_a_reason_in_three_languages_and_two_examples(rule: str) -> None:
    table = TABLES[rule]
    assert set(table) == {"reason", *SIDES}
    assert set(table["reason"]) == set(LANGUAGES)
    assert len(set(table["reason"].values())) == len(LANGUAGES)
    assert table["wrong"].strip() != table["right"].strip()
    assert all(table[side].strip() for side in SIDES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", sorted(TABLES))
def test_a_reason_is_one_or_two_sentences_on_one_line(rule: str, language: str) -> None:
    reason = TABLES[rule]["reason"][language]
    assert reason == " ".join(reason.split())
    assert reason[0].isupper() or reason[0] in "“«"
    assert reason.endswith(".")
    assert len(SENTENCES.findall(reason)) <= 2
    assert set(reason) & set(QUOTES_OF_OTHERS[language]) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reason_stands_twice(language: str) -> None:
    reasons = Counter(table["reason"][language] for table in TABLES.values())
    assert [reason for reason, times in reasons.items() if times > 1] == []


@pytest.mark.parametrize("rule", sorted(TABLES))
def test_a_reason_does_not_repeat_the_message(rule: str) -> None:
    reasons = [reason.lower() for reason in TABLES[rule]["reason"].values()]
    assert [half for half in said(rule) for reason in reasons if half in reason] == []


@pytest.mark.parametrize("rule", sorted(TABLES))
def test_languages_use_their_own_letters(rule: str) -> None:
    reason = TABLES[rule]["reason"]
    letters = {language: len(CYRILLIC.findall(reason[language])) for language in LANGUAGES}
    assert UZBEK_MISSPELT.search(reason["uz"]) is None
    # A name quoted from Russian is all the Cyrillic that the other two may have.
    assert max(letters["en"], letters["uz"]) < 12 < letters["ru"]


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("rule", sorted(set(TABLES) & set(SHAPES)))
def test_an_example_of_a_shape_is_short_canonical_turtle(rule: str, side: str) -> None:
    text = TABLES[rule][side]
    body = [line for line in turtle(parse(text)).splitlines() if not line.startswith("@prefix")]
    assert text == "\n".join(body).strip("\n") + "\n"
    assert len([line for line in text.splitlines() if line]) <= 12


def test_examples_are_about_invented_things() -> None:
    real = set()
    for file in PROJECT.data_files():
        real |= {str(quad.subject) for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE)}
    named = {thing for table in TABLES.values() for side in SIDES for thing in THING.findall(table[side])}
    assert {thing for thing in named if f"<{expand(thing)}>" in real} == set()
    assert "actor:alfa" in named
