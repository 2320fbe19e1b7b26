"""PNG: as many pixels as the paper needs, ink where figures and texts are and nowhere else, our font only."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from mekgraph.diagram.formats.png import MOST_PIXELS, to_png
from mekgraph.diagram.page import Document, Page, Words

from .invented import FILL, document, place

DPI = 100
WHITE = (255, 255, 255)


def pixels(document: Document, page: int = 0, dpi: int = DPI) -> Image.Image:
    return Image.open(io.BytesIO(to_png(document, page, dpi)))


@pytest.fixture(scope="module")
def image() -> Image.Image:
    return pixels(document()).convert("RGB")


def at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    found = image.getpixel((int(x / 25.4 * DPI), int(y / 25.4 * DPI)))
    assert isinstance(found, tuple)
    return found


def ink(image: Image.Image, left: float, top: float, right: float, bottom: float) -> bool:
    box = [round(side / 25.4 * DPI) for side in (left, top, right, bottom)]
    return image.convert("L").crop((box[0], box[1], box[2], box[3])).getextrema()[0] < 200


def test_the_picture_is_as_large_as_the_paper_at_the_resolution_it_tells() -> None:
    found = pixels(document(), dpi=300)
    assert found.size == (3508, 2480)
    assert found.info["dpi"] == pytest.approx((300, 300), abs=0.01)
    assert pixels(document(), 1).size == (827, 1169)


def test_there_is_ink_where_figures_are(image: Image.Image) -> None:
    wanted = tuple(int(FILL[start : start + 2], 16) for start in (1, 3, 5))
    assert [at(image, *place(number)) for number in range(10)] == [wanted] * 10


def test_there_is_ink_where_texts_are_and_none_on_the_margins(image: Image.Image) -> None:
    assert ink(image, 10, 10, 50, 16)
    assert ink(image, 262, 187, 280, 194)
    assert not ink(image, 0, 0, 297, 8)
    assert not ink(image, 0, 200, 297, 210)
    assert at(image, 1, 1) == WHITE


@pytest.mark.parametrize("line", ["Ўзбекистон", "oʻ gʻ maʼno", "中文 👩", "\x00\ud800!"])
@pytest.mark.parametrize("bold", [False, True])
def test_every_line_leaves_ink_and_missing_letters_a_sign(line: str, bold: bool) -> None:
    page = Page(50, 20, words=(Words((line,), 5, 10, 12, 5, bold=bold),))
    assert ink(pixels(Document("en", "t", "", (page,))), 5, 5, 40, 12)


def test_letters_are_ours_and_not_of_some_font_of_the_machine() -> None:
    page = Page(60, 20, words=(Words(("中",), 5, 10, 12, 5),))
    asked = replace(page, words=(Words(("?",), 5, 10, 12, 5),))
    first, second = (to_png(Document("en", "t", "", (one,))) for one in (page, asked))
    assert first == second


def test_a_page_as_large_as_a_wall_has_fewer_pixels_to_the_inch() -> None:
    drawn = to_png(Document("en", "Poster", "", (Page(2378, 1682),)))
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.width * image.height <= MOST_PIXELS
        assert image.width / image.height == pytest.approx(2378 / 1682, rel=0.01)
        assert image.info["dpi"][0] < 300
