"""What supports the links of a diagram: every evidence, with its source, in the reader's language."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import pyoxigraph as ox

from mekgraph.ask.labels import labels
from mekgraph.diagram.scene import Proof
from mekgraph.graph.engine import Engine, Term
from mekgraph.iris import DEF, shorten, slug
from mekgraph.network.model import FIRMNESS
from mekgraph.sparql import own_query

Row = tuple[Term | None, ...]
LINK, EVIDENCE, SOURCE, ASSERTION = 0, 1, 2, 6


def proofs(
    engine: Engine, links: Collection[ox.NamedNode], language: str, gone: Collection[Term] = ()
) -> dict[str, tuple[Proof, ...]]:
    """The proofs of each link by its IRI; evidence that is ``gone`` as of the dates of the diagram does not count."""
    found = engine.select(own_query("scene-proofs", link=sorted(links, key=str))).rows
    rows = in_order(row for row in found if row[EVIDENCE] not in gone)
    names = labels(engine, named(cell for row in rows for cell in (row[SOURCE], row[ASSERTION])), language)
    # Texts once each: a source with two publishers, say, makes two rows of each.
    details: dict[Row, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    head: dict[Row, Row] = {}
    for row in rows:
        telling, name, said = row[: EVIDENCE + 1], value(row[7]).removeprefix(DEF), row[8]
        head.setdefault(telling, row)
        readable = (None, language) if name == "attribution" else (None, language, "en")
        if isinstance(said, ox.Literal) and said.language in readable:
            details[telling][name][said.value] = None
    made: dict[str, list[Proof]] = defaultdict(list)
    for telling, row in head.items():
        made[value(row[LINK])].append(_proof(row, details[telling], names))
    return {link: tuple(mine) for link, mine in made.items()}


def _proof(row: Row, details: Mapping[str, Iterable[str]], names: dict[str, str]) -> Proof:
    _, _, source, publisher, published, url, assertion, _, _ = map(value, row)
    firmness = slug(assertion)
    return Proof(
        source=shorten(source),
        title=names.get(source, shorten(source)),
        publisher=publisher,
        published=published,
        url=url,
        locator=", ".join(details.get("locator", ())),
        assertion=names.get(assertion, assertion),
        notes=(*details.get("role", ()), *details.get("note", ())),
        said_by="; ".join(details.get("attribution", ())),
        firmness=firmness if firmness in FIRMNESS else FIRMNESS[-1],
    )


def named(terms: Iterable[Term | None]) -> set[ox.NamedNode]:
    """Those of some terms that are IRIs."""
    return {term for term in terms if isinstance(term, ox.NamedNode)}


def in_order(rows: Iterable[Row]) -> list[Row]:
    """The rows in an order of our own: engines put texts in order each in its own way."""
    return sorted(rows, key=lambda row: [(value(term), str(term)) for term in row])


def value(term: Term | None) -> str:
    """The text of a term, empty for none."""
    return "" if term is None else str(getattr(term, "value", term))
