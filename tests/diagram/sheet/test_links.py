"""The table of links has every link once, with all its sources, over as many pages as it needs."""

import pytest

from mekgraph.diagram.page import Page
from mekgraph.diagram.sheet.lines import shown as in_words
from mekgraph.diagram.sheet.links import links, period
from mekgraph.diagram.sheet.paper import SIZES, Paper
from mekgraph.diagram.sheet.sources import numbered
from mekgraph.diagram.sheet.table import SIZE, Column, Table, tabled

from ..scenes import HOSTILE
from .checking import assert_sound, boxes, clashes
from .invented import drawn, edge, node, scene, source, texts

TITLE = "A table"
LONG = "A name that needs more than one line in a narrow column of a table on paper"


def table(rows: int, words: str = LONG) -> Table:
    columns = (Column("", 0.3, 1, bold=True), Column("From", 2, 6), Column("To", 2, 6), Column("Sources", 1, 12))
    return Table(TITLE, columns, tuple((str(row), f"{row} {words}", words, "1–3, 7") for row in range(rows)))


def told(page: Page) -> list[str]:
    return [" ".join(words.lines) for words in page.words]


@pytest.mark.parametrize("paper", SIZES)
def test_every_row_is_on_one_page_and_each_page_has_the_heading(paper: str) -> None:
    pages = tabled(table(200), Paper(paper))
    rows = [word for page in pages for word in told(page) if word.endswith(LONG) and word != LONG]
    assert rows == [f"{row} {LONG}" for row in range(200)]
    for page in pages:
        assert [told(page)[0], *told(page)[1:4]] == [TITLE, "From", "To", "Sources"]
        assert clashes([box for words in page.words for box in boxes(words)]) == []
        assert all(words.y < page.height - 10 for words in page.words)


def test_columns_are_aligned_and_a_rule_is_below_each_row() -> None:
    page = tabled(table(5), Paper("A4"))[0]
    cells = [words for words in page.words if words.size == SIZE]
    assert len({words.x for words in cells}) == 4
    assert len(page.lines) == 6
    assert [line.path[0][1] for line in page.lines] == sorted(line.path[0][1] for line in page.lines)


def test_a_table_without_rows_has_no_page() -> None:
    assert tabled(table(0), Paper("A4")) == ()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_cells_stay_in_their_columns(text: str) -> None:
    for page in tabled(table(3, text), Paper("A4-portrait")):
        assert clashes([box for words in page.words for box in boxes(words)]) == []


def test_a_row_says_kind_ends_period_marks_and_all_sources() -> None:
    made = [node("actor:a", "Alfa"), node("actor:b", "Beta")]
    many = tuple(map(source, range(1, 40, 2)))
    joined = [
        edge("x", "actor:a", "actor:b", "joins", verb="joined", start="2021", end="2023", ended=True, proofs=many),
        edge("y", "actor:b", "actor:a", "helps", verb="helps", fresh=True, certain=False, disputed=True, implied=True),
        edge("z", "actor:a", "actor:b", "joins", verb="joined", ended=True, fresh=True, over=True),
        edge("zz", "actor:a", "actor:b", "joins", verb="joined", ended=True, fresh=True),
    ]
    shown = scene(made, joined)
    numbers, _ = numbered(shown.edges)
    found = links(shown, numbers, {"kind:joins": "A", "kind:helps": "B"})
    assert found.rows == (
        ("A", "Alfa", "joined", "Beta", "", "− ended", "1"),
        ("A", "Alfa", "joined", "Beta", "", "ended, + new", "1"),
        ("A", "Alfa", "joined", "Beta", "2021 – 2023", "ended", "1–20"),
        ("B", "Beta", "helps", "Alfa", "", "+ new, not stated directly, disputed, not certain", "1"),
    )


def test_all_sources_of_a_link_are_in_the_table_also_where_there_are_very_many() -> None:
    made = [node("actor:a", "Alfa"), node("actor:b", "Beta")]
    odd = tuple(map(source, range(1, 120, 2)))
    even = tuple(map(source, range(2, 120, 2)))
    shown = scene(made, [edge("x", "actor:a", "actor:b", proofs=odd), edge("y", "actor:b", "actor:a", proofs=even)])
    found = drawn(shown, "A4-portrait")
    assert_sound(found)
    cells = [" ".join(words.lines) for words in found.pages[1].words]
    numbers, _ = numbered(shown.edges)
    assert len(numbers["link:x"]) == 60
    assert [cells.count(in_words(cited)) for cited in numbers.values()] == [1, 1]


def test_without_letters_there_is_no_column_for_them() -> None:
    made = [node("actor:a"), node("actor:b")]
    found = links(scene(made, [edge("x", "actor:a", "actor:b")]), {"link:x": (1,)}, {})
    assert len(found.columns) == len(found.rows[0]) == 6


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2024", "2024", "2024"),
        ("2023", "2024", "2023 – 2024"),
        ("2023", "", "2023, end not stated"),
        ("", "2024", "start not stated, until 2024"),
        ("", "", ""),
    ],
)
def test_periods_as_precisely_as_they_are_known(start: str, end: str, said: str) -> None:
    assert period(edge("x", "actor:a", "actor:b", start=start, end=end), texts("en")) == said
