"""The same document is the same bytes, in whatever process."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

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

TEXTS = """
import hashlib
from mekgraph.diagram.formats.dot import dot_text
from mekgraph.diagram.formats.gexf import gexf_text
from mekgraph.diagram.formats.graphml import graphml_text
from mekgraph.diagram.formats.json import scene_text
from mekgraph.diagram.formats.table import table_text
from tests.diagram.scenes import scene

made = [write(scene()).encode() for write in (dot_text, gexf_text, graphml_text, scene_text, table_text)]
print(*[hashlib.sha256(one).hexdigest() for one in made])
"""


def digests(program: str, seed: str, zone: str) -> str:
    places = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    surroundings = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": places, "LC_ALL": "C"}
    run = subprocess.run([sys.executable, "-c", program], env=surroundings, capture_output=True, text=True, check=True)
    return run.stdout


@pytest.mark.parametrize(("program", "files"), [(PROGRAM, 4), (TEXTS, 5)], ids=["pictures", "texts"])
def test_two_processes_make_the_same_files(program: str, files: int) -> None:
    first = digests(program, "1", "UTC")
    assert first == digests(program, "2", "Asia/Tashkent")
    assert len(set(first.split())) == files
    assert hashlib.sha256(b"").hexdigest() not in first
