"""The addresses of a server: where it is asked, where it is changed, and where its graphs are put.

Only the first has to be given. How servers lay out the other two is written here as their manuals have it.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from mekgraph.errors import EndpointError

SCHEMES = ("http://", "https://")
USER = re.compile(r"https?://[^/?#]*@", re.IGNORECASE)
# The address of the queries, and what the addresses of updates and of the Graph Store are made of; the first that fits.
LAYOUTS = (
    (r"(https?://[^/]*neptune[^/]*/sparql)/?", r"\1", r"\1/gsp/"),  # Amazon Neptune
    (r"(https?://[^/]+)/sparql(?:-auth)?/?", r"\1/sparql-auth", r"\1/sparql-graph-crud-auth"),  # Virtuoso
    (r"(https?://.+/repositories/[^/]+)/?", r"\1/statements", r"\1/rdf-graphs/service"),  # GraphDB, RDF4J
    (r"(https?://[^/]+)/query", r"\1/update", r"\1/store"),  # Oxigraph
    (r"(https?://[^/]+:5820/[^/]+)/query", r"\1/update", r"\1"),  # Stardog, by its usual port
    (r"(https?://.+)/(?:query|sparql)", r"\1/update", r"\1/data"),  # Apache Jena Fuseki
    (r"(https?://[^/]+(?:/|/api/[^/]+)?)", r"\1", r"\1"),  # QLever
)


@dataclass(frozen=True)
class Addresses:
    """Where a server is asked (SPARQL query), changed (SPARQL update), and where its graphs are put (Graph Store)."""

    query: str
    update: str
    store: str

    @classmethod
    def of(cls, query: str, store: str = "", update: str = "") -> "Addresses":
        """The addresses that go with that of the queries; those that are given stay as they are.

        Raises EndpointError for what is no address, and where the other two cannot be known.

        >>> Addresses.of("http://localhost:7878/query").store
        'http://localhost:7878/store'
        >>> Addresses.of("https://db.example.org/repositories/mek").update
        'https://db.example.org/repositories/mek/statements'
        """
        for given in filter(None, (query, store, update)):
            check_address(given)
        for form, *others in LAYOUTS:
            if match := re.fullmatch(form, query):
                derived = [match.expand(other) for other in others]
                return cls(query, update or derived[0], store or derived[1])
        if not (store and update):
            raise EndpointError("usage.push_where", url=query)
        return cls(query, update, store)


def check_address(url: str) -> None:
    """Raise EndpointError for what is no web address, and for one that tells a user: passwords do not belong there."""
    if USER.match(url):
        raise EndpointError("usage.endpoint_user")
    try:
        parts = urlsplit(url)
        fits = url.startswith(SCHEMES) and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        fits = False
    if not fits:
        raise EndpointError("usage.endpoint_url", url=url)
