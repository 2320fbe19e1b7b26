"""One exchange with a server, within a bound of time that holds from the search for its address to the last byte read.

A time limit of a socket holds for each of its steps alone; a server that sends a byte now and then would keep us for
ever. So the connection is cut when the time is over, or when nobody waits for the answer any more, whatever is going
on. Redirects are not followed, and nothing but http and https is understood.
"""

import contextlib
import http.client
import queue
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from mekgraph.apart.process import Stop

Response = http.client.HTTPResponse
# The addresses of a host and port, in the order in which they are tried.
Resolve = Callable[[str, int], Sequence[str]]
SHORTEST = 0.001


def addresses_of(host: str, port: int) -> list[str]:
    """The addresses of a host as this machine knows them; OSError if it knows none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


class Cut:
    """Ends what goes on with a server after ``seconds``, or at once by ``now``; ``done`` says whether it had to."""

    def __init__(self, seconds: float) -> None:
        self.done = False
        self._end = time.monotonic() + seconds
        self._line: socket.socket | None = None
        self._found: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self.now)
        self._timer.daemon = True
        self._timer.start()

    @property
    def left(self) -> float:
        """The seconds that are left; never none, which would mean no limit or no waiting to a socket."""
        return max(self._end - time.monotonic(), SHORTEST)

    def find(self, resolve: Resolve, host: str, port: int) -> Sequence[str]:
        """The addresses of a host; TimeoutError if they are not known in time.

        A search cannot be ended, so it goes on in a thread of its own for as long as the system lets it.
        """

        def search() -> None:
            try:
                self._found.put(resolve(host, port))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the addresses are waited for
                self._found.put(error)

        threading.Thread(target=search, daemon=True).start()
        found = self._found.get()
        if isinstance(found, Exception):
            raise found
        return found

    def watch(self, line: socket.socket) -> None:
        """Watch over a connection instead of the one before: by a handle of its own, since encryption takes the other.

        Raises TimeoutError if it is too late for that.
        """
        with self._lock:
            if self._line is not None:
                self._line.close()
            self._line = line.dup()
            if self.done:
                raise TimeoutError

    def now(self) -> None:
        """End it."""
        with self._lock:
            self.done = True
            if self._line is not None:
                with contextlib.suppress(OSError):
                    self._line.shutdown(socket.SHUT_RDWR)
        self._found.put(TimeoutError())

    def close(self) -> None:
        """Stop watching."""
        self._timer.cancel()
        with self._lock:
            if self._line is not None:
                self._line.close()
                self._line = None


class _Plain(http.client.HTTPConnection):
    """A connection that is watched over from its first step."""

    cut: Cut
    resolve: Resolve

    def __init__(self, *where: Any, **how: Any) -> None:
        super().__init__(*where, **how)
        # By this, and not by ``connect``, also what a proxy is told beforehand goes over a watched connection.
        self._create_connection = self._connected

    def _connected(self, place: tuple[str, int], *_: object) -> socket.socket:
        """A connection to the first address that answers; each has its share of the time."""
        host, port = place
        addresses = self.cut.find(self.resolve, host, port)
        failure: OSError = socket.gaierror()
        for number, address in enumerate(addresses):
            try:
                return self._line(address, port, self.cut.left / (len(addresses) - number))
            except OSError as error:
                failure = error
        raise failure

    def _line(self, address: str, port: int, seconds: float) -> socket.socket:
        found = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        family, kind, protocol, _, target = found[0]
        line = socket.socket(family, kind, protocol)
        try:
            self.cut.watch(line)
            line.settimeout(seconds)
            line.connect(target)
            line.settimeout(self.cut.left)
        except OSError:
            line.close()
            raise
        return line


class _Encrypted(http.client.HTTPSConnection, _Plain):
    """The same with encryption, which begins after the watch."""


class _Handler(urllib.request.HTTPHandler):
    """Opens http and https addresses over watched connections."""

    def __init__(self, cut: Cut, context: ssl.SSLContext | None, resolve: Resolve) -> None:
        super().__init__()
        self.cut, self.context, self.resolve = cut, context, resolve

    def http_open(self, req: urllib.request.Request) -> Response:
        return self.do_open(cast(Any, self._watched(_Plain)), req)

    def https_open(self, req: urllib.request.Request) -> Response:
        return self.do_open(cast(Any, self._watched(_Encrypted)), req, context=self.context)

    https_request = urllib.request.HTTPHandler.do_request_

    def _watched(self, kind: type[_Plain]) -> Any:
        def make(*where: Any, **how: Any) -> _Plain:
            connection = kind(*where, **how)
            connection.cut, connection.resolve = self.cut, self.resolve
            return connection

        return make


@contextlib.contextmanager
def exchange(
    request: urllib.request.Request,
    seconds: float,
    context: ssl.SSLContext | None,
    resolve: Resolve | None,
    stop: Stop,
) -> Iterator[Response]:
    """The response to a request, of whatever status, to be read in the ``with`` statement, within ``seconds``.

    With ``resolve`` it goes to the addresses that this gives, and to no others; without, wherever this machine sends
    it, also through its proxies. Raises TimeoutError when the time is over or ``stop`` is set, what ``resolve`` raises,
    and what urllib and http.client raise for a server that cannot be reached.
    """
    cut = Cut(seconds)
    opener = urllib.request.OpenerDirector()
    if resolve is None:
        opener.add_handler(urllib.request.ProxyHandler())
    opener.add_handler(_Handler(cut, context, resolve or addresses_of))
    try:
        with stop.ends(cut.now):
            with contextlib.closing(opener.open(request, timeout=seconds)) as response:
                yield response
            if cut.done:
                raise TimeoutError
    except (OSError, ValueError, http.client.HTTPException):
        if cut.done:
            raise TimeoutError from None
        raise
    finally:
        cut.close()
