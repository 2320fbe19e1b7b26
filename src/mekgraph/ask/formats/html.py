"""The answer as one web page that loads nothing and runs nothing; labels are text, never markup."""

import base64
import hashlib
from importlib.resources import files
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mekgraph.ask.answer import Answer, Cell
from mekgraph.messages import text

WEB = ("http://", "https://")


class Shown(NamedTuple):
    """A cell: its text, its short id, a web address to follow if it is one, and whether it is a number."""

    text: str
    id: str
    link: str
    number: bool


def to_html(answer: Answer, language: str = "en") -> str:
    """The page, in ``language``."""
    style = (files("mekgraph.ask.formats") / "templates" / "answer.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = Environment(
        loader=PackageLoader("mekgraph.ask.formats", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    ).get_template("answer.html.j2")
    return page.render(
        language=language,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        style=Markup(style),  # noqa: S704 - our own file
        title=answer.title or text("ask.answer", language),
        headings=answer.headings,
        rows=[[_shown(cell) for cell in row] for row in answer.rows],
        count=text("ask.rows", language, count=len(answer)),
        cited=text("ask.citation", language),
        citation=list(answer.citation.items()),
    )


def _shown(cell: Cell) -> Shown:
    """A thing of ours is shown with its id; an address of another is a link only if it is one of the web."""
    if cell.id != cell.iri:
        return Shown(cell.text, cell.id if cell.id != cell.text else "", "", number=False)
    link = cell.iri if cell.iri.startswith(WEB) else ""
    return Shown(cell.text, "", link, number=isinstance(cell.value, int | float) and not isinstance(cell.value, bool))
