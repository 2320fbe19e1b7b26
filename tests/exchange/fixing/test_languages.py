"""A missing language is given only where it is certain; tags are spelled as usual."""

import pytest

from mekgraph.exchange.fixing.languages import languages
from mekgraph.exchange.fixing.letters import proven
from mekgraph.exchange.fixing.literals import STRING, TEXT, Literal
from mekgraph.exchange.fixing.wants import Around, Want

NAME = Want({TEXT: ()}, ("en", "ru", "uz"), once_per_language=True)
NOTE = Want({TEXT: ()})
EN, RU, UZ = Literal("Alfa", "en"), Literal("Альфа", "ru"), Literal("Alfa", "uz")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Oʻzbekiston", "uz"),
        ("O'zbekiston Respublikasi", "uz"),
        ("Tergov va qo‘riqlash", "uz"),
        ("Toshkent bogʻi", "uz"),
        ("Ўзбекистон Республикаси", "uz-Cyrl"),
        ("Янги Ўзбекистон", "uz-Cyrl"),
        ("Халқаро ҳамкорлик бўйича кенгаш", "uz-Cyrl"),
        ("Ёшлар учун марказ", "uz-Cyrl"),
        ("Управление ООН по наркотикам и преступности", "ru"),
        ("Генеральный секретарь", "ru"),
        ("Заседание рабочих групп", "ru"),
        ("Центр «Hedayah» для женщин", "ru"),
    ],
)
def test_letters_that_prove_a_language(text: str, language: str) -> None:
    assert proven(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Кыргыз Республикасы",  # Kyrgyz without its own letters
        "Акыйкатчы институту",
        "Қазақстан Республикасы",
        "Қазақстан тәуелсіздігі",
        "Тоҷикистон",
        "Ҳукумати ҷумҳурӣ",
        "Тоҷикистон билан",
        "Праўда",
        "Беларусь на ўзлёце",
        "Ўатан",  # Karakalpak
        "Алматы",
        "Достоевский",
        "Сътрудничество и развитие",  # Bulgarian
        "Альфа",
        "Beta",
        "Türkiye o'z",
        "Mo'men",
        "Chang'an",
        "O'Brien",
        "ЮНИСЕФ",
        "منظمة",
        "Ὀργανισμός",
        "2024",
        "",
    ],
)
def test_letters_that_prove_nothing(text: str) -> None:
    assert proven(text) == ""


@pytest.mark.parametrize(
    ("text", "others", "tag"),
    [
        ("Alfa", (EN, RU), "uz"),
        ("Alfa", (RU, UZ), "en"),
        ("Альфа", (EN, UZ), "ru"),
        ("Alfa", (RU, Literal("Alfa", "uz-Latn")), "en"),
        ("Office of Alfa", (EN, RU), ""),  # English words, but English is there
        ("Children's Fund", (EN, RU), ""),
        ("Türkiye", (EN, RU), ""),
        ("Қазақ", (EN, UZ), ""),
        ("Bogʻ", (RU, UZ), ""),  # Uzbek, but Uzbek is there
        ("Alfa", (EN,), ""),  # ru and uz are missing
        ("Alfa", (RU,), ""),
        ("Альфа", (), ""),
        ("Альфа", (EN, RU), ""),
        ("Alfa", (EN, UZ), ""),
        ("Alfa", (EN, RU, Literal("Beta")), ""),  # which of the two?
        ("Alfa", (EN, RU, Literal("Alfa")), "uz"),  # twice the same
        ("Alfa", (EN, RU, Literal("Бета")), "uz"),
        ("Oʻzbek", (Literal("Oʻz"),), ""),
        ("Oʻzbek", (Literal("Oʻz", "uz"),), ""),
        ("2024", (EN, RU), ""),
    ],
)
def test_names_by_what_the_subject_has_already(text: str, others: tuple[Literal, ...], tag: str) -> None:
    assert languages(Literal(text), Around(NAME, others)) == Literal(text, tag)


def test_a_property_with_many_texts_goes_by_letters_alone() -> None:
    assert languages(Literal("Alfa"), Around(NOTE, (EN, RU))) == Literal("Alfa")
    assert languages(Literal("Oʻzbek"), Around(NOTE, (UZ,))) == Literal("Oʻzbek", "uz")


@pytest.mark.parametrize("want", [Want(), Want({STRING: ()}), Want({STRING: (), TEXT: ()})])
def test_no_language_where_none_is_wanted(want: Want) -> None:
    assert languages(Literal("Oʻzbek"), Around(want)) == Literal("Oʻzbek")


@pytest.mark.parametrize(
    ("tag", "spelled"),
    [
        ("EN", "en"),
        ("Ru", "ru"),
        ("uz-Latn", "uz"),
        ("UZ-LATN", "uz"),
        ("UZ-CYRL", "uz-Cyrl"),
        ("EN-us", "en-US"),
        ("eng", "en"),
        ("RUS", "ru"),
        ("uzb", "uz"),
        ("uzb-Latn", "uz"),
        ("uzb-cyrl", "uz-cyrl"),
        *((same, same) for same in ("en-us", "uz-Cyrl", "uz-cyrl", "en", "kaz", "engx")),
    ],
)
def test_tags_are_spelled_as_usual(tag: str, spelled: str) -> None:
    assert languages(Literal("x", tag), Around()).tag == spelled


def test_a_second_uzbek_name_is_left_to_people() -> None:
    assert languages(Literal("Beta", "uz-Latn"), Around(NAME, (UZ,))).tag == "uz-Latn"
    assert languages(Literal("Alfa", "uz-Latn"), Around(NAME, (UZ,))).tag == "uz"
    assert languages(Literal("Beta", "uz-Latn"), Around(NOTE, (UZ,))).tag == "uz"
    assert languages(Literal("Beta", "uzb"), Around(NAME, (UZ,))).tag == "uzb"
