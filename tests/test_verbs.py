"""The verbs in Python give what the command line gives, as typed results."""

from collections.abc import Callable
from pathlib import Path

import pytest

import mekgraph
from mekgraph.ask.answer import Answer
from mekgraph.check.findings import Severity
from mekgraph.resources import Project

from .conftest import PREFIXES


def test_ask_takes_parameters_as_keywords_or_as_a_dictionary(project: Project) -> None:
    one = mekgraph.ask("actor-links", actor="UNRCCA", project=project)
    two = mekgraph.ask("actor-links", {"actor": "unrcca"}, project=project)
    assert isinstance(one, Answer)
    assert one == two
    assert all(str(row["source"]) for row in one)
    assert mekgraph.ask("ASK { actor:unoct a mek:UNBody }", project=project) is True


def test_build_check_and_export(new_project: Callable[..., Project]) -> None:
    small = new_project()
    assert mekgraph.build(small).stated > 0
    assert mekgraph.check(project=small).conforms
    assert "link:alfa_organized_meeting" in mekgraph.export(project=small)
    part = mekgraph.export("actor-links", {"actor": "alfa"}, project=small)
    assert "source:s1 a mek:Source" in part
    assert "actor:beta" not in part


def test_check_gives_a_report_with_places(new_project: Callable[..., Project], tmp_path: Path) -> None:
    small = new_project()
    file = tmp_path / "sent.ttl"
    file.write_text(PREFIXES + "actor:alfa mek:parent event:meeting .\n")
    report = mekgraph.check([file], project=small)
    (finding,) = report.findings
    assert (finding.rule.id, finding.severity, finding.place.line) == ("ACT-020", Severity.VIOLATION, 13)
    assert mekgraph.check([str(file)], project=small) == report
    with pytest.raises(mekgraph.InputError, match=r"absent\.ttl"):
        mekgraph.check(["absent.ttl"], project=small)
    file.write_text("nonsense")
    assert not mekgraph.check([file], project=small).readable


def test_check_takes_tables(new_project: Callable[..., Project], tmp_path: Path) -> None:
    small = new_project()
    (tmp_path / "claims.csv").write_text(
        "subject_id,relation,object_id,source_id,locator,confidence\nnobody,hosted,meeting,s1,1,stated\n"
    )
    report = mekgraph.check([tmp_path / "claims.csv"], project=small)
    assert [(finding.rule.id, finding.place.line, finding.place.column) for finding in report.findings] == [
        ("TAB-051", 2, 1)
    ]


def test_an_export_can_be_read_again_and_loses_nothing(project: Project, tmp_path: Path) -> None:
    from mekgraph.graph.build import read_all
    from mekgraph.sources.statements import read_document

    (tmp_path / "all.ttl").write_text(mekgraph.export(project=project), encoding="utf-8")
    again = {statement.triple for statement in read_document(tmp_path / "all.ttl").statements}
    data = {s.triple for document in read_all(project.data_files(), project) for s in document.statements}
    assert again == data


def test_draw_gives_a_drawing_that_becomes_a_picture(project: Project) -> None:
    page = mekgraph.picture(mekgraph.draw("UNRCCA", project=project, language="ru"), "html")
    assert str(page).startswith("<!DOCTYPE html>")
    drawing = mekgraph.draw(question="actor-links", parameters={"actor": "unrcca"}, project=project, language="ru")
    assert {"actor:unrcca", "event:ev-rec-wg-2024"} <= {node.id for node in drawing.scene.nodes}
    assert drawing.scene.language == "ru"
    named = mekgraph.draw(name="council", on="2024-07-26", project=project)
    assert named.scene.on == "2024-07-26"


def test_brief_gives_a_file(project: Project) -> None:
    assert mekgraph.brief("council", "docx", on="2024-07-26", project=project, language="uz").startswith(b"PK")
    with pytest.raises(mekgraph.UsageError, match="pptx"):
        mekgraph.brief("council", "odt", project=project)


def test_draw_says_what_is_missing_or_too_much(project: Project) -> None:
    for chosen in ({}, {"name": "council", "whole": True}):
        with pytest.raises(mekgraph.UsageError):
            mekgraph.draw(project=project, **chosen)  # type: ignore[arg-type]
    with pytest.raises(mekgraph.UsageError, match="svg"):
        mekgraph.picture(mekgraph.draw("rec", events=False, project=project), "bmp")


@pytest.mark.parametrize("verb", [mekgraph.ask, mekgraph.draw, mekgraph.network])
def test_a_language_that_is_not_spoken(verb: Callable[..., object], project: Project) -> None:
    with pytest.raises(mekgraph.UsageError, match="en, ru, uz"):
        verb("unrcca", language="de", project=project)


def test_fmt_and_import(new_project: Callable[..., Project], tmp_path: Path) -> None:
    small = new_project()
    assert [result.file for result in mekgraph.fmt([small.data], write=False)] == [small.data / "all.ttl"]
    (tmp_path / "claims.csv").write_text(
        "subject_id,relation,object_id,source_id,locator,confidence\nbeta,hosted,meeting,s1,1,stated\n"
    )
    assert (
        mekgraph.import_([tmp_path / "claims.csv"], write=False, project=small).accounts[0].became[0]
        == "link:beta_hosted_meeting"
    )
