"""Terms in shapes and in queries of rules that nobody declared: such a rule finds too much or nothing."""

from pathlib import Path

import pytest

from mekgraph.check.apart.checking import check_apart
from mekgraph.messages import LANGUAGES

from .desk import Desk, marked


@pytest.mark.parametrize(
    ("file", "right", "wrong", "term", "near", "mark"),
    [
        ("shapes/links.ttl", "sh:targetClass mek:Link .", "sh:targetClass mek:Lnk .", "mek:Lnk", "mek:Link", "mek:Lnk"),
        ("shapes/links.ttl", "sh:path mek:assertion", "sh:path mek:asertion", "mek:asertion", "mek:assertion", "mek:asertion"),
        ("shapes/events.ttl", "sh:hasValue scheme:attendance", "sh:hasValue scheme:atendance", "scheme:atendance", "scheme:attendance", "scheme:atendance"),
        ("shapes/links.ttl", "{ $this mek:assertion assertion:reported }", "{ $this mek:assertion assertion:reportt }", "assertion:reportt", "assertion:reported", '"""SELECT DISTINCT $this WHERE {'),
        ("checks/house/HSE-024-id-says-otherwise.rq", "mek:kind ?second", "mek:kin ?second", "mek:kin", "mek:kind", "mek:kin"),
    ],
)  # fmt: skip
def test_a_wrong_term_in_a_rule(
    tmp_path: Path, file: str, right: str, wrong: str, term: str, near: str, mark: str
) -> None:
    desk = Desk(tmp_path)
    desk.check("")
    rules = desk.project.ontology / file
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace(right, wrong), encoding="utf-8")
    report = check_apart(desk.project)
    assert {finding.rule.id for finding in report.findings} == {"TRM-001"}
    assert len(report.findings) == text.count(right) > 0
    for finding in report.findings:
        assert finding.place.file == f"ontology/{file}"
        assert finding.values["term"] == term
        assert near in finding.values["near"].split(", ")
        assert marked(finding) == mark
    assert all(report.notes[0].text(language) for language in LANGUAGES)


def test_the_rules_of_the_project_use_only_declared_terms(tmp_path: Path) -> None:
    assert Desk(tmp_path).check("").findings == []
