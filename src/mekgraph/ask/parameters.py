"""Values for the blanks of a question, checked and put in as whole terms, never as text."""

import re

import pyoxigraph as ox

from mekgraph.ask.catalogue import Parameter, Question
from mekgraph.ask.names import Names
from mekgraph.errors import InputError, UsageError
from mekgraph.messages import LANGUAGES
from mekgraph.sparql import UNBOUND, with_values

DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
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
    """A value as a SPARQL term of the parameter's type."""
    if parameter.type == "date":
        return _literal(parameter, given, DATE)
    if parameter.type == "number":
        return _literal(parameter, given, NUMBER).strip('"')
    if parameter.type == "language":
        if given not in LANGUAGES:
            raise UsageError("usage.language", wanted=given, known=", ".join(LANGUAGES))
        return str(ox.Literal(given))
    return str(names.find(given, THINGS.get(parameter.type, (parameter.type,))))


def _literal(parameter: Parameter, given: str, form: re.Pattern[str]) -> str:
    if not form.fullmatch(given):
        raise UsageError("usage.value_form", name=parameter.name, given=given, example=parameter.example)
    return str(ox.Literal(given))


def _put(query: str, question: Question, parameter: Parameter, text: str) -> str:
    try:
        return with_values(query, parameter.name, text)
    except ValueError as error:
        raise InputError("input.header", file=question.file, line=1, reason=str(error)) from None
