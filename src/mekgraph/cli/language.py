"""The language of this run, and messages in it."""

import os
import sys

from mekgraph import messages


def chosen_language(arguments: list[str]) -> str:
    """The language of this run: ``--lang`` anywhere in the arguments, else $MEKGRAPH_LANG, else English."""
    for position, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or (arguments[position + 1] if position + 1 < len(arguments) else "")
            return value if value in messages.LANGUAGES else "en"
    language = os.environ.get("MEKGRAPH_LANG", "en")
    return language if language in messages.LANGUAGES else "en"


LANGUAGE = chosen_language(sys.argv[1:])


def say(key: str, **values: object) -> str:
    """A message in the language of this run."""
    return messages.text(key, LANGUAGE, **values)
