"""All that is wrong with a file from outside, each with its line, told at once."""

from typing import Any

from mekgraph.check.nearest import AS_LATIN
from mekgraph.diagram.definition.located import Located, TomlPath
from mekgraph.errors import InputError, MekgraphError, UsageError, raise_all
from mekgraph.network.resolving import near

SHOWN = 60  # characters of what somebody wrote, in a message


class Faults:
    """What is wrong with one file."""

    def __init__(self, shown: str, located: Located) -> None:
        self.shown, self.located = shown, located
        self.errors: list[InputError] = []

    def add(self, key: str, path: TomlPath, **values: Any) -> None:
        """Note that something is wrong with what stands at a path; ``key`` and ``values`` are the message's."""
        self.errors.append(InputError(key, file=self.shown, line=self.located.line(path), **values))

    def add_error(self, error: MekgraphError, path: TomlPath) -> None:
        """Note an error that something else raised over what stands at a path."""
        values: dict[str, Any] = error.values
        self.errors.append(InputError(error.key, file=self.shown, line=self.located.line(path), **values))

    def require_none(self) -> None:
        """Raise all that was noted, in order of line."""
        raise_all(sorted(self.errors, key=lambda error: error.line or 0))


class AtOnce(Faults):
    """What is wrong with what somebody typed: the first of it is raised at once, as there is no line to tell."""

    def __init__(self) -> None:
        super().__init__("", Located({}, "", ""))

    def add(self, key: str, path: TomlPath, **values: Any) -> None:
        """Raise UsageError."""
        del path  # what was typed has no place
        raise UsageError(key, **values)

    def add_error(self, error: MekgraphError, path: TomlPath) -> None:
        """Raise the error itself."""
        del path
        raise error


def nearest(wanted: str, known: tuple[str, ...]) -> str:
    """What is nearest to a name that is not known; capitals and letters that only look Latin make no difference.

    >>> nearest("a4", ("A4", "A3")), nearest("l\\u0430yout", ("layout", "language")), nearest("zz", ("layout",))
    ('A4, A3', 'layout', '-')
    """
    alike = {name.casefold(): name for name in known}
    found = near(wanted.translate(AS_LATIN).casefold(), tuple(alike))
    return ", ".join(alike.get(name, name) for name in found.split(", "))


def short(value: object) -> str:
    """What somebody wrote, for a message: on one line and not too long.

    >>> short("a\\nb"), short([1, 2]), short(True)
    ('a b', '[…]', 'true')
    """
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def shortened(path: TomlPath) -> str:
    """A path as people write it.

    >>> shortened(("title", "en")), shortened(("around", 0))
    ('title.en', 'around')
    """
    return ".".join(short(part) for part in path if isinstance(part, str))
