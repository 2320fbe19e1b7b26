"""The JUnit report, read as continuous integration reads it."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from mekgraph import messages
from mekgraph.check.findings import Report
from mekgraph.check.reports import junit

from .examples import ORDINARY, ordinary, unreadable


def read(report: Report, language: str = "en") -> list[TestSuite]:
    xml = JUnitXml.fromstring(junit.render(report, language).encode())
    suites = list(xml)
    given = [(s.tests, s.failures, s.errors, s.skipped) for s in suites]
    for suite in suites:
        suite.update_statistics()
    assert given == [(s.tests, s.failures, s.errors, s.skipped) for s in suites]
    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == tuple(map(sum, zip(*given, strict=True)))
    return suites


def cases(report: Report) -> list[TestCase]:
    return [case for suite in read(report) for case in suite]


def test_one_suite_per_file_and_one_case_per_finding() -> None:
    suites = read(ordinary())
    assert [(suite.name, len(list(suite))) for suite in suites] == [
        ("data/links.ttl", 1), ("data/actors.ttl", 2), ("facts/book.xlsx", 1), ("(in no file)", 1),
    ]  # fmt: skip


def test_what_becomes_of_severities() -> None:
    violation, warning, waived, info, other = cases(ordinary())
    assert [type(result) for result in violation.result] == [Failure]
    assert (violation.result[0].type, violation.result[0].message) == (
        "LNK-004",
        "The kind of the link is not declared.",
    )
    assert "data/links.ttl:12:11: violation" in violation.result[0].text
    assert [type(result) for result in other.result] == [Failure]
    for passing, word in ((warning, ": warning"), (info, ": info")):
        assert passing.is_passed
        assert word in passing.system_out
    assert [type(result) for result in waived.result] == [Skipped]
    assert waived.result[0].message == "Accepted by A. Analyst until 2027-01-01: both names are official."


def test_a_file_that_cannot_be_read_is_an_error() -> None:
    (case,) = cases(unreadable())
    assert [type(result) for result in case.result] == [Error]


def test_without_findings_one_test_passes_and_notes_stay() -> None:
    (suite,) = read(Report([], 3, 40, [], ordinary().notes))
    (case,) = suite
    assert case.is_passed
    assert case.name == "The check found nothing to mend."
    assert messages.text("usage.draw_what") in case.system_out


def test_notes_stand_in_the_first_suite() -> None:
    (notes,) = ET.fromstring(junit.render(ordinary(), "en").encode()).iterfind("testsuite/system-out")
    assert notes.text == f"{messages.text('usage.draw_what')}\nChecked: files 4, statements 1234"


def test_names_are_without_lines_and_never_twice_in_a_suite() -> None:
    twice = replace(ordinary(), findings=[ORDINARY[0], replace(ORDINARY[0], place=ORDINARY[0].place._replace(line=99))])
    first, second, _ = cases(twice)
    assert first.name == "LNK-004 link:alfa_organized_meeting mek:kind kind:organised"
    assert second.name == f"{first.name} (2)"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_texts_are_in_the_language_asked_for(language: str) -> None:
    assert ORDINARY[0].problem(language) == next(iter(read(ordinary(), language)[0])).result[0].message
