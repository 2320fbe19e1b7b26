"""People may call things as they do, in any of the three languages."""

import pytest

from mekgraph.ask.names import Names
from mekgraph.errors import NoMatchError, UsageError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import shorten
from mekgraph.sources.folding import fold

ANY = ("actor", "event", "instrument")
VARIANTS = "\u02bb\u02bc\u2018\u2019'`\u00b4\u2032\u02b9\u02bd\uff07"


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


@pytest.mark.parametrize("sign", VARIANTS)
def test_all_apostrophes_are_one(sign: str) -> None:
    assert fold(f"Oʻzbekiston gʻoya sanʼat") == fold(f"O{sign}zbekiston g{sign}oya san{sign}at")  # noqa: F541
