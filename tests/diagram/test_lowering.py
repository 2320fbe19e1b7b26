"""A page lowered: everything on it, with all that belongs to it."""

from mekgraph.diagram.lowering import lowered
from mekgraph.diagram.page import Connector, Figure, Look, Page, Words


def page(height: float, name: str) -> Page:
    look = Look("#FFFFFF", "#000000")
    mark = Figure(f"{name} mark", "circle", 5, 10, 2, 2, look)
    words = Words((name,), 6, 11, 7.5, 3.1)
    figure = Figure(name, "box", 10, 10, 20, 8, look, words, mark)
    label = Figure(f"{name} label", "box", 15, 20, 4, 2, look)
    connector = Connector(f"{name} line", name, name, ((10, 14), (10, 30)), look, label=label)
    return Page(100, height, (figure,), (connector,), (figure,), (words,), (connector,), f"notes of {name}")


def test_everything_is_lowered_with_all_that_belongs_to_it() -> None:
    one = lowered(page(50, "a"), 50)
    assert (one.width, one.height, one.notes) == (100, 50, "notes of a")
    (figure,) = one.figures
    assert (figure.y, figure.words and figure.words.y, figure.mark and figure.mark.y) == (60, 61, 60)
    (line,) = one.connectors
    assert line.path == ((10, 64), (10, 80))
    assert line.label is not None
    assert line.label.y == 70
    assert [words.y for words in one.words] == [61]
    assert (one.frames, one.lines) == ((figure,), (line,))


def test_back_again_it_is_the_same() -> None:
    assert lowered(lowered(page(50, "a"), 7), -7) == page(50, "a")
