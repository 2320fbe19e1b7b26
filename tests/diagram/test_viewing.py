"""The viewer as people use it, in a real Chromium: search, filters, dates, table, saved pictures, keyboard, access."""

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops, ImageStat

from mekgraph import messages
from mekgraph.diagram.arranging import Arrangement
from mekgraph.diagram.canvas import PIXELS
from mekgraph.diagram.html import html_page
from mekgraph.diagram.layouts.model import Mark, Placed
from mekgraph.diagram.page import Area
from mekgraph.diagram.scene import Edge, Group, LegendEntry, Node, Proof, Scene
from mekgraph.diagram.sheet.cards import cards
from mekgraph.diagram.sheet.paper import Paper

from .browsing import chromium, opened

pytestmark = pytest.mark.browser
STRANGE = "<b>Ҳаёт</b> \u0001 👩‍⚖️ \u202eabc"
TYPES = {"UNBody": ("hexagon", "#33BBEE"), "State": ("square", "#EE7733"), "Event": ("dot", "#FFFFFF")}


def node(id_: str, label: str, type_: str, x: float, y: float, **more: Any) -> Node:
    shape, color = TYPES[type_]
    return Node(id_, label, type_, type_, shape, color, (label,), (), x=x, y=y, **more)


def edge(id_: str, ends: tuple[str, str], kind: str, source: str, **more: Any) -> Edge:
    firmness = more.pop("firmness", "stated")
    title = f"Title of {source}"
    proof = Proof(
        source, title, f"Publisher {source[-1]}", "2024-05", "https://example.org/", "1", "", firmness=firmness
    )
    return Edge(f"link:{id_}", *ends, kind, kind, f"{kind} verb", "#0077BB", "solid", proofs=(proof,), **more)


@pytest.fixture(scope="module")
def scene() -> Scene:
    """A UN body with two parts, two states and a meeting; links with exact, vague and unknown dates."""
    unodc = node("actor:unodc", "UNODC", "UNBody", 0, 0, emphasis=True, value=4.0, members=("ROCA", "Vienna"))
    nodes = (
        Node(**{**vars(unodc), "names": ("UNODC", "УНП ООН", "BMT Giyohvandlik", "Юнодк"), "group": "actor:un"}),
        node("actor:un", "United Nations", "UNBody", 0, -42, value=1.0, fresh=True),
        node("actor:uz", "Oʻzbekiston", "State", 85, -21, value=2.0, group="group:states"),
        node("actor:odd", STRANGE, "State", 85, 16, value=0.0, group="group:states"),
        node("event:m", "Meeting", "Event", -85, 16, value=0.5, date="2023-06-02"),
    )
    edges = (
        edge("part", ("actor:unodc", "actor:un"), "partOf", "source:a", fresh=True),
        edge("fund", ("actor:uz", "actor:unodc"), "funds", "source:b", start="2021", end="2023-03", ended=True),
        edge("meet", ("actor:unodc", "event:m"), "organized", "source:a", start="2023-06-02", end="2023-06-02"),
        edge("odd", ("actor:odd", "actor:unodc"), "funds", "source:c", start="2022-05-04", disputed=True),
        edge("said", ("actor:uz", "event:m"), "organized", "source:c", start="2023-06-02", implied=True, firmness="implied"),
    )  # fmt: skip
    types = tuple(LegendEntry(key, key, color, shape, 2) for key, (shape, color) in TYPES.items())
    kinds = tuple(LegendEntry(key, key, "#0077BB", "solid", 2) for key in ("partOf", "funds", "organized"))
    texts = {k.removeprefix("viewer."): v for k, v in messages.catalogue("en").items() if k.startswith("viewer.")}
    return Scene(
        "en", "A <small> scene", "as of 2024", nodes, edges, types, kinds, ("A note",), texts,
        (Group("group:states", "States"),), measure="Partners", since="2023",
    )  # fmt: skip


def arranged(scene: Scene, apart: float = 1.0, page: str = "A4") -> Arrangement:
    """The nodes where they say, farther apart if wished; a frame around the states, one around the UN, and a year."""
    middles = {node.id: (120 + node.x * apart, 90 + node.y * apart) for node in scene.nodes}
    frames = {"group:states": Area(185, 60, 45, 60), "actor:un": Area(95, 35, 50, 65)}
    return Arrangement(Paper(page), cards(scene.nodes), Placed(middles, frames, (Mark(60.0, "2023"),)))


@pytest.fixture(scope="module")
def file(scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("viewer") / "page.html"
    made.write_text(html_page(scene, arranged(scene)), "utf-8")
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Any, file: Path) -> Iterator[Any]:
    with opened(browser, file) as found:
        yield found


def shown(page: Any) -> tuple[int, int]:
    """How many things and links the page says it shows, which is what table and list show too."""
    counts = page.evaluate(
        "[document.documentElement.dataset.nodes, document.documentElement.dataset.edges].map(Number)"
    )
    assert page.locator("#links tbody tr:not([hidden])").count() == counts[1]
    return tuple(counts)


def at_date(page: Any, date: str) -> None:
    steps = page.evaluate("periods.steps(['2021', '2023-06-02'])")
    page.locator("#date").fill(str(steps.index(date)))


@pytest.mark.parametrize(
    ("typed", "found"),
    [("юнодк", "UNODC"), ("UNODC", "UNODC"), ("bmt", "UNODC"), ("унп оон", "UNODC"), ("o'zbek", "Oʻzbekiston"),
     ("Ўзбекистон", "Oʻzbekiston"), ("O`ZBEKISTON", "Oʻzbekiston"), ("roca", "UNODC"), ("ҳает", STRANGE)],
)  # fmt: skip
def test_search_in_any_script(page: Any, typed: str, found: str) -> None:
    page.fill("#search", typed)
    assert page.locator("#nodes li bdi").all_text_contents() == [found]
    assert page.inner_text("#found") == "Found: 1"
    page.press("#search", "Enter")
    assert page.locator("#details h2").first.text_content() == found


def test_nothing_found_is_said(page: Any) -> None:
    page.fill("#search", "nowhere")
    assert page.inner_text("#found") == "Nothing found"


@pytest.mark.parametrize(
    ("group", "value", "left", "reason"),
    [("types", "Event", (4, 3), "hidden_types"), ("kinds", "funds", (4, 3), "hidden_kinds"),
     ("firmness", "implied", (5, 4), "hidden_firmness"), ("sources", "source:c", (4, 3), "hidden_sources")],
)  # fmt: skip
def test_filters_act_on_picture_list_and_table(
    page: Any, group: str, value: str, left: tuple[int, int], reason: str
) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert shown(page) == (5, 5)
    assert "Nothing is hidden" in page.inner_text("#status")
    page.locator(f'[data-group="{group}"] input[value="{value}"]').uncheck()
    assert shown(page) == left
    assert page.locator("#nodes li").count() == left[0]
    assert messages.text(f"viewer.{reason}", "en", count=1) in page.inner_text("#status")
    page.click("#show-all")
    assert shown(page) == (5, 5)


def test_all_and_none(page: Any) -> None:
    page.click('[data-group="kinds"] [data-set="none"]')
    assert shown(page) == (1, 0)
    assert messages.text("viewer.hidden_alone", "en", count=4) in page.inner_text("#status")
    page.click('[data-group="kinds"] [data-set="all"]')
    assert shown(page) == (5, 5)


@pytest.mark.parametrize(
    ("date", "links", "maybe"),
    [("2021-06", {"part", "fund"}, {"part", "fund"}), ("2022-05", {"part", "fund", "odd"}, {"part"}),
     ("2023-05", {"part", "odd"}, {"part"}), ("2023-06", {"part", "odd", "meet", "said"}, {"part"})],
)  # fmt: skip
def test_the_date_hides_what_does_not_hold_and_marks_what_may(
    page: Any, date: str, links: set[str], maybe: set[str]
) -> None:
    at_date(page, date)
    ids = page.locator("#links tbody tr:not([hidden])").evaluate_all("rows => rows.map((row) => row.dataset.edge)")
    assert {id_.removeprefix("link:") for id_ in ids} == links
    doubtful = page.locator("#links tbody tr:not([hidden]):has(.maybe:not([hidden]))")
    assert {
        id_.removeprefix("link:") for id_ in doubtful.evaluate_all("rows => rows.map((row) => row.dataset.edge)")
    } == maybe
    assert page.inner_text("#date-now") == date
    counts = {"date": date, "sure": len(links - maybe), "possible": len(maybe)}
    assert page.inner_text("#date-said") == messages.text("viewer.date_said", "en", **counts)
    page.check("#date-all")
    assert shown(page) == (5, 5)


def test_the_slider_goes_by_month_and_year_from_the_keyboard(page: Any) -> None:
    page.focus("#date")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#date-now") == "2023-05"
    page.keyboard.press("PageDown")
    assert page.get_attribute("#date", "aria-valuetext") == "2022-05"
    page.keyboard.press("Home")
    assert page.inner_text("#date-now") == "2021-01"


def test_details_tell_all_that_a_node_stands_for_and_every_source(page: Any) -> None:
    page.fill("#search", "unodc")
    page.press("#search", "Enter")
    details = page.inner_text("#details")
    assert all(text in details for text in ("ROCA", "Vienna", "Partners", "Юнодк", "partOf verb"))
    page.locator("#details button.row").first.click()
    assert page.locator("#details a.title").get_attribute("href") == "https://example.org/"
    assert "new since 2023" in page.inner_text("#details")


def test_table_is_sorted_from_the_keyboard_and_names_its_sources(page: Any) -> None:
    page.click("#tab-table")
    page.focus('th[data-sort="period"] button')
    page.keyboard.press("Enter")
    periods = page.locator("#links tbody tr td:nth-child(4)").all_text_contents()
    assert page.get_attribute('th[data-sort="period"]', "aria-sort") == "ascending"
    assert [text[:4] for text in periods] == ["2021", "2022", "2023", "2023", "not "]
    page.keyboard.press("Enter")
    assert page.locator("#links tbody tr td:nth-child(4)").first.text_content() == "not stated"
    page.locator("#links tbody a").first.click()
    assert re.search(r"Publisher [abc]", page.inner_text("#sources li:target"))


def saved(page: Any, ending: str) -> Path:
    with page.expect_download() as download:
        page.click(f"#save-{ending}")
    assert download.value.suggested_filename == f"A-small-scene.{ending}"
    return Path(download.value.path())


def test_svg_holds_names_and_legend_as_text(page: Any) -> None:
    page.uncheck('[data-group="types"] input[value="Event"]')
    root = ET.fromstring(saved(page, "svg").read_text("utf-8"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    written = [text for one in root.iter("{http://www.w3.org/2000/svg}text") for text in one.itertext()]
    assert {"UNODC +1", "Oʻzbekiston", "A <small> scene", "as of 2024", "States", "A note", "Partners"} <= set(written)
    assert any("Ҳаёт" in text for text in written)
    assert any(text.startswith("disputed") for text in written)
    assert "Meeting" not in written
    assert "Saved: A-small-scene.svg" in page.inner_text("#saved")


def test_png_is_a_picture_of_twice_the_size(page: Any) -> None:
    data = saved(page, "png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(data[16:20], "big") == 2 * page.evaluate("document.querySelector('#canvas').clientWidth")


SVG = "{http://www.w3.org/2000/svg}"


def things(page: Any) -> dict[str, ET.Element]:
    """The groups of cards and lines in the saved picture, by id."""
    root = ET.fromstring(saved(page, "svg").read_text("utf-8"))
    return {one.attrib["data-id"]: one for one in root.iter(f"{SVG}g") if "data-id" in one.attrib}


def test_cards_stand_in_the_saved_picture_as_on_the_page(page: Any, scene: Scene) -> None:
    placed, drawn = arranged(scene), things(page)
    for id_, card in placed.cards.items():
        x, y = (round(length * PIXELS, 2) for length in placed.middles[id_])
        assert drawn[id_].attrib["transform"] == f"translate({x:g} {y:g})"
        assert [one.text for one in drawn[id_].iter(f"{SVG}text")][-len(card.lines) :] == list(card.lines)


def test_a_saved_picture_has_its_font_with_it(page: Any) -> None:
    root = ET.fromstring(saved(page, "svg").read_text("utf-8"))
    assert "data:font/ttf;base64," in "".join(one.text or "" for one in root.iter(f"{SVG}style"))
    assert root.attrib["font-family"].startswith('"Source Sans Pro"')


def test_a_frame_goes_when_nothing_in_it_is_shown(page: Any) -> None:
    def captions() -> bool:
        root = ET.fromstring(saved(page, "svg").read_text("utf-8"))
        return any(one.text == "States" for one in root.iter(f"{SVG}text"))

    assert captions()
    page.uncheck('[data-group="types"] input[value="State"]')
    assert not captions()


def on_screen(page: Any, x: float, y: float) -> tuple[float, float]:
    """Where a point of the page, in millimetres, is in the window."""
    page.wait_for_timeout(400)
    middle_x, middle_y, scale = map(float, page.get_attribute("html", "data-view").split())
    box = page.locator("#canvas canvas").bounding_box()
    left = box["x"] + box["width"] / 2 + (x * PIXELS - middle_x) * scale
    return left, box["y"] + box["height"] / 2 + (y * PIXELS - middle_y) * scale


def chosen(page: Any) -> str:
    page.wait_for_timeout(400)
    return str(page.get_attribute("html", "data-selected"))


@pytest.mark.parametrize(("across", "down"), [(0.48, 0.4), (-0.48, -0.4), (0.48, -0.4)])
def test_a_card_is_chosen_by_a_click_anywhere_on_it(page: Any, scene: Scene, across: float, down: float) -> None:
    placed = arranged(scene)
    for id_, card in placed.cards.items():
        x, y = placed.middles[id_]
        page.mouse.click(*on_screen(page, x + across * card.width, y + down * card.height))
        assert chosen(page) == id_
    x, y = placed.middles["actor:uz"]
    page.mouse.click(*on_screen(page, x, y + placed.cards["actor:uz"].height * 0.7))
    assert chosen(page) == ""


def test_a_line_is_chosen_by_a_click_on_it(page: Any, scene: Scene) -> None:
    middles = arranged(scene).middles
    (x, y), (u, v) = middles["actor:odd"], middles["actor:unodc"]
    page.mouse.click(*on_screen(page, (x + u) / 2, (y + v) / 2))
    assert chosen(page) == "link:odd"
    assert "disputed: sources contradict" in page.inner_text("#details")


def test_a_line_that_stands_for_several_links_leads_to_all_of_them(browser: Any, scene: Scene, tmp_path: Path) -> None:
    file = tmp_path / "twins.html"
    twin = replace(scene.edges[3], id="link:twin", verb="pays")
    twins = replace(scene, edges=(*scene.edges, twin))
    file.write_text(html_page(twins, arranged(twins)), "utf-8")
    with opened(browser, file, "#edge=link%3Aodd") as page:
        page.locator("#details button.row").click()
        assert page.get_attribute("html", "data-selected") == "link:twin"
        assert "pays" in page.inner_text("#details h2")


def test_lines_follow_a_card_that_is_dragged(page: Any, scene: Scene) -> None:
    placed = arranged(scene)
    x, y = placed.middles["event:m"]
    start, end = on_screen(page, x, y), on_screen(page, x + 20, y - 40)
    before = things(page)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=5)
    page.mouse.up()
    after = things(page)
    assert after["event:m"].attrib["transform"] != before["event:m"].attrib["transform"]
    for line, moves in (("link:meet", True), ("link:said", True), ("link:odd", False)):
        paths = [[one.attrib["d"] for one in drawn[line].iter(f"{SVG}path")] for drawn in (before, after)]
        assert (paths[0] != paths[1]) is moves
    # The head of the arrow touches the border of the card where that is now.
    at_x, at_y = map(float, re.findall(r"[-\d.]+", after["event:m"].attrib["transform"]))
    tip_x, tip_y = map(float, re.findall(r"[-\d.]+", [*after["link:meet"].iter(f"{SVG}path")][-1].attrib["d"])[:2])
    card = placed.cards["event:m"]
    beyond = max(abs(tip_x - at_x) - card.width * PIXELS / 2, abs(tip_y - at_y) - card.height * PIXELS / 2)
    assert abs(beyond) < 0.5


def scale(page: Any) -> float:
    page.wait_for_timeout(400)
    return float(page.get_attribute("html", "data-view").split()[2])


def test_all_is_in_view_where_it_can_be_read(page: Any) -> None:
    assert scale(page) > 0.7
    assert not page.locator("#part").is_visible()


def test_what_is_too_large_starts_at_what_stands_out_and_says_so(browser: Any, scene: Scene, tmp_path: Path) -> None:
    file = tmp_path / "large.html"
    placed = arranged(scene, 4.0, "A0")
    file.write_text(html_page(scene, placed), "utf-8")
    with opened(browser, file) as page:
        assert scale(page) == 1
        assert "Only a part" in page.inner_text("#part")
        page.mouse.click(*on_screen(page, *placed.middles["actor:unodc"]))
        assert chosen(page) == "actor:unodc"
        page.click("#whole")
        assert scale(page) < 0.5
        assert not page.locator("#part").is_visible()


def test_names_too_small_to_be_made_out_are_not_drawn(page: Any) -> None:
    page.evaluate("""() => {
      const real = CanvasRenderingContext2D.prototype.fillText;
      window.written = [];
      CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
        window.written.push(text);
        return real.call(this, text, ...place);
      };
    }""")
    page.click("#zoom-in")
    page.wait_for_timeout(400)
    assert "UNODC +1" in page.evaluate("window.written")
    for _ in range(6):
        page.click("#zoom-out")
        page.wait_for_timeout(400)
    page.evaluate("window.written = []")
    page.click("#zoom-out")
    page.wait_for_timeout(400)
    assert page.evaluate("window.written") == []


def test_keyboard_alone_is_enough(page: Any) -> None:
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
            )
        )
    assert {"search", "nodes", "show-all", "save-svg", "save-png", "zoom-in", "fit", "date", "date-all", "details", "tab-diagram"} - set(seen) == {"show-all"}  # fmt: skip
    page.focus("#nodes")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert page.locator("#details h2").first.text_content() == "Meeting"
    page.keyboard.press("Escape")
    assert page.locator("#details h2").count() == 0
    page.focus("#tab-diagram")
    page.keyboard.press("ArrowRight")
    assert page.locator("#table").is_visible()


def looks(place: Any) -> Image.Image:
    return Image.open(BytesIO(place.screenshot())).convert("L")


def test_panning_moves_the_picture_and_ends_in_the_same_drawing(page: Any) -> None:
    page.wait_for_timeout(100)
    canvas = page.locator("#canvas")
    box = canvas.bounding_box()
    before = looks(canvas)
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    for step in (1, 2, 3):
        page.mouse.move(box["x"] + 8 + step * 20, box["y"] + 8 + step * 15)
    moved = looks(canvas)
    page.mouse.up()
    page.wait_for_timeout(100)
    assert ImageStat.Stat(ImageChops.difference(before, moved)).extrema[0][1] > 200
    # The edges of letters may be smoothed a little otherwise.
    assert ImageStat.Stat(ImageChops.difference(moved, looks(canvas))).extrema[0][1] < 60


def faults(page: Any) -> list[str]:
    """What axe-core finds that is serious or critical."""
    axe = pytest.importorskip("axe_playwright_python", reason="the package axe-playwright-python is not installed")
    page.evaluate((files(axe) / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_access(browser: Any, file: Path, scheme: str) -> None:
    with opened(browser, file, color_scheme=scheme) as page:
        assert faults(page) == []
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.uncheck('[data-group="firmness"] input[value="implied"]')
        page.fill("#search", "un")
        page.press("#search", "Enter")
        at_date(page, "2022-05")
        assert faults(page) == []
        page.click("#tab-table")
        page.locator("#links tbody button").first.click()
        assert faults(page) == []


def test_the_printed_page_has_the_picture_and_all_sources(browser: Any, file: Path) -> None:
    with opened(browser, file) as page:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert "UNODC +1" in page.locator("#picture text").all_text_contents()
        visible = page.inner_text("body")
        assert all(text in visible for text in ("A <small> scene", "as of 2024", "Title of source:c", "Partners"))
        assert not page.locator("#search").is_visible()
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
