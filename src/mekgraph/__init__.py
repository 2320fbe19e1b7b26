"""mekgraph: who works with whom, in which role, since when, and who says so.

The verbs of the command line are functions here, with typed results:

>>> import mekgraph
>>> answer = mekgraph.ask("event-organizers", event="ev-rec-wg-2024")
>>> sorted({row["actor"].text for row in answer})[0]
'Institute for Strategic and Regional Studies under the President of the Republic of Uzbekistan'
"""

from mekgraph.errors import InputError, MekgraphError, NoMatchError, UsageError
from mekgraph.resources import Project, find_project
from mekgraph.verbs import ask, build, check, draw, export, fmt, import_

__version__ = "0.1.0"
__all__ = [
    "InputError",
    "MekgraphError",
    "NoMatchError",
    "Project",
    "UsageError",
    "ask",
    "build",
    "check",
    "draw",
    "export",
    "find_project",
    "fmt",
    "import_",
]
