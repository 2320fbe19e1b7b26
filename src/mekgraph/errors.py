"""The exceptions of mekgraph, all under one root.

MekgraphError          exit code 4 (a fault of the program itself)
  NoMatchError         1: a name that nothing in the graph bears
  UsageError           2: a verb, option, question or parameter that does not exist or does not fit
    FormatError        2: an answer that cannot have the format asked for
    EndpointError      2: a server that cannot be reached, refuses, or gives no answer that fits
  InputError           3: a file or value from outside that cannot be used; names file, line and column
  InputErrors          3: several of them at once
  LimitError           2: a query or a check that takes more than it may

Each carries the key of its message, so that the text can be shown in en, ru or uz (``messages``).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from mekgraph import messages


class MekgraphError(Exception):
    """Root of all errors; ``key`` names the message, ``values`` fill its placeholders."""

    exit_code: ClassVar[int] = 4

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(key)

    def text(self, language: str = "en") -> str:
        """The message in ``language`` (en, ru or uz)."""
        return messages.text(self.key, language, **self.values)

    def __str__(self) -> str:
        return self.text()


class UsageError(MekgraphError):
    """What was asked for does not exist or does not fit; the message says what does."""

    exit_code = 2


class FormatError(UsageError):
    """An answer was asked for in a format that it cannot have; the message names those it can have."""


class EndpointError(UsageError):
    """A server that cannot be reached, is too slow, refuses, or gives no answer that fits; the message names it."""


class LimitError(MekgraphError):
    """A query or check takes more time, memory or depth than it may, gives too much, or too many are asked at once."""

    exit_code = 2


class NoMatchError(MekgraphError):
    """Nothing in the graph has the name asked for; the message names the nearest."""

    exit_code = 1


class InputError(MekgraphError):
    """A file or value cannot be used; ``file``, ``line`` and ``column`` (from 1) say where."""

    exit_code = 3

    def __init__(
        self,
        key: str,
        *,
        file: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        **values: object,
    ) -> None:
        super().__init__(key, **values)
        self.file, self.line, self.column = file, line, column

    def text(self, language: str = "en") -> str:
        """``file:line:column: message``, as editors and terminals understand it."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {super().text(language)}" if place else super().text(language)


class InputErrors(InputError):
    """Several input errors found in one pass, in order of file and line."""

    shown = 20

    def __init__(self, errors: Sequence[InputError]) -> None:
        super().__init__("input.several", count=len(errors))
        self.errors = tuple(errors)

    def text(self, language: str = "en") -> str:
        """One line per error, at most ``shown`` of them, with the true total."""
        lines = [error.text(language) for error in self.errors[: self.shown]]
        if len(self.errors) > self.shown:
            lines.append(messages.text("input.more", language, count=len(self.errors) - self.shown))
        return "\n".join(lines)


def raise_all(errors: Sequence[InputError]) -> None:
    """Raise nothing, the one error, or all of them together."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise InputErrors(errors)
