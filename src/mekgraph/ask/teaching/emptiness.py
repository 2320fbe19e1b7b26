"""Why an answer is empty: the smallest part of the pattern, first in the order of the text, that nothing matches.

The parts are put together one after the other; where that ends, those without which it would go on are left out again.
What remains is told, with the number of matches of each. All this is asked with queries, so it is as safe, and as
limited, as the query itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mekgraph.ask.teaching.lesson import LONGEST_SHOWN, Lesson, QueryText
from mekgraph.ask.teaching.narrowing import narrowed
from mekgraph.ask.teaching.parts import TRIPLE, Part, joined, parts_of, written
from mekgraph.ask.teaching.probing import Probe
from mekgraph.ask.teaching.variables import QUERIES, SELECTS
from mekgraph.check.findings import Detail
from mekgraph.check.reports.characters import clipped
from mekgraph.graph.syntax.parsing import Node, parse

MOST_DEEP = 20


def reasons(query: QueryText, probe: Probe) -> list[Lesson]:
    """Why the query has no answer, if that can be told. Raises SpentError where it takes too much."""
    tree = parse(query.text).tree
    tops = tree.nodes(*QUERIES) if tree else []
    found = _Search(query, probe).of_query(tops[0], tree.nodes("Values")) if tree and tops else None
    return [found] if found else []


@dataclass(frozen=True)
class _Search:
    """The search in one group: ``around`` is what stands around its parts (GRAPH), ``depth`` how deep it stands."""

    query: QueryText
    probe: Probe
    around: tuple[str, str] = ("", "")
    depth: int = 0

    def of_query(self, select: Node, values: Sequence[Node] = ()) -> Lesson | None:
        """Why a query or sub-select gives nothing; None where it gives something, or nobody can say."""
        groups = select.nodes("Group")
        if not groups or self.depth > MOST_DEEP:
            return None
        parts = parts_of(groups[0], self.query.text)
        behind = (*select.nodes("Values"), *values)
        parts += [Part(node.name, written(node, self.query.text), node.start, node.end, node) for node in behind]
        return self._of_parts(parts) or self._of_modifiers(select, parts)

    def _of_parts(self, parts: list[Part]) -> Lesson | None:
        filters = [part for part in parts if part.kind == "Filter"]
        others = [part for part in parts if part.kind != "Filter"]
        if not self._any(others):
            number = _first(lambda count: not self._any(others[:count]), len(others))
            return self._of_part(others[number - 1], others[: number - 1])
        if not filters or self._any([*others, *filters]):
            return None
        return self._of_filters(others, filters)

    def _of_part(self, part: Part, earlier: list[Part]) -> Lesson | None:
        """Why nothing matches a part together with those before it, which have matches."""
        if part.kind == "Minus":
            return self._lesson("minus", part, count=self._count(earlier))
        if not self._any([part]):
            return self._alone(part)
        needed = self._needed(earlier, lambda kept: not self._any([*kept, part]))
        lesson = self._lesson("together", part, count=self._count([part]))
        return replace(lesson, detail=self._others(needed))

    def _of_filters(self, others: list[Part], filters: list[Part]) -> Lesson:
        """Which filter leaves nothing of what matches: one alone, or several together."""
        count = self._count(others)
        single = next((part for part in filters if not self._any([*others, part])), None)
        if single:
            return self._lesson("filter", single, count=count)
        number = _first(lambda some: not self._any([*others, *filters[:some]]), len(filters))
        last, earlier = filters[number - 1], filters[: number - 1]
        needed = self._needed(earlier, lambda kept: not self._any([*others, *kept, last]))
        return replace(self._lesson("filters", last, count=count), detail=self._others(needed))

    def _alone(self, part: Part) -> Lesson | None:
        """Why a part has no match by itself."""
        inner = part.node.nodes("Group")
        if part.kind == TRIPLE:
            key, values = narrowed(part, self.query.text, self.probe)
            return self._lesson(key, part, **values)
        if part.kind == "Values":
            return self._lesson("no_values", part)
        if part.kind == "SubSelect":
            return replace(self, depth=self.depth + 1).of_query(part.node)
        if part.kind == "Union" and len(inner) > 1:
            return self._lesson("union", part)
        if part.kind in ("Union", "Graph") and self.depth < MOST_DEEP:
            before, after = self.around
            if part.kind == "Graph":
                before, after = f"{before}{self.query.text[part.start : inner[0].start]} {{", f"}}{after}"
            deeper = replace(self, around=(before, after), depth=self.depth + 1)
            return deeper._of_parts(parts_of(inner[0], self.query.text)) or self._lesson("alone", part)
        return self._lesson("alone", part)

    def _of_modifiers(self, select: Node, parts: list[Part]) -> Lesson | None:
        """What takes everything away behind the pattern: HAVING, LIMIT, OFFSET, or a template that makes nothing."""
        modifiers = [modifier for node in select.nodes("SolutionModifier") for modifier in node.nodes()]
        for node in modifiers:
            part = Part(node.name, written(node, self.query.text), node.start, node.end, node)
            if node.name == "HavingClause":
                return self._lesson("having", part)
            is_zero = all(token.text.strip("0") == "" for token in node.tokens() if token.kind == "INTEGER")
            if (node.name == "LimitClause" and is_zero) or (node.name == "OffsetClause" and not is_zero):
                return self._lesson("cut", part, found=part.text, count=self._count(parts))
        templates = select.nodes("Template") if select.name not in SELECTS else []
        for node in templates:
            part = Part(node.name, "", node.start, node.end, node)
            return self._lesson("template", part, count=self._count(parts))
        return None

    def _needed(self, parts: list[Part], fails: Callable[[list[Part]], bool]) -> list[Part]:
        """As few of ``parts`` as still fail, the first ones where there is a choice."""
        kept = parts
        for part in reversed(parts):
            fewer = [other for other in kept if other is not part]
            if fails(fewer):
                kept = fewer
        return kept

    def _any(self, parts: list[Part]) -> bool:
        return self.probe.any(self._pattern(parts))

    def _count(self, parts: list[Part]) -> str:
        return self.probe.count(self._pattern(parts))

    def _pattern(self, parts: list[Part]) -> str:
        before, after = self.around
        return f"{before}{joined(parts)}{after}"

    def _others(self, parts: list[Part]) -> Detail:
        """The parts that a part has no match together with, each with its line."""
        texts = {part: clipped(" ".join(part.text.removesuffix(" .").split()), LONGEST_SHOWN) for part in parts}
        lines = {part: self.query.line(part.start) for part in parts}
        others = [Detail("teaching.part", {"part": texts[part], "line": lines[part]}) for part in parts]
        return Detail("teaching.others", {"others": others})

    def _lesson(self, key: str, part: Part, **values: object) -> Lesson:
        return self.query.remark(key, part.start, part.end, **values)


def _first(fails: Callable[[int], bool], most: int) -> int:
    """The least number from 1 on that fails, if ``most`` does and more never mend what fewer fail."""
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fails(middle) else (middle, high)
    return high
