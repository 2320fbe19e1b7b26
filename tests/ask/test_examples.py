"""The ready questions as examples for editors: whole, in the form that their tools read, and they run."""

import re

import click
import pyoxigraph as ox
import pytest

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask
from mekgraph.ask.catalogue import Question, read_catalogue
from mekgraph.ask.examples import HERE, runnable
from mekgraph.cli.verbs import mekgraph
from mekgraph.errors import UsageError
from mekgraph.exchange.export import export_examples
from mekgraph.graph.opening import Graph
from mekgraph.iris import BASE, expand
from mekgraph.resources import Project, find_project

from ..conftest import ROOT

CATALOGUE = read_catalogue(find_project(ROOT))
ADDRESS = "https://sparql.example.org/sparql"
QUERIES = ("sh:select", "sh:ask", "sh:construct")
every_question = pytest.mark.parametrize("question", CATALOGUE.values(), ids=list(CATALOGUE))


def node(short: str) -> ox.NamedNode:
    return ox.NamedNode(expand(short))


@pytest.fixture(scope="module")
def exported(project: Project) -> ox.Store:
    store = ox.Store()
    store.load(export_examples(project, ADDRESS).encode(), format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def store(graph: Graph) -> ox.Store:
    return ox.Store.read_only(str(graph.built.folder))


def objects(store: ox.Store, subject: ox.NamedNode, predicate: str) -> list[ox.NamedNode | ox.Literal]:
    return [quad.object for quad in store.quads_for_pattern(subject, node(predicate), None)]  # type: ignore[misc]


def example(question: Question) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}question/{question.id}")


@every_question
def test_it_has_all_that_editors_read(question: Question, exported: ox.Store) -> None:
    subject = example(question)
    assert set(objects(exported, subject, "rdf:type")) == {
        node("sh:SPARQLExecutable"),
        node("sh:SPARQLSelectExecutable"),
    }
    assert sum(len(objects(exported, subject, query)) for query in QUERIES) == 1
    assert sorted(text.language for text in objects(exported, subject, "rdfs:comment")) == ["en", "ru", "uz"]
    assert objects(exported, subject, "schema:target") == [ox.NamedNode(ADDRESS)]
    (keyword,) = objects(exported, subject, "schema:keywords")
    assert re.fullmatch(r"\S.*\S", keyword.value)


def test_no_example_is_missing(exported: ox.Store) -> None:
    found = {quad.subject for quad in exported.quads_for_pattern(None, None, node("sh:SPARQLExecutable"))}
    assert found == set(map(example, CATALOGUE.values()))


@every_question
def test_it_runs_as_it_stands_and_with_the_declared_prefixes(
    question: Question, exported: ox.Store, store: ox.Store, graph: Graph
) -> None:
    answer = ask(graph, question.id, {parameter.name: parameter.example for parameter in question.parameters})
    assert isinstance(answer, Answer)
    (select,) = objects(exported, example(question), "sh:select")
    bare = re.sub(r"(?m)^PREFIX .*\n", "", select.value)
    assert bare != select.value
    for query in (select.value, declared(exported, example(question)) + bare):
        solutions = store.query(query, use_default_graph_as_union=True)
        assert isinstance(solutions, ox.QuerySolutions)
        assert tuple(variable.value for variable in solutions.variables) == answer.columns
        assert list(map(tuple, solutions)) == [tuple(cell.term for cell in row) for row in answer.rows]


def declared(exported: ox.Store, subject: ox.NamedNode) -> str:
    """The PREFIX lines that a program makes of what ``sh:prefixes`` leads to."""
    lines = []
    for ontology in objects(exported, subject, "sh:prefixes"):
        for declaration in objects(exported, ontology, "sh:declare"):
            (prefix,), (space,) = (objects(exported, declaration, name) for name in ("sh:prefix", "sh:namespace"))
            lines.append(f"PREFIX {prefix.value}: <{space.value}>\n")
    return "".join(lines)


def test_the_prefixes_are_those_that_the_ontology_declares(exported: ox.Store, project: Project) -> None:
    stated = set(ox.parse(path=project.ontology / "prefixes.ttl"))
    own = {
        quad
        for predicate in ("sh:declare", "sh:prefix", "sh:namespace")
        for quad in exported.quads_for_pattern(None, node(predicate), None)
    }
    assert own
    assert own <= stated


@every_question
def test_the_query_keeps_its_notes_but_not_its_header(question: Question) -> None:
    lines = runnable(question).split("\n")
    assert [line for line in lines if line.startswith("#+")] == []
    assert [line for line in question.query.split("\n") if re.match("# ", line)] == [
        line for line in lines if line.startswith("#")
    ]


def test_without_an_address_they_are_for_our_own_server(project: Project) -> None:
    command = mekgraph.get_command(click.Context(mekgraph), "serve")
    assert command
    default = {parameter.name: parameter.default for parameter in command.params}
    assert f"http://{default['host']}:{default['port']}/sparql" == HERE
    assert f"schema:target <{HERE}>" in export_examples(project)


@pytest.mark.parametrize("address", ["nonsense", "http://a b", "file:///etc/passwd"])
def test_an_address_that_is_none(project: Project, address: str) -> None:
    with pytest.raises(UsageError) as caught:
        export_examples(project, address)
    assert caught.value.key == "usage.endpoint_url"
