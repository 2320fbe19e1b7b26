"""Labels may hold anything; what is drawn holds nothing that breaks a file, and is told where the font ends."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.diagram.type.characters import cleaned, drawable, without_glyph

UZBEK_AND_CYRILLIC = "Oʻzbekiston Gʻarb sanʼat Ўзбекистон Қозоғистон Ҳамкорлик Тоҷикистон Кыргызстан ёъэ – « » … №"


@pytest.mark.parametrize("bold", [False, True])
def test_the_font_holds_the_letters_of_our_languages(bold: bool) -> None:
    assert without_glyph(UZBEK_AND_CYRILLIC, bold) == ()


@given(st.text(st.characters(codec=None)))
def test_cleaned_text_can_stand_in_xml(text: str) -> None:
    element = ElementTree.Element("text")
    element.text = cleaned(text)
    assert (ElementTree.fromstring(ElementTree.tostring(element, "utf-8")).text or "") == cleaned(text)


@given(st.text(st.characters(codec=None)))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


def test_the_direction_of_text_cannot_be_turned() -> None:
    assert cleaned("abc\u202edef\u2066") == "abcdef"


def test_markup_stays_text() -> None:
    assert cleaned("<script>&") == "<script>&"


@given(st.text())
def test_drawable_text_has_all_glyphs(text: str) -> None:
    assert without_glyph(drawable(text)) == ()


def test_missing_characters_are_told_once_in_order() -> None:
    assert without_glyph("مجلس council 🙂 🙂") == ("م", "ج", "ل", "س", "🙂")
