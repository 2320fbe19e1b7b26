"""Requests to a server and what it answers: bounded in time and size, once more where it was busy, or an error."""

import http.client
import re
import ssl
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from functools import cached_property

from mekgraph.apart.process import Stop
from mekgraph.errors import EndpointError
from mekgraph.graph.remote.connection import SHORTEST, Resolve, Response, exchange
from mekgraph.graph.remote.credentials import Authorization, Credentials
from mekgraph.graph.remote.failures import message_of

MEBIBYTE = 1024 * 1024
PART = 64 * 1024
REASON_READ, REASON_SHOWN = 64 * 1024, 200
# Gateways say so of a server that is away for a moment; it is asked again after so many seconds.
BUSY = (502, 503, 504)
DELAYS = (0.5, 1.0, 2.0)
FINE, UNKNOWN_USER, NO_ACCESS, NOT_FOUND, TOO_OFTEN = range(200, 300), 401, (401, 403, 407), 404, 429
TEXT = re.compile(r"text/plain|application/(json|problem\+json)")


@dataclass(frozen=True)
class Bounds:
    """What an answer may take: wall-clock ``seconds`` with all attempts, ``size`` in bytes; ``delays`` between them."""

    seconds: float = 60
    size: int = 64 * MEBIBYTE
    delays: Sequence[float] = DELAYS


@dataclass(frozen=True)
class Reply:
    """What a server answered: status, headers and body."""

    status: int
    phrase: str
    headers: Message
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, without its parameters; empty where the server names none."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


class Transport:
    """Sends requests to one server, until ``stop`` is set. May be used from several threads.

    With ``resolve`` they go to the addresses that this gives, and to no others; without, wherever this machine sends
    them, also through its proxies.
    """

    def __init__(
        self,
        credentials: Credentials | None = None,
        bounds: Bounds | None = None,
        progress: Callable[[str], None] = lambda _: None,
        resolve: Resolve | None = None,
        stop: Stop | None = None,
    ) -> None:
        self.bounds = bounds or Bounds()
        self.progress = progress
        self.resolve, self.stop = resolve, stop or Stop()
        self._authorization = Authorization(credentials or Credentials())

    @cached_property
    def _context(self) -> ssl.SSLContext:
        """What encrypted connections go by; made when the first one is, because that takes its time."""
        return ssl.create_default_context()

    def bounded(self, bounds: Bounds) -> "Transport":
        """The same with other bounds, and with what is known of the server so far."""
        other = Transport(bounds=bounds, progress=self.progress, resolve=self.resolve, stop=self.stop)
        other._authorization = self._authorization
        return other

    def send(self, request: urllib.request.Request, repeat: bool = True, missing: bool = False) -> Reply:
        """The answer to a request. ``repeat``: it does no harm to send it again. ``missing``: so does a 404.

        Raises EndpointError that says whether the server cannot be reached, takes too long, refuses or sends too much.
        """
        end = time.monotonic() + self.bounds.seconds
        for delay in (*(self.bounds.delays if repeat else ()), None):
            reply = self._admitted(request, end)
            if reply.status in FINE or (missing and reply.status == NOT_FOUND):
                return reply
            if reply.status not in BUSY or delay is None or time.monotonic() + delay > end:
                break
            self.progress("remote.again")
            time.sleep(delay)
        raise _refusal(request, reply)

    def _admitted(self, request: urllib.request.Request, end: float) -> Reply:
        """The answer, with user and password if the server wants them."""
        self._authorization.put(request)
        reply = self._once(request, end)
        challenges = reply.headers.get_all("WWW-Authenticate", [])
        if reply.status == UNKNOWN_USER and self._authorization.wanted(request, challenges):
            self._authorization.put(request)
            reply = self._once(request, end)
        return reply

    def _once(self, request: urllib.request.Request, end: float) -> Reply:
        url = shown(request)
        seconds = max(end - time.monotonic(), SHORTEST)
        try:
            context = self._context if request.type == "https" else None
            with exchange(request, seconds, context, self.resolve, self.stop) as response:
                most = self.bounds.size if response.status in FINE else REASON_READ
                body = b"".join(_parts(response, most))
                if response.status in FINE and len(body) > most:
                    raise EndpointError("usage.endpoint_large", url=url, mebibytes=most // MEBIBYTE)
                return Reply(response.status, readable(response.reason), response.headers, body)
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise EndpointError(message_of(error), url=url, seconds=f"{self.bounds.seconds:g}") from None


def shown(request: urllib.request.Request) -> str:
    """The address of a request as people may see it: without its parameters, which may hold keys."""
    return request.full_url.partition("?")[0]


def _parts(response: Response, most: int) -> Iterator[bytes]:
    """The body in parts, up to a little more than ``most`` bytes; IncompleteRead where it breaks off."""
    size = 0
    while size <= most and (part := response.read(PART)):
        size += len(part)
        yield part
    if size <= most and response.length:  # bytes that were announced and did not come
        raise http.client.IncompleteRead(b"", response.length)


def readable(text: str) -> str:
    """What a server says as people may see it: the beginning, on one line, without signs that steer terminals.

    >>> readable("no \\x1b[31m\\u202e way\\n")
    'no [31m way'
    """
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(shown.split())[:REASON_SHOWN]


def _refusal(request: urllib.request.Request, reply: Reply) -> EndpointError:
    """The error for an answer that is a refusal."""
    url = shown(request)
    reason = f"HTTP {reply.status} {reply.phrase}".strip()
    if reply.status in NO_ACCESS:
        return EndpointError("usage.endpoint_access", url=url, reason=reason)
    if reply.status in (*BUSY, TOO_OFTEN):
        return EndpointError("usage.endpoint_busy", url=url, reason=reason)
    place = reply.headers.get("Location")
    if place:
        return EndpointError("usage.endpoint_moved", url=url, place=readable(place.partition("?")[0]))
    said = reply.body.decode(errors="replace") if TEXT.fullmatch(reply.kind) else ""
    return EndpointError("usage.endpoint_refused", url=url, reason=readable(f"{reason} {said}"))
