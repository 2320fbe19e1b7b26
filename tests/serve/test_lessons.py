"""The endpoint says of a query that is no SPARQL what is wrong and what to do; all that is SPARQL it answers."""

from urllib.parse import quote

import pytest

from .conftest import Client


@pytest.mark.parametrize(
    ("query", "language", "told"),
    [
        ("SELCT * { ?s ?p ?o }", "en", "Line 1, column 1: “SELCT” is no word of SPARQL that can stand here."),
        ("SELECT * { ?s dbo:name ?o }", "ru", "PREFIX dbo: <http://dbpedia.org/ontology/>"),
        ("SELECT *\n{ ?s ?p ?o\n?a ?b ?c }", "uz", "    2 | { ?s ?p ?o\n      |           ^\n"),
    ],
)
def test_a_query_that_is_no_sparql_is_explained(client: Client, query: str, language: str, told: str) -> None:
    reply = client(f"/sparql?query={quote(query)}", Accept_Language=language)
    assert (reply.status, reply.kind) == (400, "text/plain; charset=utf-8")
    assert told in reply.text


@pytest.mark.parametrize(
    "query", ["SELECT ?nothing { ?l a mek:Lnk }", "SELECT ?x { ?l mek:subject actor:nobody } ORDER BY ?z"]
)
def test_what_is_right_in_sparql_is_answered(client: Client, query: str) -> None:
    reply = client(f"/sparql?query={quote(query)}", Accept="text/csv")
    assert (reply.status, reply.text.strip()) == (200, query.split()[1].lstrip("?"))
