"""What one process of the bench does: grow the data, ask all questions of one engine, or put load on a server."""

import hashlib
import json
import logging
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from bench.ask.load import Load
from bench.ask.load import run as run_load
from bench.growth import grow
from bench.jobs import ROOT, Cost, ask_one, lexical, middle, peak, timed

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask, inquiry
from mekgraph.ask.catalogue import Question, read_catalogue
from mekgraph.graph.build import version_of
from mekgraph.graph.engine import OxigraphEngine, with_prefixes
from mekgraph.graph.opening import Graph
from mekgraph.resources import Project

MOST = 1.0  # seconds: what takes longer is asked once
SHIPPED = Project(ROOT, ROOT / "out")


def opened(job: dict[str, Any]) -> Graph:
    """The graph of a project, built if it is not."""
    root = Path(job["root"])
    return Graph.open(Project(root, root / "out"))


def examples(question: Question, optional: bool = True) -> dict[str, str]:
    """The values of a question's example: all of them, or only those without which it cannot be asked."""
    return {one.name: one.example for one in question.parameters if one.required or optional}


def prepare(job: dict[str, Any]) -> dict[str, Any]:
    """A project with the data grown to some copies, and its graph; kept in ``out/bench`` until the data change."""
    made = hashlib.sha256((Path(__file__).parents[1] / "growth.py").read_bytes())
    made.update(version_of(SHIPPED).encode())
    place = ROOT / "out" / "bench"
    root = place / f"grown-{job['copies']}-{made.hexdigest()[:8]}"
    if not (root / "done").exists():
        for old in place.glob(f"grown-{job['copies']}-*"):
            shutil.rmtree(old)
        grow(SHIPPED, root, job["copies"])
        Graph.open(Project(root, root / "out"))
        (root / "done").touch()
    shutil.copytree(SHIPPED.queries, root / "queries", dirs_exist_ok=True)
    found, opening = timed(lambda: opened({"root": str(root)}).engine)
    return {"root": str(root), "triples": len(found.store), "opening": opening}


def embedded(job: dict[str, Any]) -> dict[str, Any]:
    """Every question with its example: the engine called directly, and mekgraph, in turn.

    ``engine`` is pyoxigraph's Store.query, its solutions made a list; ``evaluate`` what mekgraph does with the same
    query text; ``ask`` mekgraph.ask from the question's id and the values to the rows with their labels.
    """
    graph = opened(job)
    questions = read_catalogue(graph.project)
    first = next(iter(questions.values()))
    _, index = timed(lambda: ask(graph, first.id, examples(first)))
    return {"first": index, "answers": {one.id: one_question(graph, one, job["runs"]) for one in questions.values()}}


def one_question(graph: Graph, question: Question, runs: int) -> dict[str, Any]:
    """The costs of one question in three ways, after a warm-up; with ``rows`` their number and their digest."""
    values = examples(question)
    query = inquiry(graph, question.id, values).query
    ways: dict[str, Callable[[], Any]] = {
        "engine": lambda: list(graph.engine.store.query(with_prefixes(query), use_default_graph_as_union=True)),
        "evaluate": lambda: graph.evaluate(query),
        "ask": lambda: ask(graph, question.id, values),
    }
    costs: dict[str, list[Cost]] = {way: [] for way in ways}
    rows: dict[str, Any] = {}
    for run in range(runs + 1):
        for way, work in ways.items():
            found, cost = timed(work)
            rows[way] = terms(found)
            if run or cost[0] > MOST:
                costs[way].append(cost)
        if max(cost[0] for done in costs.values() for cost in done or [(0.0, 0.0)]) > MOST:
            break
    same = rows["engine"] == rows["evaluate"] == rows["ask"]
    return {**{way: middle(done) for way, done in costs.items()}, "rows": len(rows["engine"]), "same": same}


def terms(found: Any) -> Any:
    """The rows of any of the three ways as tuples of terms."""
    if isinstance(found, Answer):
        return [tuple(cell.term for cell in row) for row in found.rows]
    return [tuple(row) for row in getattr(found, "rows", found)]


def wide(job: dict[str, Any]) -> dict[str, Any]:
    """Every question that has optional values without them, so about everything, once: what mekgraph.ask takes."""
    graph = opened(job)
    found = {}
    for question in read_catalogue(graph.project).values():
        if any(not one.required and one.type != "language" for one in question.parameters):
            values = examples(question, optional=False)
            answer, cost = timed(lambda question=question, values=values: ask(graph, question.id, values))
            found[question.id] = {"cost": cost, "rows": len(answer)}
    return {"answers": found}


def sliced(job: dict[str, Any]) -> dict[str, Any]:
    """Every question on the shipped data: cost and rows of one engine, ``rdflib`` (stopped at a limit) or ours."""
    texts = {one.id: one.query for one in read_catalogue(SHIPPED).values()}
    store = Graph.open(SHIPPED).engine
    evaluate: Any = store.select
    if job["engine"] == "rdflib":
        evaluate = in_rdflib(store)
        # Started in the background, a process ignores the interrupt by which the limit stops a query.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    runs = 1 if job["engine"] == "rdflib" else None
    return {
        "answers": {name: ask_one(evaluate, text, job["engine"], job["limit"], runs) for name, text in texts.items()}
    }


def in_rdflib(engine: OxigraphEngine) -> Callable[[str], Any]:
    """The statements of a store in one rdflib Graph: a function from a query to its rows."""
    import rdflib

    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    graph = rdflib.Graph()
    graph.parse(data=whole(engine), format="nt")
    # iter(): list() would ask for the length first, and swallow a TypeError of the evaluation on the way
    return lambda query: list(iter(graph.query(with_prefixes(query))))


def whole(engine: OxigraphEngine) -> bytes:
    """All statements of a store, whatever graph they are in, as N-Triples."""
    seen = {quad.triple: None for quad in engine.store}
    return ox.serialize(seen, format=ox.RdfFormat.N_TRIPLES) or b""


def shipped(job: dict[str, Any]) -> dict[str, Any]:
    """The shipped data as a file for other engines, the questions as requests, and what each has to answer."""
    engine = Graph.open(SHIPPED).engine
    file = Path(job["place"]) / "shipped.nt"
    file.write_bytes(whole(engine))
    texts = {one.id: with_prefixes(one.query) for one in read_catalogue(SHIPPED).values()}
    rows = {name: digest(list(engine.select(text).rows)) for name, text in texts.items()}
    (Path(job["place"]) / "questions.json").write_text(json.dumps({"texts": texts, "rows": rows}))
    return {"file": str(file), "questions": len(texts)}


def digest(rows: list[Any]) -> str:
    """One text for some rows, whatever their order; numbers by value."""
    lines = sorted("\t".join(map(lexical, row)) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def load(job: dict[str, Any]) -> dict[str, Any]:
    """Clients that ask a server all questions, or ``only`` some, for a while; how it did (see ``bench.ask.load``)."""
    wanted = json.loads((Path(job["place"]) / "questions.json").read_text())
    names = job["only"] or list(wanted["texts"])
    queries = tuple(wanted["texts"][name] for name in names)
    done, cost = timed(lambda: run_load(Load(job["url"], queries, job["clients"], job["seconds"])))
    times = sorted(done.times)
    return {
        "client": cost,
        "answers": len(times),
        "seconds": done.seconds,
        "p50": at(times, 0.5),
        "p99": at(times, 0.99),
        "longest": at(times, 1),
        "errors": done.errors,
        "same": compared(done.bodies, [wanted["rows"][name] for name in names]),
    }


def at(times: list[float], share: float) -> float | None:
    """The time within which a share of the sorted times lies."""
    return times[min(len(times) - 1, int(share * len(times)))] if times else None


def compared(bodies: dict[int, bytes], wanted: list[str]) -> dict[str, int]:
    """How many questions were answered, and how many of them with the rows that are wanted."""
    right = 0
    for number, body in bodies.items():
        solutions = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        right += digest([tuple(row) for row in solutions]) == wanted[number]
    return {"answered": len(bodies), "right": right}


def report(job: dict[str, Any]) -> dict[str, Any]:
    """What the task of the job says, with the peak memory of this process."""
    return {**TASKS[job["task"]](job), "peak": peak()}


TASKS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "prepare": prepare,
    "embedded": embedded,
    "wide": wide,
    "sliced": sliced,
    "shipped": shipped,
    "load": load,
}
