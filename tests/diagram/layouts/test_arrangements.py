"""What the layouts that say something say."""

from itertools import pairwise

from hypothesis import given

from mekgraph.diagram.layouts.bipartite import bipartite
from mekgraph.diagram.layouts.crossings import crossings, uncrossed
from mekgraph.diagram.layouts.force import force
from mekgraph.diagram.layouts.layered import layered
from mekgraph.diagram.layouts.lines import along
from mekgraph.diagram.layouts.model import Item, Tie, neighbours
from mekgraph.diagram.layouts.rings import rings
from tests.diagram.layouts.worlds import SMALL, WIDE, items, many, ties


def test_chosen_items_stand_in_the_middle_of_rings() -> None:
    given_items = [Item("hub", 20, 8, rank=0), *(Item(f"n{n:02}", 20, 8, kind="ab"[n % 2]) for n in range(20))]
    placed = rings(given_items, [Tie("hub", f"n{n:02}") for n in range(20)], WIDE)
    assert placed.centres["hub"] == WIDE.middle


def test_the_rarer_kind_is_nearer_to_the_middle() -> None:
    given_items = [Item(f"a{n}", 20, 8, kind="rare") for n in range(4)] + [
        Item(f"b{n:02}", 20, 8, kind="often") for n in range(40)
    ]
    centres = rings(given_items, [], SMALL).centres

    def share(key: str) -> float:
        (x, y), (mx, my) = centres[key], SMALL.middle
        return ((x - mx) / SMALL.width) ** 2 + ((y - my) / SMALL.height) ** 2

    assert max(share(f"a{n}") for n in range(4)) < min(share(f"b{n:02}") for n in range(30, 40))


def test_events_stand_between_actors() -> None:
    events = [Item(f"e{n}", 30, 8, rank=0) for n in range(3)]
    actors = [Item(f"a{n:02}", 30, 8) for n in range(25)]
    given_ties = [Tie(actor.id, events[n % 3].id) for n, actor in enumerate(actors)]
    flat, upright = (
        bipartite([*events, *actors], given_ties, SMALL),
        bipartite([*events, *actors], given_ties, WIDE, upright=True),
    )
    assert len({flat.centres[item.id][0] for item in events}) == 1
    left = [item.id for item in actors if flat.centres[item.id][0] < flat.centres["e0"][0]]
    assert 0 < len(left) < 25
    assert len({upright.centres[item.id][1] for item in events}) == 1


def test_what_is_above_stands_above() -> None:
    given_items = [Item(key, 20, 8) for key in "abcde"]
    given_ties = [Tie("a", "b"), Tie("b", "c"), Tie("a", "c"), Tie("a", "d")]
    y = {key: at for key, (_, at) in layered(given_items, given_ties, SMALL, upright=True).centres.items()}
    assert y["a"] < y["b"] < y["c"] < y["e"]
    assert y["b"] == y["d"]
    x = {key: at for key, (at, _) in layered(given_items, given_ties, SMALL, upright=False).centres.items()}
    assert x["a"] < x["b"] < x["c"]


def test_things_tied_in_a_circle_share_a_layer() -> None:
    given_ties = [Tie("a", "b"), Tie("b", "c"), Tie("c", "b")]
    centres = layered([Item(key, 20, 8) for key in "abc"], given_ties, SMALL, upright=True).centres
    assert centres["b"][1] == centres["c"][1] > centres["a"][1]


def test_linked_things_come_nearer_than_others() -> None:
    given_items, _ = many(40)
    chains = [Tie(one.id, two.id) for part in (given_items[:20], given_items[20:]) for one, two in pairwise(part)]
    centres = force(given_items, chains, WIDE).centres

    def far(one: str, two: str) -> float:
        return abs(centres[one][0] - centres[two][0]) + abs(centres[one][1] - centres[two][1])

    linked = [far(tie.start, tie.end) for tie in chains]
    others = [far(one.id, two.id) for one in given_items[:20] for two in given_items[20:]]
    assert sum(linked) / len(linked) < 0.5 * sum(others) / len(others)


@given(items, ties)
def test_sweeping_never_adds_crossings(given_items: list[Item], given_ties: list[Tie]) -> None:
    near = neighbours(given_items, given_ties)
    rows = [[item.id for item in given_items if item.rank == rank] for rank in (0, 1, 2)]
    found = uncrossed(rows, near)
    assert crossings(found, near) <= crossings(rows, near)
    assert [sorted(row) for row in found] == [sorted(row) for row in rows]


def test_a_ladder_is_untangled() -> None:
    upper, lower = [f"a{n}" for n in range(10)], [f"b{n}" for n in reversed(range(10))]
    near = {f"a{n}": [f"b{n}"] for n in range(10)} | {f"b{n}": [f"a{n}"] for n in range(10)}
    assert crossings(uncrossed([upper, lower], near), near) == 0


def test_boxes_along_a_line_keep_their_order_and_move_least() -> None:
    assert along([60, 40, 50], [10, 10, 10], 2, 0, 100) == [38.0, 50.0, 62.0]
    assert along([50, 0, 0, 98], [10, 10, 10, 10], 2, 0, 100) == [5.0, 17.0, 29.0, 95.0]
