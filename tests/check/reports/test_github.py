"""Workflow commands, read as the runner of GitHub Actions reads them."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from mekgraph import messages
from mekgraph.check.findings import Place, Report
from mekgraph.check.reports import github

from .examples import ORDINARY, ordinary, reports

COMMAND = re.compile(r"::(?P<name>[a-z]+) (?P<properties>[^:]*)::(?P<message>.*)")
DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
PROPERTY = {"%3A": ":", "%2C": ",", **DATA}


def unescaped(text: str, signs: dict[str, str]) -> str:
    assert not re.search(r"%(?!0D|0A|25|3A|2C)", text)
    return re.sub("|".join(signs), lambda match: signs[match[0]], text)


def commands(report: Report, language: str = "en") -> list[tuple[str, dict[str, str], str]]:
    *lines, counts, end = github.render(report, language).split("\n")
    assert end == ""
    assert not counts.startswith(":")
    found = []
    for line in lines:
        match = COMMAND.fullmatch(line)
        assert match, line
        pairs = [pair.split("=", 1) for pair in match["properties"].split(",")]
        found.append((match["name"], {k: unescaped(v, PROPERTY) for k, v in pairs}, unescaped(match["message"], DATA)))
    return found


def test_findings_become_annotations() -> None:
    error, warning, notice, nowhere, note = commands(ordinary())
    assert error[:2] == (
        "error",
        {"file": "data/links.ttl", "line": "12", "col": "11", "endColumn": "25", "title": "LNK-004"},
    )
    assert error[2].startswith("The kind of the link is not declared.\n")
    assert error[2].endswith("\nWhat to do: use a kind of the vocabulary.")
    assert warning[0] == "warning"
    assert notice[:2] == ("notice", {"file": "facts/book.xlsx", "title": "HSE-002"})
    assert notice[2].startswith("sheet “Actors”, row 5, column 3\n")
    assert nowhere[1] == {"title": "LNK-004"}
    assert note == ("notice", {"title": "mekgraph"}, messages.text("usage.draw_what"))


def test_a_row_is_a_line_but_a_cell_is_no_column() -> None:
    (command,) = commands(Report([replace(ORDINARY[0], place=Place("a.csv", 5, 3, 0, "x"))], 1, 1))
    assert command[1] == {"file": "a.csv", "line": "5", "title": "LNK-004"}


@pytest.mark.parametrize("name", ["a,line=1.ttl", "a:b::c.ttl", "100%0A.ttl", "x=y.ttl"])
def test_separators_in_names_are_escaped(name: str) -> None:
    (command,) = commands(Report([replace(ORDINARY[0], place=Place(name, 5))], 1, 1))
    assert command[1] == {"file": name, "line": "5", "title": "LNK-004"}


@given(reports())
@settings(max_examples=60)
def test_one_command_each_whatever_stands_in_it(report: Report) -> None:
    notes = len(report.notes) + (not report.readable)
    found = commands(report)
    assert len(found) == len(report.findings) + notes
    assert {name for name, _, _ in found} <= {"error", "warning", "notice"}
    assert all(set(properties) <= {"file", "line", "col", "endColumn", "title"} for _, properties, _ in found)
