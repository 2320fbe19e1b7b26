"""SVG: well-formed whatever the labels, real text with its font inside, everything named, links only to the web."""

import base64
import io
import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from mekgraph.diagram.formats.svg import to_svg
from mekgraph.diagram.page import Document, Figure, Look, Page, Words

from .invented import FORMS, HOSTILE, LABELS, document

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@pytest.fixture(scope="module")
def root() -> ET.Element:
    return ET.fromstring(to_svg(document()))


def saying(texts: list[str]) -> Document:
    words = [Words((text,), 10, 10, 9, 3) for text in texts]
    look = Look("#FFFFFF")
    figures = tuple(
        Figure(text, "box", 10, 10, 10, 10, look, said, title=text, description=text, href=text)
        for text, said in zip(texts, words, strict=True)
    )
    return Document("en", texts[0], texts[0], (Page(50, 50, figures=figures, words=tuple(words)),))


def test_the_page_has_its_size_in_millimetres_and_its_language(root: ET.Element) -> None:
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("297mm", "210mm", "0 0 29700 21000")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "uz"


def test_the_picture_says_what_it_is(root: ET.Element) -> None:
    assert [(child.tag, child.text) for child in root[:2]] == [
        (f"{SVG}title", "Invented <title>"),
        (f"{SVG}desc", "What it shows & more"),
    ]


def test_there_is_nothing_in_it_but_plain_shapes_and_text(root: ET.Element) -> None:
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags == {
        "svg", "title", "desc", "style", "g", "a", "rect", "ellipse", "polygon", "path", "text",
    }  # fmt: skip
    assert not [name for element in root.iter() for name in element.attrib if name in ("class", "style", "onclick")]


def test_labels_are_text_in_all_languages(root: ET.Element) -> None:
    drawn = {element.text for element in root.iter(f"{SVG}text")}
    assert set(LABELS.values()) <= drawn
    assert {HOSTILE["markup"], HOSTILE["long"], "abcde f g"} <= drawn


def test_ids_are_valid_and_unique_and_lead_back_to_iris(root: ET.Element) -> None:
    ids = [element.get("id", "") for element in root.iter() if element.get("id")]
    assert max(Counter(ids).values()) == 1
    assert all(ID.fullmatch(name) for name in ids)
    iris = {element.get("id"): element.get("data-iri") for element in root.iter(f"{SVG}g")}
    assert iris["actor-en"] == "https://w3id.org/mekgraph/id/actor/en"
    assert iris["link-l0"] == "https://w3id.org/mekgraph/id/link/l0"
    assert iris["legend-0"] is None


def test_ids_that_would_become_the_same_are_kept_apart() -> None:
    figures = tuple(Figure(name, "box", 5, 5, 2, 2, Look()) for name in ("a:b", "a b", "a-b", "1", "ж"))
    root = ET.fromstring(to_svg(Document("en", "t", "", (Page(10, 10, figures=figures),))))
    assert [g.get("id") for g in root.iter(f"{SVG}g")][1:] == ["a-b", "a-b-2", "a-b-3", "_1", "_-"]


def test_every_figure_and_connector_says_what_it_is(root: ET.Element) -> None:
    groups = {group.get("id"): group for group in root.iter(f"{SVG}g")}
    for name in [f"actor-{key}" for key in (*LABELS, *HOSTILE)] + [f"link-l{number}" for number in range(9)]:
        assert groups[name].findtext(f"{SVG}title")
        assert groups[name].findtext(f"{SVG}desc")
    assert groups["link-l0"].get("data-start") == "https://w3id.org/mekgraph/id/actor/en"
    assert groups["link-l0"].get("data-end") == "https://w3id.org/mekgraph/id/actor/ru"


def test_links_lead_to_the_web_only(root: ET.Element) -> None:
    links = [(link.get("href"), link.get(f"{XLINK}href")) for link in root.iter(f"{SVG}a")]
    assert {"https://example.org/?a=1&b=2", "https://example.org/source"} == {one for one, _ in links}
    assert all(one == other for one, other in links)
    assert "javascript" not in to_svg(document())


def test_no_link_is_inside_another() -> None:
    words = Words(("inner",), 5, 5, 9, 3, href="https://example.org/inner")
    figure = Figure("actor:a", "box", 5, 5, 9, 9, Look(), words, href="https://example.org/outer")
    root = ET.fromstring(to_svg(Document("en", "t", "", (Page(10, 10, figures=(figure,)),))))
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == ["https://example.org/outer"]


def test_what_is_drawn_later_stands_in_front(root: ET.Element) -> None:
    layers = [group.get("id", "").removeprefix("layer-") for group in root.findall(f"{SVG}g")]
    assert layers == ["header", "frames", "connectors", "labels", "figures", "samples", "words"]


def test_dashes_and_widths_are_attributes(root: ET.Element) -> None:
    groups = {group.get("id"): group for group in root.iter(f"{SVG}g")}
    dashes = [groups[f"legend-{number}"].find(f"{SVG}path") for number in range(3)]
    assert [path.get("stroke-dasharray") for path in dashes if path is not None] == [None, "220 130", "50 100"]
    assert len(groups["link-l0"].findall(f"{SVG}path")) == 2
    assert len(groups["link-l1"].findall(f"{SVG}path")) == 1
    assert {path.get("stroke-width") for path in groups["link-l1"].findall(f"{SVG}path")} == {"45"}


def test_the_font_is_inside_with_all_characters_it_has(root: ET.Element) -> None:
    style = root.findtext(f"{SVG}style") or ""
    assert "http" not in style
    rules = re.findall(r"font-weight:(\d+);src:url\(data:font/ttf;base64,([A-Za-z0-9+/=]+)\)", style)
    assert [weight for weight, _ in rules] == ["400", "700"]
    for weight, data in rules:
        font = TTFont(io.BytesIO(base64.b64decode(data)))
        texts = [e.text or "" for e in root.iter(f"{SVG}text") if e.get("font-weight") == weight]
        missing = set(map(ord, "".join(texts))) - font.getBestCmap().keys()
        assert all(chr(code) in "".join(HOSTILE.values()) for code in missing)
        assert len(font.getBestCmap()) < 120
        # What shows where no font has a character.
        assert font["glyf"][".notdef"].numberOfContours > 0


def test_texts_are_as_wide_as_measured_unless_they_need_another_font(root: ET.Element) -> None:
    lengths = {element.text: element.get("textLength") for element in root.iter(f"{SVG}text")}
    assert float(lengths[LABELS["ru"]] or 0) == pytest.approx(3400, rel=0.2)
    assert lengths[next(text for text in lengths if "中" in (text or ""))] is None


def test_pages_are_chosen_by_their_place() -> None:
    second = ET.fromstring(to_svg(document(), 1))
    assert [element.text for element in second.iter(f"{SVG}text")] == ["Manbalar: oʻqish"]
    assert second.findtext(f"{SVG}title") == "Invented <title> (2/2)"
    with pytest.raises(IndexError):
        to_svg(document(), 2)


def test_an_empty_page_is_a_white_one() -> None:
    root = ET.fromstring(to_svg(Document("en", "", "", (Page(10, 10.5),))))
    assert [child.tag for child in root] == [f"{SVG}rect"]
    assert root.get("height") == "10.5mm"


# Each example sets two faces of the font: many texts in few examples.
@settings(max_examples=8)
@given(st.lists(st.text(), min_size=20, max_size=60))
def test_any_label_makes_a_well_formed_picture(texts: list[str]) -> None:
    root = ET.fromstring(to_svg(saying(texts)))
    assert sum(1 for _ in root.iter(f"{SVG}text")) == 2 * len(texts)
    assert not list(root.iter("script"))


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_drawn_in_its_box(form: str) -> None:
    figure = Figure("actor:a", form, 20, 30, 10, 8, Look("#FFFFFF", "#000000"))  # type: ignore[arg-type]
    root = ET.fromstring(to_svg(Document("en", "t", "", (Page(50, 50, figures=(figure,)),))))
    group = next(group for group in root.iter(f"{SVG}g") if group.get("id") == "actor-a")
    [shape] = group
    if shape.tag == f"{SVG}polygon":
        points = [tuple(map(float, point.split(","))) for point in shape.get("points", "").split()]
        assert [f(point[axis] for point in points) for axis in (0, 1) for f in (min, max)] == [1500, 2500, 2600, 3400]
    elif shape.tag == f"{SVG}ellipse":
        assert [shape.get(name) for name in ("cx", "cy", "rx", "ry")] == ["2000", "3000", "500", "400"]
    else:
        assert [shape.get(name) for name in ("x", "y", "width", "height")] == ["1500", "2600", "1000", "800"]
        assert (shape.get("rx") is not None) == (form == "rounded")
