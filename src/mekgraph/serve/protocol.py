"""The query operation of the SPARQL 1.1 Protocol: GET, POST of a form, POST of the query itself."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from werkzeug.http import parse_options_header

from mekgraph.apart.process import Stop
from mekgraph.graph.worker.pool import Reply
from mekgraph.iris import node
from mekgraph.serve.answering import Answering
from mekgraph.serve.ending import Ending
from mekgraph.serve.failures import BAD_REQUEST, LONGEST_NAME, RequestError
from mekgraph.serve.negotiation import GRAPHS, RESULTS, content_type, wanted

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
UNSUPPORTED = 415
TEXTS = ("utf-8", "utf8", "")
PLAIN = "identity"
DEFAULT, NAMED = "default-graph-uri", "named-graph-uri"
MOST_PARAMETERS = 1000
# Of an answer that goes on behind its last row: how many rows it has.
TRUNCATED = "X-Mekgraph-Truncated"


@dataclass(frozen=True)
class Asked:
    """A query and the graphs of its dataset; None where the request names none."""

    query: str
    default: list[str] | None
    named: list[str] | None


async def answer(request: Request, answering: Answering, ending: Ending) -> Response:
    """The answer to a query. Raises RequestError, and what ``Workers.run`` raises."""
    asked = await read(request)
    request.state.query = asked.query
    formats = wanted(request.headers.get("accept"), (*RESULTS, *GRAPHS))
    reply = await evaluated(request, asked, formats, answering, ending)
    headers = {"Content-Type": content_type(reply.format), "Vary": "Accept"}
    if reply.truncated:
        headers[TRUNCATED] = str(reply.truncated.rows)
    return answering.response(reply, headers)


async def evaluated(
    request: Request, asked: Asked, formats: Sequence[str], answering: Answering, ending: Ending
) -> Reply:
    """What the workers answer; who leaves is not waited for, and nobody once the server has to end."""
    await request.body()  # also where nobody needs one: that a client has left is only heard behind it
    with ending.query() as stop:
        leaving = asyncio.create_task(_left(request, stop))
        try:
            return await answering.run(asked.query, formats, asked.default, asked.named, stop)
        finally:
            leaving.cancel()


async def _left(request: Request, stop: Stop) -> None:
    """Stop the work once the client has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    stop.set()


async def read(request: Request) -> Asked:
    """What a request asks; RequestError for one that is not as the protocol says."""
    pairs = _pairs(request.url.query)
    if request.method == "POST":
        _refuse_compressed(request)
        kind = _content_type(request)
        if kind == FORM:
            form = _text(await request.body())
            pairs += await run_in_threadpool(_pairs, form)  # a long one takes time that others wait for
        elif kind == QUERY:
            pairs.append(("query", _text(await request.body())))
        else:
            key = "serve.read_only" if kind == UPDATE else "serve.content_type"
            raise RequestError(UNSUPPORTED, key, found=kind or "-", known=f"{FORM}, {QUERY}")
    return _asked(pairs)


def _pairs(form: str) -> list[tuple[str, str]]:
    """The names and values of a form (application/x-www-form-urlencoded), which is UTF-8 behind its percent signs."""
    try:
        return parse_qsl(form, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except UnicodeDecodeError as error:
        raise RequestError(BAD_REQUEST, "serve.not_utf8", place=error.start + 1) from None
    except ValueError:
        raise RequestError(BAD_REQUEST, "serve.parameters", limit=MOST_PARAMETERS) from None


def _asked(pairs: list[tuple[str, str]]) -> Asked:
    def values(name: str) -> list[str]:
        return [value for key, value in pairs if key == name]

    queries = values("query")
    if values("update"):
        raise RequestError(BAD_REQUEST, "serve.read_only")
    if len(queries) != 1:
        raise RequestError(BAD_REQUEST, "serve.one_query", count=len(queries))
    return Asked(queries[0], iris(DEFAULT, values(DEFAULT)) or None, iris(NAMED, values(NAMED)) or None)


def iris(parameter: str, values: list[str]) -> list[str]:
    """The values of a parameter; RequestError for one that is no IRI."""
    for value in values:
        if node(value) is None:
            raise RequestError(BAD_REQUEST, "serve.no_iri", name=parameter, value=value[:LONGEST_NAME] or "-")
    return values


def _refuse_compressed(request: Request) -> None:
    """Raise RequestError for a body that is packed: a small one could hold a very long text."""
    coding = ", ".join(request.headers.getlist("content-encoding")).strip()
    if coding.lower() not in ("", PLAIN):
        error = RequestError(UNSUPPORTED, "serve.compressed", found=coding[:LONGEST_NAME])
        error.headers["Accept-Encoding"] = PLAIN
        raise error


def _content_type(request: Request) -> str:
    """The media type of the body in small letters; its encoding can only be UTF-8."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    encoding = options.get("charset", "").lower()
    if encoding not in TEXTS:
        raise RequestError(UNSUPPORTED, "serve.encoding", found=encoding)
    return kind.lower()


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(BAD_REQUEST, "serve.not_utf8", place=error.start + 1) from None
