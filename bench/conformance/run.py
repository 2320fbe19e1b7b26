"""The W3C's SPARQL 1.1 suite through a running server, beside the engine called directly.

Run it from the project's folder, with that of the suite: `python -m bench.conformance.run rdf-tests/sparql/sparql11`.
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
from bench.conformance import asking, protocol
from bench.conformance.serving import serving, stored
from bench.conformance.suite import Case, Suite


def main() -> int:
    """Print each case that does not pass, and the counts; 1 if the server falls behind the engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="sparql/sparql11 of the W3C's rdf-tests")
    parser.add_argument("--all", action="store_true", help="print each case")
    arguments = parser.parse_args()
    suite = Suite(arguments.folder)
    cases = list(suite.cases())
    requests = protocol.Protocol(suite)
    with tempfile.TemporaryDirectory() as place:
        quads = dict.fromkeys([*files(suite, cases), *requests.quads()])
        with serving(stored(Path(place) / "store", quads)) as port:
            behind = queries(suite, cases, port, arguments.all)
            failed = protocol_cases(requests, port)
    return 1 if behind or failed else 0


def files(suite: Suite, cases: list[Case]) -> list[ox.Quad]:
    """All data of the suite, each file as the graph of its address."""
    names = dict.fromkeys(iri for case in cases for iri in (*case.data, *case.graphs))
    return [ox.Quad(*triple, ox.NamedNode(iri)) for iri in names for triple in suite.graph(iri)]


def queries(suite: Suite, cases: list[Case], port: int, every: bool) -> list[str]:
    """Run the query cases both ways; the names of those for which the server is not what the engine is."""
    scores: dict[str, Counter[str]] = {}
    behind = []
    for case in cases:
        found = [asking.outcome(suite, case, ask) for ask in (asking.Direct(suite), asking.OverHttp(port))]
        score = scores.setdefault(case.name.partition("/")[0], Counter())
        score["cases"] += 1
        score["engine"] += found[0] == "pass"
        score["server"] += found[1] == "pass"
        differ = (found[0] == "pass") != (found[1] == "pass")
        behind += [case.name] if differ else []
        if every or differ or found[0] != "pass":
            print(f"{'DIFFER ' if differ else ''}{case.name}: engine {found[0][:100]}; server {found[1][:160]}")
    total = sum(scores.values(), Counter())
    for name, score in [*scores.items(), ("all", total)]:
        print(f"{name:20} {score['cases']:4} cases, engine {score['engine']:4}, server {score['server']:4}")
    return behind


def protocol_cases(requests: protocol.Protocol, port: int) -> list[str]:
    """Run the protocol cases; those of updates have to be refused, whatever they are. The names of those that fail."""
    failed = []
    for case in requests.names():
        name = case.value.rpartition("#")[2]
        sent = requests.requests(case)
        found = protocol.outcome(port, sent)
        updates = name.startswith("update_")
        passed = found[:1] == "4" if updates else found == "pass"
        failed += [] if passed else [name]
        print(f"protocol {name}: {'refused, as it has to be: ' if updates and passed else ''}{found}")
    print(f"protocol: {len(requests.names()) - len(failed)} of {len(requests.names())} as they have to be")
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
