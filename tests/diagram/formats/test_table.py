"""The table of links: a row for each source, in the reader's language, and nothing that a spreadsheet calculates."""

import csv
import io
from dataclasses import astuple, replace

import pytest
from hypothesis import given

from mekgraph.diagram.formats.table import marks, table_headings, table_rows, table_text
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.type.characters import cleaned
from mekgraph.messages import LANGUAGES

from ..scenes import HOSTILE, UZBEK, link, proof, scene, texts, two


def read(made: Scene) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table_text(made), newline="")))


def test_there_is_a_row_for_each_link_and_source() -> None:
    made = scene()
    rows = table_rows(made)
    wanted = [(edge.id, one) for edge in made.edges for one in [proof.source for proof in edge.proofs] or [""]]
    assert [(row.link_id, row.source_id) for row in rows] == wanted
    assert len(read(made)) == len(rows) + 1


def test_a_row_tells_the_link_and_its_source() -> None:
    edge = replace(link("l", "actor:a", "actor:b"), start="2024-02", end="2024", proofs=(proof("told", 7),))
    made = replace(two("Alfa", "Beta"), edges=(edge,))
    assert astuple(table_rows(made)[0]) == (
        "Alfa", "supports", "supports", "Beta", "2024-02", "2024", "", "told", "told", "2024-05", "told", "told", "",
        "told", "https://example.org/7?a=1&b=2", "actor:a", "actor:b", "link:l", "source:s7",
    )  # fmt: skip


def test_a_link_without_a_source_has_a_row() -> None:
    made = replace(two("Alfa", "Beta"), edges=(link("l", "actor:a", "actor:b"),))
    (row,) = table_rows(made)
    assert (row.from_, row.to, row.title, row.url, row.source_id) == ("Alfa", "Beta", "", "", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_have_names_in_every_language(language: str) -> None:
    headings = table_headings(language)
    assert read(replace(scene(), language=language))[0] == headings
    assert len(set(headings)) == len(headings) == len(astuple(table_rows(scene())[0]))


def test_marks_are_words_in_the_language_of_the_reader() -> None:
    edge = link("l", "actor:a", "actor:b")
    assert marks(edge, "en") == ""
    assert marks(replace(edge, implied=True, disputed=True, ended=True, certain=False), "uz") == (
        "tugagan, ochiq aytilmagan, bahsli"
    )
    assert marks(replace(edge, certain=False, fresh=True), "en") == "only possible, new or changed"


def test_no_cell_is_a_formula() -> None:
    for formula in ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\u200f=1+1", "＝1"):
        (_, row) = read(two(formula, "b", formula))
        assert row[0] == row[1] == row[7] == f"'{cleaned(formula)}"


def test_only_addresses_of_the_web_are_told() -> None:
    made = two("a", "b")
    edge = replace(made.edges[0], proofs=(replace(proof("told", 1), url="javascript:alert(1)"),))
    assert table_rows(replace(made, edges=(edge,)))[0].url == ""


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_texts_are_what_pictures_show(text: str) -> None:
    (_, row) = read(two(text, UZBEK))
    assert row[0].removeprefix("'") == (cleaned(text) or "actor:a")
    assert row[3] == UZBEK


@given(texts, texts)
def test_every_text_stays_in_its_cell(label: str, verb: str) -> None:
    (_, row) = read(two(label, "b", verb))
    assert row[0].removeprefix("'") == (cleaned(label).removeprefix("'") or "actor:a")
    assert row[9] == "2024-05"


def test_the_mark_for_spreadsheets_is_left_to_the_caller() -> None:
    assert table_text(scene()).startswith("Kimdan")
