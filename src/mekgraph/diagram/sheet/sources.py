"""The sources of a diagram, numbered, and the pages that list them."""

from collections.abc import Iterable, Iterator, Mapping

from mekgraph.diagram.page import Area, Page, Words
from mekgraph.diagram.scene import Edge, Proof
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.diagram.type.metrics import wrapped

SIZE, LEADING = 7.0, 3.0
HEADING, BELOW = 11.0, 6.0
TOP, BOTTOM = 8.6, 4.0  # of the page: to the heading, and for the number of the page
NUMBER = 7.0  # millimetres for the number before a source
COLUMNS, GUTTER = 2, 6.0
MOST_LINES = 12
AFTER = 1.0


def numbered(edges: Iterable[Edge]) -> tuple[dict[str, tuple[int, ...]], list[Proof]]:
    """The numbers of the sources of each edge by its id, and the sources in the order of these numbers.

    Sources are numbered by publisher and date, so that those of one hand stand together.
    """
    edges = tuple(edges)
    found = {proof.source: proof for edge in edges for proof in edge.proofs}
    order = sorted(found.values(), key=lambda proof: (proof.publisher.casefold(), proof.published, proof.source))
    places = {proof.source: number for number, proof in enumerate(order, 1)}
    return {edge.id: tuple(sorted({places[proof.source] for proof in edge.proofs})) for edge in edges}, order


def told(proof: Proof) -> str:
    """A source as a list of sources has it."""
    head = f"{proof.publisher}: {proof.title}" if proof.publisher else proof.title
    return f"{head} ({proof.published}). {proof.url}".strip() if proof.published else f"{head}. {proof.url}".strip()


def listed(
    sources: Iterable[Proof], paper: Paper, texts: Mapping[str, str], above: tuple[Words, ...] = (), notes: str = ""
) -> tuple[Page, ...]:
    """The pages with the numbered sources, each with the words ``above``; none without sources."""
    inside = paper.inside
    across = (inside.width - GUTTER * (COLUMNS - 1)) / COLUMNS
    spots = _columns(inside, across)
    pages: list[list[Words]] = []
    x = y = end = 0.0
    for number, proof in enumerate(sources, 1):
        lines = wrapped(told(proof), across - NUMBER, SIZE, MOST_LINES)
        down = LEADING * len(lines) + AFTER
        if not pages or y + down > end:
            page, x, y, end = next(spots)
            if page == len(pages):
                heading = Words((texts["sources"],), inside.x, inside.y + TOP, HEADING, LEADING, bold=True)
                pages.append([*above, heading])
        pages[-1].append(Words((str(number),), x + NUMBER - 2, y, SIZE, LEADING, "right", True))
        pages[-1].append(Words(lines, x + NUMBER, y, SIZE, LEADING, href=proof.url))
        y += down
    width, height = paper.size
    return tuple(Page(width, height, words=tuple(words), notes=notes) for words in pages)


def _columns(inside: Area, across: float) -> Iterator[tuple[int, float, float, float]]:
    """Where columns begin and end, page by page: number of the page, x, first baseline, end."""
    page = 0
    while True:
        for column in range(COLUMNS):
            top = inside.y + TOP + BELOW
            yield page, inside.x + column * (across + GUTTER), top, inside.bottom - BOTTOM
        page += 1
