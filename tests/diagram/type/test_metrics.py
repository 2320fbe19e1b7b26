"""Texts are measured in the font that is embedded, and break into lines that fit."""

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.diagram.type.characters import cleaned
from mekgraph.diagram.type.fonts import font_file
from mekgraph.diagram.type.metrics import ELLIPSIS, width, wrapped

COUNCIL = "Совет по реабилитации и реинтеграции возвращённых граждан"
texts = st.text(max_size=200) | st.text("абв -/ʻoʼ,", max_size=200)


@pytest.mark.parametrize("bold", [False, True])
def test_a_width_is_the_sum_of_the_advances_in_the_file(bold: bool) -> None:
    with TTFont(font_file(bold)) as font:
        advances = [font["hmtx"].metrics[font.getBestCmap()[ord(char)]][0] for char in COUNCIL]
        expected = sum(advances) / font["head"].unitsPerEm * 9 / 72 * 25.4
    assert width(COUNCIL, 9, bold) == pytest.approx(expected)


def test_width_grows_with_size() -> None:
    assert width(COUNCIL, 18) == pytest.approx(2 * width(COUNCIL, 9))


@given(texts, st.floats(6, 60), st.integers(1, 5))
def test_lines_fit_and_are_not_too_many(text: str, widest: float, most: int) -> None:
    lines = wrapped(text, widest, 8, most)
    assert len(lines) <= most
    assert all(width(line, 8) <= widest for line in lines)
    assert all(line == line.strip(" ") and line for line in lines)


@given(texts, st.floats(6, 60))
def test_nothing_is_lost_where_there_is_room(text: str, widest: float) -> None:
    lines = wrapped(text, widest, 8, 500)
    assert "".join(lines).replace(" ", "") == cleaned(text).replace(" ", "")


@given(texts, st.floats(6, 60))
def test_balancing_needs_no_more_lines_than_filling(text: str, widest: float) -> None:
    narrow = wrapped(text, widest, 8, 500)
    assert len(narrow) >= len(wrapped(text, widest * 1.5, 8, 500))


def test_lines_are_about_equally_wide() -> None:
    lines = wrapped("aaaa aaaa aaaa aaaa aaaa aaaa", width("aaaa aaaa aaaa aaaa aaaa", 8), 8, 3)
    assert lines == ("aaaa aaaa aaaa", "aaaa aaaa aaaa")


def test_what_does_not_fit_ends_with_an_ellipsis_after_a_whole_word() -> None:
    lines = wrapped(COUNCIL, 25, 9, 2)
    assert len(lines) == 2
    assert lines[-1].endswith(ELLIPSIS)
    assert lines[-1].removesuffix(ELLIPSIS).split(" ")[-1] in COUNCIL.split(" ")


def test_a_long_word_breaks_after_its_hyphen() -> None:
    assert wrapped("counter-terrorism", width("counter-terr", 9), 9, 2) == ("counter-", "terrorism")


def test_a_word_of_200_characters_is_broken() -> None:
    lines = wrapped("x" * 200, 20, 9, 50)
    assert "".join(lines) == "x" * 200
    assert all(width(line, 9) <= 20 for line in lines)


def test_marks_stay_with_their_letters() -> None:
    lines = wrapped("q\u0301" * 40, 20, 9, 50)
    assert not [line for line in lines if line.startswith("\u0301")]


def test_an_empty_text_has_no_lines() -> None:
    assert wrapped(" \n\x00", 20, 9, 3) == ()
