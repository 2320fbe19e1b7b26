"""Who may ask: the names under which the server is known, the pages that may ask from a browser, the token.

A browser sends requests for any page that it shows, also to this machine. So a request must name a host that we know
(against DNS rebinding), and one that comes from another site must be one that we let in (RFC 6454, Fetch Metadata).
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mekgraph.serve.failures import RequestError, failure

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
# A name or an address, and perhaps a port: nothing that others could read as another host, or as a part of a path.
HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
BODY = 1024 * 1024
# A body is sent in parts of so many bytes, so that it can be seen whether the client takes it.
PART = 64 * 1024
FORBIDDEN, UNAUTHORIZED, MISDIRECTED, TOO_LARGE = 403, 401, 421, 413
# For every response, also for those that failed.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
PREFLIGHT = {"Access-Control-Allow-Methods": "GET, HEAD, POST", "Access-Control-Allow-Headers": "Accept, Content-Type"}


@dataclass(frozen=True)
class Doors:
    """What is let in: host names, origins of other sites (``*``: all), and the token if one is needed."""

    hosts: frozenset[str] = LOOPBACK
    origins: frozenset[str] = frozenset()
    token: str = ""

    def allows(self, origin: str) -> bool:
        """Whether pages of an origin may read answers."""
        return origin in self.origins or ("*" in self.origins and not self.token)


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
        origin = request.headers.get("origin", "")

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                _dress(MutableHeaders(scope=message), origin if self.doors.allows(origin) else "")
            for part in _parts(message):
                await send(part)

        try:
            self._judge(request, origin)
            if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
                await _preflight(sending)
                return
            await self.app(scope, _limited(receive, request.headers), sending)
        except RequestError as error:
            await failure(request, error)(scope, receive, sending)

    def _judge(self, request: Request, origin: str) -> None:
        """Raise RequestError for a request that is not let in."""
        named = request.headers.get("host", "")
        host = HOST.fullmatch(named)
        if not host or host[1].strip("[]").lower() not in self.doors.hosts:
            raise RequestError(MISDIRECTED, "serve.host", host=named or "-")
        if _is_foreign(request, origin) and not self.doors.allows(origin):
            raise RequestError(FORBIDDEN, "serve.origin", origin=origin or "-")
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self.doors.token and not secrets.compare_digest(given.encode(), self.doors.token.encode()):
            error = RequestError(UNAUTHORIZED, "serve.token")
            error.headers["WWW-Authenticate"] = "Bearer"
            raise error


def _is_foreign(request: Request, origin: str) -> bool:
    """Whether a page of another site sends this; going to one of our pages by a link is no such thing."""
    site = request.headers.get("sec-fetch-site", "")
    if site == "cross-site" and request.headers.get("sec-fetch-mode") == "navigate" and request.method == "GET":
        return False
    other = bool(origin) and urlsplit(origin).netloc != request.headers.get("host", "")
    return site == "cross-site" or other


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
