"""The answer as one web page that loads nothing and runs nothing; labels are text, never markup."""

from typing import NamedTuple

from markupsafe import Markup

from mekgraph.ask.answer import Answer, Cell
from mekgraph.messages import text
from mekgraph.pages import filled, own, policy, safe_url

PACKAGE = "mekgraph.ask.formats"


class Shown(NamedTuple):
    """A cell: its text, its short id, a web address to follow if it is one, and whether it is a number."""

    text: str
    id: str
    link: str
    number: bool


def to_html(answer: Answer, language: str = "en") -> str:
    """The page, in ``language``."""
    style = own(PACKAGE, "answer.css")
    return filled(
        PACKAGE,
        "answer.html.j2",
        language=language,
        policy=policy([style]),
        style=Markup(style),  # noqa: S704 - our own file
        title=answer.title or text("ask.answer", language),
        headings=answer.headings,
        rows=[[_shown(cell) for cell in row] for row in answer.rows],
        count=text("ask.rows", language, count=len(answer)),
        cited=text("ask.citation", language),
        citation=list(answer.about(language).items()),
    )


def _shown(cell: Cell) -> Shown:
    """A thing of ours is shown with its id; an address of another is a link only if it is one of the web."""
    if cell.id != cell.iri:
        return Shown(cell.text, cell.id if cell.id != cell.text else "", "", number=False)
    return Shown(
        cell.text,
        "",
        safe_url(cell.iri),
        number=isinstance(cell.value, int | float) and not isinstance(cell.value, bool),
    )
