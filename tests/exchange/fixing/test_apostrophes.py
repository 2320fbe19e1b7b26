"""The signs of Uzbek letters: mended where they are letters, left where they may be anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.exchange.fixing.apostrophes import SIGNS, apostrophes, with_letters
from mekgraph.exchange.fixing.literals import Literal
from mekgraph.exchange.fixing.wants import Around

WORDS = ["O{}zbekiston", "g{}oya", "to{}g{}ri", "TO{}G{}RI", "O{}z", "tog{}", "so{}z", "Fargo{}na shahri"]
TUTUQ = ["ma{}lumot", "san{}at", "E{}LON", "she{}r", "fe{}l"]
TEXTS = st.text(alphabet="oOgGsaz nBR.-'`‘’ʻʼ´′ \"“ў1", max_size=24)


@pytest.mark.parametrize("sign", sorted(SIGNS), ids=lambda sign: f"U+{ord(sign):04X}")
def test_every_variant_becomes_the_letter(sign: str) -> None:
    for word in WORDS:
        assert with_letters(word.format(sign, sign)) == word.format("ʻ", "ʻ")
    for word in TUTUQ:
        assert with_letters(word.format(sign)) == word.format("ʼ")


@pytest.mark.parametrize(
    "text",
    [
        "'soʻz' va ‘yana’ va ’boshqa’",
        "'bog' maʼnosi",  # the closing mark, or the last letter of bogʻ: nobody can tell
        "'Hilol'ning uyi",
        "‘Bog‘lar ’",
        "O'Brien, O’Connor va O`Neill",
        "Côte d'Ivoire, L'Oréal, d’Artagnan",
        "Children's Rights Ombudsman, Castro’s",
        "https://example.org/o'zbek va bo'lim@o'zbek.uz, www.o'zbek.uz",
        "ў'з",
        "oʻ'z ''oz'' tog''",
        "5' va 10′",
        "ʼOlim oʻ 'a",
        "",
    ],
)
def test_what_may_be_something_else_stays(text: str) -> None:
    assert with_letters(text) == text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("'Katta tog' etagi' qo'shig'i", "'Katta togʻ etagi' qoʻshigʻi"),
        ("‘so‘z’ o‘zi", "‘soʻz’ oʻzi"),
        ("“O'zbek” bog'", "“Oʻzbek” bogʻ"),
        ("Tog'.", "Togʻ."),
        ("maʻlum, moʼjiza", "maʼlum, moʻjiza"),
        ("'Navro'z' bayrami, 'Bog'ning", "'Navroʻz' bayrami, 'Bog'ning"),
        ("O'Brien va O'zbekiston", "O'Brien va Oʻzbekiston"),
    ],
)
def test_letters_beside_quotation_marks(text: str, mended: str) -> None:
    assert with_letters(text) == mended


@pytest.mark.parametrize("tag", ["en", "ru", "uz-Cyrl", "tk", ""])
def test_other_languages_are_left_alone(tag: str) -> None:
    literal = Literal("O'zbekiston", tag)
    assert apostrophes(literal, Around()) == literal


@pytest.mark.parametrize("tag", ["uz", "UZ", "uz-Latn"])
def test_uzbek_is_mended_under_each_of_its_tags(tag: str) -> None:
    assert apostrophes(Literal("O'zbekiston", tag), Around()).text == "Oʻzbekiston"


@given(TEXTS)
def test_mending_twice_is_mending_once(text: str) -> None:
    once = with_letters(text)
    assert with_letters(once) == once


@given(TEXTS)
def test_nothing_but_the_signs_changes(text: str) -> None:
    mended = with_letters(text)
    assert len(mended) == len(text)
    assert all(old == new or (old in SIGNS and new in "ʻʼ") for old, new in zip(text, mended, strict=True))
