"""The bench of the check: its data are what it says, and its hand-written queries find what the reference finds."""

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from bench.check.findings import SH, seed_of, shape_name
from bench.check.generator import Seeded, defects, generate
from bench.check.jobs import HERE, SHAPES, with_hand, with_pyshacl

# What one shape says to another one by sh:node, sh:and, sh:not ... gives no results of its own.
HELPERS = ("English", "Fictional", "InHall", "Named", "Online", "PublicBody", "Registered")
CONSTRAINTS = {kind.constraint for kind in defects()}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Seeded]]:
    file = tmp_path_factory.mktemp("bench") / "data.ttl"
    return file, generate(file, 20_000)


def digest(file: Path, **arguments: Any) -> str:
    generate(file, 3_000, **arguments)
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_same_arguments_same_bytes(tmp_path: Path) -> None:
    once = digest(tmp_path / "a.ttl", seed=7)
    assert digest(tmp_path / "b.ttl", seed=7) == once
    assert digest(tmp_path / "c.ttl", seed=8) != once


def test_the_size_is_the_one_asked_for(data: tuple[Path, list[Seeded]]) -> None:
    triples = {quad.triple for quad in ox.parse(path=str(data[0]), format=ox.RdfFormat.TURTLE)}
    assert len(triples) == pytest.approx(20_000, rel=0.01)
    assert not any(isinstance(term, ox.BlankNode) for triple in triples for term in (triple.subject, triple.object))


def test_every_kind_of_defect_is_seeded(data: tuple[Path, list[Seeded]]) -> None:
    assert Counter(one.kind.name for one in data[1]).keys() == {kind.name for kind in defects()}
    assert len(CONSTRAINTS) == 29  # all of SHACL Core, and sh:sparql


def test_clean_data_has_no_findings(tmp_path: Path) -> None:
    file = tmp_path / "clean.ttl"
    assert generate(file, 5_000, rate=0) == []
    assert with_hand({"data": str(file), "shapes": "full"})["found"] == []
    assert with_pyshacl({"data": str(file), "shapes": "core"})["found"] == []


def test_there_is_one_query_by_hand_for_each_constraint() -> None:
    quads = [
        q for name in SHAPES["full"] for q in ox.parse(path=str(HERE / "shapes" / name), format=ox.RdfFormat.TURTLE)
    ]
    stated = {
        f"{shape_name(quad.subject)}.{quad.predicate.value.removeprefix(SH)}"
        for quad in quads
        if isinstance(quad.subject, ox.NamedNode) and quad.predicate.value.removeprefix(SH) in CONSTRAINTS
    }
    wanted = {name for name in stated if name.split(".")[0].split("-")[0] not in HELPERS}
    assert {file.stem for file in (HERE / "hand").glob("*.rq")} == wanted


def test_the_queries_by_hand_find_every_seeded_defect(data: tuple[Path, list[Seeded]]) -> None:
    found = {seed_of(said) for said in with_hand({"data": str(data[0]), "shapes": "full"})["found"]}
    assert {(one.focus, one.kind.constraint, one.kind.shape) for one in data[1]} <= found


@pytest.mark.slow
def test_the_queries_by_hand_find_what_pyshacl_finds(data: tuple[Path, list[Seeded]]) -> None:
    job = {"data": str(data[0]), "shapes": "core"}
    found = set(with_hand(job)["found"])
    assert found == set(with_pyshacl(job)["found"])
    assert len(found) > 80
