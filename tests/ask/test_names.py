"""People may call things as they do, in any of the three languages."""

import pyoxigraph as ox
import pytest

from mekgraph.ask.names import Names
from mekgraph.errors import NoMatchError, UsageError
from mekgraph.graph.engine import OxigraphEngine, Rows
from mekgraph.iris import PREFIXES, shorten
from mekgraph.sparql import own_query

ANY = ("actor", "event", "instrument")


@pytest.fixture(scope="module")
def names(engine: OxigraphEngine) -> Names:
    return Names(engine)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("unrcca", "actor:unrcca"),
        ("UNRCCA", "actor:unrcca"),
        ("РЦПДЦА", "actor:unrcca"),
        ("BMTning Terrorizmga qarshi kurash boshqarmasi", "actor:unoct"),
        ("public foundation aqn", "actor:aqniet"),
        ("Контртеррористическое управление ООН", "actor:unoct"),
        ("YUNISEF", "actor:unicef"),
        ("Oʻzbekiston", "actor:uzbekistan"),
        ("o'zbekiston", "actor:uzbekistan"),
        ("O`ZBEKISTON", "actor:uzbekistan"),
        ("Operation Jusan", "actor:op-jusan"),
        ("ev rec 1", "event:ev-rec-1"),
        ("actor:nobody", "actor:nobody"),
        ("https://w3id.org/mekgraph/id/actor/nobody", "actor:nobody"),
    ],
)
def test_things_are_found_by_slug_acronym_and_name(names: Names, wanted: str, found: str) -> None:
    assert shorten(names.find(wanted, ANY).value) == found


def test_it_says_which_ones_it_could_mean(names: Names) -> None:
    with pytest.raises(UsageError) as caught:
        names.find("MFA", ANY)
    assert "actor:" in str(caught.value.values["candidates"])


def test_it_says_what_is_near(names: Names) -> None:
    with pytest.raises(NoMatchError) as caught:
        names.find("UNRCA", ("actor",))
    assert "actor:unrcca" in str(caught.value.values["near"])


class Counting(OxigraphEngine):
    """Notes what it is asked."""

    def __init__(self, store: ox.Store) -> None:
        super().__init__(store)
        self.asked: list[str] = []

    def select(self, query: str) -> Rows:
        self.asked.append(query)
        return super().select(query)


@pytest.mark.parametrize(
    ("wanted", "kinds", "alone"),
    [
        ("unoct", ANY, True),
        ("UNOCT", ANY, False),
        ("State", ("class",), True),
        ("hosted", ("kind",), True),
        ("unoct", ("event", "actor"), True),
    ],
)
def test_a_slug_is_looked_up_alone(engine: OxigraphEngine, wanted: str, kinds: tuple[str, ...], alone: bool) -> None:
    """To read all names of a large graph takes seconds."""
    counting = Counting(engine.store)
    found = Names(counting).find(wanted, kinds)
    assert (own_query("names") not in counting.asked) == alone
    assert found == Names(engine).find(wanted, kinds)


def test_one_slug_of_several_kinds_is_ambiguous_and_only_what_has_a_name_bears_it() -> None:
    label, other = (ox.NamedNode(PREFIXES["skos"] + name) for name in ("prefLabel", "note"))
    things = [ox.NamedNode(PREFIXES[kind] + "alfa") for kind in ("actor", "event")]
    both = Names(OxigraphEngine.of(ox.Triple(thing, label, ox.Literal("Alfa")) for thing in things))
    with pytest.raises(UsageError) as caught:
        both.find("alfa", ANY)
    assert caught.value.values == {"wanted": "alfa", "candidates": "actor:alfa, event:alfa", "count": 2}
    assert shorten(both.find("alfa", ("event",)).value) == "event:alfa"
    nameless = Names(OxigraphEngine.of([ox.Triple(things[0], other, ox.Literal("Alfa"))]))
    with pytest.raises(NoMatchError):
        nameless.find("alfa", ANY)


@pytest.mark.parametrize("wanted", ["a b", "<>", "alfa}", "%", "é\u200b", "a/b", "#"])
def test_what_is_no_slug_is_no_iri_either(names: Names, wanted: str) -> None:
    with pytest.raises((NoMatchError, UsageError)):
        names.find(wanted, ANY)
