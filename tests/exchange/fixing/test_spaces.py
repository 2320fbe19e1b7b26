"""Blanks in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.exchange.fixing.literals import STRING, TEXT, XSD, Literal
from mekgraph.exchange.fixing.spaces import spaces
from mekgraph.exchange.fixing.wants import Around, Want
from mekgraph.iris import expand


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (" a ", "a"),
        ("a\n", "a"),
        ("a  b\tc \t d", "a b c d"),
        ("\u00a0a\u200b", "a"),
        ("\ufeffa\u2009", "a"),
        ("10\u00a0000", "10\u00a0000"),  # a no-break space between figures is meant
        ("e\u0301t", "\u00e9t"),
        (" first\n  second  line ", " first\n  second  line "),
        ("e\u0301\n\tf", "\u00e9\n\tf"),
        ("  ", "  "),
        ("", ""),
    ],
)
def test_texts_are_tidied(text: str, mended: str) -> None:
    assert spaces(Literal(text, "en"), Around()).text == mended


@pytest.mark.parametrize("path", ["skos:prefLabel", "mek:acronym", "mek:officialForm", "mek:place"])
def test_in_a_name_all_blanks_are_plain(path: str) -> None:
    text = "Sigma\u00a0Institute \u202f of\u2009Law"
    assert spaces(Literal(text, "en"), Around(path=expand(path))).text == "Sigma Institute of Law"
    assert spaces(Literal("two\n\u00a0lines", "en"), Around(path=expand(path))).text == "two\n\u00a0lines"


@pytest.mark.parametrize("want", [Want({STRING: ()}), Want({TEXT: ()}), Want({STRING: (), TEXT: ()})])
def test_a_text_without_language_is_one_where_the_shapes_say_so(want: Want) -> None:
    assert spaces(Literal(" a "), Around(want)).text == "a"


@pytest.mark.parametrize("want", [Want(), Want({XSD + "date": ()}), Want({XSD + "date": (), STRING: ()})])
def test_other_literals_are_left_alone(want: Want) -> None:
    assert spaces(Literal(" a "), Around(want)).text == " a "
    assert spaces(Literal(" 1 ", datatype=XSD + "integer"), Around(want)).text == " 1 "


@given(st.text(alphabet="ab \t\n\u00a0\u200be\u0301Å\u212b", max_size=16))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    once = spaces(Literal(text, "uz"), Around())
    assert spaces(once, Around()) == once
