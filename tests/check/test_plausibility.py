"""Every plausibility rule finds what it should in small worlds, and lets those be that only come near it."""

import re
from pathlib import Path

import pytest

from mekgraph.check import plausibility
from mekgraph.check.findings import Severity
from mekgraph.check.queries import QueryRule, hits
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.messages import LANGUAGES

from .worlds import (
    PROJECT,
    TODAY,
    WORLDS,
    declared,
    expected,
    explained,
    faults_of_texts,
    found_in_file,
    found_in_text,
    found_in_turtle,
    keys,
    name_of,
    terms_of,
    worlds,
)

FILES = worlds("PLA")
RULES = plausibility.rules(PROJECT)
EXPLAINED = explained("PLA")
each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.rule.id for rule in RULES])


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_world_gives_exactly_what_it_says(file: Path) -> None:
    found = found_in_file(file)
    assert keys(found) == expected(file)
    for hit in found:
        texts = [text for texts in (hit.rule.problem, hit.rule.remedy) for text in texts.values()]
        assert all("{" not in text.format_map(hit.values) for text in texts)


def test_every_rule_has_worlds_to_pass_and_to_fail() -> None:
    ids = {rule.rule.id for rule in RULES}
    for name in ("pass", "fail"):
        assert {file.parent.name for file in FILES if file.stem == name} == ids
    assert all(bool(expected(file)) == file.name.startswith("fail") for file in FILES)


@each_rule
def test_a_rule_is_named_by_its_id_and_says_it_in_three_languages(rule: QueryRule) -> None:
    assert rule.file.name.startswith(f"{rule.rule.id}-")
    assert set(rule.rule.problem) == set(rule.rule.remedy) == set(LANGUAGES)
    assert faults_of_texts(rule.rule) == []


@each_rule
def test_a_rule_names_only_declared_terms(rule: QueryRule) -> None:
    assert terms_of(rule.query) - declared() == set()


@each_rule
def test_the_example_of_a_rule_shows_it(rule: QueryRule) -> None:
    example = EXPLAINED[rule.rule.id]
    assert found_in_text(example["wrong"], rule.rule.id)
    assert found_in_text(example["right"], rule.rule.id) == []


def test_the_shipped_data_have_no_violation_of_these_rules(engine: OxigraphEngine) -> None:
    grave = [rule for rule in RULES if rule.rule.severity == Severity.VIOLATION]
    assert grave
    assert [hit.values for rule in grave for hit in hits(rule, engine, TODAY)] == []


DATE = re.compile(r'"[-0-9]+"\^\^xsd:')
MISTYPED = ("2024-14-05", "2024-5-14", "2024\u201305\u201314", "2024-02-30", "2024-05-14Z", "14.05.2024")
COMPARING = ("001", "002", "008", "009", "011", "021", "022", "023", "024", "025", "029", "030")
DATED = [WORLDS / f"PLA-{number}" / "fail.ttl" for number in COMPARING]


@pytest.mark.parametrize("file", DATED, ids=name_of)
def test_a_date_that_is_none_adds_no_finding(file: Path) -> None:
    """The shapes say that it is no date; here it must not look like an early or a late one."""
    text = file.read_text(encoding="utf-8")
    allowed = expected(file)
    for number, date in enumerate(DATE.finditer(text)):
        other = f'"{MISTYPED[number % len(MISTYPED)]}"^^xsd:'
        found = found_in_turtle(text[: date.start()] + other + text[date.end() :], tuple(RULES))
        assert keys(found) <= allowed, date.group()


def test_names_that_are_the_same_in_all_languages_are_said_once() -> None:
    (hit,) = found_in_file(WORLDS / "PLA-004" / "fail-2.ttl")
    assert hit.values["value"] == "Meeting on reintegration"


def test_several_sources_against_one_event_are_said_once_at_its_date() -> None:
    (hit,) = found_in_file(WORLDS / "PLA-033" / "fail.ttl")
    assert (hit.values["path"], hit.values["count"], hit.values["published"]) == ("mek:start", "2", "2024-05-10")


def test_statements_of_wrong_kinds_stop_no_rule() -> None:
    """Other layers tell of them; here a query must neither fail nor take them for dates and numbers."""
    strange = """
    link:a_memberOf_b mek:kind kind:memberOf, "x" ; mek:subject actor:a, [] ; mek:object "b", actor:b ;
      mek:start "soon"@en, <https://example.org/>, 7, "" ; mek:end [] ; mek:evidence evidence:e, "e" .
    evidence:e mek:source "s", source:s ; mek:assertion 1 ; mek:statedStart "" ; mek:credibility "1" ; mek:note actor:a .
    source:s mek:published "long ago", 2024, [] ; mek:url "no address" ; mek:publisher [] .
    event:ev-e mek:start "2024-99"^^xsd:gYearMonth ; mek:end true ; mek:eventKind eventkind:Meeting ; mek:place 5 .
    figure:f mek:about event:ev-e ; mek:measure measure:n_total ; mek:value "many", 3 ; mek:unit unit:persons ;
      mek:bound bound:exactly ; mek:asOf "2024-13-45"^^xsd:date ; mek:evidence evidence:e .
    actor:a a mek:Person, "Person" ; skos:prefLabel 1, actor:b ; mek:acronym [] ; mek:affiliation "b" .
    """
    for rule in RULES:
        assert all(hit.focus is not None for hit in found_in_text(strange, rule.rule.id))
