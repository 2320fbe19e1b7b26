"""Every form of an answer: what stands in it is what was answered, and nothing in it comes alive."""

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser

import openpyxl
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.ask.answer import Answer, Cell
from mekgraph.ask.formats import FORMATS
from mekgraph.ask.formats.delimited import inert, to_csv, to_tsv
from mekgraph.ask.formats.graphs import serialized
from mekgraph.ask.formats.html import to_html
from mekgraph.ask.formats.markdown import to_markdown
from mekgraph.ask.formats.xlsx import to_xlsx
from mekgraph.iris import PREFIXES

XSD = PREFIXES["xsd"]
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "<script>alert(1)</script>",
    "a|b",
    "*x* _y_ `z`",
    '"',
    "a\nb",
    "\u202eabc",
    "]]>",
]


def cell(text: str, iri: str = "", datatype: str = "string") -> Cell:
    term = ox.NamedNode(iri) if iri else ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))
    return Cell(term, text, text)


def answer(*rows: tuple[Cell, ...], title: str = "A title") -> Answer:
    names = tuple(f"c{number}" for number in range(len(rows[0])))
    return Answer(
        title, names, tuple(f"Heading {name}" for name in names), list(rows), {"question": "q", "rows": len(rows)}
    )


SMALL = answer(
    (
        cell("Name", PREFIXES["actor"] + "x"),
        cell("5", datatype="integer"),
        cell("true", datatype="boolean"),
        Cell(None, "", ""),
    ),
    (
        cell("Page", "https://example.org/a?b=1"),
        cell("1.50", datatype="decimal"),
        cell("x"),
        cell("2024", datatype="gYear"),
    ),
)


def test_values_are_typed() -> None:
    assert [[one.value for one in row] for row in SMALL.rows] == [["Name", 5, True, None], ["Page", 1.5, "x", "2024"]]
    assert SMALL.records()[0] == {"c0": "Name", "c0_id": "actor:x", "c1": 5, "c2": True, "c3": None}


def test_a_column_that_is_called_like_that_of_the_ids_of_another_stays() -> None:
    both = replace(answer((cell("Name", "actor:x"), cell("mine"))), columns=("c", "c_id"))
    assert both.records() == [{"c": "Name", "c_id_": "actor:x", "c_id": "mine"}]
    assert to_csv(both) == "c,c_id_,c_id\nName,actor:x,mine\n"


def test_delimited() -> None:
    for text, delimiter in ((to_csv(SMALL), ","), (to_tsv(SMALL), "\t")):
        assert list(csv.reader(io.StringIO(text), delimiter=delimiter)) == [
            ["c0", "c0_id", "c1", "c2", "c3"],
            ["Name", "actor:x", "5", "true", ""],
            ["Page", "https://example.org/a?b=1", "1.50", "x", "2024"],
        ]


@pytest.mark.parametrize("text", HOSTILE[:8])
def test_formulas_are_inert_in_spreadsheets(text: str) -> None:
    assert inert(text) == f"'{text}"
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(answer((cell(text),))))).worksheets[0]
    assert sheet["A2"].data_type == "s"


@pytest.mark.parametrize("text", ["x\r=1+1", "x\r\n=1+1", "x\n=1+1"])
def test_a_line_break_within_a_cell_begins_no_row(text: str) -> None:
    for written in (to_csv(answer((cell(text),))), to_tsv(answer((cell(text),)))):
        assert written == 'c0\n"x\n=1+1"\n'


@given(st.lists(st.tuples(st.text(), st.sampled_from(HOSTILE)), min_size=1))
def test_no_cell_of_a_workbook_is_a_formula(rows: list[tuple[str, str]]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(answer(*[(cell(one), cell(two)) for one, two in rows]))))
    assert {one.data_type for sheet in book for row in sheet.iter_rows() for one in row} <= {"s", "n"}
    assert book.worksheets[0].max_row == len(rows) + 1


def test_a_workbook_says_where_it_comes_from_and_is_always_the_same() -> None:
    content = to_xlsx(SMALL, "ru")
    assert content == to_xlsx(SMALL, "ru")
    first, about = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert [one.value for one in first[2]] == ["Name", "actor:x", 5, "true", None]
    assert [one.value for one in about["A"]] == ["A title", "question", "rows"]


class Reader(HTMLParser):
    """Text of all cells, all tags, and all links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def test_a_page_shows_texts_as_texts() -> None:
    reader = Reader()
    reader.feed(
        to_html(
            answer(*[(cell(text), cell(text, f"javascript:{number}")) for number, text in enumerate(HOSTILE)]), "uz"
        )
    )
    assert "script" not in reader.tags
    assert reader.links == []
    assert {text.strip() for text in HOSTILE} <= {
        " ".join(one.split()) if "\n" not in one else one.strip() for one in reader.cells
    } | {text.strip() for text in reader.cells}
    followed = Reader()
    followed.feed(to_html(SMALL))
    assert followed.links == ["https://example.org/a?b=1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_keeps_one_row_a_line(text: str) -> None:
    lines = to_markdown(answer((cell(text), cell("b")))).splitlines()
    assert len(lines) == 5 + 3
    assert lines[4].replace("\\|", "").count("|") == 3
    assert "<" not in lines[4].replace("\\<", "")


def test_json_holds_ids_values_and_the_citation() -> None:
    table = json.loads(FORMATS["json"](SMALL, "en"))
    assert table["rows"][0] == {
        "c0": {"id": "actor:x", "iri": PREFIXES["actor"] + "x", "label": "Name"},
        "c1": 5,
        "c2": True,
        "c3": None,
    }
    assert table["citation"] == {"question": "q", "rows": 2}


def test_parquet_and_arrow_hold_typed_columns() -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is an extra that is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    for table in (
        parquet.read_table(io.BytesIO(FORMATS["parquet"](SMALL, "en"))),
        pyarrow.ipc.open_file(FORMATS["arrow"](SMALL, "en")).read_all(),
    ):
        assert table.column_names == ["c0", "c0_id", "c1", "c2", "c3"]
        assert table.column("c0_id").to_pylist() == ["actor:x", "https://example.org/a?b=1"]


def test_a_graph_in_each_form() -> None:
    triples = [
        ox.Triple(ox.NamedNode("https://example.org/a"), ox.NamedNode(PREFIXES["mek"] + "note"), ox.Literal(text))
        for text in HOSTILE
    ]
    for form, rdf_format in (("ntriples", ox.RdfFormat.N_TRIPLES), ("jsonld", ox.RdfFormat.JSON_LD)):
        assert {quad.triple for quad in ox.parse(serialized(triples, form), format=rdf_format)} == set(triples)
        assert serialized(triples, form) == serialized(reversed(triples), form)
