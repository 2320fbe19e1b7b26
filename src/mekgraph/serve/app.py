"""The application: its addresses, and what each answers."""

from collections.abc import Callable, Iterable

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from mekgraph.ask.examples import examples
from mekgraph.errors import MekgraphError
from mekgraph.graph.worker.pool import Workers
from mekgraph.iris import BASE, node
from mekgraph.serve import protocol, records
from mekgraph.serve.answering import Answering
from mekgraph.serve.ending import Ending
from mekgraph.serve.failures import LONGEST_NAME, NOT_FOUND, RequestError, failure, language_of, left, unknown
from mekgraph.serve.gate import Doors, Gate
from mekgraph.serve.negotiation import GRAPHS, HTML, content_type, wanted
from mekgraph.serve.pages import Pages
from mekgraph.serve.served import Served
from mekgraph.sparql import own_query

RDF = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
READ = ["GET", "HEAD"]
Record = Callable[[Served, str], Iterable[ox.Triple]]


def application(served: Served, doors: Doors, ending: Ending | None = None) -> ASGIApp:
    """The ASGI application over a served graph, behind its doors; ``ending`` can stop its queries."""
    views = Views(served, ending or Ending())
    app = Starlette(
        routes=[
            Route("/", views.home, methods=READ),
            Route("/sparql", views.sparql, methods=[*READ, "POST"]),
            Route("/graphs", views.graph, methods=READ),
            Route("/.well-known/void", views.void, methods=READ),
            Route("/.well-known/sparql-examples", views.examples, methods=READ),
            Route("/healthz", views.health, methods=READ),
            Route("/style.css", views.style, methods=READ),
            Route("/{space:str}/{name:path}", views.thing, methods=READ),
        ],
        exception_handlers={MekgraphError: failure, HTTPException: unknown, ClientDisconnect: left},
    )
    app.router.redirect_slashes = False  # an address with another slash is another address
    return Gate(app, doors)


class Views:
    """What each address answers."""

    def __init__(self, served: Served, ending: Ending) -> None:
        self.served, self.ending = served, ending
        self.answering = Answering(served)
        self.pages = Pages()

    @property
    def workers(self) -> Workers:
        """Those that answer the queries of pages."""
        return self.served.own

    async def sparql(self, request: Request) -> Response:
        """The SPARQL endpoint; without a query, its description."""
        if request.method != "POST" and not request.url.query:
            return await self._graph(request, records.service_description, (*GRAPHS,))
        return await protocol.answer(request, self.answering, self.ending)

    async def graph(self, request: Request) -> Response:
        """The Graph Store Protocol, for reading: ``?graph=IRI`` or ``?default`` (all graphs as one)."""
        names = request.query_params.getlist("graph")
        if (len(names) == 1) == ("default" in request.query_params):
            raise RequestError(400, "serve.which_graph")
        if protocol.iris("graph", names):
            sizes = await run_in_threadpool(self.served.select, own_query("graph-sizes"))
            if names[0] not in {row[0].value for row in sizes.rows if isinstance(row[0], ox.NamedNode)}:
                raise RequestError(NOT_FOUND, "serve.no_graph", graph=names[0][:LONGEST_NAME])
        formats = wanted(request.headers.get("accept"), GRAPHS)
        asked = protocol.Asked(own_query("everything"), names or None, None)
        reply = await protocol.evaluated(request, asked, formats, self.answering, self.ending)
        headers = {"Content-Type": content_type(reply.format), "Vary": "Accept"}
        return self.answering.response(reply, headers)

    async def void(self, request: Request) -> Response:
        """The dataset as VoID and DCAT."""
        return await self._graph(request, records.void, GRAPHS)

    async def examples(self, request: Request) -> Response:
        """The ready questions as examples for editors."""
        return await self._graph(request, lambda served, at: examples(served.catalogue().values(), at), GRAPHS)

    async def thing(self, request: Request) -> Response:
        """A thing, class or property: a page for people, or RDF."""
        space, name = request.path_params["space"], request.path_params["name"]
        iri = f"{BASE}{space}/{name}"
        named = node(iri)
        if named is None:
            raise RequestError(NOT_FOUND, "serve.no_thing", thing=f"{space}/{name}"[:200])
        kinds = wanted(request.headers.get("accept"), (HTML, *GRAPHS))
        query = own_query("statements-of", thing=[named])
        if kinds[0] != HTML:
            reply = await run_in_threadpool(self.workers.run, query, [kind for kind in kinds if kind != HTML])
            content, kind = reply.content, reply.format
        else:
            language = language_of(request)
            content = (await run_in_threadpool(self.pages.thing, self.workers, iri, language)).encode()
            kind = HTML
        if not content.strip():
            raise RequestError(NOT_FOUND, "serve.no_thing", thing=f"{space}/{name}"[:200])
        return Response(content, headers={"Content-Type": content_type(kind), "Vary": "Accept, Accept-Language"})

    async def home(self, request: Request) -> Response:
        """A page that says what is here; programs are sent to the description of the dataset."""
        if wanted(request.headers.get("accept"), (HTML, *GRAPHS))[0] != HTML:
            return RedirectResponse("/.well-known/void", 303)
        page = await run_in_threadpool(self.pages.home, self.served, str(request.base_url), language_of(request))
        return Response(page, headers={"Content-Type": content_type(HTML), "Vary": "Accept, Accept-Language"})

    async def health(self, _: Request) -> Response:
        """That the server lives, and which data it serves."""
        return PlainTextResponse(f"ok {self.served.built.version}\n", headers={"Cache-Control": "no-store"})

    async def style(self, _: Request) -> Response:
        """The style of the pages."""
        return Response(self.pages.style, headers={"Content-Type": "text/css; charset=utf-8"})

    async def _graph(self, request: Request, record: Record, offered: tuple[str, ...]) -> Response:
        kind = wanted(request.headers.get("accept"), offered)[0]
        address = f"{request.base_url}sparql"
        triples = await run_in_threadpool(lambda: list(record(self.served, address)))
        content = ox.serialize(
            triples, format=RDF[kind], prefixes=_prefixes(triples) if kind != "application/n-triples" else None
        )
        return Response(content, headers={"Content-Type": content_type(kind), "Vary": "Accept"})


def _prefixes(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """The prefixes that some statements need."""
    used = " ".join(str(term) for triple in triples for term in (triple.subject, triple.predicate, triple.object))
    return {prefix: space for prefix, space in records.SPACES.items() if f"<{space}" in used}
