"""Many clients of one server at once, in one cheap process: each asks, waits for the answer, and asks the next.

Clients and server share the machine, so the clients must cost little: one thread (asyncio), requests made beforehand,
h11 for the answers, nothing read out of them while the clock runs.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from random import Random
from time import perf_counter
from urllib.parse import urlencode, urlsplit

import h11

OK = 200
PIECE = 1 << 18
PATIENCE = 30.0  # seconds: what has not come by then is an error
PAUSE = 0.1  # seconds after a connection broke


@dataclass(frozen=True)
class Load:
    """What is asked of whom: the address, the queries, how many clients, and for how many seconds they go on."""

    url: str
    queries: tuple[str, ...]
    clients: int
    seconds: float
    patience: float = PATIENCE


@dataclass
class Done:
    """How it went: the seconds of each right answer, the errors by kind, the first answer to each query."""

    times: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    bodies: dict[int, bytes] = field(default_factory=dict)
    seconds: float = 0


def run(load: Load) -> Done:
    """Let the clients ask until the time is over and the last answer is there."""
    return asyncio.run(_run(load))


async def _run(load: Load) -> Done:
    done = Done()
    requests = [Request.of(load.url, query) for query in load.queries]
    begun = perf_counter()
    end = begun + load.seconds
    await asyncio.gather(*(_client(load, requests, number, end, done) for number in range(load.clients)))
    done.seconds = perf_counter() - begun
    return done


async def _client(load: Load, requests: list["Request"], number: int, end: float, done: Done) -> None:
    """One client: all queries in an order of its own, again and again, over one connection while that lasts."""
    order = list(range(len(requests)))
    Random(number).shuffle(order)
    connection = Connection(load.url)
    for query in cycle(order):
        begun = perf_counter()
        if begun >= end:
            break
        try:
            async with asyncio.timeout(load.patience):
                status, body = await connection.ask(requests[query])
        except (OSError, TimeoutError, h11.ProtocolError) as error:
            done.errors[type(error).__name__] += 1
            connection.close()
            await asyncio.sleep(PAUSE)
            continue
        if status == OK:
            done.times.append(perf_counter() - begun)
            done.bodies.setdefault(query, body)
        else:
            done.errors[str(status)] += 1
    connection.close()


@dataclass(frozen=True)
class Request:
    """A query as it is sent: SPARQL 1.1 Protocol, POST of a form, for rows as JSON."""

    head: h11.Request
    form: h11.Data

    @classmethod
    def of(cls, url: str, query: str) -> "Request":
        """The request of a query to the endpoint at an address."""
        place, form = urlsplit(url), urlencode({"query": query}).encode()
        headers = [
            ("Host", place.netloc),
            ("Accept", "application/sparql-results+json"),
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Content-Length", str(len(form))),
        ]
        return cls(h11.Request(method="POST", target=place.path or "/", headers=headers), h11.Data(data=form))


class Connection:
    """A connection that asks one query after the other, opened when needed."""

    def __init__(self, url: str) -> None:
        self.place = urlsplit(url)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._state = h11.Connection(h11.CLIENT)

    async def ask(self, request: Request) -> tuple[int, bytes]:
        """Status and body of the answer; OSError or h11.ProtocolError where the connection breaks."""
        if self._streams is None:
            self._state = h11.Connection(h11.CLIENT)
            self._streams = await asyncio.open_connection(self.place.hostname, self.place.port)
        reader, writer = self._streams
        parts = (request.head, request.form, h11.EndOfMessage())
        writer.write(b"".join(self._state.send(part) or b"" for part in parts))
        status, body = await self._answer(reader)
        if self._state.our_state is h11.DONE and self._state.their_state is h11.DONE:
            self._state.start_next_cycle()
        else:
            self.close()
        return status, body

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, bytes]:
        status, pieces = 0, []
        while True:
            event = self._state.next_event()
            if event is h11.NEED_DATA:
                self._state.receive_data(await reader.read(PIECE))
            elif isinstance(event, h11.Response):
                status = event.status_code
            elif isinstance(event, h11.Data):
                pieces.append(bytes(event.data))
            elif isinstance(event, h11.EndOfMessage):
                return status, b"".join(pieces)
            elif isinstance(event, h11.ConnectionClosed):
                raise ConnectionResetError

    def close(self) -> None:
        """Close it; the next query opens another."""
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None
