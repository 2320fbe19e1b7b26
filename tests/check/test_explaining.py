"""What “mekgraph explain” tells, and that every example of wrong and right is what the check takes it for."""

import contextlib
import datetime
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from mekgraph.check import terms
from mekgraph.check.findings import LAYERS, Finding, Severity
from mekgraph.check.surroundings import broken_questions
from mekgraph.errors import InputError, UsageError
from mekgraph.exchange.checking import check_files
from mekgraph.explaining import all_rules, explain, explanations, known_rule
from mekgraph.messages import LANGUAGES
from mekgraph.resources import Project

from ..conftest import ROOT
from .desk import HEAD, TODAY, Desk
from .merged import apart, number_of

EXPLAINED = {
    rule: table
    for file in sorted((ROOT / "ontology" / "explanations").glob("*.toml"))
    for rule, table in tomllib.loads(file.read_text(encoding="utf-8")).items()
}
SIDES = ("wrong", "right")
QUERIES = ("HSE", "PLA")
SHAPES = sorted(rule for rule in EXPLAINED if rule[:3] not in (*QUERIES, "SYN", "TRM", "WVR", "TAB", "QRY"))


class Excerpt(NamedTuple):
    """One of the two examples of a rule."""

    rule: str
    side: str

    @property
    def content(self) -> bytes:
        """The example as a file; some mistakes can only be told of in an example, not made."""
        text = str(EXPLAINED[self.rule][self.side])
        if self == ("SYN-002", "wrong"):
            return text.encode("latin-1", errors="replace")
        text = text.replace("(and so on for ten pages)", "and so on " * 3000)
        return (text if "@prefix" in text else HEAD + text).encode()


MERGED = [Excerpt(rule, side) for rule in SHAPES for side in SIDES]
TOO_LARGE = "SYN-005"  # only of files from outside: see test_handed_in.py
OTHERS = [rule for rule in sorted(EXPLAINED) if rule[:3] in (*QUERIES, "TRM", "SYN") and rule != TOO_LARGE]
ALONE = [Excerpt(rule, side) for rule in OTHERS for side in SIDES]


def test_every_rule_is_explained_in_three_languages_with_both_examples(project: Project) -> None:
    told = explanations(project)
    for rule in all_rules(project):
        table = told.get(rule.id) or told[rule.id[:3]]
        assert set(table["reason"]) == set(LANGUAGES), rule.id
        assert all(table["reason"].values()), rule.id
        assert table["wrong"].strip(), rule.id
        assert table["right"].strip(), rule.id


@pytest.mark.parametrize("name", ["SYN-001", "TAB-051", "TRM-002", "LNK-004", "HSE-004", "PLA-001", "WVR-002"])
def test_a_rule_of_each_layer_is_explained(project: Project, name: str) -> None:
    told = explain(project, name)
    table = EXPLAINED.get(name) or EXPLAINED[name[:3]]
    assert told.rule.id == name
    assert (told.reason, told.wrong, told.right) == (table["reason"], table["wrong"], table["right"])


def test_rules_are_listed_by_layer_and_id_and_none_twice(project: Project) -> None:
    rules = all_rules(project)
    ids = [rule.id for rule in rules]
    assert len(set(ids)) == len(ids) > 250
    assert [rule.layer for rule in rules] == sorted((rule.layer for rule in rules), key=LAYERS.index)
    assert {rule.layer for rule in rules} == set(LAYERS)
    assert all(re.fullmatch(r"[A-Z]{3}-\d{3}", name) for name in ids)


def test_every_rule_says_what_is_wrong_and_what_to_do(project: Project) -> None:
    silent = [
        (rule.id, language)
        for rule in all_rules(project)
        for language in LANGUAGES
        if not (rule.problem.get(language) and rule.remedy.get(language))
    ]
    assert silent == []


@pytest.mark.parametrize("name", ["lnk-004", " LNK-004 ", "Lnk-004"])
def test_letter_case_and_spaces_do_not_matter(project: Project, name: str) -> None:
    assert explain(project, name).rule.id == "LNK-004"


@pytest.mark.parametrize(
    ("name", "near"), [("LNK-0004", "LNK-004"), ("LINK-004", "LNK-004"), ("LNK004", "LNK-004"), ("", "-")]
)
def test_an_unknown_rule_is_answered_with_the_nearest(project: Project, name: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        explain(project, name)
    assert near in str(caught.value.values["near"]).split(", ")
    assert all(caught.value.text(language) for language in LANGUAGES)


def test_a_rule_an_area_or_a_shape_without_an_id_may_be_asked_for(project: Project) -> None:
    for name in ("LNK-004", "lnk", "TAB", "shape:Own"):
        known_rule(project, name)
    for name in ("LN", "LNK-", "LNK-0004", ""):
        with pytest.raises(UsageError):
            known_rule(project, name)


def test_explanations_that_are_no_toml_are_an_error_with_their_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (desk.project.ontology / "explanations" / "LNK.toml").write_text("[LNK-001\n")
    with pytest.raises(InputError) as caught:
        explanations(desk.project)
    assert caught.value.file == "ontology/explanations/LNK.toml"


def test_a_project_without_explanations_still_names_its_rules(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for file in (desk.project.ontology / "explanations").glob("*"):
        file.unlink()
    told = explain(desk.project, "LNK-004")
    assert (told.reason, told.wrong, told.right) == ({}, "", "")
    assert told.rule.problem["en"]


@contextlib.contextmanager
def everything_said() -> Iterator[None]:
    """A check says also what only follows from an unknown term; an excerpt cannot describe all that it names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terms, "without_consequences", lambda hits, _: list(hits))
        yield


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[Finding]]:
    """The findings of one check over all examples of the shapes, each with names of its own, by number."""
    desk = Desk(tmp_path_factory.mktemp("examples"))
    files = {}
    for number, excerpt in enumerate(MERGED):
        parsed = ox.parse(excerpt.content, format=ox.RdfFormat.TURTLE)
        triples = apart([quad.triple for quad in parsed], number)
        files[f"e{number:04}.ttl"] = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    desk.put(files)
    by_number: dict[int, list[Finding]] = {number: [] for number in range(len(MERGED))}
    with everything_said():
        report = desk.checker.run()
    for finding in report.findings:
        number = number_of(finding.focus)
        assert number is not None, finding
        if number_of(finding.value) in (None, number):
            by_number[number].append(finding)
    return by_number


@pytest.mark.parametrize("number", range(len(MERGED)), ids=[f"{rule}-{side}" for rule, side in MERGED])
def test_an_example_of_a_shape_is_wrong_or_right(number: int, found: dict[int, list[Finding]]) -> None:
    rule, side = MERGED[number]
    assert (rule in {finding.rule.id for finding in found[number]}) == (side == "wrong")


@pytest.mark.parametrize(
    ("rule", "severity"), [("TRM-001", "VIOLATION"), ("TRM-004", "WARNING"), ("SYN-004", "WARNING")]
)
def test_the_severity_is_that_of_its_findings(project: Project, rule: str, severity: str) -> None:
    assert explain(project, rule).rule.severity == Severity[severity]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A project without data, on which one example lies at a time."""
    desk = Desk(tmp_path_factory.mktemp("table"))
    desk.put({"example.ttl": HEAD + "actor:alfa a mek:State .\n"})
    desk.checker.run()
    return desk


@pytest.mark.parametrize("excerpt", ALONE, ids=[f"{rule}-{side}" for rule, side in ALONE])
def test_an_example_of_another_layer_is_wrong_or_right(table: Desk, excerpt: Excerpt) -> None:
    file = table.project.data / "example.ttl"
    file.write_bytes(excerpt.content)
    with everything_said():
        rules = {finding.rule.id for finding in table.checker.again([file]).findings}
    assert (excerpt.rule in rules) == (excerpt.side == "wrong")


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("rule", sorted(rule for rule in EXPLAINED if rule.startswith("WVR")))
def test_an_example_of_a_waiver_is_wrong_or_right(desk: Desk, rule: str, side: str) -> None:
    wrong = str(EXPLAINED["LNK-016"]["wrong"])
    desk.put({"example.ttl": HEAD + wrong, "waivers.toml": str(EXPLAINED[rule][side])})
    desk.checker.files = []
    desk.checker.today = datetime.date(2026, 11, 22)
    assert (rule in {finding.rule.id for finding in desk.checker.run().findings}) == (side == "wrong")


@pytest.mark.parametrize("side", SIDES)
def test_an_example_of_a_question_is_wrong_or_right(side: str, tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "example.rq").write_text(str(EXPLAINED["QRY-001"][side]))
    found = broken_questions(Project(tmp_path, tmp_path / "out"))
    assert [finding.rule.id for finding in found] == (["QRY-001"] if side == "wrong" else [])


@pytest.mark.parametrize("side", SIDES)
def test_an_example_of_a_table_is_wrong_or_right(desk: Desk, side: str, tmp_path: Path) -> None:
    world = """
    actor:alfa a mek:NonGovernmentalOrganization . event:ev-example-2024 a mek:Event . source:example-report a mek:Source .
    """
    desk.put({"world.ttl": HEAD + world})
    (tmp_path / "claims.csv").write_text(str(EXPLAINED["TAB"][side]).lstrip())
    report = check_files(desk.project, [tmp_path / "claims.csv"], today=TODAY)
    assert any(finding.rule.id.startswith("TAB") for finding in report.findings) == (side == "wrong")
