"""The verb ask: dates, forms, files, citations, limits."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from mekgraph.ask.formats import FORMATS

from .conftest import Run

ASK = ("ask", "office-holders", "-p", "body=unrcca")
OF_NO_LANGUAGE = '{"question": "sources-overview", "language": "xx", "answer": "sha256:1"}'
TRIPLES = "CONSTRUCT WHERE { actor:unoct a ?c }"


def test_as_of_a_date(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*ASK, "--on", "2019", "--format", "csv").stdout)))
    found = {(row["person_id"], row["certainty"]) for row in rows}
    assert ("actor:gherman-natalia", "certain") in found
    assert {certainty for _, certainty in found} == {"certain", "possible"}
    early = run(*ASK, "--known", "1990", "--lang", "ru")
    assert "возможно" in early.stdout
    assert "точно" not in early.stdout


@pytest.mark.parametrize("option", ["--on", "--known"])
def test_a_date_that_is_none(run: Run, option: str) -> None:
    done = run(*ASK, option, "2019-13")
    assert (done.returncode, done.stdout) == (2, "")
    assert "2019-13" in done.stderr


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("parquet", "arrow")])
def test_each_form_goes_to_a_file(run: Run, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"answer.{form}"
    done = run(*ASK, "--format", form, "-o", str(file), "--cite", lang="uz")
    assert (done.returncode, done.stdout) == (0, "")
    content, beside = file.read_bytes(), file.with_name(file.name + ".citation.json")
    if form in ("csv", "tsv"):
        assert json.loads(beside.read_text())["question"] == "office-holders"
    elif form == "xlsx":
        assert [sheet.max_row > 3 for sheet in openpyxl.load_workbook(io.BytesIO(content))] == [True, True]
    else:
        assert b"office-holders" in content
    assert beside.exists() == (form in ("csv", "tsv"))


def test_the_ending_of_a_file_names_the_form(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.md"
    assert run(*ASK, "-o", str(file)).returncode == 0
    assert file.read_text(encoding="utf-8").startswith("**")


def test_the_standard_bytes(run: Run) -> None:
    first, *rows = run(*ASK, "--raw", "--format", "csv").stdout.splitlines()
    assert first.startswith("body,person,")
    assert all(row.startswith("https://") for row in rows if row)
    assert "bindings" in json.loads(run(*ASK, "--format", "sparql-json").stdout)["results"]


def test_the_standard_bytes_can_be_cited_too(run: Run, tmp_path: Path) -> None:
    assert run(*ASK, "--cite", "-o", "answer.srx").returncode == 0
    assert (tmp_path / "answer.srx").read_bytes().startswith(b"<?xml")
    assert run("ask", "--from", "answer.srx.citation.json").stdout == "The answer is the same.\n"


def test_a_citation_is_asked_again(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    assert run(*ASK, "--on", "2019", "--cite", "--format", "json", "-o", str(file)).returncode == 0
    again = run("ask", "--from", str(file))
    assert (again.returncode, again.stdout) == (0, "The answer is the same.\n")
    answer = json.loads(file.read_text())
    answer["citation"]["answer"] = "sha256:another"
    file.write_text(json.dumps(answer))
    other = run("ask", "--from", str(file))
    assert other.returncode == 1
    assert "sha256:another" in other.stdout
    absent = run("ask", "--from", "none.json")
    assert absent.returncode == 3
    assert "none.json" in absent.stderr


def test_a_query_of_ones_own_is_stopped(run: Run) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(STR(?b) < STR(?f)) }"
    late = run("ask", endless, "--timeout", "1")
    assert late.returncode == 2
    assert "stopped after 1" in late.stderr
    unfit = run("ask", endless, "--timeout", "1000")
    assert unfit.returncode == 2
    assert "300" in unfit.stderr


@pytest.mark.parametrize(
    ("query", "form", "start"),
    [
        (TRIPLES, "turtle", "@prefix"),
        (TRIPLES, "ntriples", "<https"),
        (TRIPLES, "jsonld", "["),
        ("ASK { actor:unoct a mek:UNBody }", "json", "true"),
    ],
)
def test_graphs_and_truth(run: Run, query: str, form: str, start: str) -> None:
    assert run("ask", query, "--format", form).stdout.startswith(start)


def test_a_form_that_an_answer_cannot_have(run: Run) -> None:
    done = run("ask", TRIPLES, "--format", "xlsx", "-o", "x.xlsx")
    assert done.returncode == 2
    assert "turtle" in done.stderr
    assert run("ask", "ASK {}", "--raw", "--format", "csv").returncode == 2
    graph = run("ask", TRIPLES, "--raw")
    assert (graph.returncode, "turtle, ntriples, jsonld" in graph.stderr) == (2, True)
    raw = run(*ASK, "--raw", "-o", "x.xlsx")
    assert (raw.returncode, "sparql-json" in raw.stderr) == (2, True)


@pytest.mark.parametrize("options", [("--raw",), ()])
def test_an_answer_that_is_too_long_says_so(run: Run, options: tuple[str, ...]) -> None:
    done = run("ask", "SELECT ?a { ?a ?p ?b . ?c ?q ?d }", "--format", "csv", *options, lang="ru")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1 + 100_000)
    assert "не весь ответ" in done.stderr


def test_a_citation_that_is_none(run: Run, tmp_path: Path) -> None:
    for content in ("[" * 100_000, '{"question":' + "1" * 10_000 + "}", "{}", OF_NO_LANGUAGE):
        (tmp_path / "x.json").write_text(content)
        done = run("ask", "--from", "x.json")
        assert (done.returncode, "x.json:1" in done.stderr) == (3, True)


def test_no_server_for_others_without_a_token(run: Run) -> None:
    done = run("serve", "--host", "0.0.0.0", MEKGRAPH_TOKEN="")
    assert done.returncode == 2
    assert "MEKGRAPH_TOKEN" in done.stderr
