"""Requests to a server and what it answers: bounded in time and size, once more where it was busy, or an error."""

import http.client
import re
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import Message

from mekgraph.errors import EndpointError
from mekgraph.graph.remote.connection import Response, exchange
from mekgraph.graph.remote.credentials import Authorization, Credentials

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
    """Sends requests to one server. May be used from several threads."""

    def __init__(
        self,
        credentials: Credentials | None = None,
        bounds: Bounds | None = None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.bounds = bounds or Bounds()
        self.progress = progress
        self._authorization = Authorization(credentials or Credentials())
        self._context = ssl.create_default_context()

    def bounded(self, bounds: Bounds) -> "Transport":
        """The same with other bounds, and with what is known of the server so far."""
        other = Transport(bounds=bounds, progress=self.progress)
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
        try:
            with exchange(request, max(end - time.monotonic(), 0.001), self._context) as response:
                most = self.bounds.size if response.status in FINE else REASON_READ
                body = b"".join(_parts(response, most))
                if response.status in FINE and len(body) > most:
                    raise EndpointError("usage.endpoint_large", url=url, mebibytes=most // MEBIBYTE)
                return Reply(response.status, response.reason, response.headers, body)
        except TimeoutError:
            raise EndpointError("usage.endpoint_slow", url=url, seconds=f"{self.bounds.seconds:g}") from None
        except (urllib.error.URLError, OSError, ValueError, http.client.HTTPException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise EndpointError("usage.endpoint_slow", url=url, seconds=f"{self.bounds.seconds:g}") from None
            raise EndpointError("usage.endpoint_silent", url=url, reason=_words(error)) from None


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
        return EndpointError("usage.endpoint_moved", url=url, place=place.partition("?")[0][:REASON_SHOWN])
    said = " ".join(reply.body.decode(errors="replace").split()) if TEXT.fullmatch(reply.kind) else ""
    return EndpointError("usage.endpoint_refused", url=url, reason=f"{reason} {said}".strip()[:REASON_SHOWN])


def _words(error: Exception) -> str:
    """The system's words for a failure."""
    cause = getattr(error, "reason", error)
    words = str(getattr(cause, "strerror", "") or cause) or type(error).__name__
    return " ".join(words.split())[:REASON_SHOWN]
