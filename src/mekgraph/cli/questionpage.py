"""The page of one ready question: what it asks, what it needs, what it answers with, and what to type."""

import click

from mekgraph.ask.accepted import accepted
from mekgraph.ask.catalogue import Parameter, Question
from mekgraph.ask.labels import labels
from mekgraph.cli.language import LANGUAGE, say
from mekgraph.cli.parameters import PARAMETER, example_command, how_to_write
from mekgraph.graph.build import read_all
from mekgraph.graph.engine import Engine, OxigraphEngine
from mekgraph.iris import slug
from mekgraph.resources import Project


def question_page(formatter: click.HelpFormatter, question: Question, project: Project) -> str:
    """The page as text, in the language of the run; the formatter knows how wide it may be."""
    formatter.write_usage(f"mekgraph ask {question.id}", f"[{PARAMETER} NAME=VALUE]...", say("help.usage") + " ")
    for text in (question.title[LANGUAGE], question.question[LANGUAGE]):
        formatter.write_paragraph()
        formatter.write_text(text)
    formatter.write_paragraph()
    formatter.write_text(say("ask.area", area=say(f"area.{question.area}")))
    _write_table(formatter, say("ask.parameters"), [(one.name, _described(one)) for one in question.parameters])
    documents = read_all(project.ontology_files(), project)  # they name all values that can be listed
    ontology = OxigraphEngine.of(stated.triple for document in documents for stated in document.statements)
    for parameter in question.parameters:
        write_values(formatter, parameter, ontology)
    columns = [(name, texts[LANGUAGE]) for name, texts in question.columns.items()]
    _write_table(formatter, say("ask.columns"), columns)
    with formatter.section(say("ask.example_heading")):
        formatter.write(f"{'':{formatter.current_indent}}{example_command(question)}\n")  # unbroken, to be copied
    formatter.write_paragraph()
    formatter.write_text(say("ask.options"))
    return formatter.getvalue().rstrip("\n")


def _described(parameter: Parameter) -> str:
    """A parameter in one paragraph: label, type, whether it is needed, default, example."""
    parts = [how_to_write(parameter), say("ask.required" if parameter.must_be_given else "ask.optional")]
    if parameter.default:
        parts.append(say("ask.default", value=parameter.default))
    if parameter.default != parameter.example:
        parts.append(f"{say('ask.example')} {parameter.example}")
    return f"{parameter.labels[LANGUAGE]}: {'; '.join(parts)}"


def write_values(formatter: click.HelpFormatter, parameter: Parameter, engine: Engine) -> None:
    """A section with the values that a parameter accepts, by id and name; nothing where they cannot be listed."""
    things = accepted(engine, parameter.type)
    names = labels(engine, things, LANGUAGE)
    rows = [(slug(thing.value), names.get(thing.value, "")) for thing in things]
    _write_table(formatter, say("ask.accepted", name=parameter.name), rows)


def _write_table(formatter: click.HelpFormatter, heading: str, rows: list[tuple[str, str]]) -> None:
    """A section of two columns; nothing where there are no rows."""
    if rows:
        with formatter.section(heading):
            formatter.write_dl(rows)
