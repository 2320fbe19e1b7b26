"""The SARIF report, checked against the official schema, and against what GitHub wants beyond it."""

import hashlib
import json
from dataclasses import replace
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from hypothesis import given, settings

from mekgraph import messages
from mekgraph.check.findings import Place, Report
from mekgraph.check.reports import sarif
from mekgraph.check.reports.json import dumped

from .examples import ORDINARY, many, ordinary, reports, unreadable

# SARIF 2.1.0 with Errata 01, as OASIS published it.
OFFICIAL = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
SCHEMA = Path(str(distribution("linceo").locate_file("linceo/data/sarif-schema-2.1.0.json"))).read_bytes()
VALIDATOR = jsonschema.validators.validator_for(json.loads(SCHEMA))(json.loads(SCHEMA))


def run_of(report: Report, language: str = "en") -> dict[str, Any]:
    log = json.loads(sarif.render(report, language))
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    (run,) = log["runs"]
    return run


def located(place: Place) -> dict[str, Any]:
    run = run_of(Report([replace(ORDINARY[0], place=place)], 1, 1))
    return run["results"][0]["locations"][0]["physicalLocation"]


def test_the_schema_is_the_official_one() -> None:
    assert hashlib.sha256(SCHEMA).hexdigest() == OFFICIAL
    assert json.loads(SCHEMA)["id"] == sarif.SCHEMA
    assert VALIDATOR.is_valid({"version": "2.1.0", "runs": []})
    assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{"tool": {}}]})


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_it_fits_the_schema(language: str) -> None:
    for report in (ordinary(), unreadable(), Report([], 1, 1), many(50)):
        run_of(report, language)


@given(reports())
@settings(max_examples=40)
def test_whatever_stands_in_a_report_fits_the_schema(report: Report) -> None:
    run = run_of(report)
    assert len(run["results"]) == len(report.findings) + len(report.waived)
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        (location,) = result["locations"]
        address = location["physicalLocation"]["artifactLocation"]["uri"]
        assert address.isascii()
        assert address.isprintable()
        assert not set(address) & set(' "<>\\^`{|}')
        assert urlsplit(address).scheme in ("", "file")
        assert not urlsplit(address).netloc
        assert "](" not in result["message"]["text"]


def test_levels_rules_and_texts() -> None:
    run = run_of(ordinary(), "ru")
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["language"] == "ru"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["HSE-002", "LNK-004", "PLA-007"]
    levels = [(result["ruleId"], result["level"], result["ruleIndex"]) for result in run["results"]]
    assert levels == [
        ("LNK-004", "error", 1), ("PLA-007", "warning", 2), ("HSE-002", "note", 0), ("LNK-004", "error", 1), ("PLA-007", "warning", 2),
    ]  # fmt: skip
    assert run["tool"]["driver"]["rules"][1]["shortDescription"]["text"] == "Вид связи не объявлен."
    assert run["results"][0]["message"]["text"].startswith("Вид связи не объявлен.\n")
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"] for note in notes] == [messages.text("usage.draw_what", "ru")]


def test_a_waived_finding_is_suppressed() -> None:
    *others, waived = run_of(ordinary())["results"]
    assert not any("suppressions" in result for result in others)
    assert waived["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "Accepted by A. Analyst until 2027-01-01: both names are official.",
        }
    ]


def test_places() -> None:
    first, _, sheet, nowhere, _ = run_of(ordinary())["results"]
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "data/links.ttl", "uriBaseId": "%SRCROOT%"}
    assert physical["region"] == {
        "startLine": 12,
        "startColumn": 11,
        "endColumn": 25,
        "snippet": {"text": "kind:organised"},
    }
    assert "region" not in sheet["locations"][0]["physicalLocation"]
    assert sheet["properties"]["cell"] == "sheet “Actors”, row 5, column 3"
    # GitHub refuses the whole file for one result without a place.
    assert nowhere["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "data", "uriBaseId": "%SRCROOT%"}
    }
    assert nowhere["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "link:b"}]
    assert located(Place("a.csv", 5, 3))["region"] == {"startLine": 5}
    assert "snippet" not in json.dumps(located(Place("a.ttl", 5, 3, 5000, "x" * 9000)))


@pytest.mark.parametrize("name", ["my data/100% #1?.ttl", "Маълумот/әл.ttl", "a:b.ttl", "../up.ttl", "a\\b.ttl"])
def test_relative_names_become_relative_addresses(name: str) -> None:
    artifact = located(Place(name, 1))["artifactLocation"]
    assert unquote(artifact["uri"]) == name
    assert not urlsplit(artifact["uri"]).scheme
    assert artifact["uriBaseId"] == "%SRCROOT%"


@pytest.mark.parametrize(
    ("name", "address"), [("/srv/a b.ttl", "file:///srv/a%20b.ttl"), ("C:/x/a.ttl", "file:///C:/x/a.ttl")]
)
def test_absolute_names_have_no_base(name: str, address: str) -> None:
    assert located(Place(name, 1))["artifactLocation"] == {"uri": address}


def test_fingerprints_stay_when_lines_move_and_tell_findings_apart() -> None:
    first = ORDINARY[0]
    moved = replace(first, place=first.place._replace(line=99, column=1, source="x", file="data/other.ttl"))
    assert sarif.fingerprint(moved) == sarif.fingerprint(first)
    others = [
        replace(first, focus="x"),
        replace(first, path="x"),
        replace(first, value="x"),
        replace(first, rule=ORDINARY[1].rule),
    ]
    assert len({sarif.fingerprint(finding) for finding in (first, *others)}) == 5
    bare = replace(first, focus="", path="", value="")
    elsewhere = replace(bare, place=Place("data/other.ttl"))
    assert sarif.fingerprint(bare) != sarif.fingerprint(elsewhere)


def test_data_is_neither_link_nor_placeholder() -> None:
    nasty = replace(ORDINARY[1], values={"actor": "[click](https://example.org) {0}"})
    (result,) = run_of(Report([nasty], 1, 1))["results"]
    assert result["message"]["text"].startswith("[click] (https://example.org) {{0}} has two names")


def test_the_schema_would_notice_a_mistake() -> None:
    log = json.loads(sarif.render(ordinary(), "en"))
    log["runs"][0]["results"][0]["level"] = "violation"
    assert not VALIDATOR.is_valid(json.loads(dumped(log)))
