"""People may call things as they do, in any of the three languages."""

import pytest

from mekgraph.ask.names import Names
from mekgraph.errors import NoMatchError, UsageError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import shorten

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
