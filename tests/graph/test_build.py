"""The store is derived from the text files, replaced in one step, and never touched by a failure."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mekgraph.errors import InputError
from mekgraph.graph.build import build, read_all, version_of
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.opening import Graph
from mekgraph.resources import Project

Make = Callable[..., Project]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_an_unchanged_project_is_not_built_again(new_project: Make) -> None:
    project, said = new_project(), []
    first = build(project, said.append)
    assert said
    said.clear()
    assert build(project, said.append) == first
    assert said == []


def test_a_changed_file_gives_a_new_version(new_project: Make) -> None:
    project = new_project()
    first = build(project)
    file = project.data / "all.ttl"
    file.write_text(file.read_text() + 'actor:alfa mek:countryCode "UZ" .\n')
    second = build(project)
    assert second.version != first.version
    assert second.stated == first.stated + 1
    assert Graph.open(project).engine.ask('ASK { actor:alfa mek:countryCode "UZ" }')


def test_a_syntax_error_names_the_place_and_leaves_the_old_graph(new_project: Make) -> None:
    project = new_project()
    build(project)
    before = snapshot(project.out)
    file = project.data / "all.ttl"
    lines = file.read_text().count("\n")
    file.write_text(file.read_text() + "actor:alfa mek:countryCode .\n")
    with pytest.raises(InputError) as caught:
        build(project)
    assert (caught.value.file, caught.value.line) == ("data/all.ttl", lines + 1)
    assert snapshot(project.out) == before


def test_a_broken_rule_leaves_the_old_graph(new_project: Make) -> None:
    project = new_project()
    old = build(project)
    before = snapshot(project.out)
    (project.ontology / "rules" / "99-broken.rq").write_text("CONSTRUCT { ?a")
    with pytest.raises(Exception, match="line 1"):
        build(project)
    assert snapshot(project.out) == before
    assert OxigraphEngine.open(old.folder).ask("ASK { ?s ?p ?o }")


def test_a_reader_keeps_its_version_while_a_new_one_is_built(new_project: Make) -> None:
    project = new_project()
    reader = Graph.open(project).engine
    file = project.data / "all.ttl"
    file.write_text(file.read_text().replace('"Alfa"@en', '"Alfa Two"@en'))
    build(project)
    assert reader.ask('ASK { actor:alfa skos:prefLabel "Alfa"@en }')
    assert Graph.open(project).engine.ask('ASK { actor:alfa skos:prefLabel "Alfa Two"@en }')


def test_the_version_depends_on_content_and_names_only(new_project: Make) -> None:
    project = new_project()
    first = version_of(project)
    (project.data / "all.ttl").touch()
    assert version_of(project) == first
    (project.data / "all.ttl").rename(project.data / "other.ttl")
    assert version_of(project) != first


def test_the_built_store_opens_at_once(project: Project, engine: OxigraphEngine) -> None:
    folder = build(project).folder
    started = time.perf_counter()
    assert OxigraphEngine.open(folder).ask("ASK { actor:unoct a mek:UNBody }")
    assert time.perf_counter() - started < 1


def test_a_store_for_readers_cannot_be_written(project: Project, engine: OxigraphEngine) -> None:
    with pytest.raises(RuntimeError, match="read-write"):
        engine.store.update("INSERT DATA { <http://a> <http://b> <http://c> }")


def test_a_rule_may_not_fetch(new_project: Make) -> None:
    project = new_project()
    rule = project.ontology / "rules" / "99-fetch.rq"
    rule.write_text("CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(InputError, match="SERVICE") as caught:
        build(project)
    assert str(caught.value.file).endswith("99-fetch.rq")


@pytest.mark.parametrize("damage", ["pointer", "counts", "both"])
def test_a_damaged_build_is_made_anew(new_project: Make, damage: str) -> None:
    project = new_project()
    first = build(project)
    if damage != "counts":
        (project.out / "graph" / "current").write_bytes(b"\xff\xfe")
    if damage != "pointer":
        (first.folder.parent / "counts.json").write_text("")
    assert build(project) == first


def test_an_output_that_cannot_be_written_is_named(new_project: Make, tmp_path: Path) -> None:
    project = new_project()
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError) as caught:
        build(Project(project.root, tmp_path / "file"))
    assert caught.value.key == "input.unwritable"


def test_a_project_with_a_part_missing_is_no_project(new_project: Make) -> None:
    import shutil

    from mekgraph.errors import UsageError
    from mekgraph.resources import find_project

    project = new_project()
    shutil.rmtree(project.ontology / "shapes")
    with pytest.raises(UsageError):
        find_project(project.root)


def test_an_empty_file_does_no_harm(new_project: Callable[[], Project]) -> None:
    project = new_project()
    before = build(project)
    (project.data / "empty.ttl").write_bytes(b"")
    after = build(project)
    assert (after.stated, after.derived) == (before.stated, before.derived)
    assert len(read_all(project.data_files(), project)) == 1
