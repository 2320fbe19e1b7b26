"""The worker: a process with one store, open for reading, that answers one query after the other.

A request on its standard input is one line of JSON: the query, the wanted format, the graphs of the dataset. The answer
on its standard output is one line of JSON (``kind``, and ``length`` or the reason) and then that many bytes.
"""

import io
import json
import sys
import threading
from typing import IO, Any, cast

import pyoxigraph as ox

from mekgraph.graph.worker.sealing import bound_memory, close_sockets

# The engine recurses. So much is set aside, not used, and what needs more ends the worker alone.
STACK = 256 * 1024 * 1024
RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
# CSV and TSV have no form for the answer of an ASK.
TRUTH = {kind: form for kind, form in RESULTS.items() if not kind.startswith("text/")}
FORMS: dict[type, dict[str, Any]] = {ox.QuerySolutions: RESULTS, ox.QueryBoolean: TRUTH, ox.QueryTriples: GRAPHS}


class TooMuchError(Exception):
    """The answer is longer than what was allowed."""


class Bounded(io.RawIOBase):
    """Keeps what is written to it, up to ``most`` bytes; TooMuchError beyond that."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.content = bytearray()

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, part: Any) -> int:
        """Keep one more part."""
        if len(self.content) + len(part) > self.most:
            raise TooMuchError
        self.content += part
        return len(part)


def main() -> None:
    """Open the store named on the command line, give up everything else, and answer until the input ends."""
    folder, memory = sys.argv[1:3]
    store = ox.Store.read_only(folder)
    close_sockets()
    threading.stack_size(STACK)
    thread = threading.Thread(target=_serve, args=(store, int(memory)))
    thread.start()
    thread.join()


def _serve(store: ox.Store, memory: int) -> None:
    bound_memory(memory)
    answers = sys.stdout.buffer
    for line in sys.stdin.buffer:
        head, body = _answer(store, json.loads(line))
        answers.write(json.dumps(head).encode() + b"\n")
        answers.write(body)
        answers.flush()


def _answer(store: ox.Store, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        return _evaluated(store, job)
    except TooMuchError:
        return {"kind": "size"}, b""
    except MemoryError:
        return {"kind": "memory"}, b""
    except SyntaxError as error:
        return {"kind": "syntax", "reason": error.msg}, b""
    except (OSError, RuntimeError, ValueError) as error:
        return {"kind": "failed", "reason": str(error)}, b""


def _evaluated(store: ox.Store, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The answer in the first of the wanted formats that fits the form of the query."""
    default, named = _graphs(job["default"]), _graphs(job["named"])
    result = store.query(
        job["query"],
        use_default_graph_as_union=default is None and named is None,
        default_graph=[] if default is None and named is not None else default,
        named_graphs=[] if named is None and default is not None else named,
    )
    form = FORMS[type(result)]
    wanted = next((kind for kind in job["formats"] if kind in form), None)
    if wanted is None:
        return {"kind": "form", "formats": [*form]}, b""
    output = Bounded(job["size"])
    result.serialize(cast(IO[bytes], output), format=form[wanted])
    return {"kind": "answer", "format": wanted, "length": len(output.content)}, bytes(output.content)


def _graphs(names: list[str] | None) -> list[Any] | None:
    return None if names is None else [ox.NamedNode(name) for name in names]


if __name__ == "__main__":
    main()
