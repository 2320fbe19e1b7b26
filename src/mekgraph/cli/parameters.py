"""The values of a question's parameters on the command line."""

import shlex

from mekgraph.ask.catalogue import NAMED, Parameter, Question
from mekgraph.cli.language import say
from mekgraph.errors import UsageError

PARAMETER = "--param"


def values_of(params: tuple[str, ...]) -> dict[str, str]:
    """``NAME=VALUE`` options as a dictionary; UsageError for one without an equals sign."""
    for param in params:
        if "=" not in param:
            raise UsageError("usage.param_form", given=param)
    return dict(param.split("=", 1) for param in params)


def how_to_write(parameter: Parameter) -> str:
    """How a value of the parameter is written, in the language of the run."""
    return say(f"ask.value_{'thing' if parameter.type in NAMED else parameter.type}")


def example_command(question: Question) -> str:
    """The command that asks a question with its examples; the language is left to the run."""
    values = [f"{one.name}={one.example}" for one in question.parameters if one.type != "language"]
    return shlex.join(["mekgraph", "ask", question.id, *(word for value in values for word in (PARAMETER, value))])
