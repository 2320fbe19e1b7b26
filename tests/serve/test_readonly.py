"""Nothing that is sent changes anything: the store is for reading only, and so is every address."""

import hashlib
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from .conftest import Client
from .test_protocol import DIRECT, FORM

GRAPH = "https://w3id.org/mekgraph/graph/data"
DATA = "<urn:s> <urn:p> 1"
UPDATES = [
    f"INSERT DATA {{ {DATA} }}",
    f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {DATA} }} }}",
    f"insert data {{ {DATA} }}",
    f"INSERT{{ {DATA} }}WHERE{{}}",
    "INSERT { ?s <urn:p> ?o } WHERE { ?s ?p ?o }",
    f"PREFIX a: <urn:a> INSERT DATA {{ {DATA} }}",
    f"BASE <urn:a> INSERT DATA {{ {DATA} }}",
    f"# ASK {{}}\nINSERT DATA {{ {DATA} }}",
    f"DELETE DATA {{ {DATA} }}",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    f"WITH <{GRAPH}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
    f"DELETE {{ ?s ?p ?o }} USING <{GRAPH}> WHERE {{ ?s ?p ?o }}",
    f"DELETE {{ ?s ?p ?o }} USING NAMED <{GRAPH}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "CLEAR ALL",
    "CLEAR DEFAULT",
    "CLEAR NAMED",
    "CLEAR SILENT ALL",
    f"CLEAR GRAPH <{GRAPH}>",
    "DROP ALL",
    "DROP SILENT NAMED",
    f"DROP GRAPH <{GRAPH}>",
    "DROP DEFAULT",
    "CREATE GRAPH <urn:g>",
    "CREATE SILENT GRAPH <urn:g>",
    f"COPY <{GRAPH}> TO <urn:g>",
    f"COPY DEFAULT TO <{GRAPH}>",
    f"COPY SILENT <urn:g> TO <{GRAPH}>",
    f"MOVE <{GRAPH}> TO <urn:g>",
    f"MOVE SILENT <{GRAPH}> TO DEFAULT",
    f"ADD <{GRAPH}> TO <urn:g>",
    "ADD SILENT DEFAULT TO <urn:g>",
    "LOAD <http://127.0.0.1:1/>",
    "LOAD SILENT <http://127.0.0.1:1/>",
    f"LOAD <file:///etc/passwd> INTO GRAPH <{GRAPH}>",
    f"INSERT DATA {{ {DATA} }} ; CLEAR ALL",
    "ASK {} ; CLEAR ALL",
    "SELECT * { ?s ?p ?o } ; DROP ALL",
    f"CONSTRUCT {{ {DATA} }} WHERE {{}} ; INSERT DATA {{ {DATA} }}",
    "ASK { } CLEAR ALL",
    f"SELECT * {{ {{ INSERT DATA {{ {DATA} }} }} }}",
    "\ufeffCLEAR ALL",
    "CLEAR\u00a0ALL",
]
ROUTES = [
    "/",
    "/sparql",
    "/graphs?default",
    f"/graphs?graph={quote(GRAPH)}",
    "/id/actor/unoct",
    "/healthz",
    "/style.css",
]


def content(client: Client) -> str:
    """A digest of the whole store as it is on the disk, and of what it says of itself."""
    digest = hashlib.sha256(client("/healthz").body)
    folder = Path(client.served.built.folder)
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith("LOG"):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


@pytest.fixture(autouse=True, scope="module")
def unchanged(client: Client) -> object:
    assert len(UPDATES) >= 40
    before = content(client)
    yield None
    assert content(client) == before


@pytest.mark.parametrize("update", UPDATES)
def test_no_update_is_carried_out(client: Client, update: str) -> None:
    form = {"Content_Type": FORM}
    sent = [
        client(f"/sparql?query={quote(update)}"),
        client(f"/sparql?update={quote(update)}"),
        client("/sparql", "POST", urlencode({"query": update}).encode(), **form),
        client("/sparql", "POST", urlencode({"update": update}).encode(), **form),
        client("/sparql", "POST", urlencode({"query": "ASK {}", "update": update}).encode(), **form),
        client("/sparql", "POST", update.encode(), Content_Type=DIRECT),
        client("/sparql", "POST", update.encode(), Content_Type="application/sparql-update"),
        client("/update", "POST", update.encode(), Content_Type="application/sparql-update"),
    ]
    assert [reply.status for reply in sent] == [400, 400, 400, 400, 400, 400, 415, 404]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST", "MKCOL", "MERGE", "OPTIONS", "TRACE", "CONNECT"])
def test_no_address_takes_anything(client: Client, route: str, method: str) -> None:
    reply = client(route, method, b"<urn:s> <urn:p> 1 .", Content_Type="text/turtle")
    assert reply.status == (415 if (method, route) == ("POST", "/sparql") else 405)
