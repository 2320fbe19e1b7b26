"""The blanks of a ready question, filled in on a terminal: label, example, and again if a value does not fit."""

import sys

import click

from mekgraph.ask.asking import names_of
from mekgraph.ask.catalogue import Parameter, read_catalogue
from mekgraph.ask.parameters import term
from mekgraph.cli.frame import complain
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.cli.parameters import how_to_write
from mekgraph.cli.questionpage import write_values
from mekgraph.errors import NoMatchError, UsageError
from mekgraph.graph.opening import Graph


def completed(graph: Graph, wanted: str, values: dict[str, str]) -> dict[str, str]:
    """The values, with those that a ready question needs and has not been given; they are asked for on a terminal.

    Raises UsageError for values of a parameter that the question does not have.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return values
    question = read_catalogue(graph.project).get(wanted)
    if question is None:
        return values
    for name in values:
        question.parameter(name)  # nobody fills in a form to hear that another parameter is wrong
    missing = [one for one in question.parameters if one.must_be_given and not values.get(one.name)]
    if missing:
        click.echo(question.question[LANGUAGE], err=True)
    return {**values, **{one.name: _filled(graph, one) for one in missing}}


def _filled(graph: Graph, parameter: Parameter) -> str:
    """What somebody types for a parameter; asked for again, with what is wrong, until it fits."""
    formatter = click.HelpFormatter()
    write_values(formatter, parameter, graph.engine)
    click.echo(formatter.getvalue(), err=True, nl=False)
    form = f"{how_to_write(parameter)}; {say('ask.example')} {parameter.example}"
    while True:
        given: str = click.prompt(f"{parameter.labels[LANGUAGE]} ({form})", err=True)
        try:
            term(parameter, given, names_of(graph))
        except (NoMatchError, UsageError) as error:
            complain(error)
        else:
            return given
