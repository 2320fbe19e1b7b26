"""Real servers for the tests of this folder."""

from collections.abc import Iterator

import pytest

from ...endpoint import PASSWORD, oxigraph, virtuoso


@pytest.fixture(scope="session", autouse=True)
def user() -> Iterator[None]:
    """Who loads graphs, by the environment; nobody else is named there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MEKGRAPH_ENDPOINT", raising=False)
        patch.setenv("MEKGRAPH_ENDPOINT_USER", "dba")
        patch.setenv("MEKGRAPH_ENDPOINT_PASSWORD", PASSWORD)
        yield


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the queries of a server that holds nothing of ours in the beginning."""
    start = oxigraph() if request.param == "oxigraph" else virtuoso(tmp_path_factory.mktemp("virtuoso"))
    with start as url:
        yield url
