"""One question to another endpoint: to an address that was looked at, without redirects, bounded in time and size."""

import http.client
import socket
import ssl
import time
from typing import Any

from mekgraph.errors import EndpointError
from mekgraph.graph.federation.hosts import Target
from mekgraph.graph.remote.connection import Cut

MEBIBYTE = 1024 * 1024
SECONDS, SIZE, PART = 30.0, 16 * MEBIBYTE, 64 * 1024
ACCEPT = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
REASON_SHOWN = 200


class _Plain(http.client.HTTPConnection):
    """A connection to one of the addresses given, in their order; nobody is asked for addresses again."""

    def __init__(self, target: Target, addresses: list[str], cut: Cut) -> None:
        super().__init__(target.host, target.port, timeout=SECONDS)
        self.addresses, self.cut = addresses, cut

    def connect(self) -> None:
        """Connect to the first address that answers."""
        failed: OSError = OSError()
        for address in self.addresses:
            try:
                self.sock = socket.create_connection((address, self.port), self.timeout)
            except OSError as error:
                failed = error
                continue
            self.cut.watch(self.sock)
            return
        raise failed


class _Encrypted(_Plain):
    """The same with encryption; the certificate has to be that of the host."""

    def connect(self) -> None:
        """Connect, and begin to encrypt."""
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def fetch(target: Target, query: str, end: float, size: int = SIZE) -> tuple[str, bytes]:
    """The media type and the bytes of the answer to a query, until the moment ``end`` (of ``time.monotonic``).

    Raises EndpointError that says what went wrong, UsageError for an address that is not allowed.
    """
    cut = Cut(max(end - time.monotonic(), 0.001))
    kind = _Encrypted if target.scheme == "https" else _Plain
    try:
        connection = kind(target, target.addresses(), cut)
        try:
            return _exchanged(connection, target, query, size)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        if cut.late or isinstance(error, TimeoutError):
            raise EndpointError("service.slow", host=target.authority, seconds=f"{SECONDS:g}") from None
        words = str(getattr(error, "strerror", "") or error) or type(error).__name__
        raise EndpointError(
            "service.failed", host=target.authority, reason=" ".join(words.split())[:REASON_SHOWN]
        ) from None
    finally:
        cut.close()


def _exchanged(connection: _Plain, target: Target, query: str, size: int) -> tuple[str, bytes]:
    headers: dict[str, Any] = {
        "Host": target.authority,
        "Content-Type": "application/sparql-query",
        "Accept": ACCEPT,
        "Connection": "close",
    }
    connection.request("POST", target.path, query.encode(), headers)
    response = connection.getresponse()
    if not 200 <= response.status < 300:
        place = response.headers.get("Location", "")
        key = "service.moved" if 300 <= response.status < 400 else "service.refused"
        raise EndpointError(key, host=target.authority, status=response.status, place=place[:REASON_SHOWN])
    parts: list[bytes] = []
    length = 0
    while part := response.read(PART):
        parts.append(part)
        length += len(part)
        if length > size:
            raise EndpointError("service.large", host=target.authority, mebibytes=SIZE // MEBIBYTE)
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return response.headers.get_content_type(), b"".join(parts)
