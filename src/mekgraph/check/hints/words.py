"""The words that hints know: names of months and languages, properties of other vocabularies (``words.toml``)."""

import tomllib
from functools import cache
from importlib import resources


@cache
def words(section: str) -> dict[str, list[str]]:
    """One section of the table.

    >>> words("months")["en"][:2]
    ['january', 'february']
    """
    found: dict[str, list[str]] = _table()[section]
    return found


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((resources.files("mekgraph.check.hints") / "words.toml").read_text(encoding="utf-8"))
