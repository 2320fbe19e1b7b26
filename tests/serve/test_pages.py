"""Pages about things, and the same as data; what the server says of itself."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from mekgraph.graph.build import build
from mekgraph.messages import LANGUAGES
from mekgraph.resources import Project

from ..conftest import SMALL_WORLD
from .conftest import Client, serving

UNOCT = "/id/actor/unoct"
NAMES = {
    "en": "United Nations Office of Counter-Terrorism",
    "ru": "Контртеррористическое управление ООН",
    "uz": "BMTning Terrorizmga qarshi kurash boshqarmasi",
}
GRAPH = "https://w3id.org/mekgraph/graph/"


@pytest.mark.parametrize("language", NAMES)
def test_a_page_in_the_language_of_the_reader(client: Client, language: str) -> None:
    by_address = client(f"{UNOCT}?lang={language}", Accept="text/html")
    by_wish = client(UNOCT, Accept="text/html", Accept_Language=language)
    for reply in (by_address, by_wish):
        assert (reply.status, reply.kind) == (200, "text/html; charset=utf-8")
        assert f"<h1>{NAMES[language]}</h1>" in reply.text
        assert f'<html lang="{language}">' in reply.text
        assert "<script" not in reply.text


@pytest.mark.parametrize("kind", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"])
def test_the_same_as_data(client: Client, kind: str) -> None:
    reply = client(UNOCT, Accept=f"{kind}, text/html;q=0.5")
    assert reply.kind.partition(";")[0] == kind
    found = {quad.triple for quad in ox.parse(reply.body, format=ox.RdfFormat.from_media_type(kind))}
    thing = ox.NamedNode("https://w3id.org/mekgraph/id/actor/unoct")
    assert ox.NamedNode("https://w3id.org/mekgraph/def/UNBody") in {t.object for t in found if t.subject == thing}
    assert any(triple.object == thing for triple in found)


@pytest.mark.parametrize(
    "path",
    [
        "/def/Link",
        "/vocab/link-kind/memberOf",
        "/id/link/uzbekistan_memberOf_rec",
        "/id/source/uzdaily-2024-07-26",
        "/",
    ],
)
def test_terms_links_and_sources_have_pages(client: Client, path: str) -> None:
    for language in LANGUAGES:
        assert client(f"{path}?lang={language}", Accept="text/html").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/id/actor/nobody",
        "/id/actor/%3Cscript%3E",
        "/id/actor/a%20b",
        "/id/../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/id/actor/%00",
        "//evil.example/x",
        "/id/actor/" + "x" * 5000,
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_what_there_is_not(client: Client, path: str, accept: str) -> None:
    reply = client(path, Accept=accept)
    assert reply.status == 404
    assert reply.kind == "text/plain; charset=utf-8"
    assert "location" not in reply.headers


def test_labels_are_text(new_project: Callable[[str], Project]) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    world = SMALL_WORLD.replace('"Alfa"@en', f'"{hostile}"@en').replace(
        "<https://example.org/a>", "<javascript:alert(1)>"
    )
    with serving(new_project(world), count=1) as client:
        page = client("/id/actor/alfa", Accept="text/html").text
        source = client("/id/source/s1", Accept="text/html").text
    assert "<script>" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert 'href="javascript' not in source


def test_graphs_can_be_fetched(client: Client) -> None:
    sizes = []
    for which in (f"graph={GRAPH}data", f"graph={GRAPH}ontology", "default"):
        body = client(f"/graphs?{which}", Accept="application/n-triples").body
        sizes.append(len(list(ox.parse(body, format=ox.RdfFormat.N_TRIPLES))))
    assert 0 < sizes[1] < sizes[0] < sizes[2]
    for which, status in (("graph=urn:none", 404), ("", 400), (f"graph={GRAPH}data&default", 400)):
        assert client(f"/graphs?{which}").status == status
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        assert client(f"/graphs?graph={GRAPH}data", method, b"").status == 405


def test_the_dataset_is_described(client: Client) -> None:
    quads = list(ox.parse(client("/.well-known/void").body, format=ox.RdfFormat.TURTLE))
    objects = {quad.object for quad in quads}
    assert ox.NamedNode("http://rdfs.org/ns/void#Dataset") in objects
    assert ox.NamedNode("http://www.w3.org/ns/dcat#Dataset") in objects
    assert ox.NamedNode(f"http://127.0.0.1:{client.port}/sparql") in objects
    assert client("/", Accept="text/turtle").status == 303


def test_ready_questions_are_examples(client: Client) -> None:
    quads = list(ox.parse(client("/.well-known/sparql-examples").body, format=ox.RdfFormat.TURTLE))
    select = ox.NamedNode("http://www.w3.org/ns/shacl#select")
    queries = [quad.object.value for quad in quads if quad.predicate == select]
    assert len(queries) == len(client.served.catalogue())
    for query in queries[:5]:
        assert client("/sparql", "POST", query.encode(), Content_Type="application/sparql-query").status == 200


def test_editors_find_the_examples_in_the_description_of_the_endpoint(client: Client) -> None:
    described = set(ox.parse(client("/sparql").body, format=ox.RdfFormat.TURTLE))
    listed = set(ox.parse(client("/.well-known/sparql-examples").body, format=ox.RdfFormat.TURTLE))
    assert listed
    assert listed < described


def test_another_build_is_served_after_a_refresh(new_project: Callable[[], Project]) -> None:
    project = new_project()
    with serving(project, count=2) as client:
        before = client("/healthz").text
        assert not client.served.refresh()
        data = project.data / "all.ttl"
        data.write_text(data.read_text(encoding="utf-8").replace('"Beta"@en', '"Beta Two"@en'), encoding="utf-8")
        build(project)
        assert client.served.refresh()
        assert client("/healthz").text != before
        assert "Beta Two" in client("/id/actor/beta", Accept="text/html").text
