"""Diagram files: what can be said in them, and that everything wrong is told with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.diagram.definition.keys import KEYS
from mekgraph.diagram.definition.model import Diagram
from mekgraph.diagram.definition.reading import MOST_CHARACTERS, read_diagram
from mekgraph.errors import InputError, InputErrors
from mekgraph.graph.asof import Axes
from mekgraph.messages import LANGUAGES

ALL = """\
around = ["UNRCCA", "ev-rec-1"]
steps = 2
all-links = true
kinds = ["organized"]
only = ["UNBody"]
hide = ["un"]
events = true
persons = true
reported = true
without = ["implied", "possible"]
language = "uz"
on = 2024-07-26
known = "2024-08"
mark-changes = 2024
layout = "rings"
group = "country"
collapse = "community"
most = 40
size = "betweenness"
emphasis = ["unoct"]
page = "16:9"
notes = ["One.", "Two."]

[title]
en = "Who <b>meets</b>"
uz = "Kim uchrashadi"

[colors]
UNBody = "blue"

[pinned]
"actor:unoct" = [100, 80.5]
"""

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        file = tmp_path / "meeting.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return written


def told(file: Path) -> list[tuple[str, int | None]]:
    """The key and line of each error that reading a file raises."""
    with pytest.raises(InputError) as caught:
        read_diagram(file, shown="meeting.toml")
    errors = caught.value.errors if isinstance(caught.value, InputErrors) else (caught.value,)
    assert all(error.file == "meeting.toml" for error in errors)
    return [(error.key, error.line) for error in errors]


def test_everything_that_can_be_said(write: Write) -> None:
    assert read_diagram(write(ALL)) == Diagram(
        name="meeting",
        title={"en": "Who <b>meets</b>", "uz": "Kim uchrashadi"},
        notes=dict.fromkeys(LANGUAGES, ("One.", "Two.")),
        around=("UNRCCA", "ev-rec-1"),
        steps=2,
        all_links=True,
        kinds=("organized",),
        only=("UNBody",),
        hide=("un",),
        events=True,
        persons=True,
        reported=True,
        without=frozenset({"implied", "possible"}),
        language="uz",
        on="2024-07-26",
        known="2024-08",
        mark_changes="2024",
        layout="rings",
        group="country",
        collapse="community",
        most=40,
        size="betweenness",
        emphasis=("unoct",),
        colors={"UNBody": "#0077BB"},
        page="16:9",
        pinned={"actor:unoct": (100.0, 80.5)},
    )


def test_every_key_is_a_field_and_every_field_a_key(write: Write) -> None:
    fields = set(Diagram.__dataclass_fields__) - {"name"}
    assert {key.replace("-", "_") for key in KEYS} == fields
    used = {line.partition(" = ")[0].strip("[]") for line in ALL.splitlines()}
    assert set(KEYS) - used == {"question", "parameters", "whole"}


def test_dates_are_two_axes(write: Write) -> None:
    assert read_diagram(write(ALL)).axes == Axes("2024-07-26", "2024-08")


def test_one_line_is_enough(write: Write) -> None:
    diagram = read_diagram(write('around = ["unoct"]'))
    assert diagram == Diagram(name="meeting", around=("unoct",))
    assert (diagram.called("en"), diagram.noted("en"), diagram.grouping) == ("", (), "none")


def test_a_question_with_its_parameters(write: Write) -> None:
    diagram = read_diagram(
        write('question = "funding"\n[parameters]\nfunder = "japan"\nyear = 2024\nday = 2024-05-14\n')
    )
    assert diagram.question == "funding"
    assert diagram.parameters == {"funder": "japan", "year": "2024", "day": "2024-05-14"}


def test_a_query_of_ones_own_lies_beside_the_file(write: Write, tmp_path: Path) -> None:
    (tmp_path / "own.rq").write_text("SELECT * {}", encoding="utf-8")
    assert read_diagram(write('question = "own.rq"')).question == (tmp_path / "own.rq").as_posix()


WHOLE = "whole = true\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("layuot = 'force'\n" + WHOLE, [("diagram.key_unknown", 1)]),
        (WHOLE + "layout = 'nestd'", [("diagram.option", 2)]),
        (WHOLE + "page = 'a4'", [("diagram.option", 2)]),
        (WHOLE + "size = 'community'", [("diagram.option", 2)]),
        (WHOLE + "size = 'degre'", [("diagram.option", 2)]),
        (WHOLE + "\n[colors]\nState = 'bleu'", [("diagram.option", 4)]),
        (WHOLE + "without = ['implied',\n'endet']", [("diagram.option", 3)]),
        (WHOLE + "language = 'uz-Cyrl'", [("diagram.option", 2)]),
        (WHOLE + "title = ''", [("diagram.needs_text", 2)]),
        (WHOLE + "[title]\nen = 7", [("diagram.needs_text", 3)]),
        (WHOLE + "[title]\nfr = 'Qui'", [("diagram.key_unknown", 3)]),
        (WHOLE + "title = '" + "x" * 501 + "'", [("diagram.long", 2)]),
        (WHOLE + 'title = "a\\u0007b"', [("diagram.control", 2)]),
        (WHOLE + "events = 'yes'", [("diagram.needs_flag", 2)]),
        (WHOLE + "events = 1", [("diagram.needs_flag", 2)]),
        ("whole = false", [("diagram.needs_yes", 1)]),
        ("around = ['a']\nsteps = 0", [("diagram.needs_whole", 2)]),
        ("around = ['a']\nsteps = true", [("diagram.needs_whole", 2)]),
        ("around = ['a']\nsteps = 1.0", [("diagram.needs_whole", 2)]),
        (WHOLE + "on = '26.07.2024'", [("diagram.needs_date", 2)]),
        (WHOLE + "on = 2024-07-26T10:00:00", [("diagram.needs_date", 2)]),
        (WHOLE + "known = true", [("diagram.needs_date", 2)]),
        ("around = 'unoct'", [("diagram.needs_list", 1)]),
        ("around = ['unoct',\n\n7]", [("diagram.needs_text", 3)]),
        ("around = [" + "'a'," * 501 + "]", [("diagram.many", 1)]),
        (WHOLE + "pinned = 3", [("diagram.needs_table", 2)]),
        ("question = 'funding'\nparameters = {funder = ['a']}", [("diagram.needs_scalar", 2)]),
        (WHOLE + "[pinned]\na = [1]", [("diagram.needs_place", 3)]),
        (WHOLE + "[pinned]\na = [nan, 1]", [("diagram.needs_place", 3)]),
        (WHOLE + "[pinned]\na = [1e400, 1]", [("diagram.needs_place", 3)]),
        (WHOLE + "[pinned]\na = [true, 1]", [("diagram.needs_place", 3)]),
        (WHOLE + "[pinned]\nb = [100, 100]\na = [100, 205]", [("diagram.outside", 4)]),
        (WHOLE + "notes = ['1', '2', '3', '4', '5', '6']", [("diagram.many", 2)]),
        ("layout = 'force'", [("diagram.nothing", 1)]),
        ("arround = ['unoct']", [("diagram.key_unknown", 1)]),
        ("around = []", [("diagram.nothing", 1)]),
        ("# nothing", [("diagram.nothing", 1)]),
        ("around = ['a']\nquestion = 'b'\n" + WHOLE, [("diagram.both", 2), ("diagram.both", 3)]),
        (WHOLE + "steps = 2", [("diagram.no_effect", 2)]),
        (WHOLE + "all-links = true", [("diagram.no_effect", 2)]),
        ("question = 'funding'\nevents = true", [("diagram.no_effect", 2)]),
        (WHOLE + "[parameters]\na = 1", [("diagram.no_effect", 2)]),
        (WHOLE + "layout = 'nested'\ngroup = 'none'", [("diagram.needs_group", 3)]),
        (WHOLE + "without = ['possible']", [("diagram.needs_dates", 2)]),
        (WHOLE + "[title]\nen = 'a'\nlayout = 'rings'", [("diagram.misplaced", 4)]),
        ("question = '../own.rq'", [("diagram.query_place", 1)]),
        ("question = '/etc/own.rq'", [("diagram.query_place", 1)]),
        ("question = 'C:\\own.rq'", [("diagram.query_place", 1)]),
        ("question = 'own.rq'", [("diagram.query_absent", 1)]),
        (WHOLE + "layout = ", [("diagram.syntax", 2)]),
        ("", [("input.empty", None)]),
        ("\0", [("input.nul", 1)]),
        ("#" * (MOST_CHARACTERS + 1), [("diagram.large", None)]),
        # All at once, in order of line.
        ("colour = 1\nlayout = 'x'\nmost = 0\n[pinned]\na = 'b'\n",
         [("diagram.nothing", 1), ("diagram.key_unknown", 1), ("diagram.option", 2), ("diagram.needs_whole", 3),
          ("diagram.needs_place", 5)]),
    ],
)  # fmt: skip
def test_everything_wrong_is_told_with_its_line(write: Write, text: str, expected: list[tuple[str, int]]) -> None:
    assert sorted(told(write(text)), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("layuot = 1", "layout"),
        ("emphasise = []", "emphasis"),
        ("colours = {}", "colors"),
        ("'l\u0430yout' = 1", "layout"),
        ("l\u0430yout = 1", "layout"),
        ("all_links = true", "all-links"),
        ("layout = 'nestd'", "nested"),
        ("page = 'a3'", "A3"),
        ("size = 'Degree'", "degree"),
        ("[colors]\nState = 'bleu'", "blue"),
    ],
)
def test_what_is_misspelt_is_answered_with_what_is_near(write: Write, text: str, near: str) -> None:
    with pytest.raises(InputError) as caught:
        read_diagram(write(WHOLE + text))
    assert caught.value.values["near"].split(", ")[0] == near


def test_an_error_can_be_read_in_three_languages(write: Write) -> None:
    with pytest.raises(InputError) as caught:
        read_diagram(write(WHOLE + "layout = 'nestd'"), shown="diagrams/meeting.toml")
    said = {caught.value.text(language) for language in LANGUAGES}
    assert len(said) == 3
    assert all(text.startswith("diagrams/meeting.toml:2: ") and "nested" in text for text in said)


def test_what_somebody_wrote_cannot_fill_the_screen_or_steer_it(write: Write) -> None:
    with pytest.raises(InputError) as caught:
        read_diagram(write(WHOLE + f'"\\u001b[2J{"x" * 5000}" = 1'))
    assert "\x1b" not in caught.value.text()
    assert len(caught.value.values["wanted"]) <= 60


@pytest.mark.parametrize("content", [b"\xff\xfea\0", b"title = '\xe9'"])
def test_a_file_in_another_encoding_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_diagram(file)
    assert (caught.value.key, caught.value.line) == ("input.encoding", 1)


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    for file, key in [(tmp_path / "none.toml", "input.absent"), (tmp_path, "input.folder")]:
        with pytest.raises(InputError) as caught:
            read_diagram(file)
        assert caught.value.key == key


json_like = st.recursive(
    st.none().map(lambda _: "true")
    | st.integers().map(str)
    | st.sampled_from(["nan", "1.5", "2024-01-01", "'x'", "''"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(["en", "x", "layout"]), inner, max_size=2).map(
            lambda table: "{" + ", ".join(f"{name} = {one}" for name, one in table.items()) + "}"
        )
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*KEYS, "x"]), json_like, max_size=6))
def test_whatever_a_file_holds_it_is_read_or_refused_with_lines(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, str]
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    lines = [f"{name} = {value}" for name, value in values.items()]
    file.write_text("\n".join(["# any", *lines]), encoding="utf-8")
    try:
        diagram = read_diagram(file)
    except InputError as error:
        errors = error.errors if isinstance(error, InputErrors) else (error,)
        assert all(1 <= (one.line or 0) <= len(lines) + 1 and one.text() for one in errors)
    else:
        assert len({"around", "question", "whole"} & set(values)) >= 1
        assert diagram.name == "any"
