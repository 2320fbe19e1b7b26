"""Who may ask: the names under which the server is known, the pages that may ask from a browser, the token.

A browser sends requests for any page that it shows, also to this machine. So a request must name a host that we know
(against DNS rebinding), and one that comes from another site must be one that we let in (RFC 6454, Fetch Metadata).

What other pages could do: read answers, which browsers only let them where we say so (CORS); and keep the workers
busy, for which they need to read nothing: a picture, a frame or a window whose address holds a query is enough. So a
link on another page may lead to our pages for people, which are cheap and which briefings cite, but may not run a query
or fetch a graph. A link in a document or a mail program is no page: the browser says that nobody but the user asked.
"""

import asyncio
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mekgraph.serve.failures import LONGEST_NAME, RequestError, failure

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
# A name or an address, and perhaps a port: nothing that others could read as another host, or as a part of a path.
HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
BODY = 1024 * 1024
# A body is sent in parts of so many bytes, so that it can be seen whether the client takes it.
PART = 64 * 1024
# These addresses run what the rest of the address says; all others are pages, or what few people need.
ASKED = ("/sparql", "/graphs")
# What a browser says of a request that no other site has made (Sec-Fetch-Site).
OWN = ("", "none", "same-origin")
FORBIDDEN, UNAUTHORIZED, MISDIRECTED, TOO_LARGE = 403, 401, 421, 413
# For every response, also for those that failed.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type",
}


@dataclass(frozen=True)
class Doors:
    """What is let in: host names, origins of other sites (``*``: all), and the token if one is needed."""

    hosts: frozenset[str] = LOOPBACK
    origins: frozenset[str] = frozenset()
    token: str = ""

    def allows(self, origin: str) -> bool:
        """Whether pages of an origin may read answers."""
        return bool(origin) and (origin in self.origins or self.open)

    @property
    def open(self) -> bool:
        """Whether pages of all sites may ask, those that do not say which they are too."""
        return "*" in self.origins and not self.token

    def knows(self, authorization: str) -> bool:
        """Whether the value of an Authorization header holds the token; how much of it is right takes no time to tell.

        >>> Doors(token="0123456789abcdef").knows("bearer 0123456789abcdef")
        True
        """
        scheme, _, given = authorization.partition(" ")
        wanted = self.token.encode("utf-8", "surrogateescape")
        return scheme.lower() == "bearer" and secrets.compare_digest(given.strip().encode("latin-1"), wanted)


class Gate:
    """The application behind its doors; requests with more than a mebibyte of body are turned away while they come."""

    def __init__(self, app: ASGIApp, doors: Doors) -> None:
        self.app, self.doors = app, doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or say why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        origin = ", ".join(request.headers.getlist("origin"))

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                _dress(MutableHeaders(scope=message), origin if self.doors.allows(origin) else "")
            for part in _parts(message):
                await send(part)
                if part.get("more_body"):
                    # Others have their turn, and that the client has left is heard before more is written for it.
                    await asyncio.sleep(0)

        try:
            self._judge(request, origin)
            if request.method == "OPTIONS" and _is_preflight(request.headers) and self.doors.allows(origin):
                await _preflight(sending)  # which browsers send without the token
                return
            if self.doors.token and not self.doors.knows(request.headers.get("authorization", "")):
                raise _unauthorized()
            await self.app(scope, _limited(receive, request.headers), sending)
        except RequestError as error:
            await failure(request, error)(scope, receive, sending)

    def _judge(self, request: Request, origin: str) -> None:
        """Raise RequestError for a request to another host, or from a page that is not let in."""
        named = request.headers.get("host", "")
        host = HOST.fullmatch(named)
        if not host or host[1].strip("[]").lower() not in self.doors.hosts:
            raise RequestError(MISDIRECTED, "serve.host", host=named[:LONGEST_NAME] or "-")
        if self.doors.allows(origin) or (self.doors.open and not origin):
            return
        if origin and _place(origin) != named.lower():
            raise RequestError(FORBIDDEN, "serve.origin", origin=origin[:LONGEST_NAME])
        if request.headers.get("sec-fetch-site", "").lower() not in OWN and not _is_visit(request):
            raise RequestError(FORBIDDEN, "serve.link" if _is_navigation(request) else "serve.origin", origin="-")


def _place(origin: str) -> str:
    """The host and port of an origin; empty for one that has none, such as ``null``."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _is_navigation(request: Request) -> bool:
    return request.method == "GET" and request.headers.get("sec-fetch-mode") == "navigate"


def _is_visit(request: Request) -> bool:
    """Whether somebody follows a link on another site to a page of ours, and to nothing that asks a query."""
    to_page = request.headers.get("sec-fetch-dest", "document") == "document"
    return _is_navigation(request) and to_page and not (request.url.path in ASKED and request.url.query)


def _is_preflight(headers: Headers) -> bool:
    return "access-control-request-method" in headers


def _unauthorized() -> RequestError:
    error = RequestError(UNAUTHORIZED, "serve.token")
    error.headers["WWW-Authenticate"] = "Bearer"
    return error


def _dress(headers: MutableHeaders, origin: str) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", POLICY)
    if origin:
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = "Retry-After, X-Mekgraph-Truncated"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        headers.add_vary_header("Origin")


async def _preflight(send: Send) -> None:
    headers = [(name.lower().encode(), value.encode()) for name, value in PREFLIGHT.items()]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body"})


def _parts(message: Message) -> Iterator[Message]:
    """A message, a long body in several of them."""
    body: bytes = message.get("body", b"")
    if len(body) <= PART:
        yield message
        return
    for start in range(0, len(body), PART):
        more = message.get("more_body", False) or start + PART < len(body)
        yield {**message, "body": body[start : start + PART], "more_body": more}


def _limited(receive: Receive, headers: Headers) -> Receive:
    length = headers.get("content-length", "0")
    if length.isdecimal() and int(length) > BODY:
        raise RequestError(TOO_LARGE, "serve.body", limit=BODY)
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > BODY:
            raise RequestError(TOO_LARGE, "serve.body", limit=BODY)
        return message

    return counted
