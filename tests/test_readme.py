"""README says what is so: its tour prints what stands there, its table names the real dependencies."""

import re
import subprocess
import sys
import tomllib

import pytest

from .conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_tour_prints_what_stands_in_readme() -> None:
    done = subprocess.run(
        [sys.executable, "docs/tour.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, "README.md is stale: run python docs/tour.py" + done.stderr


def test_every_dependency_is_in_the_table() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for extra, names in project["optional-dependencies"].items() if extra != "dev" for name in names]
    needed = {re.split(r"[=<>]", name)[0] for name in (*project["dependencies"], *extras)}
    assert needed == set(re.findall(r"pypi\.org/project/([a-z0-9-]+)/", README))


def test_every_verb_is_in_the_table() -> None:
    from mekgraph.cli.verbs import MODULES

    assert set(MODULES) == set(re.findall(r"^\| `([a-z]+)` \|", README, re.MULTILINE))


def test_links_in_the_documents_lead_somewhere() -> None:
    pages = [
        ROOT / "README.md",
        *(ROOT / "data").glob("*.md"),
        *(ROOT / "ontology").rglob("*.md"),
        *(ROOT / "bench").rglob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
    ]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if not target.startswith("http") and not (page.parent / target).exists()
    ]
    assert broken == []
