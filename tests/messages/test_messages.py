"""All languages say the same things."""

import ast
import string
import unicodedata
from pathlib import Path

import pytest

from mekgraph import messages

SOURCE = Path(messages.__file__).parents[1]
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


def calls_with_a_message() -> list[tuple[str, str, set[str]]]:
    """Place, key and keywords of every call in the program whose first argument is the key of a message."""
    keys = messages.catalogue("en")
    return [
        (f"{path.name}:{node.lineno}", node.args[0].value, {keyword.arg or "" for keyword in node.keywords})
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value in keys
    ]


def test_every_message_is_given_what_it_names() -> None:
    by_the_row = {"name", "value"}  # what Row.error adds by itself
    calls = calls_with_a_message()
    wanting = [
        (place, key, missing)
        for place, key, given in calls
        if not key.startswith(("import.reading", "import.converting"))
        and (
            missing := placeholders(messages.catalogue("en")[key])
            - given
            - (by_the_row if key.startswith("import.") else set())
        )
    ]
    assert len(calls) > 80
    assert wanting == []
