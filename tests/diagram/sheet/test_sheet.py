"""Pages are sound whatever is on them, and say what the scene says: measured with the real font."""

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from mekgraph.diagram.definition.finding import find_diagram
from mekgraph.diagram.definition.reading import read_diagram
from mekgraph.diagram.drawing import draw
from mekgraph.diagram.formats.writing import document_of
from mekgraph.diagram.layouts.model import Mark
from mekgraph.diagram.layouts.room import NoRoomError
from mekgraph.diagram.page import Area, Document
from mekgraph.diagram.scene import Edge, Scene
from mekgraph.diagram.sheet.cards import cards
from mekgraph.diagram.sheet.paper import SIZES, Paper
from mekgraph.diagram.sheet.sheet import document
from mekgraph.diagram.sheet.sources import numbered
from mekgraph.diagram.type.characters import cleaned
from mekgraph.errors import UsageError
from mekgraph.graph.opening import Graph
from mekgraph.messages import LANGUAGES
from mekgraph.resources import Project

from ..scenes import HOSTILE
from .checking import all_words, assert_sound, box, boxes, clash, labels, nodes, text
from .invented import drawn, edge, node, scene, scenes, source

READY = ("council", "working-group-meeting", "un-around-council", "funding", "repatriation", "overview")


def numbers_in(label: str) -> set[int]:
    """The numbers that a label names: ``B 1–3, 7 …`` names 1, 2, 3, 7."""
    runs = re.findall(r"(\d+)(?:–(\d+))?", label)
    return {number for first, last in runs for number in range(int(first), int(last or first) + 1)}


def assert_says(found: Document, shown: Scene) -> None:
    """The page has all nodes and links of the scene, with the numbers of their sources, and no others."""
    page = found.pages[0]
    assert set(nodes(page)) >= {edge.source for edge in shown.edges} | {edge.target for edge in shown.edges}
    numbers, sources = numbered(shown.edges)
    for line in page.connectors:
        mine = {number for edge in shown.edges if alike(edge, line.id, shown) for number in numbers[edge.id]}
        assert (line.start, line.end) == next((e.source, e.target) for e in shown.edges if e.id == line.id)
        if line.label:
            given = numbers_in(text(line.label))
            assert given <= mine
            cut = "…" in text(line.label) or text(line.label) != line.title
            assert cut or given == mine
    later = [words for page in found.pages[1:] for words in page.words]
    assert [words.href for words in later if words.href] == [proof.url for proof in sources if proof.url]
    given_numbers = [words.lines[0] for words in later if words.bold and words.align == "right"]
    assert given_numbers == [str(number) for number in range(1, len(sources) + 1)]


def alike(edge: Edge, name: str, shown: Scene) -> bool:
    """Whether an edge is drawn as the line of this name."""
    first = next(one for one in shown.edges if one.id == name)
    keys = ("kind", "ended", "implied", "disputed", "fresh", "over", "certain", "symmetric")
    ends = [(one.source, one.target) for one in (edge, first)]
    same = len({tuple(sorted(pair)) for pair in ends} if first.symmetric else set(ends)) == 1
    return same and all(getattr(edge, key) == getattr(first, key) for key in keys)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", READY)
def test_ready_diagrams_are_sound_in_all_languages(graph: Graph, project: Project, name: str, language: str) -> None:
    drawing = draw(graph, read_diagram(find_diagram(project, name), graph), language)
    found = document_of(drawing)
    assert_sound(found)
    assert_says(found, drawing.scene)
    page = found.pages[0]
    assert [line.id for line in page.connectors if line.label is None] == []
    assert [line.title for line in page.connectors if line.label and text(line.label) != line.title] == []


@settings(max_examples=60)
@given(scenes())
def test_invented_scenes_are_sound(shown: Scene) -> None:
    try:
        found = drawn(shown)
    except NoRoomError:
        assume(False)
    assert_sound(found)
    assert_says(found, shown)


@pytest.mark.parametrize("page", SIZES)
@pytest.mark.parametrize("layout", ["nested", "rings", "bipartite", "layered", "timeline"])
def test_layouts_and_papers(layout: str, page: str) -> None:
    dates = ["2019", "2021-05", "2024-05-14"]
    made = [
        node(f"actor:{n}", f"Name {n}", date=dates[n % 3], group="actor:0" if n in (1, 2) else "") for n in range(7)
    ]
    joined = [edge(f"{n}", f"actor:{n % 3}", f"actor:{n}") for n in range(3, 7)]
    found = drawn(scene(made, joined), page, layout)
    assert_sound(found)
    assert {figure.id for figure in found.pages[0].figures} >= {one.id for one in made}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_break_nothing(text: str) -> None:
    made = [node("actor:a", text, type_label=text), node("actor:b", text, emphasis=True, members=(text, "b"))]
    one = replace(source(1), title=text, publisher=text, url=text)
    shown = scene(
        made, [edge("l", "actor:a", "actor:b", kind_label=text, verb=text, proofs=(one,))],
        title=text, subtitle=text, notes=(text,) * 5, measure=text,
    )  # fmt: skip
    found = drawn(shown)
    assert_sound(found)
    lines = [line for page in found.pages for words in all_words(page) for line in words.lines]
    assert all(line == cleaned(line) for line in lines)


def test_the_same_scene_gives_the_same_document() -> None:
    made = [node(f"actor:{n}") for n in range(6)]
    shown = scene(made, [edge(f"{n}", f"actor:{n}", f"actor:{(n * 2 + 1) % 6}") for n in range(6)])
    assert drawn(shown) == drawn(shown)


def test_a_title_of_two_lines_is_above_everything_and_whole() -> None:
    title = "Regional Expert Council on Rehabilitation and Reintegration of Returnees, its working groups, and " * 2
    found = drawn(scene([node("actor:a")], [], title=title.strip()), "A4")
    assert_sound(found)
    first, second = found.pages[0].words[:2]
    assert " ".join(first.lines) == title.strip()
    assert len(first.lines) == 2
    assert second.lines == ("sources up to 2024-05-01",)
    assert max(bottom for words in (first, second) for *_, bottom in boxes(words)) < Paper("A4").body.y


def test_pages_are_counted_and_titled() -> None:
    made = [node(f"actor:{n}") for n in range(8)]
    joined = [edge(f"{n}", f"actor:{n % 8}", f"actor:{(n + 3) % 8}", verb=f"verb {n}") for n in range(80)]
    found = drawn(scene(made, joined, title="A title"))
    count = len(found.pages)
    assert count > 3
    for number, page in enumerate(found.pages, 1):
        said = [" ".join(words.lines) for words in page.words]
        assert f"{number}/{count}" in said
        assert "A title" in said


def test_a_document_without_links_has_one_page_and_no_number() -> None:
    found = drawn(scene([node("actor:a")], []))
    assert len(found.pages) == 1
    assert "1/1" not in [line for words in found.pages[0].words for line in words.lines]


def test_a_node_for_several_says_how_many_others() -> None:
    made = [node("actor:a", "Council", members=("Council", "b", "c")), node("actor:b", "W" * 200, members=("x", "y"))]
    found = nodes(drawn(scene(made, [])).pages[0])
    assert text(found["actor:a"]) == "Council +2"
    assert text(found["actor:b"]).endswith("+1")


def test_a_legend_without_room_is_said() -> None:
    made = [node(f"actor:{n}", kind=f"Type{n}") for n in range(150)]
    with pytest.raises(UsageError) as raised:
        document(scene(made, []), cards(made), {one.id: (50.0, 50.0) for one in made}, Paper("A4"))
    assert raised.value.key == "diagram.small_legend"
    assert all("150" in raised.value.text(language) for language in LANGUAGES)


def test_frames_stand_behind_what_they_hold_and_say_their_names() -> None:
    made = [node("actor:a"), node("actor:b")]
    frames = {
        "inner": ("Inner", Area(30, 40, 60, 40)),
        "outer": ("A name far too long for its frame " * 5, Area(20, 30, 100, 60)),
        "actor:a": ("As its card", Area(130, 30, 60, 60)),
    }
    places = {"actor:a": (150.0, 40.0), "actor:b": (60.0, 60.0)}
    page = document(scene(made, []), cards(made), places, Paper("A4"), frames).pages[0]
    outer, head, inner = page.frames
    assert [frame.id for frame in page.frames] == ["outer frame", "actor:a frame", "inner frame"]
    assert inner.look.fill != outer.look.fill == head.look.fill
    assert text(inner) == "Inner"
    assert head.words is None
    assert outer.words
    assert all(box(outer)[2] > right for *_, right, _ in boxes(outer.words))
    assert not any(
        clash(caption, box(card)) for card in nodes(page).values() for caption in boxes(inner.words or outer.words)
    )


def test_marks_of_time_are_lines_behind_everything_with_their_names_below() -> None:
    made, body = [node("actor:a")], Paper("A4").body
    marks = (Mark(40.0, "2023"), Mark(90.0, "2024"))
    page = document(scene(made, []), cards(made), {"actor:a": (60.0, 60.0)}, Paper("A4"), marks=marks).pages[0]
    assert [(frame.x, round(frame.height)) for frame in page.frames] == [(40.0, round(body.height)), (90.0, 168)]
    assert all(frame.width < 0.3 for frame in page.frames)
    years = [words for words in page.words if words.lines[0] in ("2023", "2024")]
    assert len(years) == 2
    assert all(body.bottom - 5 < words.y <= body.bottom for words in years)


def test_labels_of_lines_are_on_or_beside_their_lines() -> None:
    made = [node(f"actor:{n}") for n in range(5)]
    joined = [edge(f"{a}{b}", f"actor:{a}", f"actor:{b}") for a in range(5) for b in range(a)]
    page = drawn(scene(made, joined)).pages[0]
    found = labels(page)
    assert len(found) == len(joined)
    for line in page.connectors:
        xs, ys = zip(*line.path, strict=True)
        label = found[line.id]
        assert min(xs) - label.width - 3 <= label.x <= max(xs) + label.width + 3
        assert min(ys) - label.height - 6 <= label.y <= max(ys) + label.height + 6
