"""Shapes and data as Turtle, and what each side finds in them: our queries, and pySHACL once per focus node."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from mekgraph.graph.engine import OxigraphEngine, Term
from mekgraph.iris import shorten
from mekgraph.shacl import reference
from mekgraph.shacl.compiling import Compiled
from mekgraph.shacl.model import Shapes
from mekgraph.shacl.reading import read_shapes
from mekgraph.shacl.results import Result
from mekgraph.shacl.validation import compile_for, results_of
from mekgraph.shacl.written import keep
from mekgraph.sources.statements import Document, parse_text

EX = "http://example.org/"
PREFIXES = {
    "ex": EX,
    "sh": "http://www.w3.org/ns/shacl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
}
# On one line, so that the first line of a text stays its first line.
HEAD = "".join(f"@prefix {prefix}: <{space}> . " for prefix, space in PREFIXES.items())
DECLARED = '[] sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .'
Found = tuple[str, str, str, str]


def document(turtle: str, file: str = "shapes.ttl") -> Document:
    """A text without prefixes as a file."""
    return parse_text(HEAD + turtle, ox.RdfFormat.TURTLE, Path(file), file)


def shapes_of(*texts: str) -> Shapes:
    """The shapes in some files: shapes.ttl, shapes2.ttl ..."""
    return read_shapes(document(text, f"shapes{number or ''}.ttl") for number, text in enumerate(texts))


def triples_of(turtle: str) -> list[ox.Triple]:
    """The statements of a text without prefixes."""
    return [statement.triple for statement in document(turtle, "data.ttl").statements]


def as_written(triples: Iterable[ox.Triple]) -> OxigraphEngine:
    """The engine that compiled constraints are run on."""
    return OxigraphEngine.of(ox.Triple(t.subject, t.predicate, keep(t.object)) for t in triples)


def compiled(shapes: Shapes, triples: Iterable[ox.Triple] = ()) -> Compiled:
    """The queries for some data."""
    return compile_for(shapes, as_written(triples))


def ours(shapes: Shapes, triples: list[ox.Triple]) -> set[Result]:
    """What the check finds: by queries, and by pySHACL for what is not compiled."""
    written, values = as_written(triples), OxigraphEngine.of(triples)
    made = compile_for(shapes, written)
    found = {r for query in made.queries for r in results_of(query, values if query.on_values else written)}
    return found | set(reference.validate(shapes, triples, made.left) if made.left else ())


def theirs(shapes: Shapes, triples: list[ox.Triple]) -> set[Result]:
    """What pySHACL finds."""
    return set(reference.validate(shapes, triples))


def agreed(shapes: str, data: str) -> set[Result]:
    """What both find in the same data, all of it compiled."""
    read, triples = shapes_of(shapes), triples_of(data)
    assert compiled(read, triples).left == {}
    found = ours(read, triples)
    assert lines(found) == lines(theirs(read, triples))
    return found


def lines(results: Iterable[Result]) -> list[str]:
    """The results for comparing, one line each."""
    return sorted(" ".join([*brief(result), short(result.shape), result.severity]) for result in results)


def brief(result: Result) -> Found:
    """Focus, path, value and component of a result: ("ex:a", "ex:p", "1", "MinInclusive")."""
    name = result.component.removeprefix(PREFIXES["sh"]).removesuffix("ConstraintComponent")
    return short(result.focus), short(result.path), short(result.value), name


def briefs(results: Iterable[Result]) -> set[Found]:
    """Focus, path, value and component of each result."""
    return {brief(result) for result in results}


def short(term: Term | None) -> str:
    """A term as it stands in Turtle; nothing for none."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return term.value.replace(EX, "ex:") if term.value.startswith(EX) else shorten(term.value)
    if isinstance(term, ox.Literal) and term.datatype.value == PREFIXES["xsd"] + "integer" and term.value.isdecimal():
        return term.value
    return str(term).replace(PREFIXES["xsd"], "xsd:").replace(EX, "ex:")


def spelled(text: str) -> str:
    """A term as written in Turtle, in the spelling of ``short``; nothing for nothing."""
    return short(triples_of(f"ex:s ex:p {text} .")[0].object) if text else ""
