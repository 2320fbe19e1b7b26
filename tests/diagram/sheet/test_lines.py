"""Lines look as sure as their links are, say kind and sources briefly, and go around the cards of others."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.diagram.outlines import meeting, point_at, strokes
from mekgraph.diagram.page import SOLID, Connector, Figure, Page, Point
from mekgraph.diagram.scene import Edge, Node
from mekgraph.diagram.sheet.cards import cards
from mekgraph.diagram.sheet.lines import BOTH, ENDED, IMPLIED, bundled, shown
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.diagram.sheet.sheet import document

from .checking import box, clash, labels, nodes, text
from .invented import drawn, edge, node, scene, source

NUMBERS = {"link:a": (1, 2), "link:b": (2, 5), "link:c": (3,)}


def page_of(places: dict[str, Point], joined: list[Edge], called: str = "A name") -> Page:
    """The page of nodes that stand at these places."""
    made = [node(f"actor:{key}", called) for key in places]
    at = {f"actor:{key}": place for key, place in places.items()}
    return document(scene(made, joined), cards(made), at, Paper("A4")).pages[0]


def passed(line: Connector, cards: dict[str, Figure]) -> list[str]:
    """The cards of others that a line passes."""
    points = [point_at(line.path, step / 200) for step in range(201)]
    return [
        key
        for key, card in cards.items()
        if key not in (line.start, line.end)
        and any(abs(x - card.x) < card.width / 2 and abs(y - card.y) < card.height / 2 for x, y in points)
    ]


def test_what_looks_the_same_is_one_line_with_all_its_sources() -> None:
    same = [edge("a", "actor:1", "actor:2", verb="supports"), edge("b", "actor:1", "actor:2", verb="helps")]
    lines = bundled([*same, edge("c", "actor:2", "actor:1")], NUMBERS, {})
    assert [(line.id, line.texts[0]) for line in lines] == [("link:a", "1, 2, 5"), ("link:c", "3")]
    assert lines[0].description == "supports; helps"


def test_what_reads_the_same_from_either_end_is_one_line_without_an_arrow() -> None:
    both = [
        replace(edge("a", "actor:1", "actor:2"), symmetric=True),
        replace(edge("b", "actor:2", "actor:1"), symmetric=True),
    ]
    (line,) = bundled(both, NUMBERS, {})
    assert (line.texts[0], line.arrow) == ("1, 2, 5", False)
    places: dict[str, Point] = {"1": (60, 80), "2": (140, 80)}
    assert [line.arrow for line in page_of(places, both).connectors] == [False]


@pytest.mark.parametrize("key", ["ended", "implied", "disputed", "fresh", "over"])
def test_what_looks_different_is_a_line_of_its_own(key: str) -> None:
    one = edge("a", "actor:1", "actor:2")
    marks: dict[str, Any] = {key: True}
    other = edge("b", "actor:1", "actor:2", **marks)
    assert len(bundled([one, other], NUMBERS, {})) == 2
    assert len(bundled([one, replace(one, id="link:b", certain=False)], NUMBERS, {})) == 2


def test_dashes_dots_and_double_lines_are_all_different() -> None:
    looks = {
        (ended, implied, disputed): bundled(
            [edge("a", "actor:1", "actor:2", ended=ended, implied=implied, disputed=disputed)], NUMBERS, {}
        )[0].look
        for ended in (False, True)
        for implied in (False, True)
        for disputed in (False, True)
    }
    assert len({(look.dash, look.double) for look in looks.values()}) == 8
    assert [looks[flags].dash for flags in ((False, False, False), (True, False, False))] == [SOLID, ENDED]
    assert [looks[flags].dash for flags in ((False, True, False), (True, True, True))] == [IMPLIED, BOTH]


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ({}, "A 1, 2"),
        ({"fresh": True}, "+ A 1, 2"),
        ({"fresh": True, "ended": True, "over": True}, "− A 1, 2"),
        ({"fresh": True, "ended": True}, "+ A 1, 2"),
        ({"certain": False}, "A? 1, 2"),
        ({"ended": True}, "A 1, 2"),
    ],
)
def test_signs_of_change_and_doubt_stand_beside_the_letter(marks: dict[str, Any], said: str) -> None:
    line = bundled([edge("a", "actor:1", "actor:2", **marks)], NUMBERS, {"kind:supports": "A"})[0]
    assert line.texts[0] == said
    assert line.texts[-1] == said.removesuffix(" 1, 2")


def test_a_link_without_sources_and_letter_has_no_text() -> None:
    assert bundled([edge("a", "actor:1", "actor:2")], {"link:a": ()}, {})[0].texts == ()


@given(st.sets(st.integers(1, 400)))
def test_numbers_are_all_said_or_as_few_as_wanted(numbers: set[int]) -> None:
    cited = tuple(sorted(numbers))
    whole = [part.split("–") for part in shown(cited).split(", ") if part]
    assert [n for part in whole for n in range(int(part[0]), int(part[-1]) + 1)] == list(cited)
    short = shown(cited, 3)
    assert len(short.removesuffix(" …").split(", ")) <= 3
    assert len(short) <= 26
    assert short == shown(cited) or (short.endswith(" …") and shown(cited).startswith(short.removesuffix(" …")))


def test_a_line_is_straight_where_nothing_is_in_the_way() -> None:
    page = page_of({"a": (40, 60), "b": (160, 90)}, [edge("l", "actor:a", "actor:b")])
    assert len(page.connectors[0].path) == 2


@pytest.mark.parametrize("between", [[(100, 60)], [(80, 60), (120, 60)], [(100, 56), (100, 64)]])
def test_a_line_goes_around_what_is_between(between: list[Point]) -> None:
    places = {"a": (40.0, 60.0), "b": (160.0, 60.0), **{f"x{n}": at for n, at in enumerate(between)}}
    page = page_of(places, [edge("l", "actor:a", "actor:b")])
    assert len(page.connectors[0].path) == 4
    assert passed(page.connectors[0], nodes_of(page)) == []


def nodes_of(page: Page) -> dict[str, Figure]:
    return {figure.id: figure for figure in page.figures if figure.id.startswith("actor:")}


def test_lines_from_one_card_to_many_around_it_pass_no_other() -> None:
    around = {f"n{n}": (120 + 70 * math.cos(n), 108 + 60 * math.sin(n)) for n in range(6)}
    inner = {f"i{n}": (120 + 32 * math.cos(n), 108 + 30 * math.sin(n)) for n in range(6)}
    joined = [edge(key, "actor:c", f"actor:{key}") for key in around]
    page = page_of({"c": (120.0, 108.0), **around, **inner}, joined, "It")
    assert [passed(line, nodes_of(page)) for line in page.connectors] == [[]] * 6


def test_few_lines_of_a_crowded_star_pass_another_card() -> None:
    made = [node(f"actor:{n}", "A name of some length " + "and more " * (n % 3)) for n in range(60)]
    page = drawn(scene(made, [edge(f"{n}", "actor:0", f"actor:{n}") for n in range(1, 60)])).pages[0]
    straight = [replace(line, path=(line.path[0], line.path[-1])) for line in page.connectors]
    assert sum(len(passed(line, nodes_of(page))) for line in straight) > 40
    assert sum(len(passed(line, nodes_of(page))) for line in page.connectors) <= 4


def test_a_line_takes_the_gap_in_a_wall() -> None:
    wall = {f"w{n}": (100.0, 29.0 + 8.5 * n) for n in range(19)}
    page = page_of({"a": (40.0, 105.5), "b": (160.0, 105.5), **wall}, [edge("l", "actor:a", "actor:b")], "It")
    assert passed(page.connectors[0], nodes_of(page)) == []


def test_lines_and_labels_stay_where_the_diagram_is() -> None:
    body, many = Paper("A4").body, tuple(map(source, range(1, 20, 2)))
    downwards = [edge(kind, "actor:a", "actor:b", kind, proofs=many) for kind in "xyz"]
    places = {"a": (17.5, 100), "b": (17.5, 180), "c": (40, 28), "between": (90, 30), "below": (90, 38), "d": (150, 28)}
    page = page_of(dict(places), [*downwards, edge("across", "actor:c", "actor:d")])
    points = [point_at(line.path, step / 20) for line in page.connectors for step in range(21)]
    assert len(labels(page)) == 4
    for left, top, right, bottom in [*map(box, labels(page).values()), *((x, y, x, y) for x, y in points)]:
        assert body.x <= left
        assert body.y <= top
        assert right <= body.right
        assert bottom <= body.bottom


def test_several_lines_between_the_same_two_are_apart() -> None:
    joined = [edge(kind, "actor:a", "actor:b", kind) for kind in "xyz"]
    page = page_of({"a": (60, 60), "b": (160, 70)}, [*joined, edge("back", "actor:b", "actor:a", "x")])
    middles = [point_at(line.path, 0.5) for line in page.connectors]
    apart = [math.dist(one, two) for place, one in enumerate(middles) for two in middles[:place]]
    assert min(apart) > 4
    assert page.connectors[3].path[0] == pytest.approx(meeting(nodes_of(page)["actor:b"], page.connectors[3].path[1]))


def test_a_line_to_itself_is_a_loop_outside_of_its_card() -> None:
    page = page_of({"a": (120, 100)}, [edge("one", "actor:a", "actor:a"), edge("two", "actor:a", "actor:a", "other")])
    card = nodes_of(page)["actor:a"]
    for line in page.connectors:
        inside = [point_at(line.path, step / 20) for step in range(1, 20)]
        assert not any(
            abs(x - card.x) < card.width / 2 - 1 and abs(y - card.y) < card.height / 2 - 1 for x, y in inside
        )
        assert max(math.dist(point, (card.x, card.y)) for point in inside) < card.width / 2 + card.height / 2 + 10
    assert page.connectors[0].path != page.connectors[1].path
    assert all(line.label for line in page.connectors)


def test_cards_that_touch_or_lie_on_each_other_can_be_joined() -> None:
    for places in ({"a": (60, 60), "b": (60, 60)}, {"a": (60, 60), "b": (61, 60)}, {"a": (60, 60), "b": (60, 67)}):
        page = page_of(dict(places), [edge("l", "actor:a", "actor:b"), edge("m", "actor:b", "actor:a")])
        assert all(math.isfinite(value) for line in page.connectors for point in line.path for value in point)


def test_a_label_is_shortened_or_left_out_rather_than_put_on_a_card() -> None:
    wall = {f"w{x}{y}": (60 + 13.0 * x, 60 + 7.0 * y) for x in range(9) for y in range(15)}
    many = tuple(map(source, range(1, 20, 2)))
    joined = [edge(f"{n}", "actor:w47", f"actor:w{n % 9}{n}", proofs=many) for n in range(15)]
    page = page_of(wall, joined, "It")
    cards, found = nodes(page), labels(page)
    assert not any(clash(box(label), box(card)) for label in found.values() for card in cards.values())
    shortened = [line for line in page.connectors if not line.label or text(line.label) != line.title]
    assert shortened


@pytest.mark.parametrize("across", [23.0, 24.0, 25.0, 26.0, 30.0])
def test_arrow_heads_are_not_under_labels(across: float) -> None:
    many = tuple(map(source, range(1, 20)))
    joined = [edge("l", "actor:a", "actor:b", proofs=many, fresh=True, certain=False)]
    page = page_of({"a": (60, 60), "b": (60 + across, 60)}, joined)
    (head,), (label,) = [strokes(line).head for line in page.connectors], labels(page).values()
    xs, ys = zip(*head, strict=True)
    assert not clash((min(xs), min(ys), max(xs), max(ys)), box(label))


def test_types_do_not_change_where_lines_are() -> None:
    made: list[Node] = [node("actor:a"), node("actor:b", shape="star")]
    at = {"actor:a": (60.0, 60.0), "actor:b": (120.0, 80.0)}
    one = document(scene(made, [edge("l", "actor:a", "actor:b")]), cards(made), at, Paper("A4"))
    again = document(scene(made[::-1], [edge("l", "actor:a", "actor:b")]), cards(made[::-1]), at, Paper("A4"))
    assert one.pages[0].connectors == again.pages[0].connectors
