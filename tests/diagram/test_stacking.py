"""The pages of a document as one: everything stays where it was on its page, below the page before."""

from mekgraph.diagram.page import Connector, Document, Figure, Look, Page, Words
from mekgraph.diagram.stacking import stacked


def page(height: float, name: str) -> Page:
    look = Look("#FFFFFF", "#000000")
    mark = Figure(f"{name} mark", "circle", 5, 10, 2, 2, look)
    words = Words((name,), 6, 11, 7.5, 3.1)
    figure = Figure(name, "box", 10, 10, 20, 8, look, words, mark)
    label = Figure(f"{name} label", "box", 15, 20, 4, 2, look)
    connector = Connector(f"{name} line", name, name, ((10, 14), (10, 30)), look, label=label)
    return Page(100, height, (figure,), (connector,), (figure,), (words,), (connector,), f"notes of {name}")


def test_everything_on_a_page_is_lowered_by_the_pages_before_it() -> None:
    one = stacked(Document("en", "Title", "", (page(50, "a"), page(30, "b"), page(20, "c"))))
    (whole,) = one.pages
    assert (whole.width, whole.height, whole.notes) == (100, 100, "notes of a")
    second = whole.figures[1]
    assert (second.y, second.words and second.words.y, second.mark and second.mark.y) == (60, 61, 60)
    line = whole.connectors[2]
    assert line.path == ((10, 94), (10, 110))
    assert line.label is not None
    assert line.label.y == 100
    assert [words.y for words in whole.words] == [11, 61, 91]
    assert len(whole.frames) == len(whole.lines) == 3


def test_a_single_page_is_left_as_it_is() -> None:
    one = Document("en", "Title", "", (page(50, "a"),))
    assert stacked(one) is one
