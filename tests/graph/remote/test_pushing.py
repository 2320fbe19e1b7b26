"""A push puts everything in its place or nothing, leaves alone what is not ours, and says what went wrong."""

import threading
import urllib.request
from collections.abc import Callable, Iterator

import pytest

import mekgraph
from mekgraph.check.endpoint import check_endpoint
from mekgraph.errors import EndpointError
from mekgraph.graph.build import build
from mekgraph.graph.engine import Rows
from mekgraph.graph.opening import Graph
from mekgraph.graph.remote import pushing
from mekgraph.graph.remote.addresses import Addresses
from mekgraph.graph.remote.engine import RemoteEngine
from mekgraph.graph.remote.store import GraphStore
from mekgraph.graph.remote.transport import Bounds, Transport
from mekgraph.iris import GRAPH
from mekgraph.resources import Project

from ...endpoint import answering, oxigraph, sends

pytestmark = pytest.mark.slow

MORE = 'actor:gamma a mek:NonGovernmentalOrganization ; skos:prefLabel "Gamma"@en, "Гамма"@ru, "Gamma"@uz ; mek:describedIn source:s1 .\n'
NODES = "source:s1 mek:note [ mek:note [ mek:note 1 ] ], [ mek:note 2 ] .\n"
ALL = "SELECT ?graph (COUNT(*) AS ?count) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"


@pytest.fixture
def url() -> Iterator[str]:
    with oxigraph() as address:
        yield address


@pytest.fixture
def small(new_project: Callable[..., Project]) -> Project:
    return new_project()


def grown(project: Project, turtle: str = MORE) -> Project:
    """The same project with more data."""
    file = project.data / "all.ttl"
    file.write_text(file.read_text(encoding="utf-8") + turtle, encoding="utf-8")
    return project


def sizes(url: str) -> dict[str, int]:
    """What a server holds, whoever put it there."""
    return {graph.value: int(count.value) for graph, count in RemoteEngine(url).select(ALL).rows}  # type: ignore[union-attr]


def test_the_new_graph_takes_the_place_of_the_old(url: str, small: Project) -> None:
    first = mekgraph.push(url, project=small)
    assert sizes(url) == first.counts
    assert first.counts[GRAPH + "data"] == build(small).stated - first.counts[GRAPH + "ontology"]
    again = mekgraph.push(url, project=small)
    assert (sizes(url), again) == (first.counts, first)
    second = mekgraph.push(url, project=grown(small))
    assert sizes(url) == second.counts
    assert second.counts[GRAPH + "data"] == first.counts[GRAPH + "data"] + 5
    remote = Graph.open(small, endpoint=url)
    assert remote.version == second.version != first.version
    assert remote.digest == Graph.open(small).digest


def test_graphs_of_others_stay_and_graphs_that_are_no_more_go(url: str, small: Project) -> None:
    mekgraph.push(url, project=small)
    store = GraphStore(Addresses.of(url).store, Transport())
    for name in ("urn:mine", GRAPH + "mine"):
        store.put(name, build_triples(small)[:3])
    for rule in small.rule_files():
        rule.unlink()
    left = mekgraph.push(url, project=small)
    assert GRAPH + "derived/direct-edge" not in left.counts
    assert sizes(url) == {**left.counts, "urn:mine": 3, GRAPH + "mine": 3}


def build_triples(project: Project) -> list[object]:
    return list(Graph.open(project).data())


def test_blank_nodes_stay_together(url: str, small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mekgraph.graph.remote.store.AT_ONCE", 7)
    mekgraph.push(url, project=grown(small, NODES))
    assert Graph.open(small, endpoint=url).digest == Graph.open(small).digest


def test_a_server_that_cuts_graphs_off_is_read_in_parts(
    url: str, small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    mekgraph.push(url, project=grown(small, NODES))
    whole = RemoteEngine.construct
    monkeypatch.setattr(RemoteEngine, "construct", lambda self, query: whole(self, query)[:100])
    assert Graph.open(small, endpoint=url).digest == Graph.open(small).digest
    select = RemoteEngine.select
    monkeypatch.setattr(RemoteEngine, "select", lambda self, query: Rows((), select(self, query).rows[:100]))
    with pytest.raises(EndpointError) as caught:
        _ = Graph.open(small, endpoint=url).digest
    assert caught.value.key == "usage.endpoint_half"


@pytest.mark.parametrize("failing", [1, 3])
def test_what_fails_while_it_is_sent_changes_nothing(
    url: str, small: Project, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    first = mekgraph.push(url, project=small)
    put, sent = GraphStore.put, []

    def breaking(self: GraphStore, graph: str, triples: object) -> None:
        sent.append(graph)
        if len(sent) == failing:
            raise EndpointError("usage.endpoint_busy", url=self.url, reason="gone")
        put(self, graph, triples)  # type: ignore[arg-type]

    monkeypatch.setattr(GraphStore, "put", breaking)
    with pytest.raises(EndpointError, match="gone"):
        mekgraph.push(url, project=grown(small))
    assert sizes(url) == first.counts
    assert Graph.open(small, endpoint=url).version == first.version


def test_what_fails_while_it_is_put_in_place_changes_nothing(url: str, small: Project) -> None:
    first = mekgraph.push(url, project=small)
    with pytest.raises(EndpointError) as caught:
        mekgraph.push(url, update=url.replace("/query", "/nothing"), project=grown(small))
    assert caught.value.key == "usage.endpoint_refused"
    assert sizes(url) == first.counts


def test_what_arrives_incomplete_is_not_put_in_place(url: str, small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    first = mekgraph.push(url, project=small)
    put = GraphStore.put
    monkeypatch.setattr(GraphStore, "put", lambda self, graph, triples: put(self, graph, list(triples)[1:]))
    with pytest.raises(EndpointError) as caught:
        mekgraph.push(url, project=grown(small))
    assert caught.value.key == "usage.push_counts"
    assert sizes(url) == first.counts


def test_what_a_push_left_behind_that_was_killed_is_cleared(url: str, small: Project) -> None:
    GraphStore(Addresses.of(url).store, Transport()).put(pushing.STAGING + "old", build_triples(small)[:3])
    done = mekgraph.push(url, project=small)
    assert sizes(url) == done.counts


def test_an_answer_that_is_lost_after_all_was_done_is_no_failure(
    url: str, small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = RemoteEngine.update

    def losing(self: RemoteEngine, text: str) -> None:
        update(self, text)
        raise EndpointError("usage.endpoint_slow", url=self.url, seconds="1")

    monkeypatch.setattr(RemoteEngine, "update", losing)
    done = mekgraph.push(url, project=small)
    assert sizes(url) == done.counts


def test_readers_never_see_half_a_graph(url: str, small: Project) -> None:
    """Both while graphs are sent and while they are put in place, also where all graphs are asked together."""
    first = mekgraph.push(url, project=small)
    query = "SELECT (COUNT(?thing) AS ?n) WHERE { ?thing a mek:NonGovernmentalOrganization }"
    seen: set[str] = set()
    stop = threading.Event()

    def read() -> None:
        by_name = Graph.open(small, endpoint=url).engine
        merged = RemoteEngine(f"{url}?union-default-graph")
        while not stop.is_set():
            seen.update(engine.select(query).rows[0][0].value for engine in (by_name, merged))  # type: ignore[union-attr]

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for _ in range(5):
            second = mekgraph.push(url, project=grown(small))
            (small.data / "all.ttl").write_text(first_data(small), encoding="utf-8")
            assert mekgraph.push(url, project=small) == first != second
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert seen == {"2", "3"}


def first_data(project: Project) -> str:
    return (project.data / "all.ttl").read_text(encoding="utf-8").replace(MORE, "")


def test_a_server_that_refuses(small: Project) -> None:
    with answering(sends(403, "text/plain", b"no")) as url, pytest.raises(EndpointError) as caught:
        mekgraph.push(url, project=small)
    assert caught.value.key == "usage.endpoint_access"
    with pytest.raises(EndpointError, match="--store"):
        mekgraph.push("http://127.0.0.1:9/a/b/c", project=small)


def test_progress_is_told(url: str, small: Project) -> None:
    said: list[str] = []
    pushing.push(build(small), Addresses.of(url), said.append, Bounds(30))
    assert said == ["remote.staging", "remote.checking", "remote.swapping", "remote.checking"]


def test_a_graph_that_was_not_pushed_has_no_dates(url: str, small: Project) -> None:
    """It can be asked, checked and exported, but which of its edges are derived nobody can tell."""
    turtle = (small.data / "all.ttl").read_bytes()
    request = urllib.request.Request(f"{url.replace('/query', '/store')}?default", turtle, {"Content-Type": "text/turtle"}, method="PUT")  # fmt: skip
    urllib.request.urlopen(request).close()
    answer = mekgraph.ask("SELECT ?event { ?event a mek:Event }", project=small, endpoint=url)
    assert len(answer) == 1  # type: ignore[arg-type]
    assert mekgraph.export(project=small, endpoint=url) == mekgraph.export(project=small)
    with pytest.raises(EndpointError) as caught:
        mekgraph.ask("SELECT ?event { ?event a mek:Event }", on="2024", project=small, endpoint=url)
    assert caught.value.key == "usage.endpoint_dates"
    assert Graph.open(small, endpoint=url).version


def test_a_check_finds_there_what_it_finds_here(url: str, small: Project) -> None:
    mekgraph.push(url, project=grown(small, "actor:alfa mek:parent event:meeting .\n"))
    report = mekgraph.check(project=small, endpoint=url)
    assert "ACT-020" in {finding.rule.id for finding in report.findings}
    assert report == check_endpoint(small, Graph.open(small).fetched, url)
