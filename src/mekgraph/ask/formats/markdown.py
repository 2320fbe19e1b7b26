"""A table in Markdown (GitHub's kind), to paste into a note or a mail."""

import re

from mekgraph.ask.answer import Answer

# What Markdown or HTML would take for more than text.
SIGNS = re.compile(r"([\\`*_\[\]<>|~#!&])")


def to_markdown(answer: Answer, language: str = "en") -> str:
    """Title, table, and what is to be said beside it; whatever stands in a cell is shown as it is."""
    lines = [f"**{plain(answer.title)}**", ""] if answer.title else []
    lines += [_row(answer.headings), _row(["---"] * len(answer.headings), as_is=True)]
    lines += [_row([cell.text for cell in row]) for row in answer.rows]
    if about := answer.about(language):
        lines += ["", *(f"- {plain(name)}: {plain(str(value))}" for name, value in about.items())]
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """The text on one line, with a backslash before every sign that has a meaning.

    >>> plain("a|b <i>")
    'a\\\\|b \\\\<i\\\\>'
    """
    return SIGNS.sub(r"\\\1", " ".join(text.split()))


def _row(cells: list[str] | tuple[str, ...], as_is: bool = False) -> str:
    return "| " + " | ".join(cell if as_is else plain(cell) for cell in cells) + " |"
