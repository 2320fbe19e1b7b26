"""The worker: a process with one store, open for reading, that answers one query after the other.

A job is a query, the wanted formats, the graphs of the dataset and those that the query itself names (``from``), and
how long the answer may be.
"""

import re
from difflib import get_close_matches
from functools import partial
from typing import IO, Any, cast

import pyoxigraph as ox

from mekgraph.apart.inside import arguments, serve
from mekgraph.apart.process import Answer, Job
from mekgraph.graph.worker.solutions import RESULTS, Bounded, TooMuchError, Written, written
from mekgraph.iris import BASE

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
# IRIs that nobody else gives to a graph: ours, also with the other scheme, and those of files.
OURS = re.compile(rf"https?{re.escape(BASE.removeprefix('https'))}|file:", re.IGNORECASE)
ALIKE = 0.9
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
    slip = _slip(store, _dataset(job))
    if slip:
        return {"kind": "graph", "graph": slip}, b""
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


def _dataset(job: Job) -> list[ox.NamedNode]:
    """The graphs of the dataset: those of the request, or else those that the query names."""
    by_request = [*(job["default"] or []), *(job["named"] or [])]
    return [ox.NamedNode(name) for name in by_request or job["from"]]


def _slip(store: ox.Store, dataset: list[ox.NamedNode]) -> str:
    """The first graph of a dataset that is not here and that nobody can mean to be; "" where there is none.

    A dataset is named in two ways, by FROM in the query and by the request, and the request's counts; both mean the
    same, so both are judged the same, here. Nothing is ever fetched, and a graph that is not here is an empty one: so
    the standard's tests want it, and so do clients that ask many servers for one dataset. But who misspells one of our
    graphs would be told nothing but "no rows". Of our own namespace we know that there is no such graph, an IRI that is
    almost that of a graph here is that of no other, and one of a file asks for what is never read: these are told.
    """
    absent = [name for name in dataset if not store.contains_named_graph(name)]
    ours = [graph.value for graph in store.named_graphs() if graph.value.startswith(BASE)] if absent else []
    for name in absent:
        if OURS.match(name.value) or get_close_matches(name.value, ours, 1, ALIKE):
            return name.value
    return ""


if __name__ == "__main__":
    main()
