"""The bench of drawing: what it calls unreadable is so, and its parts run."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from bench.draw.labels import boxes, overlapping, sampled, stretched, text_size, through
from bench.draw.rivals import dot, middles, pyvis

ROOT = Path(__file__).parents[2]
NETWORK = {
    "labels": ["One", 'Two "of\nthem"', "Three"],
    "cards": [[20.0, 8.0], [25.0, 9.0], [20.0, 8.0]],
    "links": [[0, 1], [1, 2]],
    "points": 7.5,
}


def test_labels_that_share_more_than_a_border_overlap() -> None:
    points = np.array([(0.0, 0.0), (10.0, 0.0), (19.0, 4.0), (60.0, 60.0)])
    assert overlapping(boxes(points, np.full((4, 2), 10.0))) == 2
    assert overlapping(boxes(points, np.full((4, 2), 9.0))) == 0
    assert overlapping(boxes(points, np.full((4, 2), 60.0))) == 4


def test_links_run_through_what_is_not_at_their_ends() -> None:
    labels = boxes(np.array([(0.0, 0.0), (50.0, 0.0), (100.0, 0.0)]), np.full((3, 2), 10.0))
    straight = sampled([(0, 0), (100, 0)])
    around = sampled([(0, 0), (30, 40), (70, 40), (100, 0)])
    assert through([(0, 2, straight)], labels) == 1
    assert through([(0, 2, around)], labels) == 0
    assert through([(0, 1, sampled([(0, 0), (50, 0)])), (1, 2, sampled([(50, 0), (100, 0)]))], labels) == 0
    # The box around the way holds the label; the way does not come near it.
    assert through([(0, 2, sampled([(0, 0), (0, 90), (90, 90), (90, 0)]))], labels) == 0


def test_points_are_stretched_until_labels_are_just_inside() -> None:
    sizes = np.array([text_size(["Ministry"]), text_size(["Council", "of experts"])])
    placed = boxes(stretched(np.array([(-1.0, 3.0), (1.0, 4.0)]), sizes, (10, 20, 110, 90)), sizes)
    assert (placed[:, :2] >= (10, 20)).all()
    assert (placed[:, 2:] <= (110, 90)).all()
    assert placed[:, 0].min() < 10 + sizes[:, 0].max()


def test_others_are_given_the_same_and_their_pictures_are_read(tmp_path: Path) -> None:
    text = dot(NETWORK).decode()
    assert r'label="Two \"of\nthem\""' in text
    assert "n0 -> n1" in text
    svg = '<g id="n0" class="node">\n<title>n0</title>\n<polygon fill="none" points="1,2 1,6 5,6 5,2 1,2"/>'
    assert middles(svg) == {0: (3, 4)}
    file = tmp_path / "network.json"
    file.write_text(json.dumps(NETWORK), encoding="utf-8")
    done = pyvis({"network": str(file)})
    assert done["bytes"] > 100_000
    assert done["picture"][0] >= 0


@pytest.mark.slow
def test_a_quick_run_of_all() -> None:
    command = [sys.executable, "-m", "bench.draw.run", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = {line.split(" | ")[0].removeprefix("| ") for line in done.stdout.splitlines() if line.startswith("|")}
    assert {"mekgraph", "pyvis", "networkx + matplotlib", "Graphviz sfdp", "with persons"} <= rows
    assert "no labels of ours overlap: yes" in done.stdout
