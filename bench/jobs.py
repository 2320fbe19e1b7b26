"""What one process of the bench does: prepare the data, or load, open or ask with one engine, and say what it cost."""

import signal
import sys
import tempfile
import threading
from _thread import interrupt_main
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from bench.measure import ROOT

RUNS = {"memory": 5, "disk": 5, "rdflib": 3}
LONG, LIMIT = 10.0, 60.0  # seconds: run once only; stop
TEXTUAL = ("http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
NUMBERS = tuple(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float"))
TRUTH = "http://www.w3.org/2001/XMLSchema#boolean"
Cost = tuple[float, float]  # CPU seconds, wall seconds


def timed(work: Callable[[], Any]) -> tuple[Any, Cost]:
    """What ``work`` returns, and what it cost."""
    cpu, wall = process_time(), perf_counter()
    result = work()
    return result, (process_time() - cpu, perf_counter() - wall)


def middle(costs: list[Cost]) -> Cost:
    """The median CPU seconds and the median wall seconds."""
    return median(cpu for cpu, _ in costs), median(wall for _, wall in costs)


def prepare(job: dict[str, Any]) -> dict[str, Any]:
    """Grow the data and build mekgraph's store in ``place``; the files that every engine loads, with their graphs."""
    import pyoxigraph as ox
    from bench.growth import grow

    from mekgraph.graph.build import build
    from mekgraph.iris import GRAPH, PREFIXES
    from mekgraph.resources import Project

    place = Path(job["place"])
    project = grow(Project(ROOT, place), place / "project", job["copies"])
    files = [(str(file), GRAPH + "ontology") for file in project.ontology_files()]
    files += [(str(file), GRAPH + "data") for file in project.data_files()]
    built = build(project)
    store = ox.Store.read_only(str(built.folder))
    for graph in sorted(str(graph.value) for graph in store.named_graphs() if "/derived/" in str(graph.value)):
        file = place / f"derived-{graph.rsplit('/', 1)[-1]}.ttl"
        store.dump(str(file), ox.RdfFormat.TURTLE, from_graph=ox.NamedNode(graph), prefixes=PREFIXES)
        files.append((str(file), graph))
    return {"store": str(built.folder), "files": files, "place": job["place"], "triples": len(store)}


def load(job: dict[str, Any]) -> tuple[Any, Cost]:
    """All files in the engine: a function from a query to its rows; and the cost of loading."""
    if job["engine"] == "rdflib":
        import logging

        import rdflib

        from mekgraph.graph.engine import with_prefixes

        logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
        graph = rdflib.Graph()
        _, cost = timed(lambda: [graph.parse(file, format="turtle") for file, _ in job["files"]])
        # iter(): list() would ask for the length first, and swallow a TypeError of the evaluation on the way
        return (lambda query: list(iter(graph.query(with_prefixes(query))))), cost
    import pyoxigraph as ox

    from mekgraph.graph.engine import OxigraphEngine

    turtle = ox.RdfFormat.TURTLE
    files = [(file, ox.NamedNode(graph)) for file, graph in job["files"]]
    store = ox.Store(tempfile.mkdtemp(dir=job["place"])) if job["engine"] == "disk" else ox.Store()

    def fill() -> None:
        """The quickest way for each: on disk a bulk load has a fixed cost, so there is only one for all files."""
        if job["engine"] == "memory":
            for file, graph in files:
                store.bulk_load(path=file, format=turtle, to_graph=graph)
        else:
            parsed = ((graph, ox.parse(path=file, format=turtle)) for file, graph in files)
            store.bulk_extend(
                ox.Quad(q.subject, q.predicate, q.object, graph) for graph, quads in parsed for q in quads
            )
            store.optimize()
            store.flush()

    return OxigraphEngine(store).select, timed(fill)[1]


def open_store(job: dict[str, Any]) -> dict[str, Any]:
    """What it costs to open the built store; ``whole`` is mekgraph's own way, which looks for changed files first."""
    from mekgraph.graph.build import build
    from mekgraph.graph.engine import OxigraphEngine
    from mekgraph.graph.opening import Graph
    from mekgraph.resources import Project

    root = Path(job["place"]) / "project"
    project = Project(root, root / "out")
    whole = timed(lambda: Graph.open(project).engine)[1]
    bare = timed(lambda: OxigraphEngine.open(Path(job["store"])))[1]
    fresh = Project(project.root, Path(tempfile.mkdtemp(dir=job["place"])))
    return {"bare": bare, "whole": whole, "build": timed(lambda: build(fresh))[1]}


def ask(job: dict[str, Any]) -> dict[str, Any]:
    """Cost and rows of every question, each run to its last row."""
    if job["engine"] == "disk":
        from mekgraph.graph.engine import OxigraphEngine

        evaluate: Any = OxigraphEngine.open(Path(job["store"])).select
    else:
        evaluate = load(job)[0]
    # Started in the background, a process ignores the interrupt by which the time limit stops a query.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    answers = {}
    for file in sorted((ROOT / "queries").glob("*.rq")):
        answers[file.stem] = ask_one(evaluate, file.read_text(encoding="utf-8"), job["engine"])
    return {"answers": answers}


def ask_one(evaluate: Any, query: str, engine: str, limit: float = LIMIT, runs: int | None = None) -> dict[str, Any]:
    """One warm-up and then the runs, or so many; no rows if the limit stopped it (only rdflib can be stopped).

    rdflib 7.6 fails where ORDER BY meets an expression without a value; it is then asked without that last clause.
    """
    costs: list[Cost] = []
    result: Any = None
    for run in range(runs or RUNS[engine] + 1):
        done, begun = threading.Event(), process_time()
        if engine == "rdflib":
            threading.Thread(target=interrupt_after, args=(limit, done), daemon=True).start()
        try:
            result, cost = timed(lambda: evaluate(query))
        except KeyboardInterrupt:
            return {"cost": (process_time() - begun, limit), "rows": None}
        except TypeError:
            if engine != "rdflib" or "ORDER BY" not in query:
                raise
            return {**ask_one(evaluate, query.rpartition("ORDER BY")[0], engine, limit, runs), "unordered": True}
        finally:
            done.set()
        if run or runs or cost[1] > LONG:
            costs.append(cost)
        if cost[1] > LONG:
            break
    rows = result if engine == "rdflib" else result.rows
    return {"cost": middle(costs), "rows": sorted([lexical(term) for term in row] for row in rows)}


def interrupt_after(limit: float, done: threading.Event) -> None:
    """Interrupt the main thread after so many seconds, and again while it goes on: a callback may swallow one."""
    wait = limit
    while not done.wait(wait):
        interrupt_main()
        wait = 1


def lexical(term: Any) -> str:
    """One text for a term of any engine; numbers and truth values by value."""
    if term is None:
        return ""
    text = str(term) if isinstance(term, str) else term.value  # rdflib's terms are strings
    if type(term).__name__ != "Literal":
        return f"<{text}>"
    datatype = str(getattr(term.datatype, "value", term.datatype) or "")
    if datatype in NUMBERS:
        return str(Decimal(text).normalize())
    if datatype == TRUTH:
        text = {"1": "true", "0": "false"}.get(text, text)
    return f'"{text}"@{term.language or ""}^^{"" if datatype in TEXTUAL else datatype}'


def peak() -> float:
    """The peak memory of this process in MB; nan where the system does not tell."""
    try:
        import resource
    except ImportError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


TASKS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "prepare": prepare,
    "load": lambda job: {"cost": load(job)[1]},
    "open": open_store,
    "ask": ask,
}
