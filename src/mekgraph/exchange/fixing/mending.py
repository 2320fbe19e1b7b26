"""The fixes of single literals, one after the other, until nothing is left to mend."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from mekgraph.exchange.fixing.apostrophes import apostrophes
from mekgraph.exchange.fixing.fixed import Fix
from mekgraph.exchange.fixing.languages import languages
from mekgraph.exchange.fixing.literals import Literal
from mekgraph.exchange.fixing.spaces import spaces
from mekgraph.exchange.fixing.spans import Written
from mekgraph.exchange.fixing.values import values
from mekgraph.exchange.fixing.wants import NOTHING, Around, Want

FIXES: tuple[tuple[str, Callable[[Literal, Around], Literal]], ...] = (
    ("spaces", spaces),
    ("languages", languages),
    ("apostrophes", apostrophes),
    ("values", values),
)
About = tuple[str, str]


@dataclass
class Entry:
    """A literal of a statement: what the statement is about (subject and property), where it stands, what it becomes.

    ``written`` is None in files that only give the surroundings and are not mended themselves.
    """

    about: About
    file: str
    line: int
    before: Literal
    written: Written | None = None
    now: Literal = field(init=False)
    fixes: list[Fix] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.now = self.before

    @property
    def changed(self) -> bool:
        """Whether anything was mended."""
        return not self.now.spelled_like(self.before)


def mend(entries: list[Entry], wants: Mapping[str, Want]) -> None:
    """Mend all literals that can be; each entry then holds what it became and the fixes that led there.

    A fix may make another one possible (a language that is found leaves only one for the next text), so that all are
    tried again until none applies: mending the result once more finds nothing.
    """
    groups = _groups(entries)
    waiting = {entry.about: None for entry in entries if entry.written}
    while waiting:
        waiting = {about: None for about in waiting if _mend_group(groups[about], wants.get(about[1], NOTHING))}
    for entry in entries:
        if entry.fixes:
            entry.fixes[-1] = replace(entry.fixes[-1], same=_same(entry, groups[entry.about]))


def _groups(entries: Iterable[Entry]) -> dict[About, list[Entry]]:
    groups: dict[About, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.about].append(entry)
    return groups


def _mend_group(group: list[Entry], want: Want) -> bool:
    """Try every fix on all literals of one subject in one property; whether any applied."""
    fixes = [fix for entry in group if entry.written for fix in _mend_entry(entry, group, want)]
    return bool(fixes)


def _mend_entry(entry: Entry, group: list[Entry], want: Want) -> Iterator[Fix]:
    around = Around(want, tuple(other.now for other in group if other is not entry), entry.about[1])
    for kind, fix in FIXES:
        mended = fix(entry.now, around)
        if not mended.spelled_like(entry.now):
            entry.fixes.append(Fix(kind, entry.line, str(entry.now), str(mended)))
            entry.now = mended
            yield entry.fixes[-1]


def _same(entry: Entry, group: list[Entry]) -> str:
    """The place of another statement that the mended one now repeats, and did not before."""
    for other in group:
        if other is not entry and other.now == entry.now and other.before != entry.before:
            return f"{other.file}:{other.line}"
    return ""
