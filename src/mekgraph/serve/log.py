"""The access log: one line of JSON for each request (JSON Lines), whatever the request is made of.

Of the address only the path is kept, and of a query only its hash: parameters and queries can be confidential. All but
ASCII is escaped, so that a line is one line and no letter acts on the screen it is read on.
"""

import contextlib
import hashlib
import json
import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mekgraph.errors import InputError
from mekgraph.serve.failures import CLIENT_LEFT

Write = Callable[[dict[str, object]], None]
LONGEST_PATH, LONGEST_NAME, HASH = 2000, 64, 16
MOST_WAITING = 10_000  # lines
AGAIN = 1.0  # seconds
PATIENCE = 2.0  # seconds for the last lines
END = b""


@contextlib.contextmanager
def log_to(file: Path | None) -> Iterator[Write]:
    """A way to add records as lines of JSON to a file that only its owner may read, or to the error stream.

    Raises InputError for a file that cannot be written. A disk or a pipe that is full later stops the log, not the
    server: lines that find no place are lost.
    """
    try:
        # Each line is added in one piece, also where others write to the file or cut it short.
        stream = 2 if file is None else os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    except OSError as error:
        raise InputError("serve.no_log", file=str(file), reason=error.strerror or str(error)) from None

    lines: queue.Queue[bytes] = queue.Queue(MOST_WAITING)
    writer = threading.Thread(target=_write, args=(stream, lines), daemon=True)
    writer.start()

    def write(record: dict[str, object]) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with contextlib.suppress(queue.Full):
            lines.put_nowait(json.dumps({"time": now, **record}).encode() + b"\n")

    try:
        yield write
    finally:
        with contextlib.suppress(queue.Full):
            lines.put(END, timeout=PATIENCE)
            writer.join(PATIENCE)
        if file is not None and not writer.is_alive():
            os.close(stream)


def _write(stream: int, lines: "queue.Queue[bytes]") -> None:
    """Write lines until the last; apart, since nobody may read what the error stream is led to, and then it is full."""
    while line := lines.get():
        with contextlib.suppress(OSError):
            os.write(stream, line)


@dataclass(frozen=True)
class AccessLog:
    """An application whose requests are written down; ``queries``: with the text of the queries."""

    app: ASGIApp
    write: Write
    queries: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request and write it down when it is over."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = self._asked(scope)  # before anybody puts something else into the scope
        begun, status, length = time.monotonic(), CLIENT_LEFT, 0

        async def sending(message: Message) -> None:
            nonlocal status, length
            status = message.get("status", status)
            length += len(message.get("body", b"")) if scope["method"] != "HEAD" else 0
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            self.write({**asked, "status": status, "bytes": length, **self._spent(scope, begun)})

    def _asked(self, scope: Scope) -> dict[str, object]:
        client = scope.get("client") or ("-",)
        forwarded = Headers(scope=scope).get("x-forwarded-for", "")[:LONGEST_NAME]
        record = {"client": client[0], "method": scope["method"], "path": scope["path"][:LONGEST_PATH]}
        return record | ({"forwarded": forwarded} if forwarded else {})

    def _spent(self, scope: Scope, begun: float) -> dict[str, object]:
        query = scope.get("state", {}).get("query")
        record: dict[str, object] = {"ms": round((time.monotonic() - begun) * 1000)}
        if query is not None:
            record["query"] = hashlib.sha256(query.encode()).hexdigest()[:HASH]
        return record | ({"text": query} if query is not None and self.queries else {})


class Complaints(logging.Handler):
    """What the server itself complains of, as lines of the same log; a stack trace only for those who debug.

    The same complaint is written down once a second at most: where files run out it comes by the ten thousand.
    """

    def __init__(self, write: Write) -> None:
        super().__init__(logging.WARNING)
        self.write = write
        self._last = ("", 0.0)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one complaint down."""
        last, since = self._last
        if record.getMessage() == last and record.created - since < AGAIN:
            return
        self._last = (record.getMessage(), record.created)
        line: dict[str, object] = {"level": record.levelname.lower(), "message": record.getMessage().strip()}
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = repr(record.exc_info[1])[:LONGEST_PATH]
            if os.environ.get("MEKGRAPH_DEBUG"):
                line["trace"] = logging.Formatter().formatException(record.exc_info)
        self.write(line)
