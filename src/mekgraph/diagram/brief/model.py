"""What a brief is, before it is set on pages: findings, each with what it rests on, and the numbered sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from mekgraph.diagram.drawing import Drawing
from mekgraph.diagram.scene import Edge, Node, Proof, Scene
from mekgraph.diagram.sheet.sources import numbered
from mekgraph.messages import text

FEW = 2  # of things that a finding names before it says how many more there are


@dataclass(frozen=True)
class Finding:
    """One thing that the numbers of a diagram say, in the language of its scene.

    ``numbers`` are those in the text, by what they count; ``ids`` what is named in it, or concerned. It rests on ready
    ``questions`` (ids) or network ``measures`` (names), with which everybody can find it again; ``sources`` are the
    numbers of those that say it.
    """

    key: str
    text: str
    numbers: Mapping[str, float | str]
    ids: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()


@dataclass(frozen=True)
class Dispute:
    """A point on which sources disagree: the question, the numbers of the sources of each side, the links concerned."""

    id: str
    question: str
    sides: tuple[tuple[int, ...], ...]
    links: tuple[str, ...]


@dataclass(frozen=True)
class Ground:
    """What findings are made from: a scene, which of its nodes stand in the middle, and on what sources disagree."""

    scene: Scene
    middle: frozenset[str] = frozenset()
    disputes: tuple[Dispute, ...] = ()

    @cached_property
    def _numbered(self) -> tuple[dict[str, tuple[int, ...]], list[Proof]]:
        return numbered(self.scene.edges)

    @property
    def numbers(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the sources of each edge, by its id: the same as in the picture."""
        return self._numbered[0]

    @property
    def sources(self) -> list[Proof]:
        """The sources in the order of their numbers, which begin with 1."""
        return self._numbered[1]

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """The nodes by id."""
        return {node.id: node for node in self.scene.nodes}

    def say(self, key: str, **values: object) -> str:
        """A message of briefs in the language of the scene."""
        return text(f"brief.{key}", self.scene.language, **values)

    def link(self, edge: Edge) -> str:
        """A link in words: from, verb, to."""
        return " – ".join([self.nodes[edge.source].label, edge.verb, self.nodes[edge.target].label])

    def some(self, texts: Iterable[str], most: int = FEW, between: str = "; ") -> str:
        """The first few of some texts, and how many more there are; one more than the few is still told."""
        texts = tuple(texts)
        if len(texts) <= most + 1:
            return between.join(texts)
        return between.join([*texts[:most], self.say("more", count=len(texts) - most)])

    def cited(self, edges: Iterable[Edge]) -> tuple[int, ...]:
        """The numbers of the sources of some edges."""
        return tuple(sorted({number for edge in edges for number in self.numbers[edge.id]}))


@dataclass(frozen=True)
class Brief:
    """A drawing and what is told of it."""

    drawing: Drawing
    ground: Ground
    findings: tuple[Finding, ...]

    @property
    def scene(self) -> Scene:
        """The scene of the drawing."""
        return self.ground.scene
