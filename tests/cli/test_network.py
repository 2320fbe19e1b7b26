"""The verb network: tables and lists in three languages, forms, what stands under a table, errors."""

import csv
import io
import json
import re
import shlex
from pathlib import Path

import openpyxl
import pytest

from .conftest import Run

SMALL = ("network", "--kind", "memberOf", "--kind", "fellowMemberOf")


@pytest.mark.parametrize(
    ("lang", "title", "centre"),
    [
        ("en", "The network, in order of: Betweenness", "Uzbekistan"),
        ("ru", "Сеть, в порядке: Посредничество", "Узбекистан"),
        ("uz", "Tarmoq, tartibi: Oraliqdalik", "Oʻzbekiston"),
    ],
)
def test_the_table_says_which_network_it_is_of_and_how_to_get_it_again(
    run: Run, lang: str, title: str, centre: str
) -> None:
    done = run(*SMALL, "--measure", "betweenness", "--top", "8", lang=lang)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(title)
    assert centre in done.stdout
    command = done.stdout.splitlines()[-1].partition("mekgraph ")[2]
    assert run(*shlex.split(command)).stdout == done.stdout


def test_all_measures_at_once_as_numbers(run: Run) -> None:
    names = ("degree", "edges", "betweenness", "brokerage", "constraint", "core", "community")
    done = run(*SMALL, *(word for name in names for word in ("-m", name)), "--directed", "--format", "json")
    table = json.loads(done.stdout)
    first = table["rows"][0]
    assert set(names) | {"in", "out", "gatekeeper", "centre"} <= set(first)
    assert first["node"]["id"].startswith("actor:")
    assert isinstance(first["betweenness"], float | int)
    assert len(table["rows"]) > 5
    assert "Brokerage" in table["citation"]


@pytest.mark.parametrize("form", ["csv", "html", "xlsx"])
def test_each_form_goes_to_a_file(run: Run, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"network.{form}"
    done = run(*SMALL, "--format", form, "-o", str(file), lang="uz")
    assert (done.returncode, done.stdout) == (0, "")
    content, beside = file.read_bytes(), file.with_name(file.name + ".citation.json")
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert isinstance(book.worksheets[0].cell(2, 5).value, int)
        told = [cell.value for cell in book.worksheets[1]["A"]]
        assert "Maʼlumotlar" in told
    else:
        assert "Oʻzbekiston" in content.decode()
        assert ("Maʼlumotlar" in content.decode()) is (form == "html")
    assert beside.exists() is (form == "csv")


def test_paths_with_the_sources_of_each_step(run: Run) -> None:
    shown = run("network", "--between", "isrs-uz", "GCERF", "--lang", "ru").stdout
    assert "1. ИСМИ → " in shown
    assert re.search(r"\n     организует совместно с: .+ \(2024-11-11; .*сказано прямо", shown)
    assert "\n       src-newsuz-geneva2024; " in shown
    rows = list(csv.DictReader(io.StringIO(run("network", "--between", "isrs-uz", "gcerf", "--format", "csv").stdout)))
    assert {row["path"] for row in rows} == {"1"}
    assert all(row["sources"] and row["from_id"] == "actor:isrs-uz" for row in rows)
    longer = run("network", "--between", "isrs-uz", "gcerf", "--steps", "2", "--top", "3").stdout
    assert "3. ISRS → " in longer
    assert "Shown: 3 of " in longer


def test_a_person_may_stand_at_an_end(run: Run) -> None:
    shown = run("network", "--between", "mirziyoyev-shavkat", "rec").stdout
    assert "Shavkat Mirziyoyev" in shown
    assert "persons left out" in shown


@pytest.mark.slow
def test_what_changed(run: Run) -> None:
    shown = run("network", "--change", "2022", "2024", "--kind", "coOrganizedWith", "--top", "3")
    assert shown.returncode == 0
    assert "no longer:" in shown.stdout
    assert re.search(r"nodes: \d+ came, \d+ left; edges: \d+ began, \d+ no longer", shown.stdout)
    rows = list(
        csv.DictReader(io.StringIO(run("network", "--change", "2022", "2024", "--edges", "--format", "csv").stdout))
    )
    assert {row["change"] for row in rows} == {"began", "no longer"}
    began = [row for row in rows if row["change"] == "began"]
    assert all(not row["end"] or row["end"] >= "2024" or "only possible" in row["firmness"] for row in began)
    known = run("network", "--change", "2020", "2022", "--by", "known", "-m", "degree", "--format", "json")
    assert json.loads(known.stdout)["title"] == "What changed: what sources stated by 2020, and by 2022"


@pytest.mark.slow
@pytest.mark.parametrize("axis", ["on", "known"])
def test_two_equal_dates_are_compared_by_the_axis_that_was_asked_for(run: Run, axis: str) -> None:
    shown = run("network", "--change", "2020", "2020", "--by", axis, "--kind", "memberOf", "--top", "1").stdout
    assert "edges: 0 began, 0 no longer" in shown
    command = shown.splitlines()[-1].partition("mekgraph ")[2]
    assert run(*shlex.split(command)).stdout == shown


def test_edges_are_listed_with_those_that_one_event_joins_together(run: Run) -> None:
    shown = run("network", "--edges", "--around", "rec", "--kind", "fellowMemberOf", "--kind", "memberOf").stdout
    assert "  fellow member of: " in shown
    assert " – Tajikistan" in shown
    listed = run("network", "--edges", "--kind", "fundedBy", "--top", "2", "--format", "tsv").stdout
    assert len(listed.splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--around", "unocct"), 1, "actor:unoct"),
        (("--between", "rec", "un-hrc"), 1, "un-hrc"),
        (("--kind", "discussedAt", "--on", "1900"), 1, "nothing joins"),
        (("--kind", "fundetBy"), 2, "Nearest: fundedBy"),
        (("--measure", "pagerank"), 2, "betweenness"),
        (("--change", "2020", "soon"), 2, "soon"),
        (("--change", "2020", "2021", "--on", "2022"), 2, "--on"),
        (("--measure", "degree", "--edges"), 2, "one at a time"),
        (("--between", "rec", "unoct", "--change", "2020", "2021"), 2, "one at a time"),
        (("--steps", "2"), 2, "--around"),
        (("--by", "known"), 2, "--change"),
        (("--edges", "--directed"), 2, "--measure"),
        (("--edges", "--group", "parent"), 2, "--group"),
        (("--between", "unoct", "unrcca", "--group", "parent"), 2, "--group"),
        (("-o", "network.ods"), 2, "xlsx"),
    ],
)
def test_what_does_not_fit_is_said(run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = run("network", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_help_is_in_the_language_of_the_reader(run: Run) -> None:
    assert "betweenness, brokerage" in run("network", "--help").stdout
    assert "Анализ сети" in run("network", "--help", lang="ru").stdout
    assert "network" in run(lang="uz").stdout or "network" in run("--help", lang="uz").stdout
