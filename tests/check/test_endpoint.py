"""A graph behind an endpoint is checked as the same files would be: same rules, same things."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mekgraph.check.endpoint import check_endpoint
from mekgraph.check.findings import Report
from mekgraph.cli.frame import guarded
from mekgraph.cli.verbs import mekgraph
from mekgraph.errors import UsageError
from mekgraph.graph.remote.engine import RemoteEngine
from mekgraph.messages import LANGUAGES
from mekgraph.resources import Project

from ..endpoint import answering, free_port, sends, served
from .desk import TODAY, Desk

FAULTS = """
actor:alfa mek:parent actor:gone, event:ev-meeting ; mek:knows actor:beta ; mek:note "two  spaces"@en .
actor:gamma skos:prefLabel "Gamma"@en .
actor:new a mek:NonGovernmentalOrganization ; skos:prefLabel "New"@en, "Новый"@ru ; mek:describedIn source:s1 .
link:x a mek:Link ; mek:kind kind:organised ; mek:subject actor:alfa, actor:beta ; mek:start "2024-02-30"^^xsd:date .
link:y a mek:Link ; mek:kind kind:hosted ; mek:subject actor:alfa ; mek:object event:ev-meeting ;
  mek:start "2024-06"^^xsd:gYearMonth ; mek:end "2024-05"^^xsd:gYearMonth .
source:s2 a mek:Source ; mek:title "Another"@en ; mek:publisher "A publisher" ; mek:language "en", "xx" ;
  mek:published "2024-06-01"^^xsd:date ; mek:url <https://example.org/a> .
figure:f a mek:Figure ; mek:value "many" ; mek:about actor:alfa .
actor:alfa mek:parent [ mek:note "x" ] .
"""
PLACE = re.compile(r" \([^()]+\.ttl:\d+\)")
WAIVER = '[[waiver]]\nrule = "ACT-005"\nfocus = "actor:new"\nreason = "r"\nby = "b"\nuntil = "2030-01-01"\n'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("endpoint"))


@pytest.fixture(scope="module")
def local(desk: Desk) -> Report:
    return desk.check(FAULTS, waivers__toml=WAIVER)


@pytest.fixture(scope="module")
def url(desk: Desk, local: Report, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that holds the ontology and the same data."""
    files = [*desk.project.ontology_files(), *desk.project.data_files()]
    with served(files, tmp_path_factory.mktemp("store") / "store") as address:
        yield address


@pytest.fixture(scope="module")
def report(desk: Desk, url: str) -> Report:
    said: list[str] = []
    report = check_endpoint(desk.project, RemoteEngine(url), "our server", said.append, TODAY)
    assert said == ["check.terms", "check.core", "check.house", "check.plausibility"]
    return report


def keys(report: Report) -> list[tuple[str, int, str, str, str]]:
    return sorted({(f.rule.id, f.severity, f.focus, f.path, f.value) for f in report.findings})


def test_the_same_is_found(report: Report, local: Report) -> None:
    assert keys(report) == keys(local)
    layers = {finding.rule.layer for finding in report.findings}
    assert layers == {"terms", "shapes", "house", "plausibility"}
    assert len(report.findings) > 20


def test_the_same_is_waived(report: Report, local: Report) -> None:
    assert [(f.rule.id, f.focus) for f, _ in report.waived] == [("ACT-005", "actor:new")]
    assert [waiver for _, waiver in report.waived] == [waiver for _, waiver in local.waived]


def test_findings_name_the_endpoint_and_the_gravest_come_first(report: Report) -> None:
    assert {finding.place[:3] for finding in report.findings} == {("our server", 0, 0)}
    severities = [finding.severity for finding in report.findings]
    assert severities == sorted(severities, reverse=True)
    assert all(finding.text(language) for finding in report.findings for language in LANGUAGES)


def test_near_terms_are_suggested(report: Report) -> None:
    (unknown,) = (finding for finding in report.findings if finding.value == "kind:organised")
    assert unknown.values["near"].startswith("kind:organized")


def test_what_is_found_and_expected_is_told(report: Report, local: Report) -> None:
    here = {(f.rule.id, f.focus, f.path, f.value): PLACE.sub("", f.found("uz")) for f in local.findings}
    there = {(f.rule.id, f.focus, f.path, f.value): f.found("uz") for f in report.findings}
    assert there == here


@pytest.mark.slow
def test_the_real_data_behind_an_endpoint(project: Project, tmp_path: Path) -> None:
    with served([*project.ontology_files(), *project.data_files()], tmp_path / "store") as address:
        report = check_endpoint(project, RemoteEngine(address), "x", today=TODAY)
    assert [(finding.rule.id, finding.focus) for finding in report.findings] == []


def run(*arguments: str) -> int:
    return guarded(lambda: mekgraph(["check", *arguments], standalone_mode=False))


def test_on_the_command_line(desk: Desk, url: str, report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--project", str(desk.project.root), "--endpoint", url, "--format", "json", "--today", "2026-11-22") == 1
    found = json.loads(capsys.readouterr().out)
    assert [finding["rule"] for finding in found["findings"]] == [finding.rule.id for finding in report.findings]
    assert {finding["file"] for finding in found["findings"]} == {url}


def test_by_the_environment(
    desk: Desk, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEKGRAPH_ENDPOINT", url)
    assert run("--project", str(desk.project.root), "--rule", "TRM-001", "--fail-on", "never") == 0
    assert url in capsys.readouterr().out
    assert run("--project", str(desk.project.root), str(desk.project.data)) == 2
    assert "MEKGRAPH_ENDPOINT" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_answer_there_is_one_sentence(desk: Desk, language: str) -> None:
    url = f"http://127.0.0.1:{free_port()}/query"
    command = [sys.executable, "-m", "mekgraph", "check", "--endpoint", url, "--lang", language]
    done = subprocess.run(
        [*command, "--project", str(desk.project.root)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert url in done.stderr
    assert done.stderr.count("\n") == 1
    assert {"en": "reached", "ru": "связи", "uz": "aloqa"}[language] in done.stderr


def test_a_page_of_the_web_is_no_endpoint(desk: Desk) -> None:
    with answering(sends(200, "text/html", b"<html>")) as url, pytest.raises(UsageError) as caught:
        check_endpoint(desk.project, RemoteEngine(url), url)
    assert caught.value.key == "usage.endpoint"
