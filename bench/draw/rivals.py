"""The same nodes, labels and links drawn by others: pyvis, networkx with matplotlib, and Graphviz.

Each gives what it cost, the size of its file, and where it put the nodes, in whatever units; or says why it is absent.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.jobs import ROOT, peak, timed

Network = Mapping[str, Any]
LIMIT = 600.0  # seconds for a command
SPRING = ROOT / "out" / "bench" / "networkx-matplotlib"
PACKAGES = ("networkx", "matplotlib", "scipy")  # networkx lays out 500 nodes and more with SciPy only
SFDP = ("sfdp", "-Goverlap=prism", "-Tsvg")
POINT, INCH = 25.4 / 72, 25.4
# What Graphviz says where it was built without what prism needs; it then lets labels overlap.
NO_PRISM = "not built with triangulation"
PAGE = re.compile(r'<svg width="([\d.]+)pt" height="([\d.]+)pt"')
BOX = re.compile(r'<g id="n(\d+)" class="node">.*?<polygon [^>]*points="([^"]+)"', re.DOTALL)


def pyvis(job: dict[str, Any]) -> dict[str, Any]:
    """pyvis: a page with all its scripts; where the nodes are is found out by the browser, each time anew."""
    from pyvis.network import Network as Page

    network = read(job["network"])

    def page() -> str:
        made = Page(cdn_resources="in_line", directed=True)
        for place, label in enumerate(network["labels"]):
            made.add_node(place, label=label)
        for one, two in network["links"]:
            made.add_edge(one, two)
        return str(made.generate_html())

    text, cost = timed(page)
    return {"picture": cost, "peak": peak(), "bytes": len(text.encode())}


def networkx(job: dict[str, Any]) -> dict[str, Any]:
    """networkx's spring layout, and matplotlib's picture of it: see spring.py."""
    python = SPRING / "bin" / "python"
    if not python.exists() and not (job["install"] and installed()):
        return {"absent": f"pip install {' '.join(PACKAGES)}"}
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "picture.svg"
        told = json.dumps({"network": job["network"], "file": str(file)})
        command = [str(python), str(Path(__file__).with_name("spring.py")), told]
        try:
            done = subprocess.run(command, capture_output=True, check=True, timeout=job["limit"])
        except subprocess.TimeoutExpired:
            return {"stopped": job["limit"]}
        said: dict[str, Any] = json.loads(done.stdout)
        return {**said, "bytes": file.stat().st_size}


def installed() -> bool:
    """Whether an environment of its own could be made for networkx and matplotlib."""
    venv.create(SPRING, clear=True, with_pip=True)
    install = [SPRING / "bin" / "python", "-m", "pip", "install", "--quiet", *PACKAGES]
    if subprocess.run(install, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
        shutil.rmtree(SPRING)
        return False
    return True


def graphviz(job: dict[str, Any]) -> dict[str, Any]:
    """Graphviz's layout for large graphs, overlaps removed by its method "prism": one command for all."""
    if shutil.which(SFDP[0]) is None:
        return {"absent": "Debian's graphviz"}
    with tempfile.TemporaryDirectory() as place:
        given, picture = Path(place) / "network.dot", Path(place) / "picture.svg"
        given.write_bytes(dot(read(job["network"])))
        try:
            done = child([*SFDP], given, picture, limit=job["limit"])
        except subprocess.TimeoutExpired:
            return {"stopped": job["limit"]}
        svg = picture.read_text(encoding="utf-8")
    if done["code"] or NO_PRISM in done["told"]:
        return {"absent": "graphviz with triangulation"}
    points = middles(svg)
    own = PAGE.search(svg)
    return {
        "all": done["all"],
        "peak": done["peak"],
        "bytes": len(svg.encode()),
        "points": [points[place] for place in range(len(points))],
        **({"page": [float(length) * POINT for length in own.groups()]} if own else {}),
    }


def child(command: list[str], given: Path, taken: Path, place: Path = ROOT, limit: float = LIMIT) -> dict[str, Any]:
    """What a command took, told by a small process from which it is run, and with which code it ended."""
    told = json.dumps({"command": command, "input": str(given), "output": str(taken)})
    runner = [sys.executable, "-S", str(Path(__file__).with_name("child.py")), told]
    done = subprocess.run(runner, cwd=place, stdout=subprocess.PIPE, check=True, timeout=limit)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def dot(network: Network) -> bytes:
    """The network as Graphviz reads it: boxes as large as our cards, so that it makes room for the same."""
    lines = ["digraph {", f'node [shape=box, fixedsize=true, fontname="Source Sans Pro", fontsize={network["points"]}]']
    for place, (label, (wide, high)) in enumerate(zip(network["labels"], network["cards"], strict=True)):
        sizes = f"width={wide / INCH:.4f}, height={high / INCH:.4f}"
        lines.append(f"n{place} [id=n{place}, label={json.dumps(label, ensure_ascii=False)}, {sizes}]")
    lines += [f"n{one} -> n{two}" for one, two in network["links"]]
    return "\n".join([*lines, "}"]).encode()


def middles(svg: str) -> dict[int, tuple[float, float]]:
    """The middles of the boxes in a picture by Graphviz, by the number of the node."""
    found = {}
    for place, corners in BOX.findall(svg):
        xs, ys = zip(*(map(float, corner.split(",")) for corner in corners.split()), strict=True)
        found[int(place)] = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    return found


def read(file: str) -> Network:
    """The network that our own run has left."""
    found: Network = json.loads(Path(file).read_text(encoding="utf-8"))
    return found


RIVALS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "pyvis": pyvis,
    "networkx + matplotlib": networkx,
    "Graphviz sfdp": graphviz,
}
