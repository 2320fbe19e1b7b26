"""What a diagram is, before anything is looked up or drawn: all that an analyst can say in ``diagrams/NAME.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from mekgraph.diagram.definition.faults import nearest, short
from mekgraph.diagram.page import Point
from mekgraph.diagram.sheet.paper import SIZES as PAGES
from mekgraph.errors import UsageError
from mekgraph.graph.asof import Axes
from mekgraph.messages import LANGUAGES
from mekgraph.network.measures import MEASURES
from mekgraph.network.model import MARKS

NESTED, TIMELINE = "nested", "timeline"
LAYOUTS = (NESTED, "rings", "bipartite", "layered", TIMELINE, "force")
NONE = "none"
GROUPS = ("class", "parent", "country", NONE)
# How things are grouped where a layout cannot do without groups and the file names none.
USUAL_GROUPS: Final = {NESTED: "parent", "rings": "class"}
COLLAPSES = (NONE, "parent", "community")
# Measures of which more is more; of constraint and community it is not.
SIZES = (*(name for name, measure in MEASURES.items() if not measure.lowest), NONE)
# Colours that people with any kind of colour vision can tell from each other, and what they are on paper.
COLORS: Final = {
    "blue": "#0077BB", "cyan": "#33BBEE", "teal": "#009988", "green": "#117733", "yellow": "#DDCC77",
    "orange": "#EE7733", "red": "#CC3311", "pink": "#EE99AA", "purple": "#AA4499", "brown": "#AA7744",
    "grey": "#BBBBBB", "dark": "#555555",
}  # fmt: skip
MOST, LARGEST = 60, 5000
MOST_STEPS = 6
# What may be chosen; "" where the run, or what is drawn, decides.
OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "language": ("", *LANGUAGES),
    "layout": LAYOUTS,
    "group": ("", *GROUPS),
    "collapse": ("", *COLLAPSES),
    "size": SIZES,
    "page": ("", *PAGES),
}


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """What is drawn, and how.

    What is drawn is one of three: ``around`` (names of things in the middle), ``question`` (the id of a ready question,
    or the path of a ``.rq`` file, with ``parameters``), or ``whole`` (the whole network).

    ``steps`` leads away from the middle; ``all_links`` also draws links between things that are not in it;
    ``kinds`` (empty: all but coverage), ``events``, ``persons``, ``reported`` and ``without`` choose among links and
    things, as for a network (``network.model.Choice``); ``only`` (empty: all) and ``hide`` are classes of actors, or
    single things, that alone are drawn, or are not. Things in the middle are drawn in any case.

    ``title`` and ``notes`` are by language, and may lack languages; ``language`` is "" where the run decides, and
    so is ``on``, ``known`` and ``mark_changes`` (a date, "" for none).

    ``collapse`` is one of COLLAPSES, "" for as it comes: ``parent`` where there are more than ``most`` nodes.
    ``page`` is one of ``sheet.paper.SIZES``, "" for the smallest that has room.
    ``most`` is how many nodes are drawn at most; ``size`` is one of SIZES; ``colors`` are ``#RRGGBB`` by the id of a
    class or kind of link; ``pinned`` are the middles of nodes by id, in millimetres from the upper left of the page.
    """

    name: str
    title: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    around: tuple[str, ...] = ()
    steps: int = 1
    all_links: bool = False
    question: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
    kinds: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    events: bool = True
    persons: bool = False
    reported: bool = False
    without: frozenset[str] = frozenset()
    language: str = ""
    on: str = ""
    known: str = ""
    mark_changes: str = ""
    layout: str = "force"
    group: str = ""
    collapse: str = ""
    most: int = MOST
    size: str = NONE
    emphasis: tuple[str, ...] = ()
    colors: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    pinned: Mapping[str, Point] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """UsageError for values that are none of the known ones; files tell them with their line before."""
        options = {name: getattr(self, name) for name in OPTIONS}
        given = [*options.items(), *(("without", mark) for mark in sorted(self.without))]
        for name, value in given:
            known = OPTIONS.get(name, MARKS)
            if value not in known:
                shown = tuple(filter(None, known))
                near = nearest(str(value), shown)
                raise UsageError("diagram.option", name=name, wanted=short(value), near=near, known=", ".join(shown))
        for name, high in {"steps": MOST_STEPS, "most": LARGEST}.items():
            number = getattr(self, name)
            if not 1 <= number <= high:
                raise UsageError("diagram.needs_whole", name=name, given=number, low=1, high=high)

    @property
    def axes(self) -> Axes:
        """The dates as of which links hold and sources are out."""
        return Axes(self.on, self.known)

    @property
    def grouping(self) -> str:
        """What things are grouped by, one of GROUPS: what the file says, or what the layout needs.

        >>> Diagram(name="a", whole=True, layout="nested").grouping
        'parent'
        """
        return self.group or USUAL_GROUPS.get(self.layout, NONE)

    def called(self, language: str) -> str:
        """The title in a language; "" where the file has none.

        >>> Diagram(name="a", whole=True, title={"en": "Who"}).called("en")
        'Who'
        """
        return self.title.get(language, "")

    def noted(self, language: str) -> tuple[str, ...]:
        """The notes in a language."""
        return tuple(self.notes.get(language, ()))


def in_all_languages(value: str) -> dict[str, str]:
    """One text for all languages."""
    return dict.fromkeys(LANGUAGES, value)
