"""The digest of a graph from outside, made apart: some blank nodes can be told from each other only after ages."""

import base64
from collections.abc import Iterable

import pyoxigraph as ox

from mekgraph.apart.inside import serve
from mekgraph.apart.process import MEBIBYTE, Answer, Job, LostError, Process
from mekgraph.errors import LimitError
from mekgraph.graph.fingerprint import canonical_digest

JOB = "mekgraph.graph.digesting"
SECONDS, MEMORY = 30.0, 1024 * MEBIBYTE
STACK = 64 * MEBIBYTE


def digest_of(triples: Iterable[ox.Triple], seconds: float = SECONDS) -> str:
    """The digest of some statements (RDFC-1.0). Raises LimitError where that takes longer, or too much memory.

    >>> a = ox.NamedNode("https://example.org/a")
    >>> digest_of([ox.Triple(a, a, a)]) == canonical_digest(ox.Dataset([ox.Quad(a, a, a)]))
    True
    """
    dataset = ox.Dataset(ox.Quad(one.subject, one.predicate, one.object) for one in triples)
    if not any(isinstance(term, ox.BlankNode | ox.Triple) for quad in dataset for term in (quad.subject, quad.object)):
        return canonical_digest(dataset)
    content = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
    process = Process(JOB, MEMORY)
    try:
        _, found = process.run({"quads": base64.b64encode(content).decode("ascii")}, seconds)
    except LostError:
        raise LimitError("limit.digest", seconds=f"{seconds:g}") from None
    finally:
        process.close()
    return found.decode("ascii")


def _answer(job: Job) -> Answer:
    quads = ox.parse(base64.b64decode(job["quads"]), format=ox.RdfFormat.N_QUADS)
    return {"kind": "digest"}, canonical_digest(ox.Dataset(quads)).encode("ascii")


if __name__ == "__main__":
    serve(_answer, STACK)
