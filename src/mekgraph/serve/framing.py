"""HTTP/1.1 as it comes in: stricter than the library where two readers could read it in two ways, and what is wrong.

A proxy in front that reads the end of a request elsewhere than we do would let a client put words into the mouth of
the next one. So what has two ends is refused (RFC 9112, sections 6.1 and 6.3), and the connection with it.
"""

import re
from typing import Any, NamedTuple

import h11

from mekgraph.serve.failures import BAD_REQUEST

# In bytes: the request line and all headers.
HEAD = 64 * 1024
# Each takes time, however short it is.
MOST_HEADERS, MOST_PARTS = 200, 10_000
TOO_LONG_ADDRESS, TOO_LONG_HEAD, NOT_IMPLEMENTED = 414, 431, 501
ABSOLUTE = re.compile(rb"https?://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
# How what the library says of a head begins, and what we say of it.
FAULTS = {
    "illegal request line": "serve.http_line",
    "no request line": "serve.http_line",
    "Missing mandatory Host": "serve.http_host",
    "Found multiple Host": "serve.http_host",
    "bad Content-Length": "serve.http_length",
    "conflicting Content-Length": "serve.http_length",
    "two lengths": "serve.http_length",
}
WISH = re.compile(rb"^accept-language:([^\r\n]{1,200})", re.IGNORECASE | re.MULTILINE)


class Fault(NamedTuple):
    """Why something is no request: the status for it, and the message."""

    status: int
    key: str


class StrictConnection(h11.Connection):
    """The server's side of a connection; ``fault`` is what was wrong, ``wish`` the languages last asked for."""

    fault = Fault(BAD_REQUEST, "serve.http_line")
    wish = ""
    parts = 0

    def __init__(self) -> None:
        super().__init__(h11.SERVER, HEAD)

    def receive_data(self, data: bytes) -> None:
        """Take what came; the wish for a language is looked for here, since a faulty head is never taken apart."""
        if self.their_state is h11.IDLE:
            if not self.trailing_data[0]:
                data = data.lstrip(b"\r\n")  # some clients end a body so (section 2.2)
            if wish := WISH.search(data):
                self.wish = wish[1].decode("latin-1")
        if data:
            super().receive_data(data)

    def next_event(self) -> Any:
        """The next event; RemoteProtocolError for what is no request, or one that could be read in two ways."""
        in_head = self.their_state is h11.IDLE
        try:
            return self._bounded(super().next_event())
        except h11.RemoteProtocolError as error:
            self.fault = self._fault(error) if in_head else Fault(BAD_REQUEST, "serve.http_body")
            raise

    def _bounded(self, event: Any) -> Any:
        """The event; RemoteProtocolError for a request that could be read in two ways, or a body in too many parts."""
        if isinstance(event, h11.Request):
            self.parts = 0
            return _unambiguous(event)
        if isinstance(event, h11.Data):
            self.parts += 1
            if self.parts > MOST_PARTS:
                raise h11.RemoteProtocolError("too many parts")
        return event

    def _fault(self, error: h11.RemoteProtocolError) -> Fault:
        """What is wrong with a head; the library says it in the status that it would give, and in words."""
        if error.error_status_hint == NOT_IMPLEMENTED:
            return Fault(NOT_IMPLEMENTED, "serve.http_coding")
        if error.error_status_hint in (TOO_LONG_ADDRESS, TOO_LONG_HEAD):
            waiting, _ = self.trailing_data  # what is not taken apart yet, nothing where the whole head was there
            if error.error_status_hint == TOO_LONG_ADDRESS or (waiting and b"\n" not in waiting):
                return Fault(TOO_LONG_ADDRESS, "serve.http_address")
            return Fault(TOO_LONG_HEAD, "serve.http_head")
        for words, key in FAULTS.items():
            if str(error).startswith(words):
                return Fault(BAD_REQUEST, key)
        return Fault(BAD_REQUEST, "serve.http_header")


def _unambiguous(request: h11.Request) -> h11.Request:
    """A request with its address in the usual form; RemoteProtocolError for one with two ends, or too long a head."""
    if not request.http_version.startswith(b"1."):
        raise h11.RemoteProtocolError("illegal request line")
    names = [name for name, _ in request.headers]
    chunked = b"transfer-encoding" in names
    if chunked and (b"content-length" in names or request.http_version < b"1.1"):
        raise h11.RemoteProtocolError("two lengths")
    if len(request.target) > HEAD:
        raise h11.RemoteProtocolError("target too long", TOO_LONG_ADDRESS)
    if len(names) > MOST_HEADERS:
        raise h11.RemoteProtocolError("too many headers", TOO_LONG_HEAD)
    if len(request.target) + sum(len(name) + len(value) for name, value in request.headers) > HEAD:
        raise h11.RemoteProtocolError("head too long", TOO_LONG_HEAD)
    whole = ABSOLUTE.fullmatch(request.target)
    if not whole:
        return request
    # Section 3.2.2: the host of the address counts, whatever the header says.
    host, target = whole[1], whole[2] if whole[2].startswith(b"/") else b"/" + whole[2]
    headers = [(name, value) for name, value in request.headers if name != b"host"]
    return h11.Request(
        method=request.method, target=target, headers=[(b"host", host), *headers], http_version=request.http_version
    )
