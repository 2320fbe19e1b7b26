"""The legend set in its region: as large as it fits, in smaller type, in columns, or shortened before it does not."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mekgraph.diagram.page import Area, Connector, Figure, Words
from mekgraph.diagram.sheet.legend import SAMPLE, Entry
from mekgraph.diagram.type.metrics import width, wrapped

MM_PER_CAP = 0.2333  # the height of a capital letter, in millimetres per point
AFTER_SAMPLE = 2.0
LETTER = 3.2  # millimetres for the letter of a kind, before its line
GUTTER = 4.0
NARROWEST = 44.0  # of a column, unless there is no other way
SPACE = 0.4  # millimetres between two marks


@dataclass(frozen=True)
class Style:
    """Size of type (headings are a point larger), distances, lines of an entry at most, number of columns, briefness.

    All lengths in millimetres but ``size``, in points.
    """

    size: float
    leading: float
    row: float
    section: float
    most: int
    columns: int
    brief: bool = False


@dataclass
class Setting:
    """A legend as it stands on the page."""

    figures: list[Figure] = field(default_factory=list)
    lines: list[Connector] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


def setting(entries: Sequence[Entry], region: Area) -> Setting | None:
    """The legend in the best of the styles in which it fits into its region; None if it fits in none."""
    for style in _styles(region):
        columns = _columns(entries, style, region)
        if columns is not None:
            return _set(columns, style, region)
    return None


def _styles(region: Area) -> list[Style]:
    wide = max(int((region.width + GUTTER) // (NARROWEST + GUTTER)), 1)
    large = [
        Style(7.5, 3.1, 1.2, 3.0, 5, wide),
        Style(7.5, 3.0, 0.9, 2.2, 4, wide),
        Style(7.0, 2.8, 0.8, 2.0, 4, wide),
        Style(7.0, 2.75, 0.5, 1.5, 3, wide),
    ]
    small = [
        Style(7.0, 2.75, 0.35, 1.2, 3, wide, brief=True),
        Style(6.5, 2.6, 0.3, 1.0, 2, wide, brief=True),
        Style(6.0, 2.4, 0.2, 0.8, 1, wide, brief=True),
    ]
    return [*large, *small, *(replace(style, columns=wide + 1) for style in small[1:])]


def _columns(entries: Sequence[Entry], style: Style, region: Area) -> list[list[Entry]] | None:
    """The entries in columns that are about equally high, none higher than the region; None if there are too many."""
    across = _across(style, region)
    heights = [_height(entry, style, across) for entry in entries]
    high = min(sum(heights) / style.columns, region.height)
    while True:
        columns = _filled(entries, heights, high, style)
        if len(columns) <= style.columns:
            return columns
        if high >= region.height:
            return None
        high = min(high + style.leading, region.height)


def _filled(entries: Sequence[Entry], heights: Sequence[float], high: float, style: Style) -> list[list[Entry]]:
    """Columns filled one after the other; a heading stays with what follows it."""
    columns: list[list[Entry]] = [[]]
    used = 0.0
    for place, (entry, height) in enumerate(zip(entries, heights, strict=True)):
        needed = height + (heights[place + 1] if entry.heading and place + 1 < len(heights) else 0.0)
        if columns[-1] and used + _before(entry, style, False) + needed > high:
            columns.append([])
            used = 0.0
        used += _before(entry, style, not columns[-1]) + height
        columns[-1].append(entry)
    if len(columns) == 1 and used > high:
        columns.append([])
    return columns


def _across(style: Style, region: Area) -> float:
    """How wide a column is."""
    return (region.width - GUTTER * (style.columns - 1)) / style.columns


def _indent(entry: Entry) -> float:
    return 0.0 if entry.heading else SAMPLE + AFTER_SAMPLE


def _texts(entry: Entry, style: Style, across: float) -> tuple[str, ...]:
    size = style.size + entry.heading
    text = (style.brief and entry.brief) or entry.text
    return wrapped(text, across - _indent(entry), size, style.most, bold=entry.heading) or ("?",)


def _height(entry: Entry, style: Style, across: float) -> float:
    """How high an entry is, with the space after it."""
    lines = style.leading * len(_texts(entry, style, across))
    return max(lines, entry.figure.height + SPACE if entry.figure else 0.0) + style.row


def _before(entry: Entry, style: Style, first: bool) -> float:
    """The space before an entry: headings have some, but for one at the top of a column."""
    return style.section if entry.heading and not first else 0.0


def _set(columns: Sequence[Sequence[Entry]], style: Style, region: Area) -> Setting:
    made, across = Setting(), _across(style, region)
    for place, column in enumerate(columns):
        x, y = region.x + place * (across + GUTTER), region.y
        for entry in column:
            y += _before(entry, style, entry is column[0])
            _put(made, entry, style, (x, y, across))
            y += _height(entry, style, across)
    return made


def _put(made: Setting, entry: Entry, style: Style, place: tuple[float, float, float]) -> None:
    """An entry into its box; what stands before the text is level with its first line, a large mark with its middle."""
    x, y, across = place
    lines = _texts(entry, style, across)
    size = style.size + entry.heading
    cap = size * MM_PER_CAP
    tall = entry.figure.height + SPACE if entry.figure else 0.0
    above = max((tall - style.leading * len(lines)) / 2, 0.0)
    base = y + above + (style.leading + cap) / 2
    made.words.append(Words(lines, x + _indent(entry), base, size, style.leading, bold=entry.heading))
    middle = base - cap / 2
    if entry.figure:
        # Where it is higher than one line, it stands beside all of them.
        made.figures.append(_moved(entry.figure, x + SAMPLE / 2, max(middle, y + tall / 2)))
    if entry.line:
        start = x + (LETTER if entry.letters else 0.0)
        path = (start, middle), (x + SAMPLE, middle)
        made.lines.append(Connector(f"legend {entry.key}", "", "", path, entry.line, arrow=False, title=entry.text))
    if entry.letters:
        made.words.append(_letters(entry, style, x, base))


def _letters(entry: Entry, style: Style, x: float, base: float) -> Words:
    """Letters before a line, or alone in the middle; smaller where they would be too wide."""
    room = LETTER if entry.line else SAMPLE
    size = min(style.size, style.size * room / max(width(entry.letters, style.size, True), 1e-6))
    align, at = ("left", x) if entry.line else ("middle", x + SAMPLE / 2)
    return Words((entry.letters,), at, base, size, style.leading, "left" if align == "left" else "middle", True)


def _moved(figure: Figure, x: float, y: float) -> Figure:
    """The same figure in another place, with its words."""
    words = figure.words and replace(figure.words, x=figure.words.x + x - figure.x, y=figure.words.y + y - figure.y)
    return replace(figure, x=x, y=y, words=words)
