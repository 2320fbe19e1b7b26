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
from pathlib import Path

import pytest

from mekgraph.diagram.html import TEXT_KEYS, html_page
from mekgraph.diagram.payload import PIXELS, VIS
from mekgraph.diagram.scene import Edge, LegendEntry, Node, Proof, Scene
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


@pytest.fixture
def scene() -> Scene:
    """Six things and six links; labels, names, facts, ids and addresses try to run or to load something."""
    facts, away = ((HOSTILE[2], HOSTILE[0]),), f"javascript:{MARK}"
    nodes = tuple(
        Node(f"actor:n{at}{'<b>' if at == 1 else ''}", label, "State", HOSTILE[1], "diamond", "#CC3311",
             HOSTILE, facts, away, at * 120.0, (at % 3) * 150.0, at == 0)
        for at, label in enumerate((*HOSTILE, LONG))
    )  # fmt: skip
    ends = [(0, 1), (1, 0), (0, 1), (2, 3), (4, 5), (5, 5)]
    proofs = (proof(), proof(source="source:b", url=away), proof(url="//example.net/x"))
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
    assert set(rules) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}
    assert not any("style" in attributes for _, attributes in tags.tags)


def test_nothing_is_loaded_and_only_web_links_of_sources_can_be_followed(scene: Scene) -> None:
    page = html_page(scene)
    tags = Tags(page)
    addresses = [a[name] for _, a in tags.tags for name in ("src", "href", "action", "data", "xlink:href") if name in a]
    assert addresses[0] == "data:,"
    assert set(addresses[1:]) == {"#source-1", "#source-2", "#source-3", LINK} - {"#source-3"}
    assert not any(re.search(r"url\(|@import", style) for style in tags.code["style"])
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


def test_network_data(scene: Scene) -> None:
    network = data_of(html_page(scene))["network"]
    assert [(node["x"], node["y"]) for node in network["nodes"]] == [
        (round(node.x * PIXELS, 2), round(node.y * PIXELS, 2)) for node in scene.nodes
    ]
    lines = network["nodes"][5]["lines"]
    assert max(len(line) for line in lines) <= 22
    assert (len(lines), lines[0], lines[1].split()[0]) == (4, "Oʻzbekiston", "Respublikasi")
    assert not any("label" in drawn for drawn in network["nodes"] + network["edges"])
    assert network["options"]["physics"] == {"enabled": False}
    drawn = {edge["id"]: edge for edge in network["edges"]}
    assert [drawn[f"link:e{at}"]["dashes"] for at in range(3)] == [[2, 6], [10, 6], False]
    assert drawn["link:e3 gap"]["of"] == "link:e3"
    assert drawn["link:e0"]["smooth"]["type"] != drawn["link:e2"]["smooth"]["type"]
    assert drawn["link:e1"]["smooth"] is False


def test_refusals(scene: Scene) -> None:
    with pytest.raises(KeyError, match="zoom_in"):
        html_page(replace(scene, texts={key: "" for key in TEXT_KEYS if key != "zoom_in"}))
    with pytest.raises(ValueError, match="link:e5"):
        html_page(replace(scene, nodes=scene.nodes[:5], edges=scene.edges[5:]))
    with pytest.raises(ValueError, match="twice"):
        html_page(replace(scene, nodes=scene.nodes + scene.nodes[:1]))
    with pytest.raises(ValueError, match=r"JSON|float"):
        html_page(replace(scene, nodes=(replace(scene.nodes[0], x=float("nan")), *scene.nodes[1:])))


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
