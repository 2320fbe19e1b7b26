"""Citations on the command line: a file beside the answer, and asking again what one asked."""

import json
from pathlib import Path

import click

from mekgraph.ask.asking import answered, inquiry
from mekgraph.ask.citation import Citation, cite
from mekgraph.cli.frame import FOUND, OK, printable
from mekgraph.cli.language import say
from mekgraph.exchange.files import write_atomically
from mekgraph.graph.opening import Graph
from mekgraph.graph.worker.pool import Limits


def again(graph: Graph, citation: Citation, limits: Limits) -> int:
    """Ask again what a citation asked, and say whether the answer is the same; the exit code says so too."""
    asked = inquiry(graph, citation.wanted, dict(citation.values), citation.language)
    found = answered(graph, asked, citation.language, citation.axes, limits)
    now = cite(graph, asked, found, citation.values, citation.language, citation.axes)
    same = citation.same_answer(now)
    click.echo(say("ask.same" if same else "ask.not_same"))
    for name, (then, since) in citation.differences(now).items():
        click.echo(printable(say("ask.difference", name=name, then=then, now=since)))
    return OK if same else FOUND


def beside(citation: dict[str, object], output: Path | None) -> None:
    """Put a citation that the answer has no place for in a file of its own, or on the error stream."""
    text = json.dumps(citation, ensure_ascii=False, indent=1) + "\n"
    if output is None:
        click.echo(text, nl=False, err=True)
    else:
        write_atomically(output.with_name(output.name + ".citation.json"), text)
