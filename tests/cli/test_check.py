"""The verb check on the command line: every option, exit codes, streams; and the verb explain."""

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from mekgraph.check.reports import FORMATS
from mekgraph.cli.frame import guarded
from mekgraph.cli.verbs import mekgraph
from mekgraph.resources import Project

from ..check.desk import HEAD, WORLD
from ..conftest import ROOT
from .conftest import Run

FAULTY = """actor:alfa mek:parent event:ev-meeting .
actor:new a mek:NonGovernmentalOrganization ; skos:prefLabel "New"@en, "Новый"@ru ; mek:describedIn source:s1 .
figure:new mek:organised 1 .
"""
LINKS = "link:beta_hosted_ev-meeting mek:start '2024-13'^^xsd:gYearMonth .\n"


class Done(NamedTuple):
    """How a run ended."""

    code: int
    out: str
    err: str


Check = Callable[..., Done]
Put = Callable[..., Project]


@pytest.fixture
def put(new_project: Callable[..., Project]) -> Put:
    """Makes a project with the world without faults and other files of data."""

    def make(**files: str) -> Project:
        project = new_project("")
        (project.data / "all.ttl").unlink()
        for name, text in {"world": WORLD, **files}.items():
            file = project.data / f"{name.replace('__', '/')}.ttl"
            file.parent.mkdir(exist_ok=True)
            file.write_text(HEAD + text, encoding="utf-8")
        return project

    return make


@pytest.fixture
def check(put: Put, capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs the verb on a project with faults; the same project for all runs of a test."""
    project: list[Project] = []

    def run(*arguments: str | Path, verb: str = "check") -> Done:
        if not project:
            project.append(put(faulty=FAULTY, links__hosted=LINKS))
        given = [verb, *map(str, arguments), "--project", str(project[0].root)]
        capsys.readouterr()
        code = guarded(lambda: mekgraph(given, standalone_mode=False))
        return Done(code, *capsys.readouterr())

    return run


def rules(done: Done) -> list[str]:
    """The rules in a report as JSON."""
    return [finding["rule"] for finding in json.loads(done.out)["findings"]]


EVERYTHING = ["ACT-020", "ACT-005", "HSE-019", "TRM-001", "TRM-002", "LNK-007"]


def test_findings_go_to_the_screen_and_the_code_is_one(check: Check) -> None:
    done = check()
    assert (done.code, done.err) == (1, "")
    assert "data/faulty.ttl:2:23  violation  ACT-020  actor:alfa" in done.out
    assert "data/links/hosted.ttl:2:39  violation  LNK-007" in done.out
    assert re.search(r"\n    2 \| actor:alfa mek:parent event:ev-meeting \.\n +\| +\^{16}\n", done.out)
    assert "What to do:" in done.out
    assert "Traceback" not in done.out


def test_without_findings_the_code_is_zero(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: mekgraph(["check", "--project", str(put().root)], standalone_mode=False)) == 0
    assert "nothing to mend" in capsys.readouterr().out


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_can_be_asked_for(check: Check, tmp_path: Path, form: str) -> None:
    done = check("--format", form)
    assert (done.code, done.err) == (1, "")
    assert "LNK-007" in done.out or "shape:Link-start" in done.out
    file = tmp_path / "reports" / f"report.{form}"
    written = check("--format", form, "--output", file)
    assert (written.code, written.err) == (1, "")
    assert str(file) in written.out
    assert file.read_text(encoding="utf-8") == done.out


def test_a_report_that_cannot_be_written_is_an_error(check: Check, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = check("-o", tmp_path / "file" / "report.txt")
    assert (done.code, done.out) == (3, "")
    assert "report.txt" in done.err


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), sorted(EVERYTHING)),
        (("--severity", "warning"), ["ACT-005", "ACT-020", "HSE-019", "LNK-007", "TRM-001", "TRM-002"]),
        (("--severity", "violation"), ["ACT-020", "LNK-007", "TRM-001", "TRM-002"]),
        (("--rule", "ACT-020"), ["ACT-020"]),
        (("--rule", "trm", "--rule", "hse-019"), ["HSE-019", "TRM-001", "TRM-002"]),
        (("--only", "data/links/hosted.ttl"), ["LNK-007"]),
        (("--only", "links"), ["LNK-007"]),
        (("--only", "hosted.ttl", "--only", "world.ttl"), ["LNK-007"]),
        (("--only", "faulty.ttl", "--rule", "ACT", "--severity", "violation"), ["ACT-020"]),
        (("--only", "world.ttl"), []),
    ],
)
def test_findings_can_be_chosen(check: Check, arguments: tuple[str, ...], found: list[str]) -> None:
    done = check("--format", "json", *arguments)
    assert sorted(rules(done)) == found
    assert done.code == (1 if found else 0)


@pytest.mark.parametrize("name", ["hosted.ttl", "../links/hosted.ttl", "./hosted.ttl", "{root}/data/links/hosted.ttl"])
def test_a_file_may_be_named_from_the_working_folder(
    put: Put, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    root = put(faulty=FAULTY, links__hosted=LINKS).root
    monkeypatch.chdir(root / "data" / "links")
    given = ["check", "--only", name.format(root=root), "--format", "json", "--project", str(root)]
    assert guarded(lambda: mekgraph(given, standalone_mode=False)) == 1
    assert [finding["rule"] for finding in json.loads(capsys.readouterr().out)["findings"]] == ["LNK-007"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--rule", "LNK-0007"), ["LNK-0007", "LNK-007"]),
        (("--rule", "LNX"), ["LNX", "LNK"]),
        (("--only", "data/fualty.ttl"), ["data/fualty.ttl", "data/faulty.ttl"]),
        (("--severity", "grave"), ["--severity", "violation, warning, info"]),
        (("--fail-on", "error"), ["--fail-on", "never"]),
        (("--format", "xml"), ["--format", "junit"]),
        (("--limit", "-1"), ["--limit", "0, 1, 2"]),
        (("--limit", "x"), ["--limit", "0, 1, 2"]),
        (("--today", "31.12.2026"), ["--today", "2030-12-31"]),
        (("--engine", "jena"), ["--engine", "pyshacl"]),
        (("--fix", "--rule", "HSE-004"), ["--fix", "--rule"]),
        (("--diff", "--output", "x"), ["--diff", "--output"]),
        (("--watch", "--fix"), ["--watch"]),
        (("--only", "README.md"), ["README.md"]),
        (("--endpoint", "ftp://127.0.0.1/"), ["ftp://127.0.0.1/", "https://"]),
        (("--endpoint", "http://127.0.0.1:9/", "--watch"), ["--endpoint", "--watch"]),
        (("--endpoint", "http://127.0.0.1:9/", "--engine", "pyshacl"), ["--engine pyshacl"]),
        (("--nonsense",), ["--nonsense"]),
    ],
)  # fmt: skip
def test_a_wrong_option_is_a_usage_error(check: Check, arguments: tuple[str, ...], words: list[str]) -> None:
    done = check(*arguments)
    assert (done.code, done.out) == (2, "")
    assert all(word in done.err for word in words), done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("chosen", "threshold", "code"),
    [
        ((), "violation", 1),
        ((), "never", 0),
        (("--only", "world.ttl"), "info", 0),
        (("--rule", "HSE-019"), "violation", 0),
        (("--rule", "HSE-019"), "warning", 1),
        (("--rule", "HSE-019"), "info", 1),
        (("--rule", "HSE-019"), "never", 0),
    ],
)
def test_the_code_follows_the_threshold(check: Check, chosen: tuple[str, ...], threshold: str, code: int) -> None:
    assert check(*chosen, "--fail-on", threshold).code == code


@pytest.mark.parametrize(("limit", "shown"), [("1", 1), ("3", 3), ("0", 6), ("100", 6)])
def test_a_limit_shows_only_so_many_and_says_how_many_there_are(check: Check, limit: str, shown: int) -> None:
    done = check("--limit", limit)
    assert done.out.count("What to do:") == shown
    assert ("--limit 0" in done.out) == (shown < 6)


def test_a_file_that_cannot_be_read_is_a_finding_with_code_three(check: Check, tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text(HEAD + "actor:a mek:note .\n")
    for more in ((), ("--fail-on", "never"), ("--rule", "LNK"), ("--only", "broken.ttl"), ("--severity", "info")):
        done = check(tmp_path / "broken.ttl", *more)
        assert (done.code, done.err) == (3, "")
        assert "SYN-001" in done.out
        assert "broken.ttl:2:" in done.out


def test_a_broken_file_of_the_data_does_not_pass_unseen(put: Put, run: Run, tmp_path: Path) -> None:
    project = put(broken="nonsense")
    (tmp_path / "fine.ttl").write_text(HEAD + "actor:alfa mek:note 'x' .\n")
    done = run("check", "fine.ttl", project=project.root)
    assert done.returncode == 3
    assert "data/broken.ttl" in done.stdout


def test_an_absent_file_is_an_error(check: Check) -> None:
    for arguments in (("absent.ttl",), ("absent.csv",), ("absent",), ("--watch", "absent.ttl")):
        done = check(*arguments)
        assert (done.code, done.out) == (3, "")
        assert arguments[-1] in done.err


def test_files_and_folders_can_be_given(check: Check, tmp_path: Path) -> None:
    folder = tmp_path / "sent.2026"
    folder.mkdir()
    (folder / "one.ttl").write_text(HEAD + "actor:alfa mek:parent source:s1 .\n")
    (folder / "two.TTL").write_text(HEAD + "actor:beta mek:parent source:s1 .\n")
    assert sorted(rules(check(folder, "--format", "json"))) == ["ACT-020"]
    assert sorted(rules(check(folder / "one.ttl", folder / "two.TTL", "--format", "json"))) == ["ACT-020", "ACT-020"]  # fmt: skip
    assert rules(check(folder, "--only", "one.ttl", "--rule", "ACT", "--format", "json")) == ["ACT-020"]


def test_the_folder_of_the_data_can_be_given(put: Put, run: Run) -> None:
    project = put(faulty=FAULTY)
    (project.data / "import-report.csv").write_text("a,b\n1,2\n")
    done = run("check", str(project.data), "--format", "json", project=project.root)
    assert sorted(json.loads(done.stdout)["findings"][0]) == sorted(json.loads(done.stdout)["findings"][-1])
    assert {finding["rule"] for finding in json.loads(done.stdout)["findings"]} == set(EVERYTHING) - {"LNK-007"}


@pytest.mark.parametrize("name", ["claims.csv", "CLAIMS.CSV"])
def test_tables_are_checked_as_the_data_that_they_would_become(check: Check, tmp_path: Path, name: str) -> None:
    head = "subject_id,relation,object_id,start,source_id,locator,confidence\n"
    (tmp_path / name).write_text(
        head + "alfa,hosted,ev-meeting,2024-05-14,s1,1,stated\nnobody,hosted,ev-meeting,,s1,1,stated\n"
    )
    done = check(tmp_path / name, "--format", "json")
    assert done.code == 3
    (found,) = json.loads(done.out)["findings"]
    assert (found["rule"], found["line"], found["column"]) == ("TAB-051", 3, 1)


def test_tables_that_are_not_read_and_other_files_are_named_for_what_they_are(check: Check, tmp_path: Path) -> None:
    for name in ("old.xls", "OLD.ODS"):
        (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0")
        done = check(tmp_path / name)
        assert (done.code, done.err) == (3, "")
        assert "TAB-007" in done.out
        assert "save it as .xlsx or as CSV" in done.out
    for name in ("notes.txt", "README"):
        (tmp_path / name).write_text("x")
        done = check(tmp_path / name)
        assert (done.code, done.out) == (3, "")
        assert all(word in done.err for word in (name, ".ttl", ".csv", ".xlsx"))


def test_a_table_parted_by_tabs_is_read(check: Check, tmp_path: Path) -> None:
    head = "subject_id,relation,object_id,start,source_id,locator,confidence\n"
    text = head + "nobody,hosted,ev-meeting,,s1,1,stated\n"
    (tmp_path / "claims.tsv").write_text(text.replace(",", "\t"))
    assert "claims.tsv:2:1  violation  TAB-051" in check(tmp_path / "claims.tsv").out


@pytest.mark.parametrize("form", ["text", "github"])
def test_files_are_named_from_the_working_folder(
    put: Put, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    root = put(faulty=FAULTY).root
    (root / "waivers.toml").write_text("")
    for folder in (root, root.parent, root / "data"):
        monkeypatch.chdir(folder)
        assert (
            guarded(lambda: mekgraph(["check", "--project", str(root), "--format", form], standalone_mode=False)) == 1
        )
        out = capsys.readouterr().out
        places = set(re.findall(r"(?:^|file=)(\S*?faulty\.ttl)[:,]", out, re.MULTILINE))
        assert {(folder / place).resolve() for place in places} == {root / "data" / "faulty.ttl"}
        assert places == {os.path.relpath(root / "data" / "faulty.ttl", folder)}
        assert f"{os.path.relpath(root / 'waivers.toml', folder)} is not read there" in out


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "html", "turtle"])
def test_other_forms_are_the_same_wherever_one_stands(
    put: Put, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    root = put(faulty=FAULTY).root
    outputs = []
    for folder in (root, root.parent):
        monkeypatch.chdir(folder)
        guarded(lambda: mekgraph(["check", "--project", str(root), "--format", form], standalone_mode=False))
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


def test_the_first_line_says_which_data_was_checked(
    put: Put, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = put().root
    (root / "sent.ttl").write_text(HEAD + "actor:alfa mek:note 'x' .\n")

    def first(*arguments: str) -> str:
        guarded(lambda: mekgraph(["check", *arguments], standalone_mode=False))
        out, err = capsys.readouterr()
        assert err == ""
        return out.splitlines()[0]

    monkeypatch.delenv("MEKGRAPH_PROJECT", raising=False)
    monkeypatch.chdir(root)
    assert first() == "Data: data/"
    assert first("sent.ttl") == "Data: sent.ttl, together with data/"
    monkeypatch.chdir(root.parent)
    assert first("--project", str(root)) == f"Data: {root.name}/data/"


@pytest.mark.slow
def test_where_there_is_no_project_it_is_said_that_the_shipped_data_is_checked(run: Run, tmp_path: Path) -> None:
    done = run("check", MEKGRAPH_PROJECT="")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Data: the data shipped with mekgraph")
    assert "no project in this folder" in done.stderr
    assert "--project" in done.stderr
    (tmp_path / "sent.ttl").write_text(HEAD + "actor:unoct mek:parent actor:un .\n")
    done = run("check", "sent.ttl", MEKGRAPH_PROJECT="")
    assert done.stdout.splitlines()[0] == "Data: sent.ttl, together with the data shipped with mekgraph"
    assert done.stderr == ""


def test_a_question_that_cannot_be_asked_fails_the_check(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    root = put().root
    query = (ROOT / "queries" / "timeline.rq").read_text(encoding="utf-8")
    (root / "queries" / "timeline.rq").write_text(query.replace("WHERE", "WHRE", 1), encoding="utf-8")
    given = ["check", "--project", str(root), "--format", "json"]
    assert guarded(lambda: mekgraph(given, standalone_mode=False)) == 1
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert (found["rule"], found["file"]) == ("QRY-001", "queries/timeline.rq")
    assert found["line"] == query[: query.index("WHERE")].count("\n") + 1
    assert guarded(lambda: mekgraph([*given, "--only", "queries"], standalone_mode=False)) == 1


def test_after_the_fixes_it_is_said_what_is_left(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    project = put(faulty="actor:alfa mek:parent event:ev-meeting .\n", odd="actor:beta mek:acronym 'B'@eng .\n")
    root = ["--project", str(project.root)]

    def fixed(*arguments: str | Path) -> Done:
        code = guarded(lambda: mekgraph(["check", "--fix", *map(str, arguments), *root], standalone_mode=False))
        return Done(code, *capsys.readouterr())

    done = fixed()
    assert (done.code, done.err) == (1, "")
    assert "@eng → " in done.out
    assert re.search(r"Left to mend: violations [1-9]\d*, warnings \d+, infos \d+", done.out)
    assert fixed("--fail-on", "never").code == 0
    (project.data / "faulty.ttl").unlink()
    assert fixed(project.data / "world.ttl").out.splitlines()[-1] == "The check finds nothing that is left to mend."
    (project.data / "odd.ttl").write_text("nonsense")
    assert fixed().code == 3


def test_before_the_reference_validator_runs_it_is_said_that_it_takes_long(check: Check, tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("nonsense")
    done = check(tmp_path / "broken.ttl", "--engine", "pyshacl")
    assert "several minutes" in done.err
    assert "Reading the files ..." in done.err
    assert check(tmp_path / "broken.ttl", "--engine", "pyshacl", "--quiet").err == ""


def test_the_day_decides_which_waivers_hold(put: Put, run: Run) -> None:
    project = put(faulty="actor:alfa mek:parent actor:beta, actor:new .\nactor:new a mek:Nothing .\n")
    (project.data / "waivers.toml").write_text(
        '[[waiver]]\nrule = "TRM-001"\nfocus = "actor:new"\nreason = "r"\nby = "b"\nuntil = "2026-12-31"\n'
    )
    before = run("check", "--today", "2026-12-31", "--format", "json", project=project.root)
    after = run("check", "--today", "2027-01-01", "--format", "json", project=project.root)
    assert [len(json.loads(done.stdout)["waived"]) for done in (before, after)] == [1, 0]
    assert "WVR-001" in after.stdout


def test_no_colour_where_output_is_kept_or_not_wanted(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in check().out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    coloured = check("--rule", "ACT-020")
    assert "\x1b[31m" in coloured.out or "\x1b[" in coloured.out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in check().out


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", ["нарушение", "Что сделать:", "Родительская"]),
        ("uz", ["buzilish", "Nima qilish kerak:", "topilmalar"]),
    ],
)
def test_the_report_is_in_the_language_of_the_run(put: Put, run: Run, lang: str, words: list[str]) -> None:
    project = put(faulty=FAULTY)
    done = run("check", project=project.root, lang=lang)
    also = run("check", "--lang", lang, project=project.root)
    assert (done.returncode, done.stdout) == (also.returncode, also.stdout) == (1, done.stdout)
    assert words[0] in done.stdout
    assert words[1] in done.stdout


def test_rules_that_are_wrong_themselves_are_one_message(put: Put, run: Run) -> None:
    project = put()
    (project.ontology / "shapes" / "own.ttl").write_text(HEAD + "shape:X a sh:NodeShape ; sh:minCuont 1 .\n")
    done = run("check", project=project.root)
    assert (done.returncode, done.stdout) == (3, "")
    assert "ontology/shapes/own.ttl:2" in done.stderr
    assert "sh:minCount" in done.stderr


def test_nothing_but_the_report_is_written(put: Put, run: Run, tmp_path: Path) -> None:
    project = put(faulty=FAULTY)
    before = {file: file.read_bytes() for file in project.root.rglob("*") if file.is_file()}
    assert run("check", project=project.root).returncode == 1
    assert {file: file.read_bytes() for file in project.root.rglob("*") if file.is_file()} == before
    assert not list(tmp_path.glob("out/*"))


@pytest.mark.slow
def test_the_same_bytes_every_time(put: Put, run: Run) -> None:
    project = put(faulty=FAULTY, links__hosted=LINKS)
    for form in ("json", "turtle"):
        outputs = {
            run("check", "--format", form, project=project.root, PYTHONHASHSEED=seed).stdout for seed in ("1", "2")
        }
        assert len(outputs) == 1, form


def test_explain_tells_of_a_rule(check: Check) -> None:
    done = check("lnk-007", verb="explain")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("LNK-007  violation")
    assert all(word in done.out for word in ("Why", "Wrong", "Right", "What to do:"))


def test_explain_lists_all_rules_or_those_of_an_area(check: Check) -> None:
    everything = check(verb="explain").out
    links = check("lnk", verb="explain").out
    assert all(
        f"  {rule}  " in everything for rule in ("SYN-001", "TRM-003", "LNK-007", "HSE-001", "PLA-001", "WVR-003")
    )
    assert set(re.findall(r"[A-Z]{3}-\d{3}", links)) < set(re.findall(r"[A-Z]{3}-\d{3}", everything))
    assert {rule[:3] for rule in re.findall(r"^  ([A-Z]{3}-\d{3})", links, re.MULTILINE)} == {"LNK"}


def test_explain_does_not_know_every_rule(check: Check) -> None:
    done = check("LNK-0007", verb="explain")
    assert (done.code, done.out) == (2, "")
    assert "LNK-007" in done.err


RUNAWAY = """ ex:S a sh:NodeShape ; sh:targetClass mek:Event ; sh:sparql [ sh:select '''
SELECT $this WHERE { $this a ?t . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) < STR(?f) && ?i = ?l) }''' ] .
"""


def test_a_rule_that_runs_away_is_named_and_the_code_is_two(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    project = put()
    (project.ontology / "shapes" / "own.ttl").write_text(f"{HEAD}@prefix ex: <http://example.org/> .{RUNAWAY}")
    code = guarded(lambda: mekgraph(["check", "--timeout", "3", "--project", str(project.root)], standalone_mode=False))
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert re.fullmatch(
        r"the check was stopped, because .* 3 seconds: http://example.org/S \(ontology/shapes/own.ttl:3\)\. .*\n", err
    )


@pytest.mark.parametrize("seconds", ["0", "3601", "soon"])
def test_the_time_that_a_rule_may_take_has_limits(check: Check, seconds: str) -> None:
    done = check("--timeout", seconds)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
