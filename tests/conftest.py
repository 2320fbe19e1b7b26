"""Shared by all tests: the real project built once, and small invented projects."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.opening import Graph
from mekgraph.resources import Project

# The same examples every time: a test that fails here fails everywhere. No deadline: time is measured in bench/.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

ROOT = Path(__file__).parents[1]
FACTS = ROOT.parent / "shared" / "facts"
SHACL_SUITE = ROOT.parent / "shared" / "suites" / "w3c-shacl"
PREFIXES = (
    "".join(
        f"@prefix {prefix}: <https://w3id.org/mekgraph/{space}/> .\n"
        for prefix, space in {
            "mek": "def",
            "actor": "id/actor",
            "event": "id/event",
            "instrument": "id/instrument",
            "source": "id/source",
            "link": "id/link",
            "evidence": "id/evidence",
            "kind": "vocab/link-kind",
            "assertion": "vocab/assertion",
            "eventkind": "vocab/event-kind",
        }.items()
    )
    + "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
)
SMALL_WORLD = """
actor:alfa a mek:NonGovernmentalOrganization ; skos:prefLabel "Alfa"@en, "Альфа"@ru, "Alfa"@uz ; mek:describedIn source:s1 .
actor:beta a mek:NonGovernmentalOrganization ; skos:prefLabel "Beta"@en, "Бета"@ru, "Beta"@uz ; mek:describedIn source:s1 .
event:meeting a mek:Event ; skos:prefLabel "Meeting"@en, "Встреча"@ru, "Uchrashuv"@uz ; mek:eventKind eventkind:Meeting ;
  mek:start "2024-05"^^xsd:gYearMonth ; mek:describedIn source:s1 .
source:s1 a mek:Source ; mek:title "A page"@en ; mek:publisher "A publisher" ; mek:language "en" ;
  mek:published "2024-06-01"^^xsd:date ; mek:url <https://example.org/a> .
link:alfa_organized_meeting a mek:Link ; mek:kind kind:organized ; mek:subject actor:alfa ; mek:object event:meeting ;
  mek:evidence evidence:alfa_organized_meeting_s1 .
evidence:alfa_organized_meeting_s1 a mek:Evidence ; mek:source source:s1 ; mek:assertion assertion:stated ; mek:locator "1" .
"""


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The real ontology, data and questions; results go to a temporary folder."""
    return Project(ROOT, tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="session")
def engine(project: Project) -> OxigraphEngine:
    """The real graph, built and opened."""
    return Graph.open(project).fetched


@pytest.fixture(scope="session")
def graph(project: Project) -> Graph:
    """The real graph, built, to ask."""
    return Graph.open(project)


@pytest.fixture
def new_project(tmp_path: Path) -> Callable[[str], Project]:
    """Makes a project with the real ontology and questions, and the given Turtle (after our prefixes) as its data."""

    def make(turtle: str = SMALL_WORLD) -> Project:
        root = tmp_path / "project"
        for name in ("ontology", "queries"):
            shutil.copytree(ROOT / name, root / name)
        (root / "data").mkdir()
        (root / "data" / "all.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
        return Project(root, tmp_path / "out")

    return make


@pytest.fixture
def facts() -> Path:
    """The tables that the data was imported from; they are not part of the project."""
    if not FACTS.is_dir():
        pytest.skip("the tables that the data was imported from are not beside the project")
    return FACTS
