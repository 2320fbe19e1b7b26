"""The command line as people meet it: one message, the right exit code, nothing touched on error."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mekgraph.cli.frame import guarded
from mekgraph.cli.verbs import MODULES
from mekgraph.resources import Project

from ..conftest import PREFIXES, SMALL_WORLD
from ..sources.books import book, saved
from .conftest import Run


def test_without_a_verb_it_says_what_to_do_first(run: Run) -> None:
    for lang, word in (("en", "Start here"), ("ru", "mekgraph run"), ("uz", "mekgraph run")):
        done = run(lang=lang)
        assert done.returncode == 0
        assert word in done.stdout


@pytest.mark.parametrize("verb", list(MODULES))
@pytest.mark.parametrize("lang", ["en", "ru", "uz"])
def test_every_verb_has_help_with_an_example(run: Run, verb: str, lang: str) -> None:
    done = run(verb, "--help", lang=lang)
    assert done.returncode == 0
    assert f"mekgraph {verb}" in done.stdout
    assert {"en": "Usage:", "ru": "Вызов:", "uz": "Chaqirish:"}[lang] in done.stdout
    assert lang == "en" or "Show this message" not in done.stdout


def test_the_language_may_be_given_before_or_after_the_verb(run: Run) -> None:
    asked = ("ask", "SELECT ?a { VALUES ?a { actor:kyrgyzstan } }")
    assert "Qirgʻiziston" in run(*asked, "--lang", "uz").stdout
    assert "Кыргызстан" in run(*asked, "--lang=ru").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("bild",), 2, ["bild", "build"]),
        (("ask", "event-organisers"), 2, ["event-organizers"]),
        (("ask", "event-organizers", "--param", "evnt=x"), 2, ["evnt", "event"]),
        (("ask", "event-organizers", "--param", "event"), 2, ["NAME=VALUE"]),
        (("ask", "event-organizers"), 2, ["--param event=ev-rec-wg-2024"]),
        (("ask", "actor-links", "--param", "actor=UNRCA"), 1, ["actor:unrcca"]),
        (("ask", "SELECT * { ?s ?p"), 2, ["Line 1, column"]),
        (("ask", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), 2, ["SERVICE"]),
        (("ask", "no.rq"), 3, ["no.rq"]),
        (("draw",), 2, ["--around"]),
        (("draw", "--around", "nobody at all"), 1, ["nobody at all"]),
        (("check", "absent.ttl"), 3, ["absent.ttl"]),
        (("check", "absent.xlsx"), 3, ["absent.xlsx"]),
        (("explain", "LNK-0004"), 2, ["LNK-004", "mekgraph explain"]),
        (("import", "absent"), 3, ["absent"]),
        (("fmt", "absent"), 3, ["absent"]),
        (("build", "--project", "absent"), 2, ["absent", "--project"]),
        (("build", "--wrong"), 2, ["--wrong"]),
    ],
)
def test_errors_are_one_message_and_a_code(run: Run, arguments: tuple[str, ...], code: int, words: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == code, done.stderr
    assert all(word in done.stderr for word in words), done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_an_empty_answer_exits_with_one(run: Run) -> None:
    assert run("ask", "actor-links", "--param", "actor=actor:nobody").returncode == 1
    assert run("ask", "ASK { actor:nobody ?p ?o }").returncode == 1


def test_answers_as_csv_and_json(run: Run) -> None:
    asked = ("ask", "event-organizers", "-p", "event=ev-rec-wg-2024")
    assert run(*asked, "--format", "csv").stdout.startswith("actor,actor_id,kind,kind_id,source,source_id,locator")
    assert json.loads(run(*asked, "--format", "json").stdout)["rows"][0]["actor"]["id"].startswith("actor:")


def test_a_construct_is_turtle(run: Run) -> None:
    done = run("ask", "CONSTRUCT { ?a a ?c } WHERE { VALUES ?a { actor:unoct } ?a a ?c }")
    assert done.stdout.endswith("actor:unoct a mek:UNBody .\n")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


BAD_CLAIMS = "subject_id,relation,object_id,source_id,locator,confidence\n"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("claims.csv", (BAD_CLAIMS + "nobody,hosted,meeting,s1,1,stated\n").encode(), ["claims.csv:2:1", "nobody"]),
        ("claims.csv", b"subject_id,relation\nalfa,hosted\n", ["claims.csv:1", "object_id"]),
        (
            "claims.csv",
            (BAD_CLAIMS + "alfa,hosted,meeting,s1,Ташкент,stated\n").encode("cp1251"),
            ["claims.csv:2", "UTF-8"],
        ),
        ("claims.csv", b"", ["claims.csv", "empty"]),
        (
            "events.csv",
            b"id,type,name_en,start_date,end_date\nev,Meeting,M,2024-02-30,\n",
            ["events.csv:2:4", "2024-02-30"],
        ),
    ],
)
def test_a_bad_table_names_the_cell_and_changes_nothing(
    run: Run, new_project: Callable[..., Project], tmp_path: Path, name: str, content: bytes, words: list[str]
) -> None:
    project = new_project()
    assert run("build", project=project.root, folder=project.out).returncode == 0
    before = snapshot(project.root), snapshot(project.out)
    (tmp_path / name).write_bytes(content)
    done = run("import", name, project=project.root, folder=project.out)
    assert done.returncode == 3
    assert all(word in done.stderr for word in words), done.stderr
    assert (snapshot(project.root), snapshot(project.out)) == before


def test_a_broken_turtle_file_names_the_line_and_leaves_the_graph(
    run: Run, new_project: Callable[..., Project]
) -> None:
    project = new_project()
    assert run("build", project=project.root, folder=project.out).returncode == 0
    before = snapshot(project.out)
    (project.data / "all.ttl").write_text(PREFIXES + SMALL_WORLD + "actor:alfa mek:parent .\n")
    done = run("build", project=project.root, folder=project.out)
    assert done.returncode == 3
    assert f"data/all.ttl:{(PREFIXES + SMALL_WORLD).count(chr(10)) + 1}:23" in done.stderr
    assert snapshot(project.out) == before


def test_import_dry_run_and_report(run: Run, new_project: Callable[..., Project], tmp_path: Path) -> None:
    project = new_project()
    (tmp_path / "claims.csv").write_text(BAD_CLAIMS + "beta,hosted,meeting,s1,1,stated\n")
    before = snapshot(project.root)
    done = run("import", "claims.csv", "--dry-run", "--report", "report.csv", project=project.root)
    assert (done.returncode, snapshot(project.root)) == (0, before)
    assert "link:beta_hosted_meeting" in (tmp_path / "report.csv").read_text()
    assert run("import", "claims.csv", project=project.root).returncode == 0
    assert "link:beta_hosted_meeting" in (project.data / "links" / "hosted.ttl").read_text()
    assert run("check", project=project.root).returncode == 0


def test_an_import_names_what_it_left_out(run: Run, new_project: Callable[..., Project], tmp_path: Path) -> None:
    project = new_project()
    rows = [line.split(",") for line in (BAD_CLAIMS + "beta,hosted,meeting,s1,1,stated").splitlines()]
    (tmp_path / "facts").mkdir()
    saved(book({"claims": rows, "About": [["made by hand"]]}), tmp_path / "facts" / "facts.xlsx")
    (tmp_path / "facts" / "more.ods").write_bytes(b"x")
    done = run("import", "facts", "--dry-run", project=project.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "“About”" in done.stdout
    assert "more.ods" in done.stdout


def test_an_internal_fault_shows_no_stack_trace(capsys: pytest.CaptureFixture[str]) -> None:
    def fault() -> None:
        raise RuntimeError("bro\u202eken")

    assert guarded(fault) == 4
    assert "RuntimeError: bro\\u202eken" in capsys.readouterr().err


@pytest.mark.parametrize(
    "value",
    [
        "event:a> } UNION { ?s ?p ?o } #",
        "https://w3id.org/mekgraph/id/event/a>b",
        "   ",
        "-",
        "\u202e",
        '"',
        "x" * 5000,
    ],
)
def test_hostile_values_are_names_that_nothing_bears(run: Run, value: str) -> None:
    done = run("ask", "event-organizers", "--param", f"event={value}")
    assert done.returncode in (1, 2), done.stderr
    assert len(done.stderr) < 4000
    assert "\u202e" not in done.stderr


def test_drawing_something_that_is_not_there_is_no_match(run: Run, out: Path) -> None:
    assert run("draw", "--around", "actor:nosuch").returncode == 1
    assert not list(out.glob("*nosuch*"))


def test_a_small_project_without_the_council_runs(run: Run, new_project: Callable[..., Project]) -> None:
    project = new_project()
    done = run("run", project=project.root, folder=project.out)
    assert done.returncode == 0, done.stderr
    assert (project.out / "mekgraph.ttl").is_file()
    assert not (project.out / "council.html").exists()


@pytest.mark.slow
def test_several_builds_at_once_all_succeed(new_project: Callable[..., Project], tmp_path: Path) -> None:
    project = new_project()
    command = [
        sys.executable,
        "-m",
        "mekgraph",
        "build",
        "--project",
        str(project.root),
        "--out",
        str(tmp_path / "shared"),
    ]
    builds = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(5)]
    ends = [(build.communicate(), build.returncode) for build in builds]
    assert [code for _, code in ends] == [0] * 5, ends
    assert len({text for (text, _), _ in ends}) == 1


def test_the_main_job_fills_a_folder(run: Run, tmp_path: Path) -> None:
    done = run("run", folder=tmp_path / "results")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "results" / "council.html").read_text(encoding="utf-8")
    assert "Working Group on Accountability" in page
    assert len(list((tmp_path / "results" / "answers").glob("*.csv"))) >= 12
    assert (tmp_path / "results" / "mekgraph.ttl").read_text(encoding="utf-8").startswith("@prefix absence:")
    again = snapshot(tmp_path / "results")
    assert run("run", folder=tmp_path / "results").returncode == 0
    assert snapshot(tmp_path / "results") == again
