"""Every ready question has its texts, runs, and answers what was checked by hand."""

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask
from mekgraph.ask.catalogue import KINDS, NAMED, Question, read_catalogue, read_question
from mekgraph.ask.names import Names
from mekgraph.ask.parameters import bind
from mekgraph.errors import InputError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.opening import Graph
from mekgraph.iris import shorten
from mekgraph.messages import LANGUAGES, catalogue
from mekgraph.resources import Project, find_project

from ..conftest import ROOT

EXPECTED = Path(__file__).parent / "expected"
CATALOGUE = read_catalogue(find_project(ROOT))
AREAS = tuple(key for key in catalogue("en") if key.startswith("area."))
FEWEST, FEWEST_IN_AREA = 30, 3
NAME = re.compile(r"(?<![\w:?<])mek:(\w+)")
every_question = pytest.mark.parametrize("question", CATALOGUE.values(), ids=list(CATALOGUE))


def test_there_are_many_in_every_area() -> None:
    assert len(CATALOGUE) >= FEWEST
    counts = Counter(f"area.{question.area}" for question in CATALOGUE.values())
    assert set(counts) == set(AREAS)
    assert [area for area in AREAS if counts[area] < FEWEST_IN_AREA] == []


def test_every_class_and_object_property_is_named_by_a_question(engine: OxigraphEngine) -> None:
    terms = engine.select(
        "SELECT DISTINCT ?term { VALUES ?kind { owl:Class owl:ObjectProperty } ?term a ?kind ; rdfs:isDefinedBy ?mek }"
    )
    own = {plain(term) for (term,) in terms.rows}
    code = "\n".join(without_comments(question.query) for question in CATALOGUE.values())
    assert own
    assert sorted(own - {f"mek:{name}" for name in NAME.findall(code)}) == []


def without_comments(query: str) -> str:
    return re.sub(r"^\s*#.*$", "", query, flags=re.MULTILINE)


@every_question
def test_the_header_is_complete(question: Question) -> None:
    assert question.file.stem == question.id
    assert all(question.title[language] and question.question[language] for language in LANGUAGES)
    assert all(parameter.type in KINDS for parameter in question.parameters)
    assert "ORDER BY" in question.query


@every_question
def test_columns_are_those_of_the_query(question: Question, engine: OxigraphEngine) -> None:
    assert engine.select(question.query).columns == tuple(question.columns)


@every_question
def test_every_parameter_has_an_example_and_the_type_that_its_name_says(question: Question) -> None:
    for parameter in question.parameters:
        assert parameter.example
        assert parameter.name not in KINDS or parameter.type == parameter.name


def examples(question: Question) -> dict[str, str]:
    return {parameter.name: parameter.example for parameter in question.parameters if parameter.required}


@every_question
def test_it_answers_what_was_checked_by_hand(question: Question, project: Project, engine: OxigraphEngine) -> None:
    with (EXPECTED / f"{question.id}.tsv").open(encoding="utf-8", newline="") as stream:
        lines = [line.rstrip("\n") for line in stream]
    total = int(lines.pop(0).split()[1]) if lines[0].startswith("# ") else len(lines) - 1
    answer = engine.select(question.query)
    rows = ["\t".join("" if cell is None else plain(cell) for cell in row) for row in answer.rows]
    assert lines[0].split("\t") == list(answer.columns)
    assert rows[: len(lines) - 1] == lines[1:]
    assert len(rows) == total


def plain(term: object) -> str:
    text = shorten(term.value) if isinstance(term, ox.NamedNode) else str(getattr(term, "value", term))
    return re.sub(r"\s", " ", text)


@every_question
def test_the_query_as_it_stands_answers_its_examples(question: Question, engine: OxigraphEngine) -> None:
    values = {parameter.name: parameter.example for parameter in question.parameters}
    assert engine.select(bind(question, values, Names(engine))) == engine.select(question.query)


@every_question
def test_an_unknown_thing_gives_an_empty_answer(question: Question, graph: Graph) -> None:
    for parameter in question.parameters:
        if parameter.type in NAMED:
            space = {"thing": "actor", "class": "mek"}.get(parameter.type, parameter.type)
            values = examples(question) | {parameter.name: f"{space}:nobody-at-all"}
            answer = ask(graph, question.id, values)
            assert isinstance(answer, Answer)
            assert len(answer) == 0, parameter.name


@every_question
def test_it_answers_in_every_language(question: Question, graph: Graph) -> None:
    for language in LANGUAGES:
        answer = ask(graph, question.id, examples(question), language)
        assert isinstance(answer, Answer)
        assert answer.headings == tuple(texts[language] for texts in question.columns.values())
        assert len(answer)


@every_question
def test_values_are_put_in_as_whole_terms(question: Question, engine: OxigraphEngine) -> None:
    names = Names(engine)
    for parameter in question.parameters:
        if parameter.type in NAMED:
            hostile = "actor:x> } UNION { ?s ?p ?o } #"
            with pytest.raises(Exception, match=r".") as caught:
                bind(question, examples(question) | {parameter.name: hostile}, names)
            assert isinstance(caught.value, ValueError | InputError) or hasattr(caught.value, "exit_code")


def test_a_broken_header_names_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "broken.rq"
    file.write_text('#+ id = "broken"\n#+ version = \nSELECT * { ?s ?p ?o }\n')
    with pytest.raises(InputError) as caught:
        read_question(file)
    assert (caught.value.key, caught.value.line) == ("input.header", 2)


def test_csv_expectations_belong_to_questions() -> None:
    assert {path.stem for path in EXPECTED.glob("*.tsv")} == set(CATALOGUE)
