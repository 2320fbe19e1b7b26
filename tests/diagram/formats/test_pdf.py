"""PDF: all pages, our font only, text that can be copied in reading order, links, what the file says of itself."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mekgraph.diagram.formats.pdf import to_pdf
from mekgraph.diagram.page import Document, Page, Words

from .invented import HOSTILE, LABELS, document


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return to_pdf(document())


@pytest.fixture(scope="module")
def text(pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    file = tmp_path_factory.mktemp("pdf") / "a.pdf"
    file.write_bytes(pdf)
    return told("pdftotext", "-raw", str(file), "-")


def told(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def test_pages_have_their_sizes(pdf: bytes) -> None:
    boxes = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", pdf)
    assert [tuple(round(float(side) / 72 * 25.4) for side in box) for box in boxes] == [(297, 210), (210, 297)]


def test_only_our_font_is_in_the_file_and_embedded(pdf: bytes) -> None:
    names = re.findall(rb"/BaseFont /(\S+)", pdf)
    assert {name.split(b"+")[1] for name in names} == {b"SourceSansPro-Regular", b"SourceSansPro-Bold"}
    assert pdf.count(b"/FontFile2") == len(names)
    assert b"Helvetica" not in pdf


def test_the_file_says_what_it_is_and_no_date_that_never_was(pdf: bytes) -> None:
    assert b"/Title (Invented <title>)" in pdf
    assert b"/Subject (What it shows & more)" in pdf
    assert b"/Author (mekgraph)" in pdf
    assert b"/Lang (uz)" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert b"Date" not in pdf


def test_links_lead_to_the_web_only(pdf: bytes) -> None:
    assert set(re.findall(rb"/URI \((.*?)\)", pdf)) == {b"https://example.org/?a=1&b=2", b"https://example.org/source"}
    # Five figures, and each line of the source.
    assert pdf.count(b"/Subtype /Link") == 7


def test_text_is_copied_as_it_is_written(text: str) -> None:
    for label in LABELS.values():
        assert label in text
    assert HOSTILE["markup"] in text
    assert "Manbalar: oʻqish" in text


def test_text_is_read_from_the_title_on(text: str) -> None:
    assert text.startswith("The title comes first\n")
    order = [text.index(label) for label in LABELS.values()]
    assert order == sorted(order)


def test_what_the_font_lacks_is_seen_to_be_missing(text: str) -> None:
    assert "??? ??\n" in text
    assert "abcde f g\n" in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_hundreds_of_different_letters_are_all_drawn(tmp_path: Path) -> None:
    letters = "".join(map(chr, [*range(0x21, 0x7F), *range(0xC0, 0x17F), *range(0x400, 0x460)]))
    lines = tuple(letters[start : start + 60] for start in range(0, len(letters), 60))
    file = tmp_path / "a.pdf"
    file.write_bytes(to_pdf(Document("en", "t", "", (Page(297, 210, words=(Words(lines, 10, 20, 9, 5),)),))))
    assert "".join(told("pdftotext", "-raw", str(file), "-").split()) == letters


def test_the_next_document_does_not_depend_on_the_one_before(pdf: bytes) -> None:
    other = Document("en", "other", "", (Page(50, 50, words=(Words(("Другой ÄÖÜ",), 5, 5, 9, 3),)),))
    assert to_pdf(other) == to_pdf(other)
    assert to_pdf(document()) == pdf
