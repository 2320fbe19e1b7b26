"""The legend says what is in the picture and nothing else, and is set as large as there is room."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings

from mekgraph.diagram.page import Area
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.sheet.colors import contrast, darkened
from mekgraph.diagram.sheet.legend import entries
from mekgraph.diagram.sheet.marks import signs
from mekgraph.diagram.sheet.paper import SIZES, Paper
from mekgraph.diagram.sheet.setting import Setting, setting
from mekgraph.messages import LANGUAGES

from ..scenes import SHAPES
from .checking import box, boxes, clashes
from .invented import edge, node, scene, scenes, texts

LETTERS = {f"kind:k{number}": chr(65 + number) for number in range(26)}


def keys(shown: Scene) -> set[str]:
    return {entry.key for entry in entries(shown, LETTERS) if not entry.heading}


def ruled(made: Setting) -> list[tuple[float, float, float, float]]:
    """The boxes of everything in a legend."""
    samples = [(line.path[0][0], line.path[0][1] - 0.3, line.path[1][0], line.path[1][1] + 0.3) for line in made.lines]
    return [*samples, *map(box, made.figures), *(found for words in made.words for found in boxes(words))]


def assert_set(shown: Scene, region: Area) -> Setting:
    """The legend is in its region, and nothing in it covers anything else."""
    made = setting(entries(shown, LETTERS), region)
    assert made is not None
    assert clashes(ruled(made)) == []
    for left, top, right, bottom in ruled(made):
        assert region.x - 0.1 <= left
        assert right <= region.right + 0.1
        assert region.y - 1 <= top
        assert bottom <= region.bottom + 0.5
    return made


@settings(max_examples=50)
@given(scenes())
def test_entries_are_exactly_what_is_there(shown: Scene) -> None:
    edges, nodes = shown.edges, shown.nodes
    pairs = {(edge.ended, edge.implied) for edge in edges}
    marks = {
        "ended": (True, False) in pairs,
        "implied": (False, True) in pairs,
        "both": (True, True) in pairs,
        "disputed": any(edge.disputed for edge in edges),
        "sign ?": any(not edge.certain for edge in edges),
        "sign +": any(edge.fresh and not edge.over for edge in edges),
        "sign −": any(edge.over for edge in edges),
        "fresh": any(node.fresh for node in nodes),
        "emphasis": any(node.emphasis for node in nodes),
        "members": any(len(node.members) > 1 for node in nodes),
        "numbers": any(edge.proofs for edge in edges),
    }
    wanted = (
        {node.type for node in nodes} | {edge.kind for edge in edges} | {key for key, there in marks.items() if there}
    )
    assert {key for key in keys(shown) if not key.startswith("size ")} == wanted


def test_sizes_are_explained_where_there_is_a_measure() -> None:
    made = [node("actor:a", value=8.0), node("actor:b", value=2.0)]
    assert {"size 2", "size 8"} <= keys(scene(made, [], measure="Degree"))
    assert {"size 0.1", "size 0.4"} <= keys(scene([node("actor:a", value=0.4)], [], measure="Share"))
    assert not any(key.startswith("size") for key in keys(scene(made, [])))


def test_dates_of_changes_are_said() -> None:
    made = [node("actor:a", fresh=True), node("actor:b")]
    joined = [
        edge("l", "actor:a", "actor:b", fresh=True),
        edge("m", "actor:a", "actor:b", fresh=True, ended=True, over=True),
    ]
    for language in LANGUAGES:
        said = {entry.key: entry.text for entry in entries(scene(made, joined, language), LETTERS)}
        assert all("2024-01-01" in said[key] for key in ("sign +", "sign −", "fresh"))


@pytest.mark.parametrize("page", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_fifteen_kinds_and_twelve_types_have_room(language: str, page: str) -> None:
    kinds = {
        "en": "being a party to an agreement",
        "ru": "участие в качестве стороны",
        "uz": "birgalikda tashkil etish",
    }
    made = [node(f"actor:{n}", kind=f"Non-governmental organization {n}", shape=SHAPES[n]) for n in range(10)]
    made += [
        node("actor:10", kind="Other", emphasis=True, fresh=True),
        node("actor:11", kind="More", members=("a", "b")),
    ]
    joined = [
        edge(
            f"{n}", "actor:0", "actor:1", f"k{n}", kind_label=f"{kinds[language]} {n}", ended=n % 2 > 0, disputed=n == 3
        )
        for n in range(15)
    ]
    found = assert_set(scene(made, joined, language), Paper(page).legend)
    assert len(found.lines) == 15 + 2
    assert min(words.size for words in found.words) >= 6


@settings(max_examples=40)
@given(scenes())
def test_legends_of_any_scene_are_set_soundly(shown: Scene) -> None:
    assert_set(shown, Paper("A4").legend)
    assert_set(shown, Paper("A4-portrait").legend)


def test_small_rooms_get_smaller_type_and_then_none() -> None:
    made = [node(f"actor:{n}", kind=f"A type of things number {n}") for n in range(10)]
    shown = scene(made, [])
    sizes = []
    for height in (160, 60, 50, 30, 20):
        found = setting(entries(shown, {}), Area(0, 0, 50, height))
        sizes.append(max(words.size for words in found.words) if found else 0.0)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[2] > sizes[-1] == 0


def test_marks_of_types_are_told_apart_without_colour() -> None:
    made = [node(f"actor:{n}", kind=f"T{n}", shape=SHAPES[n % 3]) for n in range(40)]
    shown = scene(made, [])
    found = setting(entries(shown, {}), Area(0, 0, 150, 250))
    assert found is not None
    seen = [(figure.form, figure.words.lines if figure.words else ()) for figure in found.figures]
    assert all(one != two for one, two in combinations(seen, 2))


def test_another_node_of_a_known_type_changes_no_sign() -> None:
    made = [node("actor:a", kind="B"), node("actor:b", kind="A"), node("actor:c", kind="C", shape="star")]
    assert signs(made) == {"mek:A": "", "mek:B": "•", "mek:C": ""} == signs([*made[::-1], node("actor:d", kind="B")])


@pytest.mark.parametrize("color", ["#BBBBBB", "#FFFFFF", "#DDCC77", "#33BBEE", "#CC3311", "#000000"])
def test_lines_contrast_with_the_paper(color: str) -> None:
    shade = darkened(color)
    assert contrast(shade, "#FFFFFF") >= 3
    assert shade == color or contrast(color, "#FFFFFF") < 3


def test_signs_contrast_with_their_marks() -> None:
    for color in ("#BBBBBB", "#CC3311", "#0077BB", "#117733", "#FFFFFF", "#EE7733"):
        made = [replace(node(f"actor:{n}", kind=f"T{n}"), color=color) for n in range(3)]
        for entry in entries(scene(made, []), {}):
            if entry.figure and entry.figure.words:
                assert contrast(entry.figure.words.color, entry.figure.look.fill) >= 4.5


def test_all_languages_have_the_words_of_legends() -> None:
    wanted = {"new", "new_note", "over_note", "possible", "possible_note", "fresh_note", "members_note", "numbers_note"}
    assert all(wanted <= set(texts(language)) for language in LANGUAGES)
