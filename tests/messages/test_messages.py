"""All languages say the same things."""

import string
import unicodedata

import pytest

from mekgraph import messages

OTHERS = [language for language in messages.LANGUAGES if language != "en"]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_there_with_the_same_placeholders(language: str) -> None:
    english, other = messages.catalogue("en"), messages.catalogue(language)
    assert set(other) == set(english)
    assert {key: placeholders(text) for key, text in other.items()} == {
        key: placeholders(text) for key, text in english.items()
    }


@pytest.mark.parametrize("language", OTHERS)
def test_messages_are_translated(language: str) -> None:
    same = {
        key
        for key, text in messages.catalogue(language).items()
        if text == messages.catalogue("en")[key] and not key.startswith("example.") and any(c.isalpha() for c in text)
    }
    assert same == set()


def test_uzbek_uses_its_own_letters() -> None:
    wrong = {
        key: text
        for key, text in messages.catalogue("uz").items()
        if any(sign in text for sign in "\u2018\u2019`´") or any("CYRILLIC" in unicodedata.name(c, "") for c in text)
    }
    assert wrong == {}
