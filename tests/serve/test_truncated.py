"""An answer that is too long ends after a whole row, and its head says so; a graph is refused."""

from urllib.parse import quote

import pytest

from mekgraph.graph.worker.pool import MEBIBYTE, Limits
from mekgraph.resources import Project

from .conftest import serving

PAIRS = quote("SELECT ?a ?b WHERE { ?a a mek:Link . ?b a mek:Evidence }")
GRAPH = quote("CONSTRUCT { ?a mek:subject ?b } WHERE { ?a a mek:Link . ?b a mek:Evidence }")


@pytest.mark.parametrize("kind", ["text/csv", "application/sparql-results+json"])
def test_too_many_rows(project: Project, kind: str) -> None:
    with serving(project, limits=Limits(rows=1000)) as client:
        whole = client(f"/sparql?query={PAIRS}{quote(' LIMIT 1000')}", Accept=kind)
        cut = client(f"/sparql?query={PAIRS}", Accept=kind)
    assert (whole.status, "x-mekgraph-truncated" in whole.headers) == (200, False)
    assert (cut.status, cut.headers["x-mekgraph-truncated"]) == (200, "1000")
    assert (len(cut.body), cut.kind) == (len(whole.body), whole.kind)


def test_too_many_bytes(project: Project) -> None:
    with serving(project, limits=Limits(size=MEBIBYTE)) as client:
        cut = client(f"/sparql?query={PAIRS}", Accept="text/csv")
        refused = client(f"/sparql?query={GRAPH}", Accept="text/turtle")
        store = client("/graphs?default", Accept="application/n-triples")
    assert int(cut.headers["x-mekgraph-truncated"]) == cut.body.count(b"\n") - 1
    assert len(cut.body) <= MEBIBYTE
    assert (refused.status, store.status) == (400, 400)
    assert "1 MiB" in refused.text
