"""The links of a scene as a table: the equal of the picture for those who do not see it, and for spreadsheets."""

from dataclasses import astuple, dataclass, fields
from typing import Final

from mekgraph import messages
from mekgraph.ask.formats.delimited import delimited
from mekgraph.diagram.formats import attributes
from mekgraph.diagram.scene import Edge, Proof, Scene
from mekgraph.diagram.type.characters import cleaned
from mekgraph.pages import safe_url

# The messages that name them.
MARKS: Final = {
    "ended": "viewer.ended_note",
    "implied": "viewer.implied",
    "disputed": "viewer.disputed",
    "possible": "network.possible",
    "fresh": "links.fresh",
}
NO_PROOF = Proof("", "", "", "", "", "", "")


@dataclass(frozen=True)
class LinkRow:
    """One link as one source states it; the last fields are empty for a link without a source.

    ``since`` and ``until`` are as precise as they are known; ``marks`` and ``firmness`` are words in the language of
    the scene, ``url`` is an address of the web or empty, ids are short IRIs.
    """

    from_: str
    link: str
    kind: str
    to: str
    since: str
    until: str
    marks: str
    title: str
    publisher: str
    published: str
    locator: str
    firmness: str
    said_by: str
    note: str
    url: str
    from_id: str
    to_id: str
    link_id: str
    source_id: str


def table_text(scene: Scene) -> str:
    """The table as CSV, without the byte order mark that spreadsheet programs need before it in a file."""
    return delimited(table_headings(scene.language), (list(astuple(row)) for row in table_rows(scene)))


def table_headings(language: str) -> list[str]:
    """The names of the columns, in the order of the fields of a row."""
    return [messages.text(f"links.column_{field.name.rstrip('_')}", language) for field in fields(LinkRow)]


def table_rows(scene: Scene) -> tuple[LinkRow, ...]:
    """A row for each link and source, in the order of the scene; texts are cleaned, not yet safe in spreadsheets."""
    names = {node.id: attributes.label(node) for node in scene.nodes}
    return tuple(
        _row(edge, proof, names, scene.language) for edge in scene.edges for proof in edge.proofs or (NO_PROOF,)
    )


def marks(edge: Edge, language: str) -> str:
    """The marks that a link bears, in words."""
    borne = {
        "ended": edge.ended,
        "implied": edge.implied,
        "disputed": edge.disputed,
        "possible": not edge.certain and not edge.ended,
        "fresh": edge.fresh,
    }
    return ", ".join(messages.text(MARKS[mark], language) for mark, is_borne in borne.items() if is_borne)


def _row(edge: Edge, proof: Proof, names: dict[str, str], language: str) -> LinkRow:
    texts = (
        names.get(edge.source, edge.source),
        edge.verb or edge.kind_label,
        edge.kind_label,
        names.get(edge.target, edge.target),
        edge.start,
        edge.end,
        marks(edge, language),
        proof.title,
        proof.publisher,
        proof.published,
        proof.locator,
        proof.assertion,
        proof.said_by,
        "; ".join(proof.notes),
        safe_url(proof.url),
        edge.source,
        edge.target,
        edge.id,
        proof.source,
    )
    return LinkRow(*map(cleaned, texts))
