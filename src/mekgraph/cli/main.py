"""The entry point of the command ``mekgraph``."""

import sys

from mekgraph.cli.frame import guarded
from mekgraph.cli.verbs import mekgraph


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(guarded(lambda: mekgraph(standalone_mode=False)))
