"""In which formats pictures and briefs are written, and how they are named."""

import re
from collections.abc import Collection
from pathlib import Path

from mekgraph.errors import UsageError


def formats(
    forms: tuple[str, ...], output: Path | None, known: Collection[str], usual: tuple[str, ...]
) -> tuple[str, ...]:
    """The formats asked for, that of the ending of the file, or the usual ones.

    Raises UsageError for several formats and one file, and for an ending that says nothing.
    """
    if output is None:
        return tuple(dict.fromkeys(forms)) or usual
    if len(forms) > 1:
        raise UsageError("usage.one_format")
    ending = output.suffix.lower().removeprefix(".")
    if not forms and ending not in known:
        raise UsageError("usage.draw_ending", given=output.name, known=", ".join(f".{form}" for form in known))
    return forms or (ending,)


def file_name(text: str) -> str:
    """A short file name made of a text.

    >>> file_name("BMT Bosh kotibi"), file_name("https://w3id.org/a/b")
    ('bmt-bosh-kotibi', 'https-w3id-org-a-b')
    """
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-")[:60] or "network"
