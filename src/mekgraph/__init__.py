"""mekgraph: who works with whom, in which role, since when, and who says so.

The verbs of the command line are functions here, with typed results:

>>> import mekgraph
>>> answer = mekgraph.ask("event-organizers", event="ev-rec-wg-2024")
>>> sorted({row["actor"].text for row in answer})[0]
'Institute for Strategic and Regional Studies under the President of the Republic of Uzbekistan'
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from mekgraph.errors import InputError, MekgraphError, NoMatchError, UsageError
from mekgraph.resources import Project, find_project

if TYPE_CHECKING:
    from mekgraph.verbs import ask, brief, build, check, draw, export, fmt, import_, network, picture, push

__version__ = "0.1.0"
__all__ = [
    "InputError",
    "MekgraphError",
    "NoMatchError",
    "Project",
    "UsageError",
    "ask",
    "brief",
    "build",
    "check",
    "draw",
    "export",
    "find_project",
    "fmt",
    "import_",
    "network",
    "picture",
    "push",
]


class _Package(ModuleType):
    """This package. Two stages, check and ask, are called like verbs; the name here stays that of the verb."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    """A verb, loaded when it is first used: no verb waits for the libraries of the others."""
    if name in __all__:
        return getattr(import_module("mekgraph.verbs"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


sys.modules[__name__].__class__ = _Package
