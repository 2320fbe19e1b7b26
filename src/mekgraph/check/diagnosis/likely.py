"""The likely slip behind a fault: the first one that the words suggest whose mending lets the parser go on."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from itertools import chain

from mekgraph.check.diagnosis import declaring, gaps, marks, words
from mekgraph.check.diagnosis.draft import Draft, Edit, Fault
from mekgraph.check.diagnosis.scene import Cause, Scene, scene

Part = tuple[int, int]
LONGEST_PART = 200_000
MOST_BACK = 2
STATEMENT_ENDS = frozenset({";", ".", "]", "}"})


def likely(draft: Draft, fault: Fault, only: Collection[str] | None = None) -> Cause | None:
    """The slip to name for a fault of the whole text, one of ``only`` if given; None where none is sure enough.

    Each slip is mended in the statements around the fault, read by themselves: they must then be well formed up to
    the next sure beginning of a statement, or the next fault in them must lie below the line of the next mark that ends
    a property or statement.
    """
    part = _part(draft, fault) if only is None or only else None
    if part is None:
        return None
    view = scene(draft.text, *part, fault.offset)
    whole = _before(draft, part, fault)
    goal = _goal(view)
    suggested = chain(
        declaring.causes(view),
        words.causes(view),
        gaps.causes(view),
        marks.causes(view),
        words.doubtful_causes(view),
    )
    wanted = (cause for cause in suggested if only is None or cause.key in only)
    return next((cause for cause in wanted if _mended(draft, (part, whole), cause.edit, goal)), None)


def _part(draft: Draft, fault: Fault) -> Part | None:
    """The statements to look at: as few as show the same fault when they are read by themselves."""
    number = bisect_left(draft.beginnings, fault.offset)
    starts = draft.beginnings[max(number - MOST_BACK, 0) : number]
    end = next((begin for begin in draft.beginnings[number : number + 2] if begin > fault.offset), len(draft.text))
    parts = [(start, end) for start in (*reversed(starts), 0)]
    parts.append((starts[-1] if starts else 0, len(draft.text)))  # for an address that is closed only further down
    return next((part for part in parts if part[1] - part[0] <= LONGEST_PART and draft.fault(*part) == fault), None)


def _goal(view: Scene) -> int:
    """The end of the line that holds the first mark behind the place which ends a property or statement."""
    ends = (word.end for word in view.after[1:] if word.text in STATEMENT_ENDS)
    line_end = view.text.find("\n", next(ends, len(view.text)))
    return line_end if line_end >= 0 else len(view.text)


def _before(draft: Draft, part: Part, fault: Fault) -> Part | None:
    """What must be whole before the sure beginning of a statement at which the parser stumbled, and is not."""
    number = bisect_right(draft.beginnings, fault.offset)
    before = (part[0], draft.beginnings[number - 1]) if number else part
    return before if before[0] < before[1] < part[1] and draft.fault(*before) else None


def _mended(draft: Draft, parts: tuple[Part, Part | None], edit: Edit, goal: int) -> bool:
    part, before = parts
    if before and edit.end <= before[1] and draft.fault(*before, edit) is None:
        return True
    left = draft.fault(*part, edit)
    return left is None or left.offset > max(goal, edit.end)
