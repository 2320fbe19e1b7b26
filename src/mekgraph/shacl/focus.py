"""Which nodes a shape looks at, as patterns of SPARQL (SHACL, section 2.1)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mekgraph.graph.engine import Term
from mekgraph.shacl.fragments import fragment, listed
from mekgraph.shacl.model import Target
from mekgraph.shacl.paths import Path


@dataclass(frozen=True)
class Focus:
    """The focus nodes of one kind of target; ``terms`` are its values, for a class those below it as well.

    With ``above`` and ``path`` they are the value nodes of other focus nodes, for property shapes inside others.
    """

    kind: str
    terms: tuple[Term, ...] = ()
    above: "Focus | None" = None
    path: Path | None = None
    depth: int = 0

    def pattern(self, x: str) -> str:
        """The pattern that binds ``x`` to the focus nodes, one after the other, maybe several times."""
        if self.above and self.path:
            y = f"?_focus{self.depth}"
            return fragment("focus", "values", x=x, y=y, above=self.above.pattern(y), path=self.path.sparql())
        kind = "classes" if len(self.terms) > 1 and self.kind == "targetClass" else self.kind
        return fragment("focus", kind, x=x, term=self.terms[0], terms=listed(self.terms, " "))

    def once(self) -> str:
        """The pattern that binds ``?this`` to the focus nodes, each once, and binds nothing else."""
        pattern = self.pattern("?this")
        return fragment("focus", "once", focus=pattern) if "?_" in pattern else pattern

    def test(self, x: str) -> str:
        """An expression that says of a bound ``x`` whether it is a focus node; empty where there is no cheap one."""
        if self.kind != "targetClass":
            return ""
        kind = "is_of_classes" if len(self.terms) > 1 else "is_of_class"
        return fragment("focus", kind, x=x, term=self.terms[0], terms=listed(self.terms))

    def values(self, path: Path) -> "Focus":
        """The value nodes at the end of a path from these."""
        return Focus("values", (), self, path, self.depth + 1)


def focuses(targets: Iterable[Target], classes: dict[str, list[str]], keep: Callable[[Term], Term]) -> Iterator[Focus]:
    """The focus nodes of some targets; ``classes`` gives each class with all below it."""
    nodes = tuple(keep(target.node) for target in targets if target.kind == "targetNode")
    if nodes:
        yield Focus("targetNode", nodes)
    for target in targets:
        if target.kind == "targetClass":
            names = classes.get(getattr(target.node, "value", ""), [])
            yield Focus(target.kind, tuple(map(ox.NamedNode, names)) or (target.node,))
        elif target.kind != "targetNode":
            yield Focus(target.kind, (target.node,))
