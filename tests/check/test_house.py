"""Every house rule finds what it should in small worlds, and lets those be that only come near it."""

from pathlib import Path

import pytest

from mekgraph.check import house
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
    keys,
    name_of,
    terms_of,
    worlds,
)

FILES = worlds("HSE")
RULES = house.rules(PROJECT)
EXPLAINED = explained("HSE")
TOO_LONG_TO_SHOW = "HSE-011"
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
    assert found_in_text(example["wrong"], rule.rule.id) or rule.rule.id == TOO_LONG_TO_SHOW
    assert found_in_text(example["right"], rule.rule.id) == []


@pytest.mark.parametrize(
    ("world", "path"),
    [
        ("fail", "mek:object"),
        ("fail-2", "mek:source"),
        ("fail-3", "mek:kind"),
        ("fail-4", "mek:object"),
        ("fail-5", "mek:evidence"),
    ],
)
def test_the_statement_that_an_id_contradicts_is_marked(world: str, path: str) -> None:
    (hit,) = found_in_file(WORLDS / "HSE-024" / f"{world}.ttl")
    assert hit.values["path"] == path


@pytest.mark.parametrize(
    ("rule", "world", "column", "better"),
    [
        ("HSE-029", "fail", "id", "evidence:alfa_organized_ev-meeting-2024_report"),
        ("HSE-029", "fail-2", "id", "actor:name"),
        ("HSE-030", "fail-2", "missing", "@en, @ru, @uz"),
        ("HSE-032", "fail", "better", "en"),
        ("HSE-032", "fail-2", "better", "kk-Cyrl"),
        ("HSE-033", "fail", "better", "Oʻzbekiston"),
    ],
)
def test_what_to_write_is_said(rule: str, world: str, column: str, better: str) -> None:
    (hit,) = found_in_file(WORLDS / rule / f"{world}.ttl")
    assert hit.values[column] == better


def test_the_shipped_data_have_no_violation_of_these_rules(engine: OxigraphEngine) -> None:
    grave = [rule for rule in RULES if rule.rule.severity == Severity.VIOLATION]
    assert grave
    assert [hit.values for rule in grave for hit in hits(rule, engine, TODAY)] == []
