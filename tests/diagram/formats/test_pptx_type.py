"""Text on slides: in a font that office machines have, never wider than the page has room for it, and its links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from mekgraph.diagram.formats.pptx import arial
from mekgraph.diagram.formats.pptx.hyperlinks import one_way, parts
from mekgraph.diagram.page import Words
from mekgraph.diagram.type.characters import cleaned
from mekgraph.diagram.type.metrics import width

LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "ÀÉÑÜßæøþ«»–—“”…€"
ADDRESS = "https://example.org/a"


def words(*lines: str, size: float = 7.5, bold: bool = False, href: str = "") -> Words:
    return Words(lines, 0, 0, size, 3.1, bold=bold, href=href)


@pytest.mark.parametrize(("bold", "standard"), [(False, "Helvetica"), (True, "Helvetica-Bold")])
def test_latin_letters_are_as_wide_as_in_the_standard_font_that_arial_replaces(bold: bool, standard: str) -> None:
    for letter in LETTERS:
        expected = stringWidth(letter, standard, 1)
        assert arial.width(letter, 72 / 25.4, bold) == pytest.approx(expected, abs=0.001), letter


@pytest.mark.parametrize(("accented", "plain"), [("é", "e"), ("Ё", "Е"), ("й", "и"), ("ў", "у"), ("ế", "e")])
def test_letters_with_accents_are_as_wide_as_without(accented: str, plain: str) -> None:
    assert arial.width(accented, 10) == pytest.approx(arial.width(plain, 10), abs=0.01)


@pytest.mark.parametrize("letter", "ʻʼӘәҒғҚқҢңӨөҰұҮүҺһЎўҲҳ№")
def test_letters_of_the_languages_of_the_region_are_in_the_table(letter: str) -> None:
    assert 0.1 < arial.width(letter, 72 / 25.4) < 1.1
    assert arial.width(letter, 72 / 25.4) != 1


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4), st.floats(6, 16), st.booleans())
def test_no_line_needs_more_room_than_the_widest_was_measured_with(lines: list[str], points: float, bold: bool) -> None:
    text = words(*lines, size=points, bold=bold)
    room = max(width(line, points, bold) for line in lines)
    made = arial.size(text)
    assert 1 <= made <= points
    assert made == 1 or max(arial.width(line, made, bold) for line in lines) <= room + arial.SLACK + 1e-6


def test_most_texts_look_as_large_as_in_the_other_formats() -> None:
    assert {arial.size(words(text)) for text in ("Министерство юстиции", "Ministry of Justice", "Oʻzbekiston")} == {6.7}
    assert 6 < arial.size(words("UNRCCA")) < 6.7


def test_only_the_address_of_a_source_is_underlined() -> None:
    made = parts(words("1. A page", "of 2024. https://exam", "ple.org/a", href=ADDRESS))
    assert made == [
        [("1. A page", "")],
        [("of 2024. ", ""), ("https://exam", ADDRESS)],
        [("ple.org/a", ADDRESS)],
    ]


def test_all_of_a_text_that_does_not_say_its_address_is_a_link() -> None:
    assert parts(words("A page", "of 2024", href=ADDRESS)) == [[("A page", ADDRESS)], [("of 2024", ADDRESS)]]


def test_a_link_in_two_directions_is_several() -> None:
    made = parts(words(f"{ADDRESS}/سلام-1-دنیا/b", href=ADDRESS))
    assert made == [[(f"{ADDRESS}/", ADDRESS), ("سلام-1-دنیا/", ADDRESS), ("b", ADDRESS)]]


@given(st.lists(st.text(), max_size=4), st.sampled_from(["", ADDRESS, "javascript:x", "://"]) | st.text())
def test_no_letter_is_lost_or_moved_by_links(lines: list[str], href: str) -> None:
    made = parts(words(*lines, href=href))
    assert ["".join(part for part, _ in line) for line in made] == [cleaned(line) for line in lines]


@given(st.text())
def test_parts_in_one_direction_are_the_text(text: str) -> None:
    assert "".join(one_way(text)) == text
