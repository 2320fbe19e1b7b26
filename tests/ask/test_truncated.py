"""An answer that ends before its end says so, wherever it goes."""

from pathlib import Path

import openpyxl
import pytest

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import Inquiry, ask, raw
from mekgraph.ask.formats import FORMATS
from mekgraph.diagram.definition.model import Diagram
from mekgraph.diagram.drawing import draw
from mekgraph.errors import LimitError
from mekgraph.exchange.export import export_answer
from mekgraph.graph.asof import Axes
from mekgraph.graph.engine import Truncated
from mekgraph.graph.opening import Graph
from mekgraph.graph.worker.pool import Limits

QUERY = "SELECT ?link WHERE { ?link a mek:Link }"
FEW = Limits(rows=7)


def answered(graph: Graph, query: str, limits: Limits, axes: Axes | None = None) -> Answer:
    found = ask(graph, query, limits=limits, axes=axes or Axes())
    assert isinstance(found, Answer)
    return found


def test_an_answer_says_that_it_goes_on(graph: Graph) -> None:
    found = answered(graph, QUERY, FEW)
    assert (len(found), found.truncated) == (7, Truncated(7, "limit.cut_rows"))
    assert answered(graph, QUERY, Limits()).truncated is None
    assert answered(graph, f"{QUERY} LIMIT 7", FEW).truncated is None


def test_so_do_the_standard_bytes(graph: Graph) -> None:
    reply = raw(graph, Inquiry(QUERY), "text/csv", FEW)
    assert (reply.content.count(b"\n"), reply.truncated) == (1 + 7, Truncated(7, "limit.cut_rows"))


@pytest.mark.parametrize("form", ["json", "markdown", "html", "xlsx"])
def test_so_does_a_file_that_is_passed_on(graph: Graph, form: str, tmp_path: Path) -> None:
    found = answered(graph, QUERY, FEW)
    content = FORMATS[form](found, "ru")
    if form == "xlsx":
        (tmp_path / "a.xlsx").write_bytes(content)
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        content = " ".join(str(cell.value) for row in book.worksheets[1] for cell in row).encode()
    assert found.truncated is not None
    words = found.truncated.text("en" if form == "json" else "ru").split()[:5]
    assert words == [word for word in words if word.encode() in content]
    assert b'"truncated":' not in FORMATS["json"](answered(graph, QUERY, Limits()), "ru")


def test_a_part_is_neither_exported_nor_drawn_as_if_it_were_the_whole(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = answered(graph, QUERY, FEW)
    with pytest.raises(LimitError):
        export_answer(graph.project, part)
    monkeypatch.setattr("mekgraph.diagram.drawing.ask", lambda *_: part)
    with pytest.raises(LimitError):
        draw(graph, Diagram(name="", question="any"))


def test_nobody_is_told_that_a_row_is_only_possible_because_the_certain_ones_were_too_many(graph: Graph) -> None:
    with pytest.raises(LimitError) as caught:
        answered(graph, QUERY, FEW, Axes(on="2024"))
    assert caught.value.key == "limit.cut_rows"
