"""The lines of keys and values in TOML, held against the parser itself."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.diagram.definition.located import DEEPEST, TomlPath, located
from mekgraph.errors import InputError

MOST = 100_000


def paths(value: Any, path: TomlPath = ()) -> set[TomlPath]:
    """Every path in what the parser gives."""
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return ({path} if path else set()).union(*(paths(one, (*path, key)) for key, one in inner))


def test_each_value_has_its_line() -> None:
    text = """# first
a = 1
b = [ "x", # a ] in a comment
  "y", { c = 1, 'd.e' = "}" },
]
f.g = '''
=
'''
"h = 1" = \"\"\"
"" [i] \\\"\"\"\"\"
[j]
k = {}
[j."l m"]
n = []
[[o]]
p = 1
[[o]]
[o.q]
r = 2024-05-14T10:00:00
"""
    found = located(text, "x", MOST)
    assert set(found.lines) == paths(found.table)
    lines = {".".join(map(str, path)): line for path, line in found.lines.items()}
    assert lines == {
        "a": 2, "b": 3, "b.0": 3, "b.1": 4, "b.2": 4, "b.2.c": 4, "b.2.d.e": 4, "f": 6, "f.g": 6, "h = 1": 9,
        "j": 11, "j.k": 12, "j.l m": 13, "j.l m.n": 14, "o": 15, "o.0": 15, "o.0.p": 16, "o.1": 17, "o.1.q": 18,
        "o.1.q.r": 19,
    }  # fmt: skip


def test_lines_are_those_of_an_editor_whatever_ends_them() -> None:
    assert located("\ufeffa = 1\r\nb = 2\r\n".removeprefix("\ufeff"), "x", MOST).lines == {("a",): 1, ("b",): 2}


def test_what_is_not_there_is_on_the_line_of_what_is_around_it() -> None:
    found = located("\n[a]\nb = 1\n", "x", MOST)
    assert [found.line(path) for path in [("a", "b", 3), ("a", "c"), ("d",), ()]] == [3, 2, 1, 1]


names = st.sampled_from(["a", "b-c", "'d e'", '"f\\u0020g"', "h.i", '"#"', "7"])
scalars = st.sampled_from(
    ["1", "-2.5", "true", '"x"', '"]\\""', "'{'", "2024-05-14", '"""\n"\n"""', "'''a\n='''", '"""""a"""']
)
gaps = st.sampled_from(["", " ", "\n", " # ],\n", "\r\n"])
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3).flatmap(lambda items: gaps.map(lambda gap: f"[{gap}{f',{gap}'.join(items)}{gap}]"))
        | st.dictionaries(names.filter(lambda name: name != "h.i"), inner, max_size=2).map(
            lambda table: "{ " + ", ".join(f"{name} = {one}" for name, one in table.items()) + " }"
        )
    ),
    max_leaves=6,
)
statements = st.tuples(names, values).map(lambda pair: f"{pair[0]} = {pair[1]}")
headers = names.map(lambda name: f"[{name}]") | names.map(lambda name: f"[[ {name} ]]") | st.just("# =[")


@given(st.lists(statements | headers, max_size=8), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_all_that_the_parser_reads_has_a_line(parts: list[str], between: str) -> None:
    text = between.join(parts)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(InputError):
            located(text, "x", MOST)
    else:
        found = located(text, "x", MOST)
        assert found.table == table
        assert set(found.lines) == paths(table)
        assert max(found.lines.values(), default=1) <= text.count("\n") + 1


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a = 1\nb = = 2\n", "diagram.syntax", 2),
        ("a = 1\n\nb = [1,\n", "diagram.syntax", 3),
        ("a = 1\na = 2\n", "diagram.twice", 2),
        ("[a]\n[a]\n", "diagram.twice", 2),
        ("\na = “text”\n", "diagram.quotes", 2),
        ("a = «text»\n", "diagram.quotes", 1),
        ("a = 2024-02-30\n", "diagram.syntax", 1),
        ("a = 1\nb = " + "[" * 40 + "]" * 40, "diagram.deep", 2),
        ("a = " + "[" * 50_000, "diagram.deep", None),
        ("\n" + "a." * 40_000 + "a = 1", "diagram.deep", 2),
        ("a = " + "9" * 5000, "diagram.syntax", None),
        ("#" * (MOST + 1), "diagram.large", None),
        ("a = 1\n\u0430round = [1]\n", "diagram.letters", 2),
        ("[t\u0456tle]\n", "diagram.letters", 1),
        ("a = 1\nb = \u0430\n", "diagram.syntax", 2),
    ],
)
def test_what_cannot_be_read_has_a_line(text: str, key: str, line: int | None) -> None:
    with pytest.raises(InputError) as caught:
        assert located(text, "x", MOST).lines
    assert (caught.value.key, caught.value.line, caught.value.file) == (key, line, "x")


def test_depth_that_is_allowed_is_read() -> None:
    text = "a = " + "[" * DEEPEST + "]" * DEEPEST
    assert located(text, "x", MOST).lines[("a",)] == 1
