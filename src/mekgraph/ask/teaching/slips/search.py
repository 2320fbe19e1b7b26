"""The slips behind a query that cannot be read: those that, once mended, let it be read as a whole."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from mekgraph.ask.teaching.slips import brackets, marks, order, texts, words
from mekgraph.ask.teaching.slips.scene import Scene, Slip
from mekgraph.graph.syntax.parsing import Parsed, parse

# So many slips are looked for at first, then more; of each so many explanations are followed up.
DEPTHS = (1, 2, 3, 24)
WIDEST = 3
# So many tokens are read in all, so that a long query does not take long.
MOST_TOKENS = 60_000


def slips(parsed: Parsed) -> tuple[list[Slip], Parsed]:
    """The slips of a query that cannot be read, and the query without them; none unless they are surely all.

    >>> found, mended = slips(parse("SELCT ?s WHERE { ?s a mek:Link "))
    >>> [(slip.key, slip.values["right"]) for slip in found], mended.text
    ([('keyword', 'SELECT'), ('bracket_open', '}')], 'SELECT ?s WHERE { ?s a mek:Link } ')
    """
    search = _Search()
    for depth in DEPTHS:
        found = search.mend(parsed, depth)
        if found:
            return found
    return [], parsed


Mended = tuple[list[Slip], Parsed]


class _Search:
    """Tries the suggestions, counting what it reads."""

    def __init__(self) -> None:
        self.left = MOST_TOKENS

    def mend(self, parsed: Parsed, depth: int) -> Mended | None:
        """At most ``depth`` slips that, mended one after the other, let the query be read."""
        promising: list[tuple[int, Slip, Parsed]] = []
        for slip in _suggested(Scene(parsed)):
            self.left -= len(parsed.tokens)
            if self.left < 0:
                return None
            tried = parse(slip.mended(parsed.text))
            if tried.fault is None:
                return [slip], tried
            rest = len(tried.tokens) - tried.fault.number
            promising.append((rest, slip, tried))
        return self._deeper(parsed, promising, depth - 1) if depth > 1 else None

    def _deeper(self, parsed: Parsed, promising: list[tuple[int, Slip, Parsed]], depth: int) -> Mended | None:
        here = len(parsed.tokens) - (parsed.fault.number if parsed.fault else 0)
        further = sorted((entry for entry in promising if entry[0] < here), key=lambda entry: entry[0])
        for _, slip, tried in further[:WIDEST]:
            found = self.mend(tried, depth)
            if found:
                return [slip, *(_before(slip, later) for later in found[0])], found[1]
        return None


def _before(slip: Slip, later: Slip) -> Slip:
    """A slip of the mended text with its place in the text that still holds the slip before."""
    return replace(later, start=slip.before(later.start), end=slip.before(later.end))


def _suggested(scene: Scene) -> Iterator[Slip]:
    return chain(
        texts.causes(scene),
        order.causes(scene),
        words.causes(scene),
        brackets.causes(scene),
        marks.causes(scene),
        texts.late_causes(scene),
    )
