"""Pages of briefs: nothing is lost, nothing overlaps, all is on the paper, numbers are those of the picture."""

from dataclasses import replace
from itertools import combinations, product

import pytest

from mekgraph.diagram.brief.document import document
from mekgraph.diagram.brief.model import Brief
from mekgraph.diagram.brief.pages import pages
from mekgraph.diagram.formats.writing import document_of
from mekgraph.diagram.page import Page, Words
from mekgraph.diagram.sheet.paper import SIZES, Paper
from mekgraph.diagram.type.characters import cleaned
from mekgraph.diagram.type.metrics import MM_PER_POINT, width
from mekgraph.messages import LANGUAGES

from .conftest import READY, Briefed
from .hostile import spoilt

pytestmark = pytest.mark.slow

Box = tuple[float, float, float, float]
NEAR = 0.05  # millimetres
LEFT, RIGHT = "left", "right"


def box(words: Words) -> Box:
    """Where ink may be: from the height of capitals above the first line to below the last one."""
    wide = max(width(line, words.size, words.bold) for line in words.lines)
    left = words.x - (wide if words.align == RIGHT else 0)
    high = words.size * MM_PER_POINT
    last = words.y + words.leading * (len(words.lines) - 1)
    return left, words.y - 0.66 * high, left + wide, last + 0.2 * high


def overlap(one: Box, two: Box) -> bool:
    return all(one[side] < two[side + 2] - NEAR and two[side] < one[side + 2] - NEAR for side in (0, 1))


def check(made: tuple[Page, ...]) -> None:
    for page in made:
        boxes = [box(words) for words in page.words if words.lines]
        assert all(left > 0 and top > 0 and right < page.width and low < page.height for left, top, right, low in boxes)
        assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]


def all_text(made: tuple[Page, ...]) -> str:
    return "".join("".join(words.lines) for page in made for words in page.words).replace(" ", "")


@pytest.mark.parametrize(("name", "language"), list(product(READY, LANGUAGES)))
def test_all_links_sources_and_findings_are_told_and_nothing_overlaps(
    briefed: Briefed, name: str, language: str
) -> None:
    made = briefed(name, language)
    told = document(made).pages[1:]
    check(told)
    text = all_text(told)
    for finding in made.findings:
        assert cleaned(finding.text).replace(" ", "") in text
        assert all(id_ in text for id_ in (*finding.questions, *finding.measures))
    for number, proof in enumerate(made.ground.sources, 1):
        assert any(words.lines == (str(number),) for page in told for words in page.words)
        assert cleaned(proof.title).replace(" ", "") in text
        assert proof.url in text
    assert sum(text.count(cleaned(edge.verb).replace(" ", "")) >= 1 for edge in made.scene.edges) == len(
        made.scene.edges
    )
    rules = sum(len(page.lines) for page in told)
    heads = sum(words.lines == (made.scene.texts["source"],) for page in told for words in page.words)
    assert rules == len(made.scene.edges) + heads
    assert made.scene.version in text


def test_the_smallest_ready_diagram_has_two_pages_in_all_languages(briefed: Briefed) -> None:
    assert [len(document(briefed("council", language)).pages) for language in LANGUAGES] == [2, 2, 2]


def test_numbers_are_those_of_the_picture_and_of_its_own_pages(briefed: Briefed) -> None:
    made = briefed("funding")
    first, *rest = document(made).pages
    drawn = document_of(made.drawing).pages
    assert first.connectors == drawn[0].connectors
    assert first.figures == drawn[0].figures
    count = len(rest) + 1
    for number, page in enumerate((first, *rest), 1):
        assert [words.lines for words in page.words].count((f"{number}/{count}",)) == 1
    assert (f"1/{len(drawn)}",) not in [words.lines for words in first.words] or len(drawn) == count
    proofs = {proof.source: proof.url for edge in made.scene.edges for proof in edge.proofs}
    listed = {words.href for page in rest for words in page.words if words.href}
    assert listed == {url for url in proofs.values() if url}


@pytest.mark.parametrize("paper", SIZES)
def test_text_stands_on_paper_of_every_shape(briefed: Briefed, paper: str) -> None:
    check(pages(briefed("un-around-council"), Paper(paper)))


def test_slides_have_one_size_and_the_text_grows_with_it(briefed: Briefed) -> None:
    made = briefed("overview")
    paper, slides = document(made), document(made, slides=True)
    assert made.drawing.arrangement.paper.name == "A3"
    assert {(page.width, page.height) for page in slides.pages} == {SIZES["A3"]}
    assert [page.width for page in paper.pages[:2]] == [420, 297]
    check(slides.pages[1:])
    sizes = [max(words.size for words in document.pages[1].words) for document in (paper, slides)]
    assert sizes[1] == pytest.approx(sizes[0] * 420 / 297, rel=0.001)


def test_names_of_any_length_and_script_stay_on_the_page(briefed: Briefed) -> None:
    made = spoilt(briefed("un-around-council"))
    told = pages(made, Paper("A4"))
    check(told)
    assert "<script>alert(1)</script>" in all_text(told)


def test_a_brief_without_findings_or_sources_is_the_table(briefed: Briefed) -> None:
    made: Brief = replace(briefed("council"), findings=())
    (page,) = pages(made, Paper("A4"))
    assert made.ground.say("findings") not in {" ".join(words.lines) for words in page.words}
