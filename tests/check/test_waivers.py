"""The last layer: what somebody has accepted, until when, and waivers that are wrong themselves."""

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.check.findings import Finding, Place, Report, Rule, Severity, Waiver
from mekgraph.check.reports import FORMATS
from mekgraph.check.waivers import Entry, apply
from mekgraph.errors import InputError
from mekgraph.messages import LANGUAGES

from .desk import HEAD, TODAY, Desk

FAULT = "actor:alfa mek:parent event:ev-meeting ; mek:note 'x' .\nactor:beta mek:parent source:s1 ; mek:note 'x' .\n"
FIELDS = {
    "rule": "ACT-020",
    "focus": "actor:alfa",
    "reason": "The parent is being described.",
    "by": "Editor",
    "until": "2026-12-31",
}
Waived = Callable[..., Report]


def entry(**fields: str) -> str:
    """One entry of the file; a field that is empty is left out."""
    return "[[waiver]]\n" + "".join(f'{name} = "{value}"\n' for name, value in {**FIELDS, **fields}.items() if value)


@pytest.fixture
def waived(desk: Desk) -> Waived:
    """The report on two faulty statements with a text as the file of waivers."""

    def checked(text: str | bytes, day: datetime.date = TODAY) -> Report:
        desk.checker.today = day
        return desk.check(FAULT, waivers__toml=text)

    yield checked
    desk.checker.today = TODAY


def ids(report: Report) -> list[tuple[str, str]]:
    return sorted((finding.rule.id, finding.focus) for finding in report.findings)


BOTH = [("ACT-001", "actor:alfa"), ("ACT-001", "actor:beta"), ("ACT-020", "actor:alfa"), ("ACT-020", "actor:beta")]


def test_without_waivers_everything_is_found(waived: Waived) -> None:
    for text in ("", "\n \n", "# Nothing is accepted.\n"):
        report = waived(text)
        assert (ids(report), report.waived) == (BOTH, [])


def test_a_waived_finding_is_counted_but_not_among_the_findings(waived: Waived) -> None:
    report = waived(entry())
    assert ids(report) == [pair for pair in BOTH if pair != ("ACT-020", "actor:alfa")]
    ((finding, waiver),) = report.waived
    assert (finding.rule.id, finding.focus, finding.place.line) == ("ACT-020", "actor:alfa", 2)
    assert waiver == Waiver(**FIELDS)
    assert FIELDS["reason"].rstrip(".") in FORMATS["html"](report, "en")


def test_a_report_with_nothing_but_waived_findings_conforms(waived: Waived) -> None:
    everything = "".join(entry(rule=rule, focus=focus) for rule, focus in BOTH)
    report = waived(everything)
    assert (report.findings, len(report.waived), report.conforms) == ([], 4, True)
    assert all("4" in FORMATS["text"](report, language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(datetime.date(2026, 12, 30), True), (datetime.date(2026, 12, 31), True), (datetime.date(2027, 1, 1), False)],
)
def test_a_waiver_holds_to_the_end_of_its_last_day(waived: Waived, day: datetime.date, holds: bool) -> None:
    report = waived(entry(), day)
    assert len(report.waived) == holds
    expired = [finding for finding in report.findings if finding.rule.id == "WVR-001"]
    assert len(expired) == (not holds)
    for finding in expired:
        assert (finding.severity, finding.place[:2]) == (Severity.VIOLATION, ("data/waivers.toml", 1))
        assert (finding.focus, finding.value) == ("actor:alfa", "ACT-020")
        assert all("2026-12-31" in finding.problem(language) for language in LANGUAGES)


@pytest.mark.parametrize(
    "fields", [{"focus": "actor:other"}, {"rule": "ACT-021"}, {"rule": "act-020"}, {"focus": "actor:alfa x"}]
)
def test_a_waiver_that_fits_nothing_is_a_warning(waived: Waived, fields: dict[str, str]) -> None:
    report = waived("\n# Why: see the minutes.\n" + entry(**fields))
    (unused,) = (finding for finding in report.findings if finding.rule.layer == "waivers")
    assert (unused.rule.id, unused.severity) == ("WVR-002", Severity.WARNING)
    assert (unused.place.line, unused.place.source) == (3, "[[waiver]]")
    assert ids(report)[:4] == BOTH


@pytest.mark.parametrize("missing", FIELDS)
def test_a_waiver_without_one_of_its_fields_waives_nothing(waived: Waived, missing: str) -> None:
    report = waived(entry(**{missing: ""}))
    (incomplete,) = (finding for finding in report.findings if finding.rule.layer == "waivers")
    assert (incomplete.rule.id, incomplete.severity) == ("WVR-003", Severity.VIOLATION)
    assert all(missing in incomplete.problem(language) for language in LANGUAGES)
    assert report.waived == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (entry() + 'note = "x"\n', "note"),
        (entry(until="2026-13-01"), "until = 2026-13-01"),
        (entry(until="31.12.2026"), "until = 31.12.2026"),
        (entry(until="20261231"), "until = 20261231"),
        (entry(until="2026-W53-5"), "until = 2026-W53-5"),
        (entry(until="for ever"), "until = for ever"),
        (entry(reason="   "), "reason"),
        ("waiver = [1]\n", "rule, focus, reason, by, until"),
    ],
)
def test_a_waiver_that_is_not_in_its_form_waives_nothing(waived: Waived, text: str, said: str) -> None:
    report = waived(text)
    (wrong,) = (finding for finding in report.findings if finding.rule.layer == "waivers")
    assert (wrong.rule.id, wrong.values["reason"]) == ("WVR-003", said)
    assert report.waived == []


def test_a_date_need_not_be_in_quotation_marks(waived: Waived) -> None:
    assert len(waived(entry().replace('"2026-12-31"', "2026-12-31")).waived) == 1


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("[[waiver]\n", "waivers.toml", 1),
        (entry() + 'reason = "again"\n', "waivers.toml", 7),
        ('[[waiver]]\nrule = "ACT-020\n', "waivers.toml", 2),
        ("[[waiver]]\nrule = “ACT-020”\n", "waivers.toml", 2),
        ('rule = "ACT-020"\n', "waivers.form", 1),
        ("[waiver]\n", "waivers.form", 1),
        ("waiver = 5\n", "waivers.form", 1),
        (entry() + "[other]\n", "waivers.form", 1),
        (entry().encode("utf-16"), "input.encoding", 1),
        (entry(by="Редактор").encode("cp1251"), "input.encoding", 5),
    ],
)
def test_a_file_that_is_no_list_of_waivers_is_an_error(waived: Waived, text: str | bytes, key: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        waived(text)
    assert (caught.value.key, caught.value.file, caught.value.line) == (key, "data/waivers.toml", line)
    assert all(caught.value.text(language) for language in LANGUAGES)


def test_of_two_waivers_for_one_finding_one_is_used(waived: Waived) -> None:
    report = waived(entry(by="First") + entry(by="Second"))
    assert len(report.waived) == 1
    (repeated,) = (finding for finding in report.findings if finding.rule.layer == "waivers")
    assert (repeated.rule.id, repeated.place.line) == ("WVR-002", 7)
    assert "stands in line 1 already" in repeated.problem()
    assert report.waived[0][1].by == "First"


@pytest.mark.parametrize(
    ("rule", "near"),
    [
        ("act-020", "Nearest: ACT-020."),
        ("ACT020", "Nearest: ACT-020."),
        ("hse_019", "Nearest: HSE-019."),
        ("trm-002", "Nearest: TRM-002."),
        ("ACT", ""),
        ("a rule", ""),
        ("{rule}", ""),
    ],
)
def test_a_rule_that_is_not_there_is_said_to_be_so(waived: Waived, rule: str, near: str) -> None:
    report = waived(entry(rule=rule))
    (unused,) = (finding for finding in report.findings if finding.rule.layer == "waivers")
    assert (unused.rule.id, unused.severity) == ("WVR-002", Severity.WARNING)
    assert unused.problem() == f"There is no rule “{rule}”, so this waiver fits nothing."
    assert unused.remedy().endswith(near)
    assert ("Nearest" in unused.remedy()) == bool(near)


@pytest.mark.parametrize("rule", ["ACT-021", "HSE-019", "PLA-001", "TRM-002", "TAB-045", "shape:Own"])
def test_a_rule_that_is_there_but_has_found_nothing_is_not_doubted(waived: Waived, rule: str) -> None:
    report = waived(entry(rule=rule))
    assert [f.problem() for f in report.findings if f.rule.layer == "waivers"] == [
        f"The waiver of {rule} for actor:alfa fits no finding."
    ]


ALFA = "https://w3id.org/mekgraph/id/actor/alfa"


@pytest.mark.parametrize("focus", [ALFA, f"<{ALFA}>", f" {ALFA} ", "actor:alfa"])
def test_a_thing_may_be_named_by_its_whole_address(waived: Waived, focus: str) -> None:
    ((finding, waiver),) = waived(entry(focus=focus)).waived
    assert (finding.focus, waiver.focus) == ("actor:alfa", "actor:alfa")


def test_an_expired_waiver_beside_a_valid_one(waived: Waived) -> None:
    report = waived(entry(until="2020-01-01") + entry())
    assert len(report.waived) == 1
    assert [(f.rule.id, f.place.line) for f in report.findings if f.rule.layer == "waivers"] == [("WVR-001", 1)]


def test_one_waiver_covers_all_findings_of_a_rule_about_a_thing(desk: Desk) -> None:
    twice = "actor:alfa mek:parent event:ev-meeting, source:s1 .\n"
    report = desk.check(twice, waivers__toml=entry())
    assert len([finding for finding, _ in report.waived if finding.rule.id == "ACT-020"]) > 1
    assert [finding for finding in report.findings if finding.rule.layer == "waivers"] == []


def test_waivers_about_waivers_cannot_be_waived(waived: Waived) -> None:
    report = waived(entry(focus="actor:other") + entry(rule="WVR-002", focus="actor:other"))
    assert [f.rule.id for f in report.findings if f.rule.layer == "waivers"] == ["WVR-002", "WVR-002"]


def test_a_file_that_cannot_be_read_cannot_be_waived(desk: Desk) -> None:
    report = desk.check("nonsense", waivers__toml=entry(rule="SYN-001", focus=""))
    assert [finding.rule.id for finding in report.findings] == ["SYN-001"]


def test_line_ends_of_windows(waived: Waived) -> None:
    report = waived((entry() + "\n" + entry(focus="actor:x")).replace("\n", "\r\n"))
    assert len(report.waived) == 1
    (unused,) = (finding for finding in report.findings if finding.rule.layer == "waivers")
    assert (unused.place.line, unused.place.source) == (8, "[[waiver]]")


HOSTILE = ["{reason}", "{0}", "{", "<b>x</b>", "::error::x", "a\nb\u202ec", "]]>", "\x1b[31m", "x" * 5000, "|" * 9]
RULE = Rule("ACT-020", "shapes", Severity.VIOLATION, {"en": "It is wrong."}, {"en": "Mend it."})


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_only_texts(text: str) -> None:
    finding = Finding(RULE, Severity.VIOLATION, Place("data/a.ttl", 1, 1, 1, "x"), text)
    place = Place("data/waivers.toml", 1, 1, 10, "[[waiver]]")
    entries = [
        Entry(Waiver("ACT-020", text, text, text, "2030-01-01"), place),
        Entry(Waiver(text, "actor:x", text, text, "2020-01-01"), place),
        Entry(Waiver(text, text, text, text, "2030-01-01"), place),
        Entry(Waiver(text, text, text, text, text), place, text),
    ]
    stay, waived = apply([finding], entries, TODAY)
    assert [f.rule.id for f in stay] == ["WVR-001", "WVR-002", "WVR-003"]
    assert [w.reason for _, w in waived] == [text]
    assert all(f.text(language) for f in stay for language in LANGUAGES)
    for render in FORMATS.values():
        assert "\x1b" not in render(Report(stay, 1, 1, waived), "en")


words = st.text(max_size=12)


@given(st.lists(st.tuples(words, words, words, words, st.dates() | words), max_size=5), st.lists(words, max_size=4))
def test_every_finding_is_either_left_or_waived(
    given_: list[tuple[str, str, str, str, object]], about: list[str]
) -> None:
    findings = [Finding(RULE, Severity.VIOLATION, Place("a.ttl", 1), focus) for focus in about]
    entries = [Entry(Waiver(rule, focus, why, by, str(until)), Place("w", 1)) for rule, focus, why, by, until in given_]
    entries += [Entry(Waiver("ACT-020", focus, "why", "who", "2026-11-22"), Place("w", 2)) for focus in about[:2]]
    stay, waived = apply(findings, entries, TODAY)
    assert [f for f in findings if f in stay or f in [w for w, _ in waived]] == findings
    assert len([f for f in stay if f.rule is RULE]) + len(waived) == len(findings)
    assert set(about[:2]) <= {finding.focus for finding, _ in waived}


def test_the_file_of_waivers_is_no_file_of_data(waived: Waived) -> None:
    assert waived(entry()).files == 2
    assert HEAD
