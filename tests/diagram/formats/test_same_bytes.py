"""The same document is the same bytes, in whatever process."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAM = """
import hashlib
from mekgraph.diagram.formats.pdf import to_pdf
from mekgraph.diagram.formats.png import to_png
from mekgraph.diagram.formats.svg import to_svg
from tests.diagram.formats.invented import document

made = [to_svg(document()).encode(), to_svg(document(), 1).encode(), to_pdf(document()), to_png(document(), dpi=96)]
print(*[hashlib.sha256(one).hexdigest() for one in made])
"""


def digests(seed: str, zone: str) -> str:
    places = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    surroundings = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": places, "LC_ALL": "C"}
    run = subprocess.run([sys.executable, "-c", PROGRAM], env=surroundings, capture_output=True, text=True, check=True)
    return run.stdout


def test_two_processes_make_the_same_files() -> None:
    first = digests("1", "UTC")
    assert first == digests("2", "Asia/Tashkent")
    assert len(set(first.split())) == 4
    assert hashlib.sha256(b"").hexdigest() not in first
