"""Names in the viewer: none lies over another or over a thing, and most are shown, as a real browser measures them."""

import json
from itertools import combinations
from pathlib import Path

import pytest

from mekgraph import draw, picture
from mekgraph.resources import Project

from .test_html import Tags, opened

Box = tuple[str, float, float, float, float]
pytestmark = pytest.mark.browser


def boxes_of(page: str, tmp_path: Path, place: str = "") -> dict[str, list[Box]]:
    file = tmp_path / "page.html"
    file.write_text(page, "utf-8")
    run = opened(file, place)
    assert not [line for line in run.stderr.splitlines() if "CONSOLE" in line]
    told = json.loads(Tags(run.stdout).tags[0][1]["data-label-boxes"] or "")
    return {name: [tuple(box) for box in boxes] for name, boxes in told.items()}


def overlap(one: Box, two: Box, slack: float = 0.15) -> bool:
    """Whether two boxes share more than what rounding to a tenth of a pixel makes of boxes side by side."""
    _, left, top, right, bottom = one
    _, other_left, other_top, other_right, other_bottom = two
    across = min(right, other_right) - max(left, other_left)
    return across > slack and min(bottom, other_bottom) - max(top, other_top) > slack


@pytest.fixture(scope="module", params=["en", "ru", "uz"])
def page(request: pytest.FixtureRequest, project: Project) -> str:
    return str(picture(draw("rec", "ev-rec-1", "ev-rec-wg-2024", language=request.param, project=project), "html"))


def test_no_name_lies_over_another_and_most_are_shown(page: str, tmp_path: Path) -> None:
    boxes = boxes_of(page, tmp_path)
    labels, shapes = boxes["labels"], boxes["shapes"]
    assert len(labels) >= 0.6 * len(shapes) > 24
    assert not [pair for pair in combinations(labels + boxes["marks"], 2) if overlap(*pair)]
    assert not [(label, shape) for label in labels + boxes["marks"] for shape in shapes if overlap(label, shape)]
    assert all(right - left > 10 and bottom - top > 10 for _, left, top, right, bottom in labels)


def test_the_picture_fills_the_canvas_and_nothing_is_cut_off(page: str, tmp_path: Path) -> None:
    boxes = boxes_of(page, tmp_path)
    everything = boxes["labels"] + boxes["shapes"]
    left, top = (min(box[side] for box in everything) for side in (1, 2))
    right, bottom = (max(box[side] for box in everything) for side in (3, 4))
    [(_, *canvas)] = boxes["canvas"]
    assert canvas[0] <= left
    assert canvas[1] <= top
    assert right <= canvas[2]
    assert bottom <= canvas[3]
    assert max((right - left) / canvas[2], (bottom - top) / canvas[3]) > 0.9


def test_what_is_selected_always_has_its_name(page: str, tmp_path: Path) -> None:
    boxes = boxes_of(page, tmp_path)
    things, named = ({box[0] for box in boxes[name]} for name in ("shapes", "labels"))
    chosen = min(things - named)
    boxes = boxes_of(page, tmp_path, f"#node={chosen.replace(':', '%3A')}")
    assert chosen in {box[0] for box in boxes["labels"]}
    assert not [pair for pair in combinations(boxes["labels"], 2) if overlap(*pair)]


def test_the_same_page_puts_every_name_in_the_same_place(page: str, tmp_path: Path) -> None:
    assert boxes_of(page, tmp_path) == boxes_of(page, tmp_path)
