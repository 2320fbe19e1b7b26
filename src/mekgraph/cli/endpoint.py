"""The option that sends a verb to a graph on a server."""

from collections.abc import Callable
from typing import Any

import click

from mekgraph.cli.language import say

VARIABLE = "MEKGRAPH_ENDPOINT"


def on_endpoint(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the option ``--endpoint``: the address of a SPARQL endpoint, or None for the project's own files."""
    return click.option("--endpoint", envvar=VARIABLE, metavar="URL", help=say("help.on_endpoint"))(function)
