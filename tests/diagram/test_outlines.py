"""Outlines are closed and fill their boxes, ways out of a figure end on them, lines end in their arrow heads."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.diagram.outlines import corner, header, meeting, outline, point_at, rings, strokes
from mekgraph.diagram.page import Connector, Figure, Form, Look, Page, Words

from .formats.invented import FORMS, document

sizes = st.floats(1, 200)
places = st.floats(-300, 300)
figures = st.builds(
    Figure, st.just("a"), st.sampled_from(FORMS), places, places, sizes, sizes, st.just(Look(stroke="#000000"))
)
paths = st.one_of(st.tuples(*[st.tuples(places, places)] * 2), st.tuples(*[st.tuples(places, places)] * 4))


def line(path: tuple[tuple[float, float], ...], arrow: bool = True, double: bool = False) -> Connector:
    return Connector("l", "a", "b", path, Look("", "#000000", 0.5, double=double), arrow)


@given(figures)
def test_an_outline_is_closed_and_as_large_as_the_figure(figure: Figure) -> None:
    pieces = outline(figure)
    for one, after in pairwise((*pieces, pieces[0])):
        assert one[-1] == pytest.approx(after[0], abs=1e-6)
    points = [point_at(piece, step / 8) for piece in pieces for step in range(9)]
    for axis, middle, size in ((0, figure.x, figure.width), (1, figure.y, figure.height)):
        assert min(point[axis] for point in points) == pytest.approx(middle - size / 2, abs=1e-6)
        assert max(point[axis] for point in points) == pytest.approx(middle + size / 2, abs=1e-6)


@given(figures)
def test_an_outline_runs_clockwise_as_seen_on_the_page(figure: Figure) -> None:
    points = [point for piece in outline(figure) for point in piece[:-1]]
    area = sum(x * v - u * y for (x, y), (u, v) in pairwise((*points, points[0])))
    assert area > 0


@given(figures, st.floats(0, math.tau))
def test_a_way_out_of_a_figure_ends_on_its_outline(figure: Figure, turn: float) -> None:
    far = (figure.x + 1000 * math.cos(turn), figure.y + 1000 * math.sin(turn))
    x, y = meeting(figure, far)
    dx, dy = x - figure.x, y - figure.y
    assert dx * math.cos(turn) + dy * math.sin(turn) > 0
    assert abs(dx * math.sin(turn) - dy * math.cos(turn)) < 1e-4
    nearest = min(math.dist((x, y), point_at(piece, step / 2000)) for piece in outline(figure) for step in range(2001))
    assert nearest < 0.3


@pytest.mark.parametrize(("form", "there"), [("box", (5, 5)), ("circle", (5 / 2**0.5,) * 2), ("diamond", (2.5, 2.5))])
def test_ways_out_of_known_figures(form: Form, there: tuple[float, float]) -> None:
    figure = Figure("a", form, 0, 0, 10, 10, Look())
    assert meeting(figure, (9, 9)) == pytest.approx(there, abs=0.01)
    assert meeting(figure, (0, 0)) == pytest.approx((5, 0), abs=1e-6)


def test_round_corners_are_small_also_on_large_frames() -> None:
    frame = Figure("a", "rounded", 0, 0, 300, 200, Look())
    assert corner(frame) == corner(replace(frame, width=30, height=20)) < 2
    assert corner(replace(frame, height=2)) == 0.5


@given(paths, st.booleans())
def test_an_arrow_ends_at_its_tip_and_the_line_before_it(path: tuple[tuple[float, float], ...], double: bool) -> None:
    if math.dist(path[0], path[-1]) < 1:
        return
    drawn = strokes(line(path, double=double))
    tip, *base = drawn.head
    assert tip == path[-1]
    assert len(drawn.paths) == 2 if double else drawn.paths[0][0] == path[0]
    for stroke in drawn.paths:
        assert math.dist(stroke[-1], tip) > 0.2
    assert all(0.2 < math.dist(corner, tip) < 4 for corner in base)


def test_a_line_without_arrow_is_drawn_whole() -> None:
    drawn = strokes(line(((0, 0), (10, 0)), arrow=False))
    assert drawn.paths == (((0, 0), (10, 0)),)
    assert drawn.head == ()


def test_a_line_between_the_same_two_points_has_no_head() -> None:
    assert strokes(line(((1, 1), (1, 1)))).head == ()


@given(paths)
def test_the_two_lines_of_a_double_one_are_thinner_and_on_both_sides(path: tuple[tuple[float, float], ...]) -> None:
    if math.dist(path[0], path[1]) < 0.01:
        return
    drawn = strokes(line(path, arrow=False, double=True))
    left, right = drawn.paths
    assert drawn.pen < 0.5
    assert math.dist(left[0], right[0]) > 2 * drawn.pen
    assert tuple((a + b) / 2 for a, b in zip(left[0], right[0], strict=True)) == pytest.approx(path[0], abs=1e-6)


def test_a_doubled_outline_has_a_gap_and_only_the_outer_one_is_filled() -> None:
    figure = Figure("a", "rounded", 0, 0, 20, 10, Look("#FFFFFF", "#000000", 0.8, double=True))
    (outer, pen), (inner, _) = rings(figure)
    assert outer == figure
    assert (figure.width - inner.width) / 2 - pen > 0.3
    assert inner.look.fill == ""
    assert len(rings(replace(figure, width=1))) == 1


def test_words_above_everything_come_first_and_none_is_lost() -> None:
    page = document().pages[0]
    first, later = header(page)
    assert [words.lines for words in first] == [("The title comes first",)]
    assert sorted(map(str, (*first, *later))) == sorted(map(str, page.words))


def test_words_on_a_figure_never_come_before_it() -> None:
    words = Words(("on it",), 10, 10, 9, 3)
    frame = Figure("a", "box", 10, 10, 20, 20, Look("#FFFFFF"))
    assert header(Page(100, 100, frames=(frame,), words=(words,))) == ((), (words,))
