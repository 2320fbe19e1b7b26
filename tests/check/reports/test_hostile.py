"""Whatever stands in labels, file names and values: every format stays well formed and loses no finding."""

import json
import unicodedata
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from junitparser import JUnitXml

from mekgraph.check.findings import Report
from mekgraph.check.reports import FORMATS, junit, text
from mekgraph.check.reports import json as json_form
from mekgraph.check.reports.characters import encodable, visible

from .examples import NASTY_TEXT, reports

INVISIBLE = ("Cc", "Cs", "Zl", "Zp")
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(NASTY_TEXT)
def test_visible_text_is_one_line_that_nothing_can_turn(given_text: str) -> None:
    shown = visible(given_text)
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(letter) in INVISIBLE or letter in TURNING for letter in shown)
    assert visible(shown) == shown
    shown.encode()
    encodable(given_text).encode()


@given(reports())
@settings(max_examples=60)
def test_text_has_the_lines_that_we_gave_it(report: Report) -> None:
    shown = text.render(report, "en", limit=0)
    assert shown == "".join(line + "\n" for line in shown.split("\n")[:-1])
    assert not any(letter in shown for letter in "\r\x00\x1b\x85\u2028\u2029" + TURNING)
    starred = text.render(report, "en", 0, lambda role, part: f"\x01{part}" if role == "place" else part)
    assert starred.replace("\x01", "") == shown
    assert sum(line.startswith("\x01") for line in starred.split("\n")) == len(report.findings)


@given(reports())
@settings(max_examples=60)
def test_json_holds_every_text_as_it_was(report: Report) -> None:
    written = json_form.render(report, "en")
    found = json.loads(written)
    assert len(found["findings"]) == len(report.findings)
    assert len(found["waived"]) == len(report.waived)
    for entry, finding in zip(found["findings"], report.findings, strict=True):
        assert entry["value"] == encodable(finding.value)
        assert entry["file"] == encodable(finding.place.file)
        assert entry["problem"] == encodable(finding.problem())
    assert not any(letter in written for letter in TURNING + "\u2028\u2029\x7f\x85")


@given(reports())
@settings(max_examples=60)
def test_junit_is_well_formed_and_complete(report: Report) -> None:
    written = junit.render(report, "en").encode()
    assert ET.fromstring(written).tag == "testsuites"
    suites = list(JUnitXml.fromstring(written))
    number = len(report.findings) + len(report.waived)
    assert sum(len(list(suite)) for suite in suites) == max(number, 1)
    for suite in suites:
        names = [(case.classname, case.name) for case in suite]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("form", sorted(FORMATS))
@given(report=reports())
@settings(max_examples=20)
def test_every_format_can_be_written_to_a_file_and_ends_in_a_line_break(form: str, report: Report) -> None:
    written = FORMATS[form](report, "uz")
    written.encode("utf-8")
    assert written.endswith("\n")
    assert written == FORMATS[form](report, "uz")
