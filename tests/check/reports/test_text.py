"""The report as text: what an analyst reads, in three languages, and what ten thousand findings look like."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mekgraph import messages
from mekgraph.check.findings import Report
from mekgraph.check.reports import FORMATS, text

from .examples import ORDINARY, many, ordinary, unreadable

EXPECTED = Path(__file__).parent / "expected"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_whole_report_reads_like_this(language: str) -> None:
    assert text.render(ordinary(), language) == (EXPECTED / f"report.{language}.txt").read_text(encoding="utf-8")


def test_nothing_found() -> None:
    assert text.render(Report([], 3, 40), "en") == (
        "The check found nothing to mend.\nViolations: 0 · warnings: 0 · infos: 0 · waived: 0\n"
        "Checked: files 3, statements 40\n"
    )


def test_a_file_that_cannot_be_read_is_said_to_stop_the_check() -> None:
    assert messages.text("report.only_syntax", "en") in text.render(unreadable(), "en")
    assert messages.text("report.only_syntax", "en") not in text.render(ordinary(), "en")


def test_many_findings_start_with_a_summary_and_say_how_to_see_the_rest() -> None:
    shown = text.render(many(10_000), "en")
    assert shown.startswith(
        "By rule\n  6666  violation  LNK-004  The kind of the link is not declared.\n  3334  warning    PLA-007  … has"
    )
    assert shown.count("What to do:") == 100
    assert "\n... and 9900 more, 10000 in all. Show all of them with --limit 0" in shown
    assert "Violations: 6666 · warnings: 3334" in shown


def test_the_gravest_rules_come_first_and_are_the_ones_to_read_about() -> None:
    grave, light, *_ = ORDINARY
    for language in messages.LANGUAGES:
        shown = text.render(Report([light] * 9 + [grave], 1, 1), language, limit=1)
        lines = [line for line in shown.splitlines() if re.match(r"  \d+ ", line)]
        assert [line.split()[0] for line in lines] == ["1", "9"]
        assert len({line.index(each.rule.id) for line, each in zip(lines, (grave, light), strict=True)}) == 1
        assert shown.splitlines()[-1].endswith(grave.rule.id)
        page = FORMATS["html"](Report([light] * 9 + [grave], 1, 1), language)
        assert f"mekgraph explain {grave.rule.id}" in page


def test_a_heading_says_how_many_of_how_many_are_shown() -> None:
    report = replace(ordinary(), findings=[ORDINARY[0]] * 5 + [ORDINARY[1]])
    assert "data/links.ttl (3 of 5)\n" in text.render(report, "en", limit=3)
    assert "data/links.ttl (5)\n" in text.render(report, "en", limit=5)
    assert "data/actors.ttl" not in text.render(report, "en", limit=5)


def test_the_limit_can_be_lifted_or_lowered() -> None:
    assert text.render(many(250), "en", limit=0).count("What to do:") == 250
    assert "more, " not in text.render(many(250), "en", limit=0)
    assert text.render(many(5), "en", limit=2).count("What to do:") == 2
    assert "By rule" not in text.render(many(100), "en")


def test_findings_of_a_file_stand_together_in_whatever_order_they_come() -> None:
    mixed = replace(ordinary(), findings=[ORDINARY[0], ORDINARY[1], ORDINARY[0]])
    headings = [
        line for line in text.render(mixed, "en").splitlines() if line.startswith("data/") and line.endswith(")")
    ]
    assert headings == ["data/links.ttl (2)", "data/actors.ttl (1)"]


def test_a_style_decorates_and_changes_nothing_else() -> None:
    seen = set()

    def loud(role: str, part: str) -> str:
        seen.add(role)
        return f"\x1b[1m{part}\x1b[0m"

    coloured = text.render(many(200), "en", style=loud) + text.render(ordinary(), "en", style=loud)
    bare = coloured.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert coloured != bare == text.render(many(200), "en") + text.render(ordinary(), "en")
    assert seen == set(text.ROLES)


@pytest.mark.parametrize("form", sorted(FORMATS))
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_same_report_gives_the_same_text(form: str, language: str) -> None:
    assert FORMATS[form](ordinary(), language) == FORMATS[form](ordinary(), language)
