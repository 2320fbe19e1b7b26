"""The worker: a process with one store, open for reading, that answers one query after the other.

A job is a query, the wanted formats, the graphs of the dataset and those that the query itself names (``from``), and
how long the answer may be.
"""

import re
from functools import partial
from typing import IO, Any, cast

import pyoxigraph as ox

from mekgraph.apart.inside import arguments, serve
from mekgraph.apart.process import Answer, Job
from mekgraph.graph.worker.solutions import RESULTS, Bounded, TooMuchError, Written, written

# The engine recurses. So much is set aside, not used, and what needs more ends the worker alone.
STACK = 256 * 1024 * 1024
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
# CSV and TSV have no form for the answer of an ASK.
TRUTH = {kind: form for kind, form in RESULTS.items() if not kind.startswith("text/")}
# Characters that the engine writes into XML as they are, and that no reader of XML takes.
NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
FORMS: dict[type, dict[str, Any]] = {ox.QuerySolutions: RESULTS, ox.QueryBoolean: TRUTH, ox.QueryTriples: GRAPHS}


def main() -> None:
    """Open the store named on the command line, give up everything else, and answer until there are no more jobs."""
    (folder,) = arguments()
    serve(partial(_answer, ox.Store.read_only(folder)), STACK)


def _answer(store: ox.Store, job: Job) -> Answer:
    try:
        return _evaluated(store, job)
    except TooMuchError:
        return {"kind": "size"}, b""
    except SyntaxError as error:
        return {"kind": "syntax", "reason": error.msg}, b""
    except (OSError, RuntimeError, ValueError) as error:
        return {"kind": "failed", "reason": str(error)}, b""


def _evaluated(store: ox.Store, job: Job) -> Answer:
    """The answer in the first of the wanted formats that fits the form of the query."""
    default, named = _graphs(job["default"]), _graphs(job["named"])
    absent = next((name for name in job["from"] if not store.contains_named_graph(ox.NamedNode(name))), None)
    if absent is not None:
        return {"kind": "graph", "graph": absent}, b""
    result = store.query(
        job["query"],
        base_iri=job["base"],
        use_default_graph_as_union=default is None and named is None and not job["from"],
        default_graph=[] if default is None and named is not None else default,
        named_graphs=[] if named is None and default is not None else named,
    )
    form = FORMS[type(result)]
    wanted = next((kind for kind in job["formats"] if kind in form), None)
    if wanted is None:
        return {"kind": "form", "formats": [*form]}, b""
    answer = _written(result, form[wanted], job)
    if wanted.endswith("+xml") and NOT_XML.search(answer.content):
        return {"kind": "form", "formats": [kind for kind in form if not kind.endswith("+xml")]}, b""
    return {"kind": "answer", "format": wanted, "cut": answer.cut, "rows": answer.rows}, answer.content


def _written(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, form: Any, job: Job) -> Written:
    if isinstance(result, ox.QuerySolutions):
        return written(result, form, job["rows"], job["size"])
    output = Bounded(job["size"])
    result.serialize(cast(IO[bytes], output), format=form)
    return Written(bytes(output.content), 0, "")


def _graphs(names: list[str] | None) -> list[Any] | None:
    return None if names is None else [ox.NamedNode(name) for name in names]


if __name__ == "__main__":
    main()
