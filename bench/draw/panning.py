"""How many pictures a second the viewer draws while a diagram is panned, in a real Chromium without a graphics card.

Run it from the project's folder: `python -m bench.draw.panning [NODES]`. It needs Chromium and the package playwright.
A pointer drags the diagram a little before every frame, so that every frame is a new picture.
"""

import argparse
import random
import shutil
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from mekgraph import messages
from mekgraph.diagram.arranging import Arrangement
from mekgraph.diagram.canvas import PIXELS
from mekgraph.diagram.html import html_page
from mekgraph.diagram.layouts.model import Placed
from mekgraph.diagram.scene import Edge, LegendEntry, Node, Scene
from mekgraph.diagram.sheet.cards import cards
from mekgraph.diagram.sheet.paper import Paper

SECONDS = 4
FIRST = 20  # pixels of the first step of a drag
LINKS_PER_NODE = 2.5
COLUMNS, ACROSS, DOWN = 25, 55, 29  # millimetres
SEED = 1
SHAPES = ("hexagon", "square", "diamond", "dot", "box", "triangle", "star")
COLORS = ("#0077BB", "#EE7733", "#CC3311", "#009988", "#AA4499", "#DDAA33", "#33BBEE")
# Moves the pointer before every frame and notes how long each took.
PAN = """async ([seconds, left, top, first]) => {
  const canvas = document.querySelector("#canvas canvas");
  const box = canvas.getBoundingClientRect();
  const [x, y] = [box.left + left, box.top + top];
  const send = (target, type, dx, dy) => target.dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, pointerId: 1, pointerType: "mouse", isPrimary: true,
    button: type === "pointermove" ? -1 : 0, buttons: type === "pointerup" ? 0 : 1, clientX: x + dx,
    clientY: y + dy }));
  const frame = () => new Promise(requestAnimationFrame);
  send(canvas, "pointerdown", 0, 0);
  send(window, "pointermove", first, first);
  await frame();
  const times = [];
  let last = performance.now();
  for (let step = 0; times.reduce((sum, time) => sum + time, 0) < seconds * 1000; step += 1) {
    send(window, "pointermove", first + 180 * Math.sin(step / 40), first + 120 * Math.sin(step / 27));
    const now = await frame();
    times.push(now - last);
    last = now;
  }
  send(window, "pointerup", 0, 0);
  return times;
}"""
# Counts what vis-network really draws.
COUNT = """() => {
  const before = window.drawn;
  window.drawn = 0;
  if (before !== undefined) return;
  for (const act of ["clearRect", "drawImage"]) {
    const real = CanvasRenderingContext2D.prototype[act];
    CanvasRenderingContext2D.prototype[act] = function (...all) { window.drawn += 1; return real.apply(this, all); };
  }
}"""


def scene(count: int) -> Scene:
    """So many things in rows, each linked to some near it."""
    chance = random.Random(SEED)
    nodes = tuple(
        Node(f"actor:n{at}", f"Organization number {at} of the region", f"type:{at % 7}", f"Type {at % 7}",
             SHAPES[at % 7], COLORS[at % 7], x=at % COLUMNS * ACROSS + chance.random() * 16,
             y=at // COLUMNS * DOWN + chance.random() * 8)
        for at in range(count)
    )  # fmt: skip
    edges = tuple(_edges(nodes, chance))
    types = tuple(LegendEntry(f"type:{at}", f"Type {at}", COLORS[at], SHAPES[at], count // 7) for at in range(7))
    kinds = tuple(LegendEntry(f"kind:{at}", f"Kind {at}", COLORS[at], "solid", len(edges) // 7) for at in range(7))
    texts = {
        key.removeprefix("viewer."): text for key, text in messages.catalogue("en").items() if key.startswith("viewer.")
    }
    return Scene("en", "A large diagram", f"{count} things", nodes, edges, types, kinds, (), texts)


def arranged(scene: Scene) -> Arrangement:
    """The things where they say."""
    return Arrangement(Paper("A0"), cards(scene.nodes), Placed({node.id: (node.x, node.y) for node in scene.nodes}))


def _edges(nodes: tuple[Node, ...], chance: random.Random) -> Iterator[Edge]:
    for at in range(int(len(nodes) * LINKS_PER_NODE)):
        start = chance.randrange(len(nodes))
        end = (start + chance.choice((1, 2, 25, 26, 24, 50, 3, 75))) % len(nodes)
        kind = at % 7
        yield Edge(
            f"link:{at}", nodes[start].id, nodes[end].id, f"kind:{kind}", f"Kind {kind}", "works with",
            COLORS[kind], "solid", "2024", implied=at % 5 == 0, disputed=at % 20 == 0,
        )  # fmt: skip


def empty(page: Page, drawn: Arrangement) -> tuple[float, float]:
    """A place in the canvas from which a first step leads to where there is no card: such a drag moves the view."""
    x, y, scale = map(float, str(page.get_attribute("html", "data-view")).split())
    box = page.locator("#canvas canvas").bounding_box() or {}
    left, top = x - box["width"] / 2 / scale, y - box["height"] / 2 / scale

    def taken(spot: tuple[int, int]) -> bool:
        at_x, at_y = ((low + (place + FIRST) / scale) / PIXELS for low, place in zip((left, top), spot, strict=True))
        return any(
            abs(drawn.middles[id_][0] - at_x) <= card.width and abs(drawn.middles[id_][1] - at_y) <= card.height
            for id_, card in drawn.cards.items()
        )

    return next(spot for spot in product(range(6, 300, 6), repeat=2) if not taken(spot))


def measured(page: Page, drawn: Arrangement) -> dict[str, Any]:
    """Frames a second, how long the slowest twentieth took, and pictures drawn a second."""
    page.evaluate(COUNT)
    times = sorted(page.evaluate(PAN, [SECONDS, *empty(page, drawn), FIRST]))
    total = sum(times) / 1000
    return {
        "frames a second": round(len(times) / total, 1),
        "pictures a second": round(page.evaluate("window.drawn") / total, 1),
        "median ms": round(times[len(times) // 2], 1),
        "95 % within ms": round(times[int(len(times) * 0.95)], 1),
    }


def main() -> None:
    """Print the frames a second for a part of the diagram in view, and for the whole of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("nodes", type=int, nargs="?", default=500)
    count = parser.parse_args().nodes
    drawn = scene(count)
    places = arranged(drawn)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        file = Path(folder, "page.html")
        file.write_text(html_page(drawn, places), "utf-8")
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        page = browser.new_page(viewport={"width": 1500, "height": 950})
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]")
        print(f"{count} things, {len(drawn.edges)} links")
        print("part: ", measured(page, places))
        page.click("#fit")
        page.wait_for_timeout(400)
        print("whole:", measured(page, places))
        browser.close()


if __name__ == "__main__":
    main()
