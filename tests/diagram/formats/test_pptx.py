"""Presentations: native shapes, glued lines, text where the page says, and always the same bytes."""

import hashlib
import io
import math
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_AUTO_SHAPE_TYPE as KIND
from pptx.presentation import Presentation as Deck

from mekgraph.diagram.formats.pptx import to_pptx
from mekgraph.diagram.outlines import meeting
from mekgraph.diagram.page import Connector, Document, Figure, Look, Page, Words
from mekgraph.errors import UsageError

SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
MM = 36_000
SITES = {"rect": 4, "roundRect": 4, "diamond": 4, "ellipse": 8, "hexagon": 6, "triangle": 6}
KINDS = {
    "box": KIND.RECTANGLE, "rounded": KIND.ROUNDED_RECTANGLE, "ellipse": KIND.OVAL, "circle": KIND.OVAL,
    "diamond": KIND.DIAMOND, "hexagon": KIND.HEXAGON, "triangle": KIND.ISOSCELES_TRIANGLE,
    "triangle-down": KIND.FLOWCHART_MERGE, "star": KIND.STAR_5_POINT, "square": KIND.RECTANGLE,
}  # fmt: skip
PAPER = Look("#FFFFFF", "#555555", 0.25)
BLUE = Look("", "#0B5FA5", 0.45)
TITLES = {
    "en": ("The council", "en-GB"),
    "ru": ("Совет и его структура", "ru-RU"),
    "uz": ("Kengash: Oʻzbekiston, maʼlumot", "uz-Latn-UZ"),
}


def card(name: str, x: float, y: float, form: str = "rounded", **more: object) -> Figure:
    mark = Figure("type", "hexagon", x - 12, y, 3.4, 3.4, Look("#F0A000", "#1A1A1A", 0.25))
    words = Words((name, "second line"), x - 9, y - 0.7, 7.5, 3.1)
    known = {"words": words, "mark": mark, "title": name, "description": f"about {name}", **more}
    return Figure(f"actor:{name}", form, x, y, 30.0, 9.0, PAPER, **known)  # type: ignore[arg-type]


def line(start: Figure, end: Figure, bend: float = 0, **more: object) -> Connector:
    ends = meeting(start, (end.x, end.y)), meeting(end, (start.x, start.y))
    dx, dy = ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]
    one, two = ((ends[0][0] + dx * part, ends[0][1] + dy * part + bend) for part in (1 / 3, 2 / 3))
    path = (ends[0], one, two, ends[1]) if bend else ends
    return Connector(f"{start.id} {end.id}", start.id, end.id, path, more.pop("look", BLUE), **more)  # type: ignore[arg-type]


def document(
    *figures: Figure, connectors: tuple[Connector, ...] = (), language: str = "en", **more: object
) -> Document:
    title = TITLES[language][0]
    words = (Words((title,), 10, 16, 16, 6.4, bold=True), Words(("as of 2024-07-26",), 10, 22, 9, 3.4))
    page = Page(297, 210, figures=figures, connectors=connectors, words=words, **more)  # type: ignore[arg-type]
    return Document(language, title, f"{title}.", (page,))


def council(language: str = "en") -> Document:
    a, b, c = card("Council", 60, 60), card("Counter-Terrorism", 200, 70), card("UNRCCA", 60, 140)
    label = Figure("label", "rounded", 60, 100, 6, 2.4, Look("#FFFFFF"), Words(("A 1–3",), 60, 100.7, 6, 2.5, "middle"))
    lines = (
        line(a, b, bend=8),
        line(b, a, look=replace(BLUE, dash=(2.2, 1.3))),
        line(a, c, label=label, title="hosted", description="hosted since 2024"),
        line(c, b, look=replace(BLUE, double=True)),
    )
    made = document(a, b, c, connectors=lines, language=language, notes="1 Source\n2 Источник")
    frame = Figure("frame", "rounded", 60, 100, 60, 110, Look("#F4F4F0", "#9A9A9A", 0.25))
    sample = Connector("sample", "", "", ((240, 50), (255, 50)), BLUE)
    return replace(made, pages=(replace(made.pages[0], frames=(frame,), lines=(sample,)),))


def opened(made: Document) -> Deck:
    return Presentation(io.BytesIO(to_pptx(made)))


def tree(made: Document) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(to_pptx(made))) as parts:
        return etree.fromstring(parts.read("ppt/slides/slide1.xml"))


def found(root: etree._Element, path: str) -> list[etree._Element]:
    return list(root.iterfind(path, SPACES))


def place(shape: etree._Element) -> tuple[float, float, float, float]:
    offset, size = found(shape, "p:spPr/a:xfrm/a:off")[0], found(shape, "p:spPr/a:xfrm/a:ext")[0]
    return tuple(int(part.get(name)) / MM for part, name in ((offset, "x"), (offset, "y"), (size, "cx"), (size, "cy")))  # type: ignore[return-value]


def ends(connector: etree._Element) -> tuple[tuple[float, float], tuple[float, float]]:
    x, y, width, height = place(connector)
    turn = found(connector, "p:spPr/a:xfrm")[0]
    xs, ys = (x, x + width)[:: -1 if turn.get("flipH") else 1], (y, y + height)[:: -1 if turn.get("flipV") else 1]
    return (xs[0], ys[0]), (xs[1], ys[1])


def glued(root: etree._Element) -> Iterator[tuple[etree._Element, str, etree._Element, int]]:
    shapes = {found(shape, "p:nvSpPr/p:cNvPr")[0].get("id"): shape for shape in found(root, ".//p:sp")}
    for connector in found(root, ".//p:cxnSp"):
        for end in ("stCxn", "endCxn"):
            for tie in found(connector, f"p:nvCxnSpPr/p:cNvCxnSpPr/a:{end}"):
                yield connector, end, shapes[tie.get("id")], int(tie.get("idx"))


@pytest.mark.parametrize("form", KINDS)
def test_forms_are_native_shapes_with_native_text(form: str) -> None:
    shape = opened(document(card("Council", 60, 60, form, mark=None))).slides[0].shapes[-1]
    assert shape.auto_shape_type == KINDS[form]
    assert shape.text_frame.text == "Council\vsecond line"
    assert (shape.left, shape.top, shape.width, shape.height) == (45 * MM, 55.5 * MM, 30 * MM, 9 * MM)


def test_text_is_set_in_a_font_of_office_machines_without_wrapping_or_room_around_it() -> None:
    shape = opened(document(card("Council", 60, 60, "box", mark=None))).slides[0].shapes[-1]
    frame, run = shape.text_frame, shape.text_frame.paragraphs[0].runs[0]
    assert (frame.word_wrap, frame.margin_right, frame.margin_left) == (False, 0, 6 * MM)
    assert (run.font.name, run.font.size.pt, frame.paragraphs[0].line_spacing.pt) == ("Arial", 6.7, 8.79)


def test_slides_are_of_the_size_of_the_page() -> None:
    deck = opened(council())
    assert (deck.slide_width, deck.slide_height) == (297 * MM, 210 * MM)


def test_every_end_of_a_line_is_glued_to_a_site_that_is_there() -> None:
    root = tree(council())
    ties = list(glued(root))
    pieces = [part for part in found(root, ".//p:cxnSp") if found(part, ".//a:stCxn")]
    assert len(ties) == 2 * len(pieces) > 8
    assert all(site < SITES[found(shape, "p:spPr/a:prstGeom")[0].get("prst")] for *_, shape, site in ties)


def test_lines_end_where_they_are_glued() -> None:
    for connector, end, shape, site in glued(tree(council())):
        x, y, width, height = place(shape)
        shares = ((0.5, 0), (0, 0.5), (0.5, 1), (1, 0.5))[site]
        point = ends(connector)[0 if end == "stCxn" else 1]
        assert math.dist(point, (x + width * shares[0], y + height * shares[1])) < 0.2


def test_what_a_line_is_glued_to_moves_with_its_figure() -> None:
    root = tree(council())
    for name in ("Council", "Counter-Terrorism", "UNRCCA"):
        group = next(g for g in found(root, ".//p:grpSp") if found(g, "p:nvGrpSpPr/p:cNvPr")[0].get("name") == name)
        inside = {found(shape, "p:nvSpPr/p:cNvPr")[0].get("id") for shape in found(group, "p:sp")}
        assert {found(shape, "p:nvSpPr/p:cNvPr")[0].get("id") for *_, shape, _ in glued(root)} & inside


def test_a_line_that_ends_at_a_site_of_the_shape_is_glued_to_the_shape_itself() -> None:
    a, b = card("A", 60, 60, mark=None), card("B", 60, 140, mark=None)
    ties = [
        (found(shape, "p:nvSpPr/p:cNvPr")[0].get("name"), site)
        for *_, shape, site in glued(tree(document(a, b, connectors=(line(a, b),))))
    ]
    assert ties == [("A", 2), ("B", 0)]


def test_lines_can_go_to_frames_and_to_nothing() -> None:
    a, frame = card("A", 60, 60), card("Frame", 160, 60)
    made = document(a, connectors=(line(a, frame), line(a, card("Lost", 60, 140))))
    made = replace(made, pages=(replace(made.pages[0], frames=(frame,)),))
    assert [end for _, end, *_ in glued(tree(made))] == ["stCxn", "endCxn", "stCxn"]


def test_no_two_shapes_have_the_same_number_even_if_figures_have() -> None:
    a = card("A", 60, 60)
    root = tree(document(a, card("A", 60, 140), connectors=(line(a, a),)))
    numbers = [part.get("id") for part in root.iter(f"{{{SPACES['p']}}}cNvPr")]
    assert len(numbers) == len(set(numbers))


def test_curves_are_pieces_glued_to_each_other_near_the_curve_with_one_arrow() -> None:
    a, b = card("A", 60, 60), card("B", 200, 70)
    pieces = found(tree(document(a, b, connectors=(line(a, b, bend=8),))), ".//p:cxnSp")
    assert [len(found(piece, ".//a:tailEnd")) for piece in pieces] == [0] * (len(pieces) - 1) + [1]
    assert all(math.dist(ends(one)[1], ends(two)[0]) < 0.01 for one, two in pairwise(pieces))
    assert 2 <= len(pieces) <= 5


def test_dashes_doubles_and_colours_of_lines() -> None:
    a, b = card("A", 60, 60), card("B", 60, 140)
    look = Look("", "#AA0000", 0.5, (2.0, 1.0), double=True)
    broad, gap = (
        found(part, "p:spPr/a:ln")[0]
        for part in found(tree(document(a, b, connectors=(line(a, b, look=look),))), ".//p:cxnSp")
    )
    assert (broad.get("cmpd"), found(broad, "a:solidFill/a:srgbClr")[0].get("val")) == ("dbl", "AA0000")
    width, stop = int(broad.get("w")), found(broad, "a:custDash/a:ds")[0]
    assert [round(int(stop.get(name)) / 100_000 * width / MM, 2) for name in ("d", "sp")] == [2.0, 1.0]
    assert 0.3 < int(gap.get("w")) / width < 0.5


def test_frames_are_behind_lines_and_lines_behind_figures() -> None:
    order = [part.tag.rpartition("}")[2] for part in found(tree(council()), "p:cSld/p:spTree")[0]]
    assert order.index("cxnSp") < order.index("grpSp")
    assert order[2:5] == ["sp", "sp", "sp"]  # both lines of the header, and the frame


def test_shapes_say_what_they_are_to_those_who_cannot_see_them() -> None:
    said = {part.get("title"): part.get("descr") for part in tree(council()).iter(f"{{{SPACES['p']}}}cNvPr")}
    assert said["Council"] == "about Council"
    assert said["hosted"] == "hosted since 2024"
    assert said["Counter-Terrorism → Council"] == "Counter-Terrorism → Council"


def test_what_is_only_for_the_eye_is_marked_as_decoration() -> None:
    root = tree(council())
    unsaid = [
        part for part in root.iter(f"{{{SPACES['p']}}}cNvPr") if part.get("name") in ("anchor", "bend", "mark", "gap")
    ]
    assert unsaid
    assert all("decorative" in etree.tostring(part).decode() for part in unsaid)


@pytest.mark.parametrize("language", TITLES)
def test_languages_title_and_notes(language: str) -> None:
    deck = opened(council(language))
    title, tag = TITLES[language]
    assert (deck.core_properties.title, deck.core_properties.language) == (title, tag)
    slide = deck.slides[0]
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == title
    assert slide.notes_slide.notes_text_frame.text == "1 Source\n2 Источник"  # type: ignore[union-attr]
    for element in (slide._element, slide.notes_slide._element):
        assert {part.get("lang") for part in element.iter(f"{{{SPACES['a']}}}rPr")} == {tag}


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://www.un.org/a?b=1", ["https://www.un.org/a?b=1"]),
        ("http://example.org/Ош", ["http://example.org/%D0%9E%D1%88"]),
        ("javascript:alert(1)", []),
        ("file:///etc/passwd", []),
        ("https://[", []),
    ],
)
def test_links_lead_to_the_web_only(href: str, target: list[str]) -> None:
    made = document(card("A", 60, 60, href=href))
    made = replace(made, pages=(replace(made.pages[0], words=(Words(("source",), 9, 200, 7, 3, href=href),)),))
    slide = opened(made).slides[0]
    assert [rel.target_ref for rel in slide.part.rels.values() if rel.is_external] == target
    assert len(list(slide._element.iter(f"{{{SPACES['a']}}}hlinkClick"))) == 2 * len(target)


HOSTILE = [
    "\x00\x0b\ud800\uffff",
    "<script>alert(1)</script>&amp;",
    "я" * 200,
    "سلام عليكم",
    "👩‍👩‍👧 🇺🇿",
    "\u202egnp.exe",
    '" onload="x',
    "]]>",
]


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_are_text(label: str) -> None:
    made = document(card(label, 60, 60, title=label, description=label), card("B", 60, 140), notes=label)
    made = replace(made, title=label, description=label)
    text = opened(made).slides[0].shapes[-2].shapes[0].text_frame.text
    kept = "".join(char for char in label if char not in "\x00\x0b\ud800\uffff\u202e")
    assert text == f"{kept}\vsecond line"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40), st.floats(-300, 300), st.floats(0.1, 300))
def test_any_label_anywhere_opens_again(label: str, x: float, width: float) -> None:
    figure = replace(card(label, x, 50, href=label), width=width)
    deck = opened(document(figure, card("B", 20, 90), connectors=(line(figure, card("B", 20, 90), bend=x),)))
    assert len(deck.slides) == 1


def test_text_from_right_to_left_runs_so() -> None:
    root = tree(document(card("سلام", 60, 60), card("B", 60, 140)))
    assert [part.get("rtl") for part in root.iter(f"{{{SPACES['a']}}}pPr")][-2:] == ["1", "0"]


def test_a_document_without_pages_or_words_can_be_written() -> None:
    assert len(opened(Document("en", "", "", ())).slides) == 0
    assert opened(Document("de", "", "", (Page(100, 100),))).slides[0].shapes.title is None


def test_nothing_in_the_file_tells_when_it_was_written_or_by_whom() -> None:
    with zipfile.ZipFile(io.BytesIO(to_pptx(council()))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
        assert not [name for name in parts.namelist() if "thumbnail" in name or "printer" in name]
    assert "1980-01-01" in core
    assert "Canny" not in core


def test_the_same_document_gives_the_same_bytes_in_every_process() -> None:
    code = "import hashlib; from tests.diagram.formats.test_pptx import *; print(hashlib.sha256(to_pptx(council('uz'))).hexdigest())"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        for seed in ("1", "2")
    ]
    expected = hashlib.sha256(to_pptx(council("uz"))).hexdigest()
    assert [run.stdout.decode().strip() for run in runs] == [expected, expected]


def test_a_page_larger_than_slides_can_be_is_told() -> None:
    with pytest.raises(UsageError) as caught:
        to_pptx(Document("en", "Poster", "", (Page(1682, 1189),)))
    assert caught.value.values == {"width": 1682, "limit": 1422}
