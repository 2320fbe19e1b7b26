"""Whether two answers are the same: the same rows as often, whatever their order and the names of blank nodes."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

XSD = "http://www.w3.org/2001/XMLSchema#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
EXACT = ("integer", "decimal", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")
FORMATS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
Answer = frozenset[str] | bool | str
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def expected(file: Path, base: str) -> Answer:
    """The answer in a file of the suite."""
    content = file.read_bytes()
    if file.suffix == ".csv":
        return csv_rows(content)
    if file.suffix in FORMATS:
        return solved(ox.parse_query_results(content, format=FORMATS[file.suffix]))
    known = ox.RdfFormat.from_extension(file.suffix[1:]) or ox.RdfFormat.TURTLE
    triples = [quad.triple for quad in ox.parse(content, format=known, base_iri=base)]
    if any(triple.object == ox.NamedNode(RS + "ResultSet") for triple in triples):
        return _result_set(triples)
    return constructed(triples)


def solved(result: ox.QuerySolutions | ox.QueryBoolean) -> Answer:
    """The answer of a SELECT or ASK."""
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    names = [variable.value for variable in result.variables]
    return _rows({name: term for name, term in zip(names, row, strict=True) if term is not None} for row in result)


def constructed(triples: Iterable[ox.Triple]) -> Answer:
    """The answer of a CONSTRUCT."""
    return _canonical(ox.Quad(triple.subject, triple.predicate, _plain(triple.object)) for triple in triples)


def csv_rows(content: bytes) -> Answer:
    """A CSV answer, which says no kinds of terms. ``SELECT *`` has no order of columns, blank nodes have no names."""
    head, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
    columns = sorted(range(len(head)), key=head.__getitem__)
    cells = [["_:" if row[at].startswith("_:") else row[at] for at in columns] for row in rows]
    return repr([sorted(head), *sorted(cells)])


def _rows(rows: Iterable[dict[str, Term]]) -> Answer:
    quads = []
    for number, row in enumerate(rows):
        node = ox.BlankNode(f"row{number}")
        quads.append(ox.Quad(node, ox.NamedNode("urn:row"), ox.Literal("row")))
        quads += [ox.Quad(node, ox.NamedNode(f"urn:column:{name}"), _plain(term)) for name, term in row.items()]
    return _canonical(quads)


def _canonical(quads: Iterable[ox.Quad]) -> frozenset[str]:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(map(str, dataset))


def _plain(term: Term) -> Term:
    """A number by its value: the engine writes some of them otherwise than they were written."""
    if not isinstance(term, ox.Literal) or not term.datatype.value.startswith(XSD):
        return term
    kind = term.datatype.value.removeprefix(XSD)
    try:
        if kind in EXACT:
            return ox.Literal(str(Decimal(term.value).normalize() + 0), datatype=term.datatype)
        if kind == "boolean":
            return ox.Literal(term.value in ("true", "1"))
        if kind in ("double", "float"):
            return ox.Literal(repr(float(term.value)), datatype=term.datatype)
    except (ArithmeticError, ValueError):
        pass
    return term


def _result_set(triples: list[ox.Triple]) -> Answer:
    """The answer that triples of the test vocabulary describe."""

    def values(subject: object, name: str) -> list[Term]:
        return [t.object for t in triples if t.subject == subject and t.predicate.value == RS + name]

    root = next(t.subject for t in triples if t.object == ox.NamedNode(RS + "ResultSet"))
    truth = values(root, "boolean")
    if truth:
        return str(truth[0]).startswith('"true"')
    rows = [[(values(one, "variable")[0], values(one, "value")[0]) for one in values(node, "binding")]
            for node in values(root, "solution")]  # fmt: skip
    return _rows({name.value: value for name, value in row if isinstance(name, ox.Literal)} for row in rows)
