"""One exchange with a server, within a bound of time that holds from the first byte sent to the last one read.

A time limit of a socket holds for each of its reads alone; a server that sends a byte now and then would keep us for
ever. So the connection is cut when the time is over, whatever is going on. Redirects are not followed, and nothing but
http and https is understood.
"""

import contextlib
import http.client
import socket
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from typing import Any, cast

Response = http.client.HTTPResponse


class Cut:
    """Cuts the connection that it is given when ``seconds`` are over; ``late`` says whether it had to."""

    def __init__(self, seconds: float) -> None:
        self.late = False
        self._line: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._over)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, line: socket.socket) -> None:
        """Watch over a connection: by a handle of its own, since encryption takes the first one over."""
        with self._lock:
            self._line = line.dup()
        if self.late:
            self._over()

    def _over(self) -> None:
        with self._lock:
            self.late = True
            if self._line is not None:
                with contextlib.suppress(OSError):
                    self._line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stop watching."""
        self._timer.cancel()
        with self._lock:
            if self._line is not None:
                self._line.close()
                self._line = None


class _Plain(http.client.HTTPConnection):
    """A connection that is watched over from the moment it stands."""

    cut: Cut

    def connect(self) -> None:
        super().connect()
        self.cut.watch(self.sock)


class _Encrypted(http.client.HTTPSConnection, _Plain):
    """The same with encryption, which begins after the watch."""


class _Handler(urllib.request.HTTPHandler):
    """Opens http and https addresses over watched connections."""

    def __init__(self, cut: Cut, context: ssl.SSLContext) -> None:
        super().__init__()
        self.cut, self.context = cut, context

    def http_open(self, req: urllib.request.Request) -> Response:
        return self.do_open(cast(Any, self._watched(_Plain)), req)

    def https_open(self, req: urllib.request.Request) -> Response:
        return self.do_open(cast(Any, self._watched(_Encrypted)), req, context=self.context)

    https_request = urllib.request.HTTPHandler.do_request_

    def _watched(self, kind: type[_Plain]) -> Any:
        def make(*where: Any, **how: Any) -> _Plain:
            connection = kind(*where, **how)
            connection.cut = self.cut
            return connection

        return make


@contextlib.contextmanager
def exchange(request: urllib.request.Request, seconds: float, context: ssl.SSLContext) -> Iterator[Response]:
    """The response to a request, of whatever status, to be read in the ``with`` statement, within ``seconds``.

    Raises TimeoutError when they are over, and what urllib and http.client raise for a server that cannot be reached.
    """
    cut = Cut(seconds)
    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), _Handler(cut, context)):
        opener.add_handler(handler)
    try:
        with contextlib.closing(opener.open(request, timeout=seconds)) as response:
            yield response
        if cut.late:
            raise TimeoutError
    except (OSError, http.client.HTTPException):
        if cut.late:
            raise TimeoutError from None
        raise
    finally:
        cut.close()
