"""Names in diagram files, found in the real graph."""

from pathlib import Path

import pytest

from mekgraph.diagram.definition.model import Diagram
from mekgraph.diagram.definition.reading import read_diagram
from mekgraph.errors import InputError, InputErrors
from mekgraph.graph.opening import Graph


def read(tmp_path: Path, graph: Graph, text: str) -> Diagram:
    file = tmp_path / "a.toml"
    file.write_text(text, encoding="utf-8")
    return read_diagram(file, graph, "a.toml")


def test_names_become_ids(tmp_path: Path, graph: Graph) -> None:
    text = """
around = ["БМТ", "UN Regional Centre for Preventive Diplomacy for Central Asia", "actor:unrcca", "ev-rec-1"]
events = true
kinds = ["organization", "participatedIn"]
only = ["UN body", "mek:State", "un"]
hide = ["Isroil"]
emphasis = ["ЮНОДК", "doc-jpoa-2011"]
[colors]
UNBody = "teal"
memberOf = "dark"
[pinned]
unoct = [100, 100]
"""
    text = text.replace('"БМТ", ', "").replace('hide = ["Isroil"]\n', 'hide = ["unodc"]\n')
    found = read(tmp_path, graph, text)
    assert found.around == ("actor:unrcca", "event:ev-rec-1")
    assert found.kinds == ("kind:organized", "kind:participatedIn")
    assert found.only == ("mek:UNBody", "mek:State", "actor:un")
    assert found.hide == ("actor:unodc",)
    assert found.emphasis == ("actor:unodc", "instrument:doc-jpoa-2011")
    assert found.colors == {"mek:UNBody": "#009988", "kind:memberOf": "#555555"}
    assert found.pinned == {"actor:unoct": (100.0, 100.0)}


@pytest.mark.parametrize(
    ("text", "line", "key", "near"),
    [
        ("around = [\n'unrrca',\n]", 2, "usage.no_match", "actor:unrcca"),
        ("around = ['actor:unrcc']", 1, "usage.no_match", "actor:unrcca"),
        ("around = ['source:seed-dunyo']", 1, "usage.no_match", "-"),
        ("around = ['']", 1, "diagram.needs_text", None),
        ("around = ['Regional Expert']", 1, "usage.ambiguous", None),
        ("around = ['ev-rec-1']\nevents = false", 1, "diagram.needs_events", None),
        ("whole = true\nkinds = ['coOrganizedWith']", 2, "network.kind", "coOrganized"),
        ("whole = true\nkinds = ['organised']", 2, "network.kind", "organized"),
        ("whole = true\nonly = ['UNBodi']", 2, "usage.no_match", None),
        ("whole = true\nemphasis = ['unoct', 'unocd']", 2, "usage.no_match", None),
        ("whole = true\n[colors]\nUNBodies = 'blue'", 3, "usage.no_match", "UNBody"),
        ("whole = true\n[pinned]\n'actor:nobody-at-all' = [100, 100]", 3, "usage.no_match", "-"),
        ("question = 'fundings'", 1, "usage.question_unknown", "funding"),
        ("question = 'event-file'", 1, "usage.parameter_missing", None),
        ("question = 'funding'\n[parameters]\nfunders = 'japan'", 3, "usage.parameter_unknown", None),
        ("question = 'funding'\n[parameters]\nfunder = 'japann'", 3, "usage.no_match", "actor:japan"),
    ],
)
def test_what_fits_nothing_is_told_with_its_line(
    tmp_path: Path, graph: Graph, text: str, line: int, key: str, near: str | None
) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, graph, text)
    assert (caught.value.key, caught.value.line, caught.value.file) == (key, line, "a.toml")
    if near:
        assert near in caught.value.values["near"]


def test_wrong_names_and_wrong_values_are_told_together(tmp_path: Path, graph: Graph) -> None:
    with pytest.raises(InputErrors) as caught:
        read(tmp_path, graph, "around = ['unrrca']\nemphasis = ['unocd']\nlayout = 'nestd'\n")
    assert [error.line for error in caught.value.errors] == [1, 2, 3]
