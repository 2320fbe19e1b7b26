"""``fmt`` brings files into canonical form, all of them or none."""

import time
from pathlib import Path

import pytest

from mekgraph.errors import InputError
from mekgraph.exchange.formatting import format_files

from ..conftest import ROOT

MESSY = "# kept\n@prefix a: <http://a/> .\na:b a:c 2 , 1 .\n"


def test_files_are_rewritten_once(tmp_path: Path) -> None:
    file = tmp_path / "x.ttl"
    file.write_text(MESSY)
    assert [result.file for result in format_files([tmp_path])] == [file]
    assert file.read_text() == "# kept\n@prefix a: <http://a/> .\n\na:b a:c\n        1,\n        2 .\n"
    assert format_files([tmp_path]) == []


def test_checking_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x.ttl"
    file.write_text(MESSY)
    assert len(format_files([file], write=False)) == 1
    assert file.read_text() == MESSY


def test_one_broken_file_leaves_all_as_they_were(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.ttl", tmp_path / "b.ttl"
    good.write_text(MESSY)
    bad.write_text("nonsense")
    with pytest.raises(InputError):
        format_files([tmp_path])
    assert good.read_text() == MESSY
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.ttl", "b.ttl"]


def test_what_is_shipped_is_canonical() -> None:
    assert format_files([ROOT / "ontology", ROOT / "data"], write=False) == []


def test_thousands_of_prefixes_are_no_matter(tmp_path: Path) -> None:
    """Not each of them is tried on every name."""
    file = tmp_path / "x.ttl"
    lines = (f"@prefix p{n}: <http://a/{n}/> .\np{n}:a p{n}:b p{n}:c .\n" for n in range(10_000))
    file.write_text("".join(lines))
    before = time.monotonic()
    format_files([file])
    assert time.monotonic() - before < 10
    assert "\np9999:a p9999:b p9999:c .\n" in file.read_text()
