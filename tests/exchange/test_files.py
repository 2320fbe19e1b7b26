"""A failed write leaves the old version whole."""

from pathlib import Path

import pytest

from mekgraph.errors import InputError
from mekgraph.exchange.files import write_all


def test_files_are_replaced(tmp_path: Path) -> None:
    write_all({tmp_path / "new" / "a": "one", tmp_path / "b": b"two"})
    assert ((tmp_path / "new" / "a").read_text(), (tmp_path / "b").read_bytes()) == ("one", b"two")


def test_a_failure_before_the_end_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "wall").write_text("a file where a folder is needed")
    with pytest.raises(InputError) as caught:
        write_all({tmp_path / "a": "new", tmp_path / "wall" / "b": "new"})
    assert caught.value.key == "input.unwritable"
    assert (tmp_path / "a").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "wall"]


def test_a_link_leads_to_the_file_that_is_written(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    link.symlink_to(real)
    write_all({link: "new"})
    assert (real.read_text(), link.is_symlink()) == ("new", True)


def test_a_failure_between_two_files_takes_the_first_back(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "c").mkdir()  # a folder stands where the last file should go, which is noticed only then
    with pytest.raises(InputError):
        write_all({tmp_path / "a": "new", tmp_path / "b": "new", tmp_path / "c": "new"})
    assert (tmp_path / "a").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]
