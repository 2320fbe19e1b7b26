"""What is part of what: groups within groups, without circles."""

from collections.abc import Iterable
from dataclasses import dataclass

from mekgraph.diagram.layouts.model import Item, in_order


@dataclass(frozen=True)
class Tree:
    """Parents and parts by id (the parts in order), ``roots`` first among nothing, and all ids, parts before wholes."""

    parents: dict[str, str]
    parts: dict[str, list[str]]
    roots: list[str]
    upward: list[str]

    def line(self, key: str) -> list[str]:
        """What it is part of, the nearest first."""
        found = []
        while key := self.parents.get(key, ""):
            found.append(key)
        return found

    @property
    def groups(self) -> set[str]:
        """The ids of what has parts."""
        return set(self.parts)


def tree(items: Iterable[Item]) -> Tree:
    """The tree of groups; of a circle, the first by id belongs to nothing."""
    items = in_order(items)
    parents = {item.id: item.group for item in items if item.group and item.group != item.id}
    for key in sorted(parents):
        _open_circle(parents, key)
    parts: dict[str, list[str]] = {}
    for key, parent in sorted(parents.items()):
        parts.setdefault(parent, []).append(key)
    known = {item.id for item in items} | set(parts)
    roots = sorted(known - set(parents))
    downward = list(roots)
    for key in downward:
        downward.extend(parts.get(key, ()))
    return Tree(parents, parts, roots, downward[::-1])


def _open_circle(parents: dict[str, str], key: str) -> None:
    """Let ``key`` belong to nothing if it stands in a circle."""
    at = parents.get(key, "")
    seen = {key}
    while at and at not in seen:
        seen.add(at)
        at = parents.get(at, "")
    if at == key:
        del parents[key]
