"""The keys of diagram files: documented, and the same in the schema for editors."""

import json
import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from mekgraph.diagram import definition
from mekgraph.diagram.definition.keys import KEYS, listed, meaning, schema
from mekgraph.diagram.definition.model import COLORS, LAYOUTS, SIZES
from mekgraph.diagram.definition.reading import read_diagram
from mekgraph.diagram.sheet.paper import SIZES as PAGES
from mekgraph.graph.opening import Graph
from mekgraph.messages import LANGUAGES

from ...conftest import ROOT
from .test_reading import ALL


def test_the_schema_for_editors_is_in_step() -> None:
    kept = resources.files(definition).joinpath("diagram.schema.json").read_text(encoding="utf-8")
    assert kept == json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def test_the_schema_is_one_and_accepts_what_is_accepted() -> None:
    Draft202012Validator.check_schema(schema())
    plain = tomllib.loads(ALL.replace("2024-07-26", '"2024-07-26"'))
    assert list(Draft202012Validator(schema()).iter_errors(plain)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"layout": "force"},
        {"around": ["a"], "whole": True},
        {"whole": True, "colour": "blue"},
        {"whole": True, "layout": "nestd"},
        {"whole": True, "title": {"fr": "Qui"}},
        {"around": ["a"], "steps": 9},
        {"whole": True, "pinned": {"a": [1]}},
    ],
)
def test_the_schema_refuses_what_is_refused(wrong: dict[str, object]) -> None:
    assert not Draft202012Validator(schema()).is_valid(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "names"), [("layout", LAYOUTS), ("size", SIZES), ("page", PAGES), ("colors", COLORS)])
def test_what_is_told_of_a_key_names_all_that_it_can_be(language: str, key: str, names: list[str]) -> None:
    assert [name for name in names if name not in meaning(key, language)] == []


def test_the_page_beside_the_diagrams_lists_all_keys() -> None:
    assert f"\n{listed()}\n" in (ROOT / "diagrams" / "README.md").read_text(encoding="utf-8")


def test_the_examples_on_that_page_can_be_read(tmp_path: Path, graph: Graph) -> None:
    page = (ROOT / "diagrams" / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        (tmp_path / "a.toml").write_text(example, encoding="utf-8")
        assert read_diagram(tmp_path / "a.toml", graph).around


def test_every_key_is_explained() -> None:
    assert all(meaning(key, language).endswith(".") for key in KEYS for language in LANGUAGES)
