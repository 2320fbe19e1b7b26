"""XML that is not well formed is refused at its place, whatever it holds."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.errors import InputError
from mekgraph.sources.markup import require_well_formed


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("<a>\n <b>\n</a>", 2, 2, "<b> is not closed"),
        ("<a>\n <b>я😀<c>", 2, 7, "<c> is not closed"),
        ("<a>\n  </b></a>", 2, 3, "</b> closes nothing"),
        ("<a>\n  x & y</a>", 2, 5, "not well-formed (invalid token)"),
        ("<a>\n  x &nbsp; y</a>", 2, 5, "undefined entity"),
        ("<a>\r\n<b></a>", 2, 1, "<b> is not closed"),
        ("", 1, 1, "no element found"),
        ("<a/>\n<b/>", 2, 1, "junk after document element"),
        ('<a b="1" b="2"/>', 1, 10, "duplicate attribute"),
    ],
)
def test_what_is_wrong_is_named_at_its_place(text: str, line: int, column: int, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        require_well_formed(text, "x.rdf")
    error = caught.value
    assert (error.key, error.file, error.line, error.column) == ("input.syntax", "x.rdf", line, column)
    assert error.values["reason"] == reason


def test_what_is_well_formed_passes() -> None:
    require_well_formed('<?xml version="1.0" encoding="windows-1251"?>\n<a b="я">😀<c/></a>\n', "x.rdf")


@given(st.text(alphabet="<>/ab=\"'&; \n\ufeff😀", max_size=40))
def test_no_text_confuses_it(text: str) -> None:
    with contextlib.suppress(InputError):
        require_well_formed(text, "x.rdf")
