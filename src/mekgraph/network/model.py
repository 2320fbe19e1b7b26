"""What a network is made of: things, links with what is known of them, and edges that stand for links."""

from dataclasses import dataclass, field

from mekgraph.errors import UsageError
from mekgraph.graph.asof import Axes
from mekgraph.iris import shorten, slug

# How firmly the firmest source states a link, the firmest first.
FIRMNESS = ("stated", "implied", "reported")
# What links may be left out for.
MARKS = ("implied", "disputed", "ended", "possible")


@dataclass(frozen=True)
class Choice:
    """Which network is wanted.

    ``around``: names of things in the middle (none: the whole network), ``steps``: how many edges away from them;
    ``kinds``: names of kinds of link, or of ways of having worked together (none: all but coverage);
    ``events``: events and instruments are nodes too; ``persons``: persons as well;
    ``reported``: also links that sources only report as somebody's words; ``without``: some of MARKS;
    ``axes``: the dates as of which links hold and sources are out. Raises UsageError for values that do not fit.
    """

    around: tuple[str, ...] = ()
    steps: int = 1
    kinds: tuple[str, ...] = ()
    events: bool = False
    persons: bool = False
    reported: bool = False
    without: frozenset[str] = frozenset()
    axes: Axes = field(default_factory=Axes)

    def __post_init__(self) -> None:
        if self.steps < 1:
            raise UsageError("network.steps", given=self.steps)
        for mark in sorted(self.without - frozenset(MARKS)):
            raise UsageError("network.unknown", wanted=mark, known=", ".join(MARKS), near="-")
        if "possible" in self.without and not self.axes:
            raise UsageError("network.possible_when")


@dataclass(frozen=True)
class Thing:
    """An actor, event or instrument: names in the reader's language, its narrowest class, the root of what it is
    part of (itself where it is part of nothing), and the country it is based in or which it is.
    """

    iri: str
    sort: str
    type: str
    root: str = ""
    country: str = ""
    label: str = ""
    short: str = ""

    @property
    def id(self) -> str:
        """The short form of the IRI."""
        return shorten(self.iri)


@dataclass(frozen=True)
class Kind:
    """A kind of link, or a way of having worked together: its name, and the words from one end to the other.

    ``inverse`` reads the other way round; a way that has no such words has none.
    """

    iri: str
    label: str
    verb: str
    inverse: str
    symmetric: bool


@dataclass(frozen=True)
class Source:
    """Who published a source, and when (as precisely as is known, else empty)."""

    iri: str
    publisher: str
    published: str

    def __str__(self) -> str:
        """Publisher, date and id.

        >>> print(Source("https://w3id.org/mekgraph/id/source/s1", "A publisher", "2024-06"))
        A publisher, 2024-06 (s1)
        """
        return f"{', '.join(filter(None, (self.publisher, self.published)))} ({slug(self.iri)})"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of a link, or of what joins two things: from when to when, how firmly, disputed, ended, certain.

    ``firmness`` is one of FIRMNESS; ``certain`` says that it surely holds, and is known, as of the dates.
    """

    start: str = ""
    end: str = ""
    firmness: str = FIRMNESS[0]
    disputed: bool = False
    ended: bool = False
    certain: bool = True

    @property
    def marks(self) -> frozenset[str]:
        """Those of MARKS that it bears."""
        borne = (self.firmness == "implied", self.disputed, self.ended, not self.certain)
        return frozenset(mark for mark, is_borne in zip(MARKS, borne, strict=True) if is_borne)


@dataclass(frozen=True)
class Link(Standing):
    """A link with its own dates, and the sources that state it."""

    iri: str
    subject: str
    kind: str
    object: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edge(Standing):
    """What joins two things: one link between them, or one thing that both have to do with (``through``).

    ``kinds`` are IRIs of kinds of link or of one way; ``directed`` edges read from ``one`` to ``two``; ``links`` are
    those that it stands for. It is as firm as its weaker side, and bears the other marks if one side rests on nothing
    else.
    """

    one: str
    two: str
    kinds: tuple[str, ...]
    directed: bool
    links: tuple[str, ...]
    sources: tuple[str, ...]
    through: str = ""

    @property
    def id(self) -> str:
        """The short IRI of its link, or a name made of its parts."""
        if not self.through and len(self.links) == 1:
            return shorten(self.links[0])
        return "_".join(filter(None, map(slug, (self.one, *self.kinds, self.two, self.through))))

    @property
    def ground(self) -> str:
        """What it rests on: edges of the same two with one ground are one, however many ways they are read in."""
        return self.through or self.id

    def other(self, end: str) -> str:
        """The other end."""
        return self.two if end == self.one else self.one
