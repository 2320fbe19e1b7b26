"""Kept positions: what is written is read again, and nothing half is ever taken for whole."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.diagram.definition.changes import Changes, Drawn, compared
from mekgraph.diagram.definition.positions import Positions, positions_file, positions_text, read_positions
from mekgraph.errors import InputError, InputErrors
from mekgraph.exchange.files import write_atomically
from mekgraph.messages import LANGUAGES

SMALL = Positions(
    data="2026.1",
    layout="nested",
    page="A4",
    size=(297.0, 210.0),
    places={"actor:b": (20.0, 30.456), "actor:a": (10, 5.1)},
    links=("link:y", "link:x"),
    ended=("link:x",),
    frames={"group:x": (5.0, 5.0, 40.0, 20.0)},
    marks={"2024": 12.0},
)
WRITTEN = """\
data = "2026.1"
layout = "nested"
page = "A4"
size = [297.00, 210.00]
links = [
  "link:x",
  "link:y",
]
ended = [
  "link:x",
]

[places]
"actor:a" = [10.00, 5.10]
"actor:b" = [20.00, 30.46]

[frames]
"group:x" = [5.00, 5.00, 40.00, 20.00]

[marks]
"2024" = 12.00

[end]
whole = true
"""


def read(tmp_path: Path, text: str) -> Positions | None:
    file = tmp_path / "a.positions.toml"
    file.write_text(text, encoding="utf-8")
    return read_positions(file, "a.positions.toml")


def test_the_file_reads_well_and_stands_in_order() -> None:
    head, _, body = positions_text(SMALL).partition("format = 1\n")
    assert body == WRITTEN
    assert all(line.startswith("# ") and len(line) <= 120 for line in head.splitlines())


def test_it_stands_beside_the_diagram() -> None:
    assert positions_file(Path("diagrams/un-2.toml")) == Path("diagrams/un-2.positions.toml")


def test_where_there_is_no_file_there_are_no_positions(tmp_path: Path) -> None:
    assert read_positions(tmp_path / "none.positions.toml") is None


# Any text that a label or id may hold, but nothing that cannot be written as UTF-8, and no control characters.
ids = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(
    lambda text: text == text.strip()
)
numbers = st.floats(0, 2000)
positions = st.builds(
    Positions,
    data=ids,
    layout=st.sampled_from(["nested", "force"]),
    page=st.sampled_from(["A4", "16:9"]),
    size=st.tuples(numbers, numbers),
    places=st.dictionaries(ids, st.tuples(numbers, numbers), max_size=5),
    links=st.lists(ids, max_size=4).map(tuple),
    ended=st.lists(ids, max_size=4).map(tuple),
    frames=st.dictionaries(ids, st.tuples(numbers, numbers, numbers, numbers), max_size=3),
    marks=st.dictionaries(ids, numbers, max_size=3),
)


@given(positions)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, wanted: Positions) -> None:
    file = tmp_path_factory.getbasetemp() / "any.positions.toml"
    write_atomically(file, positions_text(wanted))
    assert read_positions(file) == wanted
    assert positions_text(wanted) == positions_text(Positions(**vars(wanted)))


@given(positions, st.randoms(use_true_random=False))
def test_the_order_in_which_things_come_makes_no_difference(wanted: Positions, random: "st.Random") -> None:  # type: ignore[name-defined]
    places = list(wanted.places.items())
    links = list(wanted.links) * 2
    random.shuffle(places)
    random.shuffle(links)
    values = {**vars(wanted), "places": dict(places), "links": tuple(links)}
    assert positions_text(Positions(**values)) == positions_text(wanted)


@given(positions, st.data())
def test_a_file_that_was_cut_off_is_refused_wherever_it_was_cut(
    tmp_path_factory: pytest.TempPathFactory, wanted: Positions, data: st.DataObject
) -> None:
    text = positions_text(wanted)
    cut = data.draw(st.integers(0, len(text.rstrip()) - 1))
    file = tmp_path_factory.getbasetemp() / "cut.positions.toml"
    file.write_text(text[:cut], encoding="utf-8", newline="")
    before = file.read_bytes()
    with pytest.raises(InputError):
        read_positions(file)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "key", "line"),
    [
        ("\n[end]\nwhole = true\n", "", "diagram.positions_half", '"2024"'),
        ("whole = true", "whole = tr", "diagram.syntax", "whole"),
        ("whole = true", "whole = false", "diagram.positions_half", "whole"),
        ("format = 1", "format = 2", "diagram.positions_foreign", "format"),
        ("format = 1", "", "diagram.positions_foreign", None),
        ("[5.00, 5.00, 40.00, 20.00]", "[5.00, 5.00, 40.00]", "diagram.needs_place", "group:x"),
        ('"2024" = 12.00', '"2024" = -1', "diagram.needs_place", "2024"),
        ('layout = "nested"', 'layout = "neste"', "diagram.option", "layout"),
        ('page = "A4"', "", "diagram.positions_missing", None),
        ("[10.00, 5.10]", "[10.00]", "diagram.needs_place", "actor:a"),
        ("[10.00, 5.10]", "[10.00, inf]", "diagram.needs_place", "actor:a"),
        ("[10.00, 5.10]", "here", "diagram.syntax", "actor:a"),
        ('"actor:b" =', '"actor:a" =', "diagram.twice", "30.46"),
        ('  "link:y",', "  7,", "diagram.needs_text", "7,"),
        ("[places]", "[place]", "diagram.key_unknown", "[place]"),
    ],
)
def test_what_was_changed_beyond_understanding_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, key: str, line: str | None
) -> None:
    text = positions_text(SMALL).replace(old, new)
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    errors = caught.value.errors if isinstance(caught.value, InputErrors) else (caught.value,)
    wanted = max((number for number, one in enumerate(text.splitlines(), 1) if line and line in one), default=1)
    assert (key, wanted) in [(error.key, error.line) for error in errors]


@pytest.mark.parametrize("text", ["", "[waiver]\n", "{}", "<svg/>", "\ufeff" + "a" * 100])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        read(tmp_path, text)


def test_a_place_that_was_moved_or_taken_out_by_hand_is_respected(tmp_path: Path) -> None:
    text = re.sub(r'"actor:a".*\n', "", positions_text(SMALL)).replace("20.00", "25")
    found = read(tmp_path, text)
    assert found
    assert found.places == {"actor:b": (25.0, 30.46)}


def test_what_has_changed_is_told() -> None:
    now = Drawn(
        frozenset({"actor:a", "actor:c", "actor:d"}), frozenset({"link:y", "link:z"}), frozenset({"link:y", "link:z"})
    )
    changes = compared(SMALL.drawn, now)
    assert changes == Changes(
        new=("actor:c", "actor:d"),
        gone=("actor:b",),
        links_new=("link:z",),
        links_ended=("link:y",),
        links_gone=("link:x",),
    )
    assert changes.told() == "new: 2, no longer there: 1, new links: 1, links ended: 1, links no longer drawn: 1"
    assert len({changes.told(language) for language in LANGUAGES}) == 3


@given(positions)
def test_nothing_has_changed_where_the_same_is_drawn(one: Positions) -> None:
    assert not compared(one.drawn, one.drawn)
