"""All languages say the same things."""

import ast
import string
import unicodedata
from pathlib import Path

import pytest

from mekgraph import messages

SOURCE = Path(messages.__file__).parents[1]
OTHERS = [language for language in messages.LANGUAGES if language != "en"]
ADDED = {
    "import.": {"name", "value"},
    "tables.": {"cell"},
    "shapes.": {"shape", "term"},
    "usage.endpoint": {"url", "reason"},
}


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
    """Place, key and names of values of every call in the program whose first argument is the key of a message."""
    keys = messages.catalogue("en")
    return [
        (f"{path.name}:{node.lineno}", node.args[0].value, names_of_values(node))
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value in keys
    ]


def names_of_values(call: ast.Call) -> set[str]:
    """The keywords of a call and the keys of a dict given behind the key of the message; "" for ``**values``."""
    tables = [argument.keys for argument in call.args[1:] if isinstance(argument, ast.Dict)]
    keys = {key.value for table in tables for key in table if isinstance(key, ast.Constant)}
    return {keyword.arg or "" for keyword in call.keywords} | keys


def added_elsewhere(key: str) -> set[str]:
    """What the rows, sheets, shapes and endpoints add to a message by themselves."""
    return next((names for start, names in ADDED.items() if key.startswith(start)), set())


def test_every_message_is_given_what_it_names() -> None:
    calls = calls_with_a_message()
    wanting = [
        (place, key, missing)
        for place, key, given in calls
        if not key.startswith(("import.reading", "import.converting")) and "" not in given
        if (missing := placeholders(messages.catalogue("en")[key]) - given - added_elsewhere(key))
    ]
    assert len(calls) > 80
    assert wanting == []
