"""The diagram as one web page that works without a network: the picture of the page, and every source in place."""

import json
import re
from importlib.resources import files

from markupsafe import Markup

from mekgraph.diagram.arranging import Arrangement
from mekgraph.diagram.formats.webfont import font_face
from mekgraph.diagram.payload import VIS, payload, period, sources_used
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.sheet.lines import NEW, OVER, change
from mekgraph.diagram.sheet.sources import numbered
from mekgraph.pages import filled, own, policy

PACKAGE = "mekgraph.diagram"
TEXT_KEYS = (
    "all", "assertion", "canvas", "canvas_help", "clear", "date", "date_all", "date_choose", "date_help",
    "date_said", "details", "diagram", "disputed", "disputed_note", "emphasis", "end_only", "ended", "ended_note",
    "facts", "firmness", "firmness_implied", "firmness_reported", "firmness_stated", "fit", "fresh_note", "hidden",
    "hidden_alone", "hidden_date", "hidden_firmness", "hidden_kinds", "hidden_sources", "hidden_types", "hits",
    "implied", "implied_note", "legend", "legend_firmness", "legend_kinds", "legend_marks", "legend_sources",
    "legend_types", "links", "locator", "members", "members_note", "names", "new_note", "no_hits", "no_links",
    "no_period", "no_sources", "nodes", "none", "none_selected", "noscript", "notes", "nothing_hidden",
    "numbers_below", "over_note", "page", "part", "period", "possible", "possible_note", "published", "publisher",
    "said_by", "save_png", "save_svg", "saved", "search", "search_placeholder", "show_all", "shown", "sort",
    "source", "source_find", "sources", "start_only", "table", "target", "unsaved", "verb", "view", "zoom_in",
    "zoom_out",
)  # fmt: skip
DIGITS = "0123456789-()·+−?ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # of dates, counts, letters and marks of links
STYLES = ("viewer.css", "panels.css", "print.css")
# In the order in which they need each other.
ROOMS = (
    "words.js", "folding.js", "colors.js", "periods.js", "shown.js", "pens.js", "curves.js", "figures.js", "lines.js",
    "panning.js", "view.js", "picture.js", "search.js", "filters.js", "time.js", "details.js", "table.js", "legend.js",
    "svg.js", "export.js", "viewer.js",
)  # fmt: skip
_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def html_page(scene: Scene, arrangement: Arrangement) -> str:
    """The viewer of ``scene`` as one HTML text that loads nothing; everything stands where it stands on the page.

    Raises KeyError if ``scene.texts`` lacks a word of ``TEXT_KEYS``, and ValueError if an id is given twice, an edge
    has an end that is not in the scene, or a number in it is not finite.
    """
    missing = [key for key in TEXT_KEYS if key not in scene.texts]
    if missing:
        raise KeyError(f"scene.texts lacks {', '.join(missing)}")
    data = payload(scene, arrangement)
    numbers, _ = numbered(scene.edges)
    styles = [_fonts(scene, arrangement), _vis_style(), *(own(PACKAGE, name) for name in STYLES)]
    scripts = [_shipped(f"{VIS}.min.js"), "".join(own(PACKAGE, name) for name in ROOMS)]
    return filled(
        PACKAGE,
        "network.html.j2",
        scene=scene,
        texts=scene.texts,
        policy=policy(styles, scripts, images="data: blob:", fonts="data:"),
        styles=[Markup(style) for style in styles],  # noqa: S704 - our own files, vis-network's, and fonts
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files and vis-network's
        data=Markup(_json(data)),  # noqa: S704 - every sign that could end the element is escaped
        labels={node.id: node.label for node in scene.nodes},
        period=period,
        sources=sources_used(scene),
        numbers=numbers,
        letters=data["letters"],
        sizes=data["sizes"],
        firmness=data["firmness"],
        types=data["types"],
        kinds=data["kinds"],
        doubt=data["doubt"],
        marks=_marks(scene),
        change=change,
    )


def _fonts(scene: Scene, arrangement: Arrangement) -> str:
    """The font that cards are measured with, with the characters that pictures of this scene may have."""
    texts = [scene.title, scene.subtitle, scene.measure, DIGITS, *scene.notes, *scene.texts.values()]
    texts += [entry.label for entry in (*scene.node_legend, *scene.edge_legend)] + [
        group.label for group in scene.groups
    ]
    texts += [line for card in arrangement.cards.values() for line in card.lines]
    texts += [mark.text for mark in arrangement.placed.marks]
    characters = "".join(texts)
    return font_face(characters) + font_face(characters, bold=True)


def _marks(scene: Scene) -> set[str]:
    """Which marks there are to be explained."""
    found = {"emphasis": any(node.emphasis for node in scene.nodes), "fresh": any(node.fresh for node in scene.nodes)}
    found |= {"members": any(len(node.members) > 1 for node in scene.nodes)}
    found |= {name: any(getattr(edge, name) for edge in scene.edges) for name in ("ended", "implied", "disputed")}
    changes = {change(edge) for edge in scene.edges}
    return {name for name, there in (found | {"new": NEW in changes, "over": OVER in changes}).items() if there}


def _shipped(name: str) -> str:
    """The text of a file of the installed pyvis, as a browser sees it (line ends are LF)."""
    return (files("pyvis") / name).read_text("utf-8")


def _vis_style() -> str:
    """vis-network's style sheet without the pictures of buttons that this page does not have."""
    return re.sub(r'background-image:url\("data:[^")]*"\);?', "", _shipped(f"{VIS}.css"))


def _json(value: object) -> str:
    """JSON that can stand in a script element: no sign in it opens or closes markup or ends a line."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.translate(_IN_SCRIPT)
