"""Values for the blanks of a question, checked and put in as whole terms, never as text."""

import re

import pyoxigraph as ox

from mekgraph.ask.catalogue import Parameter, Question
from mekgraph.ask.names import Names
from mekgraph.errors import InputError, UsageError
from mekgraph.graph.periods import Days
from mekgraph.messages import LANGUAGES
from mekgraph.sparql import UNBOUND, with_values

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
THINGS = {"thing": ("actor", "event", "instrument")}


def bind(question: Question, values: dict[str, str], names: Names, language: str = "en") -> str:
    """The query of a question with values for its parameters.

    A parameter without a value takes its default (a language that of the reader), or asks about everything if it is
    not required.
    Raises UsageError for an unknown or missing parameter or a value of the wrong form, NoMatchError for a name
    that nothing bears.
    """
    for name in values:
        question.parameter(name)
    query = question.query
    for parameter in question.parameters:
        given = values.get(parameter.name, "") or (language if parameter.type == "language" else parameter.default)
        if not given and parameter.required:
            raise UsageError(
                "usage.parameter_missing", question=question.id, name=parameter.name, example=parameter.example
            )
        query = _put(query, question, parameter, term(parameter, given, names) if given else UNBOUND)
    return query


def term(parameter: Parameter, given: str, names: Names) -> str:
    """A value as a SPARQL term of the parameter's type. Raises UsageError and NoMatchError as ``bind``."""
    match parameter.type:
        case "date":
            return str(ox.Literal(_checked(parameter, given, Days.of(given))))
        case "number":
            return _checked(parameter, given, NUMBER.fullmatch(given))
        case "language":
            if given not in LANGUAGES:
                raise UsageError("usage.language", wanted=given, known=", ".join(LANGUAGES))
            return str(ox.Literal(given))
        case kind:
            return str(names.find(given, THINGS.get(kind, (kind,))))


def _checked(parameter: Parameter, given: str, read: object) -> str:
    """The value, if it could be ``read``; UsageError if not."""
    if read is None:
        raise UsageError("usage.value_form", name=parameter.name, given=given, example=parameter.example)
    return given


def _put(query: str, question: Question, parameter: Parameter, text: str) -> str:
    try:
        return with_values(query, parameter.name, text)
    except ValueError as error:
        raise InputError("input.header", file=question.file, line=1, reason=str(error)) from None
