"""One address of a server is enough for those whose layout is known."""

import pytest

from mekgraph.errors import EndpointError
from mekgraph.graph.remote.addresses import Addresses


@pytest.mark.parametrize(
    ("query", "update", "store"),
    [
        ("http://localhost:8890/sparql", "http://localhost:8890/sparql-auth", "http://localhost:8890/sparql-graph-crud-auth"),
        ("http://h/sparql-auth", "http://h/sparql-auth", "http://h/sparql-graph-crud-auth"),
        ("http://localhost:7878/query", "http://localhost:7878/update", "http://localhost:7878/store"),
        ("http://h:7200/repositories/mek", "http://h:7200/repositories/mek/statements", "http://h:7200/repositories/mek/rdf-graphs/service"),
        ("http://h:3030/mek/sparql", "http://h:3030/mek/update", "http://h:3030/mek/data"),
        ("http://h:3030/mek/query", "http://h:3030/mek/update", "http://h:3030/mek/data"),
        ("http://h:5820/mek/query", "http://h:5820/mek/update", "http://h:5820/mek"),
        ("https://c.cluster-x.neptune.amazonaws.com:8182/sparql", "https://c.cluster-x.neptune.amazonaws.com:8182/sparql", "https://c.cluster-x.neptune.amazonaws.com:8182/sparql/gsp/"),
        ("http://localhost:7001", "http://localhost:7001", "http://localhost:7001"),
        ("https://h/api/mek", "https://h/api/mek", "https://h/api/mek"),
    ],
)  # fmt: skip
def test_the_other_addresses_follow(query: str, update: str, store: str) -> None:
    assert Addresses.of(query) == Addresses(query, update, store)
    assert Addresses.of(query, "http://s/", "http://u/") == Addresses(query, "http://u/", "http://s/")


def test_an_unknown_layout_needs_all_three() -> None:
    with pytest.raises(EndpointError, match="--update and --store"):
        Addresses.of("http://h/a/b/c", store="http://h/s")
    assert Addresses.of("http://h/a/b/c", "http://h/s", "http://h/u").store == "http://h/s"


def test_each_must_be_an_address() -> None:
    for given in (("ftp://h/query",), ("http://h/query", "nowhere"), ("http://h/query", "", "file:///x")):
        with pytest.raises(EndpointError, match="is no address"):
            Addresses.of(*given)
