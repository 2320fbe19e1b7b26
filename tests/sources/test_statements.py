"""Statements know their lines, and every way in which a file can be wrong gets an answer."""

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.errors import InputError
from mekgraph.sources.statements import read_document

PREFIX = "@prefix a: <http://a/> .\n"


def lines(tmp_path: Path, text: str, name: str = "x.ttl") -> list[tuple[str, int]]:
    file = tmp_path / name
    file.write_bytes(text.encode())
    return [
        (statement.object.value if hasattr(statement.object, "value") else "_", statement.line)
        for statement in read_document(file).statements
    ]


def test_lines_of_lists_and_long_literals(tmp_path: Path) -> None:
    text = PREFIX + 'a:s a:p a:one ,\n a:two ;\n  a:q """first\nsecond""" ;\n  a:r a:last .\n'
    assert lines(tmp_path, text) == [
        ("http://a/one", 2),
        ("http://a/two", 3),
        ("first\nsecond", 5),
        ("http://a/last", 6),
    ]


def test_lines_with_carriage_returns_and_byte_order_mark(tmp_path: Path) -> None:
    assert lines(tmp_path, "\ufeff" + (PREFIX + "a:s a:p a:one .\na:s a:p a:two .\n").replace("\n", "\r\n")) == [
        ("http://a/one", 2),
        ("http://a/two", 3),
    ]


@given(st.lists(st.integers(min_value=0, max_value=5), min_size=1, max_size=40))
def test_lines_are_right_whatever_blank_lines_stand_between(gaps: list[int]) -> None:
    from mekgraph.sources.statements import FORMATS, parse_text

    text, expected, line = PREFIX, [], 1
    for number, gap in enumerate(gaps):
        text += "\n" * gap + f"a:s a:p {number} .\n"
        line += gap + 1
        expected.append((str(number), line))
    document = parse_text(text, FORMATS[".ttl"], Path("x.ttl"), "x.ttl")
    assert [(s.object.value, s.line) for s in document.statements] == expected  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "content", "key", "line", "column"),
    [
        ("x.ttl", PREFIX.encode() + b"a:s a:p .\n", "input.syntax", 2, 9),
        ("x.ttl", PREFIX.encode() + b"a:s b:p 1 .\n", "input.syntax", 2, 5),
        ("x.ttl", b"", "input.empty", None, None),
        ("x.ttl", b" \n\t", "input.empty", None, None),
        ("x.ttl", PREFIX.encode() + 'a:s a:p "Привет" .\n'.encode("cp1251"), "input.encoding", 2, None),
        ("x.ttl", (PREFIX + "a:s a:p 1 .").encode("utf-16"), "input.encoding", 1, None),
        ("x.ttl", PREFIX.encode() + b'a:s a:p "\x00" .', "input.nul", 2, None),
        ("x.txt", b"hello", "input.ending", None, None),
        ("x.rdf", b'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "b">]><x/>', "input.doctype", 2, None),
        ("x.ttl", PREFIX.encode() + b"a:s a:p <<( a:a a:b a:c )>> .", "input.triple_term", 2, None),
    ],
)
def test_bad_files_are_named_with_their_place(
    tmp_path: Path, name: str, content: bytes, key: str, line: int | None, column: int | None
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_document(file, "shown.ttl")
    assert (caught.value.key, caught.value.file, caught.value.line, caught.value.column) == (
        key,
        "shown.ttl",
        line,
        column,
    )
    for language in ("en", "ru", "uz"):
        assert "shown.ttl" in caught.value.text(language)


def test_absent_files_and_folders(tmp_path: Path) -> None:
    for path, key in ((tmp_path / "no.ttl", "input.absent"), (tmp_path, "input.ending")):
        with pytest.raises(InputError) as caught:
            read_document(path)
        assert caught.value.key == key


def test_a_remote_context_is_not_fetched(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonld"
    file.write_text('{"@context": "http://127.0.0.1:9/context", "@id": "http://a/s", "http://a/p": 1}')
    with pytest.raises(InputError):
        read_document(file)


@given(st.binary(max_size=200))
def test_no_bytes_make_it_crash(content: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".ttl") as handle:
        handle.write(content)
        handle.flush()
        with contextlib.suppress(InputError):
            read_document(Path(handle.name))


def test_very_long_lines_and_odd_separators_keep_their_line(tmp_path: Path) -> None:
    text = PREFIX + f'a:s a:p "{"x" * 10_000}" .\na:s a:p "one\u2028two\x0cthree\x85four" .\na:s a:p a:last .\n'
    assert [line for _, line in lines(tmp_path, text)] == [2, 3, 4]


def test_a_direction_of_writing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.ttl"
    file.write_text(PREFIX + 'a:s a:p "a"@ar--rtl .\n')
    with pytest.raises(InputError) as caught:
        read_document(file)
    assert caught.value.key == "input.direction"
