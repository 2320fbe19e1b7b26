"""Every text that mekgraph shows, by key, in English, Russian and Uzbek.

The texts live in ``en.toml``, ``ru.toml`` and ``uz.toml`` beside this file; a test holds that all three have
the same keys and the same placeholders.
"""

import functools
import tomllib
from importlib import resources

LANGUAGES = ("en", "ru", "uz")


@functools.cache
def catalogue(language: str) -> dict[str, str]:
    """All messages of one language as ``{"section.key": text}``."""
    raw = tomllib.loads(resources.files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{key}": text for section, entries in raw.items() for key, text in entries.items()}


def text(key: str, language: str = "en", **values: object) -> str:
    """The message ``key`` in ``language``, its placeholders filled.

    >>> text("input.empty", "en")
    'the file is empty. Check that the right file was given.'
    """
    return catalogue(language)[key].format(**values)
