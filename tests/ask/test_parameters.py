"""Values of parameters: classes and themes by any of their names, dates that exist, and what is said otherwise."""

import pytest

from mekgraph.ask.accepted import accepted
from mekgraph.ask.catalogue import KINDS, Parameter
from mekgraph.ask.names import Names
from mekgraph.ask.parameters import term
from mekgraph.errors import NoMatchError, UsageError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import expand, shorten


@pytest.fixture(scope="module")
def names(engine: OxigraphEngine) -> Names:
    return Names(engine)


def parameter(kind: str) -> Parameter:
    return Parameter("x", kind, True, "example", {})


@pytest.mark.parametrize(
    ("kind", "given", "found"),
    [
        ("class", "NonGovernmentalOrganization", "mek:NonGovernmentalOrganization"),
        ("class", "mek:State", "mek:State"),
        ("class", "Международный фонд", "mek:InternationalFoundation"),
        ("class", "xalqaro jamgʻarma", "mek:InternationalFoundation"),
        ("class", "un body", "mek:UNBody"),
        ("theme", "prosecution", "theme:prosecution"),
        ("theme", "theme:prosecution", "theme:prosecution"),
        ("theme", "Уголовное преследование", "theme:prosecution"),
        ("theme", "jinoiy ta'qib", "theme:prosecution"),
        ("kind", "финансирование", "kind:fundedBy"),
    ],
)
def test_it_is_found_by_id_and_by_name(names: Names, kind: str, given: str, found: str) -> None:
    assert term(parameter(kind), given, names) == f"<{expand(found)}>"


@pytest.mark.parametrize(
    ("kind", "given", "near"),
    [
        ("class", "NonGovermentalOrganization", "mek:NonGovernmentalOrganization"),
        ("class", "Международный фонт", "Международный фонд (mek:InternationalFoundation)"),
        ("theme", "prosekution", "theme:prosecution"),
        ("theme", "jinoiy taqip", "jinoiy taʼqib (theme:prosecution)"),
    ],
)
def test_the_nearest_names_are_said(names: Names, kind: str, given: str, near: str) -> None:
    with pytest.raises(NoMatchError) as caught:
        term(parameter(kind), given, names)
    assert near in str(caught.value.values["near"])


@pytest.mark.parametrize("given", ["funded by", "Link", "theme"])
def test_what_is_no_class_of_actors_is_not_taken_for_one(names: Names, given: str) -> None:
    with pytest.raises(NoMatchError):
        term(parameter("class"), given, names)


@pytest.mark.parametrize(
    ("kind", "given"),
    [("date", "2024-02-30"), ("date", "2024-13"), ("date", "May 2024"), ("number", "three"), ("number", "1e9")],
)
def test_a_value_of_the_wrong_form(names: Names, kind: str, given: str) -> None:
    with pytest.raises(UsageError) as caught:
        term(parameter(kind), given, names)
    assert (caught.value.key, caught.value.values["example"]) == ("usage.value_form", "example")


@pytest.mark.parametrize(
    ("kind", "given", "found"),
    [("date", "2024-02", '"2024-02"'), ("number", "-2.5", "-2.5"), ("language", "uz", '"uz"')],
)
def test_a_value_of_the_right_form(names: Names, kind: str, given: str, found: str) -> None:
    assert term(parameter(kind), given, names) == found


def test_what_can_be_listed(engine: OxigraphEngine) -> None:
    listed = {kind: [shorten(thing.value) for thing in accepted(engine, kind)] for kind in KINDS}
    assert {kind for kind, things in listed.items() if things} == {"class", "kind", "theme", "topic", "eventkind"}
    assert {"mek:Actor", "mek:UNBody"} < set(listed["class"])
    assert "mek:Event" not in listed["class"]
    assert all(thing.startswith("theme:") for thing in listed["theme"])
    assert all(things == sorted(things) for things in listed.values())
