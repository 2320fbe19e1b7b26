"""The marked source line: the mark stands below the spot, however wide its characters are, and wherever it is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.check.findings import Place
from mekgraph.check.reports.characters import visible
from mekgraph.check.reports.excerpt import TAB, WIDTH, cells, columns, excerpt

from .examples import NASTY_TEXT, places


def marked(source: str, column: int, length: int, file: str = "a.ttl") -> tuple[str, str]:
    part = excerpt(Place(file, 1, column, length, source))
    return part.line, part.marker


@pytest.mark.parametrize(
    ("source", "column", "length", "expected"),
    [
        ("a kind b", 3, 4, ("a kind b", "  ^^^^")),
        ("\ta\tkind b", 4, 4, (f"{TAB}a{TAB}kind b", "         ^^^^")),
        ("会議 kind", 4, 4, ("会議 kind", "     ^^^^")),
        ("kind 会議 b", 6, 2, ("kind 会議 b", "     ^^^^")),
        ("e\u0301te\u0301 kind", 7, 4, ("e\u0301te\u0301 kind", "    ^^^^")),
        ("\u202eevil\u202c kind", 8, 4, ("\\u202eevil\\u202c kind", "                 ^^^^")),
        ("a\x1b[31m b", 2, 1, ("a\\u001b[31m b", " ^^^^^^")),
        ("no dot", 7, 1, ("no dot", "      ^")),
        ("no dot", 99, 5, ("no dot", "      ^")),
        ("a kind b\r\n", 3, 4, ("a kind b", "  ^^^^")),
        ("only the line", 0, 0, ("only the line", "")),
        ("", 3, 4, ("", "")),
    ],
)
def test_the_mark_stands_below_the_spot(source: str, column: int, length: int, expected: tuple[str, str]) -> None:
    assert marked(source, column, length) == expected


def test_a_cell_is_marked_as_a_whole_and_a_row_not_at_all() -> None:
    assert marked("2024-13", 3, 0, "a.csv") == ("2024-13", "^^^^^^^")
    assert marked("unoct | UN body | 2024-13", 3, 0, "a.csv") == ("unoct | UN body | 2024-13", "")


@pytest.mark.parametrize("at", [0, 1, 49, 50, 51, 5000, 9989, 9990])
def test_a_long_line_is_cut_around_the_spot(at: int) -> None:
    source = "x" * at + "SPOT" + "y" * (9990 - at)
    line, marker = marked(source, at + 1, 4)
    assert cells(line) <= WIDTH + 2
    assert line[len(marker) - 4 : len(marker)] == "SPOT"
    assert line.startswith("…") == (at > 48)
    assert line.endswith("…") == (at < 9940)
    assert cells(line) >= WIDTH


def test_a_long_spot_is_cut_itself() -> None:
    line, marker = marked("a " + "s" * 1000, 3, 1000)
    assert line.endswith("s…")
    assert len(marker) == cells(line) == WIDTH + 2


def test_columns_stay_within_the_line() -> None:
    assert columns(Place("a.ttl", 1, 3, 99, "a kind")) == (3, 7)
    assert columns(Place("a.ttl", 1, 3, 4)) == (3, 7)
    assert columns(Place("a.ttl", 1)) is columns(Place("a.csv", 1, 3, 0, "x")) is None


@given(places(), st.sampled_from([10, WIDTH]))
def test_any_line_can_be_shown(place: Place, width: int) -> None:
    part = excerpt(place, width)
    assert part.line == visible(part.line)
    assert set(part.marker) <= {" ", "^"}
    assert cells(part.line) <= 2 * width + 20
    assert bool(part.marker) == bool(part.spot)


@given(NASTY_TEXT, NASTY_TEXT.filter(bool), NASTY_TEXT)
def test_the_parts_are_those_of_the_line(before: str, spot: str, after: str) -> None:
    source = before + spot + after
    part = excerpt(Place("a.ttl", 1, len(before) + 1, len(spot), source), 10_000)
    if source == source.rstrip("\r\n"):
        assert part == tuple(visible(text.replace("\t", TAB)) for text in (before, spot, after))
