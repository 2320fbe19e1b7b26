"""The ready diagrams as slides, opened in LibreOffice: no word leaves its card, the page, or covers another."""

import html
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mekgraph.diagram.definition.finding import find_diagram
from mekgraph.diagram.definition.reading import read_diagram
from mekgraph.diagram.drawing import draw
from mekgraph.diagram.formats.pptx import to_pptx
from mekgraph.diagram.formats.writing import document_of
from mekgraph.diagram.page import Document, Figure, Page, Words
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.diagram.sheet.running import header
from mekgraph.diagram.type.metrics import MM_PER_POINT
from mekgraph.graph.opening import Graph
from mekgraph.messages import LANGUAGES

PROGRAMS = ("loimpress", "pdftotext", "fc-match")
FONTS = ("Arial", "Liberation Sans")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(map(shutil.which, PROGRAMS)), reason=f"needs {', '.join(PROGRAMS)}"),
]
NAMES = ("council", "funding", "overview", "repatriation", "un-around-council", "working-group-meeting")
WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
# In millimetres: how far a word may be out of its card, and how much of another it may cover, across and down.
OUT, ACROSS, DOWN = 0.1, 0.1, 0.5
LONG = {
    "en": "The Regional Expert Council: structure, members and supporters, and the programmes of the Central Asian "
    "states for rehabilitation and reintegration, with those who pay for them",
    "ru": "РЕГИОНАЛЬНЫЙ ЭКСПЕРТНЫЙ СОВЕТ: структура, участники и поддержка, а также программы государств Центральной "
    "Азии по реабилитации и реинтеграции",
    "uz": "Mintaqaviy ekspertlar kengashi: tuzilmasi, aʼzolari va qoʻllab-quvvatlovchilari, shuningdek Markaziy Osiyo "
    "davlatlarining reabilitatsiya va reintegratsiya boʻyicha dasturlari, ularning donorlari va hamkorlari",
}


@dataclass(frozen=True)
class Word:
    """A word where it is drawn, in millimetres."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


Drawn = dict[tuple[str, str], tuple[Document, list[list[Word]]]]


@pytest.fixture(scope="module")
def drawn(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """All ready diagrams in all languages, and the words on their slides; of "long", one with a title in two lines."""
    match = subprocess.run(["fc-match", "-f", "%{family}", "Arial"], check=True, capture_output=True, timeout=60)
    if match.stdout.decode().split(",")[0] not in FONTS:
        pytest.skip(f"needs one of the fonts {', '.join(FONTS)}")
    made = {}
    for name in NAMES:
        diagram = read_diagram(find_diagram(graph.project, name), graph)
        for language in LANGUAGES:
            made[name, language] = document_of(draw(graph, diagram, language))
    for language in LANGUAGES:
        small = read_diagram(find_diagram(graph.project, "council"), graph)
        made["long", language] = titled(document_of(draw(graph, replace(small, page="16:9"), language)), LONG[language])
    folder = tmp_path_factory.mktemp("slides")
    files = {key: folder / f"{'.'.join(key)}.pptx" for key in made}
    for key, document in made.items():
        files[key].write_bytes(to_pptx(document))
    profile = tmp_path_factory.mktemp("profile").as_uri()
    command = ["loimpress", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", folder, *files.values()], check=True, capture_output=True, timeout=400)
    return {key: (made[key], words(file.with_suffix(".pdf"))) for key, file in files.items()}


def titled(document: Document, title: str) -> Document:
    """The document with another title, set as on every page."""
    first = document.pages[0]
    scene: Any = SimpleNamespace(title=title, subtitle=first.words[1].lines[0])
    above = header(scene, Paper("16:9"))
    assert len(above[0].lines) == 2
    return replace(document, pages=(replace(first, words=(*above, *first.words[2:])), *document.pages[1:]))


def words(file: Path) -> list[list[Word]]:
    """The words on each page of a PDF."""
    run = subprocess.run(["pdftotext", "-bbox", file, "-"], check=True, capture_output=True, timeout=60)
    pages = run.stdout.decode().split("<page ")[1:]
    return [
        [
            Word(*(float(side) * MM_PER_POINT for side in found[:4]), html.unescape(found[4]))
            for found in WORD.findall(page)
        ]
        for page in pages
    ]


def letters(texts: Iterable[str]) -> Counter[str]:
    """All letters, as programs split texts into words in different ways."""
    return Counter(char for char in unicodedata.normalize("NFKC", "".join(texts)) if not char.isspace())


def cards(page: Page) -> list[tuple[Figure, list[Words]]]:
    """The cards of a page, and all that is written in each."""
    found = [
        figure for figure in page.figures if figure.words and ":" in figure.id and not figure.id.startswith("legend")
    ]
    return [(card, [some for some in (card.words, card.mark and card.mark.words) if some]) for card in found]


def inside(figure: Figure, word: Word) -> float:
    """How far a word is from the sides of a figure, negative outside of it."""
    left, top = figure.x - figure.width / 2, figure.y - figure.height / 2
    return min(word.left - left, word.top - top, left + figure.width - word.right, top + figure.height - word.bottom)


def middle(word: Word) -> Word:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return Word(x, y, x, y, word.text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*NAMES, "long"])
def test_every_word_of_a_card_is_in_it(drawn: Drawn, name: str, language: str) -> None:
    document, slides = drawn[name, language]
    found = cards(document.pages[0])
    assert len(found) > 10
    for card, texts in found:
        within = [word for word in slides[0] if inside(card, middle(word)) > 0]
        assert letters(word.text for word in within) == letters(line for text in texts for line in text.lines), card.id
        assert min(inside(card, word) for word in within) > -OUT, card.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*NAMES, "long"])
def test_no_word_covers_another_or_leaves_the_page(drawn: Drawn, name: str, language: str) -> None:
    document, slides = drawn[name, language]
    assert len(document.pages) == len(slides)
    for page, slide in zip(document.pages, slides, strict=True):
        inner = Paper("A4").inside.x - 1  # the margin of all papers
        assert all(inner < word.left and word.right < page.width - inner for word in slide)
        for one, two in combinations(slide, 2):
            across = min(one.right, two.right) - max(one.left, two.left)
            down = min(one.bottom, two.bottom) - max(one.top, two.top)
            assert across < ACROSS or down < DOWN, (one, two)
