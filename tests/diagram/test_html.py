"""The HTML viewer: labels stay text, nothing is loaded, one scene gives one page, and it draws in a browser."""

import base64
import hashlib
import html
import json
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from mekgraph.diagram.arranging import Arrangement
from mekgraph.diagram.canvas import MOST_ROUTED, PIXELS
from mekgraph.diagram.html import TEXT_KEYS
from mekgraph.diagram.html import html_page as arranged_page
from mekgraph.diagram.layouts.model import Mark, Placed
from mekgraph.diagram.page import Area
from mekgraph.diagram.payload import VIS
from mekgraph.diagram.scene import Edge, Group, LegendEntry, Node, Proof, Scene
from mekgraph.diagram.sheet.cards import cards
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.diagram.type.fonts import FAMILY
from mekgraph.network.model import FIRMNESS

LINK = "https://example.org/a?b=1&c=2"
LONG = "Oʻzbekiston Respublikasi Prezidenti huzuridagi Strategik tadqiqotlar instituti"
MARK = "document.documentElement.dataset.owned=1"
HOSTILE = (
    f"<script>{MARK}</script>",
    f"</script><script>{MARK}</script>",
    f"<img src=x onerror={MARK}>",
    f'"><svg onload={MARK}>',
    "\u202egnp.exe\u2066 Ўзбекистон \u2028 \u2029 <!--",
)


def proof(**changes: object) -> Proof:
    given = Proof("source:a", HOSTILE[0], HOSTILE[1], "2024-05", LINK, "4", HOSTILE[2], (HOSTILE[3],), "X")
    return replace(given, **changes)


def html_page(scene: Scene, **placed: object) -> str:
    """The viewer of a scene whose nodes stand where they say."""
    middles = {node.id: (node.x, node.y) for node in scene.nodes}
    return arranged_page(scene, Arrangement(Paper("A3"), cards(scene.nodes), Placed(middles, **placed)))


@pytest.fixture
def scene() -> Scene:
    """Six things and six links; labels, names, facts, ids and addresses try to run or to load something."""
    facts, away = ((HOSTILE[2], HOSTILE[0]),), f"javascript:{MARK}"
    nodes = tuple(
        Node(f"actor:n{at}{'<b>' if at == 1 else ''}", label, "State", HOSTILE[1], "diamond", "#CC3311",
             HOSTILE, facts, away, 30 + at * 50.0, 40 + (at % 3) * 70.0, at == 0)
        for at, label in enumerate((*HOSTILE, LONG))
    )  # fmt: skip
    ends = [(0, 1), (1, 0), (0, 1), (2, 3), (4, 5), (5, 5)]
    proofs = (proof(), proof(source="source:b", url=away), proof(source="source:c", url="//example.net/x"))
    edges = tuple(
        Edge(f"link:e{at}", nodes[one].id, nodes[two].id, "organized", "organising", HOSTILE[at % 5], "#33BBEE",
             "solid", "2024", "", at == 0, at == 3, at == 1, proofs=proofs)
        for at, (one, two) in enumerate(ends)
    )  # fmt: skip
    types = (LegendEntry("State", HOSTILE[0], "#CC3311", "diamond", 6),)
    kinds = (LegendEntry("organized", HOSTILE[1], "#33BBEE", "dashed", 6),)
    texts = {key: f"[{key}]" for key in TEXT_KEYS}
    return Scene("uz", HOSTILE[1], HOSTILE[0], nodes, edges, types, kinds, (HOSTILE[2],), texts)


class Tags(HTMLParser):
    """All elements of a page with their attributes, the texts that people read, and the scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.code: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.lasttag in self.code and self.cdata_elem:
            if self.tags[-1][1].get("type") != "application/json":
                self.code[self.lasttag].append(data)
        elif data.strip():
            self.words.append(data.strip())


def data_of(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="scene">(.*?)</script>', page, re.DOTALL)[1])


def test_labels_are_never_markup(scene: Scene) -> None:
    page = html_page(scene)
    tags = Tags(page)
    assert [tag for tag, _ in tags.tags].count("script") == 3
    assert not any(name.startswith("on") for _, attributes in tags.tags for name in attributes)
    assert not any(tag == "img" for tag, _ in tags.tags)
    raw = re.search(r'id="scene">(.*?)</script>', page, re.DOTALL)[1]
    assert not set(raw) & set("<>&\u2028\u2029")
    assert [node["label"] for node in data_of(page)["nodes"]] == [node.label for node in scene.nodes]


def test_policy_names_exactly_the_scripts_and_styles_of_the_page(scene: Scene) -> None:
    tags = Tags(html_page(scene))
    policies = [a["content"] or "" for _, a in tags.tags if a.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(part.strip().split(" ", 1) for part in policies[0].split(";"))
    assert rules["default-src"] == "'none'"
    for kind, rule in (("script", "script-src"), ("style", "style-src")):
        digests = [base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in tags.code[kind]]
        assert rules[rule].split() == [f"'sha256-{digest}'" for digest in digests]
    assert rules["font-src"] == "data:"
    assert set(rules) == {"default-src", "script-src", "style-src", "img-src", "font-src", "base-uri", "form-action"}
    assert not any("style" in attributes for _, attributes in tags.tags)


def test_nothing_is_loaded_and_only_web_links_of_sources_can_be_followed(scene: Scene) -> None:
    page = html_page(scene)
    tags = Tags(page)
    addresses = [a[name] for _, a in tags.tags for name in ("src", "href", "action", "data", "xlink:href") if name in a]
    assert addresses[0] == "data:,"
    assert set(addresses[1:]) == {"#source-1", "#source-2", "#source-3", LINK}
    assert {found for style in tags.code["style"] for found in re.findall(r"url\((.{15})|@import", style)} == {
        "data:font/ttf;b"
    }
    links = {proof["href"] for edge in data_of(page)["edges"] for proof in edge["proofs"]}
    assert links == {LINK, ""}
    forbidden = r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|fetch\(|https?://"
    assert not any(re.search(forbidden, script) for script in tags.code["script"][1:])


def test_the_same_scene_gives_the_same_page(scene: Scene) -> None:
    assert html_page(scene) == html_page(replace(scene, texts=dict(reversed(scene.texts.items()))))


def test_all_words_come_from_the_scene(scene: Scene) -> None:
    bare = replace(scene, title="[t]", subtitle="[s]", nodes=(), edges=(), node_legend=(), edge_legend=(), notes=())
    tags = Tags(html_page(bare))
    words = [word for word in tags.words if re.search(r"\w", word)]
    named = ("title", "aria-label", "placeholder", "alt")
    words += [a[name] or "" for _, a in tags.tags for name in named if name in a]
    assert all(re.fullmatch(r"\[\w+\](: \[\w+\])?|0", word) for word in words)
    template = (files("mekgraph.diagram") / "templates/network.html.j2").read_text("utf-8")
    used = set(re.findall(r"texts\.(\w+)", "".join(tags.code["script"][1:]) + template))
    by_name = {"new_note", "over_note", *(f"firmness_{one}" for one in FIRMNESS)}
    assert used | by_name | {"start_only", "end_only", "no_period"} == set(TEXT_KEYS)


def test_cards_stand_where_the_page_has_them_and_are_as_large(scene: Scene) -> None:
    picture = data_of(html_page(scene))["picture"]
    known = cards(scene.nodes)
    for node in scene.nodes:
        card, drawn = known[node.id], picture["cards"][node.id]
        expected = [round(length * PIXELS, 2) for length in (node.x, node.y, card.width, card.height)]
        assert [drawn["x"], drawn["y"], drawn["width"], drawn["height"]] == expected
        assert drawn["words"]["lines"] == list(card.lines)
        assert drawn["words"]["bold"] == node.emphasis
        assert drawn["mark"]["fill"] == node.color


def test_a_card_is_thick_where_emphasised_and_double_where_fresh(scene: Scene) -> None:
    nodes = (*scene.nodes[:4], replace(scene.nodes[4], fresh=True), scene.nodes[5])
    drawn = data_of(html_page(replace(scene, nodes=nodes)))["picture"]["cards"]
    assert [len(drawn[node.id]["outlines"]) for node in nodes] == [1, 1, 1, 1, 2, 1]
    assert drawn[nodes[0].id]["outlines"][0]["pen"] > 2 * drawn[nodes[1].id]["outlines"][0]["pen"]


def test_lines_look_and_run_as_on_the_page(scene: Scene) -> None:
    lines = {line["id"]: line for line in data_of(html_page(scene))["picture"]["lines"]}
    assert set(lines) == {edge.id for edge in scene.edges}
    assert [bool(lines[f"link:e{at}"]["dash"]) for at in range(3)] == [True, True, False]
    assert [line["double"] for line in lines.values()] == [at == 3 for at in range(6)]
    assert {len(line["path"]) for line in lines.values()} <= {2, 4}
    # Three between the same two do not lie on each other.
    assert len({str(lines[f"link:e{at}"]["path"]) for at in range(3)}) == 3


def test_links_that_look_the_same_are_one_line(scene: Scene) -> None:
    twin = replace(scene.edges[4], id="link:e6")
    lines = data_of(html_page(replace(scene, edges=(*scene.edges, twin))))["picture"]["lines"]
    assert ["link:e4", "link:e6"] in [line["edges"] for line in lines]


def test_of_very_many_lines_the_viewer_finds_the_ways(scene: Scene) -> None:
    one, two = (node.id for node in scene.nodes[:2])
    many = tuple(
        replace(scene.edges[0], id=f"link:m{at}", source=one, target=two, kind=f"kind:{at}")
        for at in range(MOST_ROUTED + 1)
    )
    lines = data_of(html_page(replace(scene, edges=many)))["picture"]["lines"]
    assert {line["path"] for line in lines} == {None}


def test_frames_and_marks_are_those_of_the_page(scene: Scene) -> None:
    frames = {"group:g": Area(20, 30, 40, 60), "actor:n5": Area(270, 170, 30, 20)}
    named = replace(scene, groups=(Group("group:g", "A group"),))
    picture = data_of(html_page(named, frames=frames, marks=(Mark(100, "2021"),)))["picture"]
    drawn = {
        (frame["words"] or {"lines": [""]})["lines"][0]: (frame["x"], frame["width"], frame["holds"])
        for frame in picture["frames"]
    }
    assert drawn["A group"] == (round(40 * PIXELS, 2), round(40 * PIXELS, 2), [scene.nodes[0].id])
    assert set(drawn) == {"A group", ""}
    assert [(mark["words"]["lines"], mark["x"]) for mark in picture["marks"]] == [(["2021"], round(100 * PIXELS, 2))]


def test_vis_network_is_told_where_everything_is_but_draws_nothing(scene: Scene) -> None:
    network = data_of(html_page(scene))["network"]
    assert {node["shape"] for node in network["nodes"]} == {"custom"}
    assert not any("label" in drawn for drawn in network["nodes"] + network["edges"])
    assert network["options"]["physics"] == {"enabled": False}


def test_the_font_has_what_cards_and_legends_say(scene: Scene) -> None:
    rules = re.findall(
        r'@font-face\{font-family:"([^"]+)";font-weight:(\d+);src:url\(data:font/ttf;base64,([^)]+)\)', html_page(scene)
    )
    assert [(family, weight) for family, weight, _ in rules] == [(FAMILY, "400"), (FAMILY, "700")]
    for _, _, data in rules:
        with TTFont(BytesIO(base64.b64decode(data))) as font:
            assert set(map(ord, "Oʻzbekiston2024+−")) <= set(font.getBestCmap())


def test_refusals(scene: Scene) -> None:
    with pytest.raises(KeyError, match="zoom_in"):
        html_page(replace(scene, texts={key: "" for key in TEXT_KEYS if key != "zoom_in"}))
    with pytest.raises(ValueError, match="link:e5"):
        html_page(replace(scene, nodes=scene.nodes[:5], edges=scene.edges[5:]))
    with pytest.raises(ValueError, match="twice"):
        html_page(replace(scene, nodes=scene.nodes + scene.nodes[:1]))


def test_vis_network_can_stand_in_a_page() -> None:
    assert not re.search(r"</script|<!--", (files("pyvis") / f"{VIS}.min.js").read_text("utf-8"), re.IGNORECASE)


def opened(file: Path, place: str = "") -> subprocess.CompletedProcess[str]:
    """The document as a browser has it after five seconds (stdout) and what the page said (stderr)."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        pytest.skip("no chromium on this machine")
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1500,950",
        f"--user-data-dir={file.parent / 'profile'}", "--virtual-time-budget=5000", "--enable-logging=stderr",
        "--dump-dom", file.as_uri() + place,
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True)


@pytest.mark.browser
@pytest.mark.parametrize("place", ["", "#edge=link:e3", "#node=actor%3An1%3Cb%3E"])
def test_in_a_browser(scene: Scene, tmp_path, place: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(html_page(scene), "utf-8")
    run = opened(file, place)
    tags = Tags(run.stdout)
    state = tags.tags[0][1]
    assert (state["data-ready"], state["data-nodes"], state["data-edges"]) == ("true", "6", "6")
    assert "data-owned" not in state
    assert not [line for line in run.stderr.splitlines() if "CONSOLE" in line]
    assert state["data-selected"] == {"": "", "#edge=link:e3": "link:e3"}.get(place, "actor:n1<b>")
    followed = [(a["href"], a.get("rel")) for tag, a in tags.tags if tag == "a" and "#" not in a["href"]]
    # In the list of all sources, and with what was chosen.
    assert followed == [(LINK, "noopener noreferrer")] * (2 if "edge" in place else 1)
    if place:
        assert html.escape(HOSTILE[2], quote=False) in run.stdout
