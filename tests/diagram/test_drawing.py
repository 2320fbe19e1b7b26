"""Drawings hold what the graph holds, as their diagrams say: names, kinds, proofs, groups, measures, changes."""

from pathlib import Path

import pytest

from mekgraph.diagram.definition.finding import find_diagram
from mekgraph.diagram.definition.model import Diagram
from mekgraph.diagram.definition.naming import resolved
from mekgraph.diagram.definition.reading import read_diagram
from mekgraph.diagram.drawing import Drawing, draw
from mekgraph.diagram.scene import Scene
from mekgraph.errors import LimitError, NoMatchError, UsageError
from mekgraph.graph.opening import Graph
from mekgraph.messages import LANGUAGES

COUNCIL = ("rec", "ev-rec-1", "ev-rec-wg-2024")
COUNCIL_SCENE = Diagram(name="", around=COUNCIL)


def drawn(graph: Graph, run: str = "en", **chosen: object) -> Drawing:
    return draw(graph, resolved(graph, Diagram(name="", **chosen)), run)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def council(graph: Graph) -> Scene:
    return drawn(graph, around=COUNCIL, most=200).scene


def test_the_council_its_groups_and_its_partners_are_there(council: Scene) -> None:
    groups = {"rec-executive-committee", "rec-wg1-accountability", "rec-wg2-psychosocial", "rec-wg3-narratives"}
    partners = {"unicef", "unodc", "icrc", "osce", "eu", "gcerf"}
    wanted = {f"actor:{name}" for name in groups | partners | {"rec-wg4-civilsociety", "isrs-uz", "unoct", "unrcca"}}
    assert wanted <= {node.id for node in council.nodes}


def test_every_edge_has_proofs_with_title_and_place(council: Scene) -> None:
    assert all(edge.proofs for edge in council.edges)
    assert all(proof.title and proof.locator and proof.assertion for edge in council.edges for proof in edge.proofs)


def test_disputed_and_implied_links_are_marked(council: Scene) -> None:
    marks = {edge.id: (edge.disputed, edge.implied) for edge in council.edges}
    assert marks["link:unodc_participatedIn_ev-rec-wg-2024"] == (True, False)
    assert marks["link:undp_participatedIn_ev-rec-wg-2024"][0]
    assert marks["link:uzbekistan_hosted_ev-rec-1"][1]


def test_what_is_only_reported_is_not_drawn_as_if_a_source_stated_it(graph: Graph) -> None:
    scene = drawn(graph, whole=True, reported=True, most=2000, collapse="none").scene
    reported = [edge for edge in scene.edges if {proof.firmness for proof in edge.proofs} == {"reported"}]
    assert reported
    assert all(edge.implied for edge in reported)


def test_legends_count_what_is_there(council: Scene) -> None:
    assert sum(entry.count for entry in council.node_legend) == len(council.nodes)
    assert sum(entry.count for entry in council.edge_legend) == len(council.edges)


@pytest.mark.parametrize(("language", "label"), [("ru", "ЮНИСЕФ"), ("uz", "Qirgʻiziston"), ("en", "Kyrgyzstan")])
def test_labels_are_in_the_language_asked_for(graph: Graph, language: str, label: str) -> None:
    scene = drawn(graph, language, around=COUNCIL, most=200).scene
    assert label in {name for node in scene.nodes for name in (node.label, *node.names)}


def test_the_arrangement_is_the_same_in_all_languages(graph: Graph) -> None:
    middles = [drawn(graph, language, around=("rec",), events=False).arrangement.middles for language in LANGUAGES]
    assert middles[0] == middles[1] == middles[2]


def test_the_language_of_the_diagram_comes_before_that_of_the_run(graph: Graph) -> None:
    assert drawn(graph, "en", around=("rec",), language="uz").scene.language == "uz"


def test_persons_and_events_come_as_asked_for(graph: Graph) -> None:
    def sorts(**chosen: object) -> set[str]:
        return {node.type for node in drawn(graph, around=("unrcca",), most=500, **chosen).scene.nodes}

    assert "mek:Event" in sorts()
    assert "mek:Event" not in sorts(events=False)
    assert "mek:Person" not in sorts()
    assert "mek:Person" in sorts(persons=True)


def test_only_and_hide_choose_among_actors_but_not_the_middle(graph: Graph) -> None:
    scene = drawn(graph, around=("rec",), events=False, only=("State", "unoct"), hide=("kazakhstan",)).scene
    ids = {node.id for node in scene.nodes}
    assert {"actor:rec", "actor:unoct", "actor:uzbekistan"} <= ids
    assert "actor:kazakhstan" not in ids
    assert {node.type for node in scene.nodes} == {"mek:State", "mek:UNBody", "mek:Council"}


def test_steps_lead_further_and_all_links_join_what_is_there(graph: Graph) -> None:
    one = drawn(graph, around=("rec",), events=False).scene
    all_links = drawn(graph, around=("rec",), events=False, all_links=True).scene
    assert {node.id for node in one.nodes} == {node.id for node in all_links.nodes}
    assert len(one.edges) < len(all_links.edges)
    assert len(drawn(graph, around=("rec",), events=False, steps=2, most=500).scene.nodes) > len(one.nodes)


def test_an_answer_can_be_drawn(graph: Graph) -> None:
    drawing = drawn(graph, question="instrument-parties", parameters={"instrument": "doc-jpoa-2011"})
    nodes = {node.id: node for node in drawing.scene.nodes}
    assert {"actor:kazakhstan", "actor:uzbekistan", "instrument:doc-jpoa-2011"} <= set(nodes)
    assert nodes["instrument:doc-jpoa-2011"].emphasis
    assert {edge.kind for edge in drawing.scene.edges} >= {"kind:partyTo"}
    assert drawing.scene.title


def test_an_answer_draws_what_it_tells_and_not_all_between_what_it_names(graph: Graph) -> None:
    funding = drawn(graph, question="links-of-kind", parameters={"kind": "fundedBy"}, most=500).scene
    assert {edge.kind for edge in funding.edges} == {"kind:fundedBy"}
    one = drawn(graph, question="actor-links", parameters={"actor": "unoct"}, most=500).scene
    assert all("actor:unoct" in (edge.source, edge.target) for edge in one.edges)
    more = drawn(graph, question="actor-links", parameters={"actor": "unoct"}, most=500, all_links=True).scene
    assert {edge.id for edge in one.edges} < {edge.id for edge in more.edges}


def test_what_reads_the_same_from_either_end_is_known(graph: Graph) -> None:
    scene = drawn(graph, around=("unoct",), kinds=("cooperatesWith", "supports")).scene
    assert {(edge.kind, edge.symmetric) for edge in scene.edges} == {
        ("kind:cooperatesWith", True),
        ("kind:supports", False),
    }


def test_what_is_hidden_is_not_drawn_as_the_node_of_its_parts_either(graph: Graph) -> None:
    chosen = {"whole": True, "events": False, "kinds": ("cooperatesWith",), "collapse": "parent"}
    assert "actor:un" in {node.id for node in drawn(graph, **chosen).scene.nodes}
    assert "actor:un" not in {node.id for node in drawn(graph, hide=("un",), **chosen).scene.nodes}


def test_what_is_not_known_yet_cannot_stand_in_the_middle(graph: Graph) -> None:
    with pytest.raises(NoMatchError) as caught:
        drawn(graph, around=("rec", "ev-astana-2025"), known="2024-06")
    assert caught.value.values["id"] == "event:ev-astana-2025"


def test_where_dates_leave_doubt_a_note_says_how_much_is_certain(graph: Graph) -> None:
    scene = drawn(graph, around=("rec",), events=False, on="2024-07-26").scene
    sure = sum(edge.certain for edge in scene.edges)
    assert sure < len(scene.edges)
    assert any(f"{sure} " in note and f"{len(scene.edges)}" in note for note in scene.notes)


def test_what_an_answer_names_is_drawn_even_without_links(graph: Graph) -> None:
    query = "SELECT ?who { VALUES ?who { actor:rec actor:japan } }"
    scene = draw(graph, Diagram(name="", question=query)).scene
    assert ({node.id for node in scene.nodes}, scene.edges) == ({"actor:rec", "actor:japan"}, ())


def test_a_query_of_ones_own_can_be_drawn(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT ?link { ?link mek:kind kind:hasWorkingGroup }")
    assert len(draw(graph, Diagram(name="", question=str(file))).scene.edges) == 4


@pytest.mark.parametrize(
    ("chosen", "key"),
    [
        ({"question": "SELECT ?n { BIND(1 AS ?n) }"}, "draw.empty_answer"),
        ({"question": "SELECT ?n { ?n a mek:State ; mek:place ?x }"}, "draw.empty_rows"),
        ({"around": ("ev-rec-1",), "on": "1999"}, "draw.empty_dates"),
        ({"around": ("rec",), "kinds": ("repatriated",)}, "draw.empty_kinds"),
        ({"around": ("rec",), "kinds": ("supports",), "only": ("Person",), "events": False}, "draw.empty_things"),
    ],
)
def test_an_empty_result_says_why(graph: Graph, chosen: dict[str, object], key: str) -> None:
    with pytest.raises(NoMatchError) as caught:
        draw(graph, _diagram(graph, chosen))
    assert caught.value.key == key
    assert len({caught.value.text(language) for language in LANGUAGES}) == 3


def _diagram(graph: Graph, chosen: dict[str, object]) -> Diagram:
    diagram = Diagram(name="", **chosen)  # type: ignore[arg-type]
    return diagram if diagram.question else resolved(graph, diagram)


def test_a_question_without_rows_to_draw_is_refused(graph: Graph) -> None:
    with pytest.raises(UsageError):
        draw(graph, Diagram(name="", question="ASK { ?a ?b ?c }"))


@pytest.mark.slow
def test_an_answer_that_is_not_whole_is_refused(graph: Graph) -> None:
    query = "SELECT ?a ?b ?c ?d { ?a ?p ?b . ?c ?q ?d }"
    with pytest.raises(LimitError):
        draw(graph, Diagram(name="", question=query))


def test_bodies_are_drawn_as_one_where_there_are_too_many(graph: Graph) -> None:
    drawing = drawn(graph, around=("unoct",), steps=2, most=40)
    assert drawing.hint
    assert drawing.nodes > 40 >= len(drawing.scene.nodes)
    united = next(node for node in drawing.scene.nodes if node.id == "actor:un")
    assert len(united.members) > 3
    assert "actor:unoct" in {node.id for node in drawing.scene.nodes}
    assert len(drawing.scene.notes) == 2


def test_none_means_each_by_itself_and_the_best_connected(graph: Graph) -> None:
    drawing = drawn(graph, around=("unoct",), steps=2, most=40, collapse="none")
    assert not drawing.hint
    assert len(drawing.scene.nodes) <= 40
    assert not any(node.members for node in drawing.scene.nodes)


def test_communities_stand_for_all_their_members(graph: Graph) -> None:
    whole = drawn(graph, whole=True, events=False, kinds=("cooperatesWith",), collapse="none", most=500)
    few = drawn(graph, whole=True, events=False, kinds=("cooperatesWith",), collapse="community")
    assert sum(max(len(node.members), 1) for node in few.scene.nodes) <= len(whole.scene.nodes)
    assert len(few.scene.nodes) < len(whole.scene.nodes)
    assert all(edge.source != edge.target for edge in few.scene.edges)


@pytest.mark.slow
@pytest.mark.parametrize("size", ["degree", "edges", "betweenness", "brokerage", "core"])
def test_sizes_are_those_of_what_is_drawn(graph: Graph, size: str) -> None:
    scene = drawn(graph, around=("rec",), events=False, size=size).scene
    values = {node.id: node.value for node in scene.nodes}
    assert scene.measure
    assert None not in values.values()
    if size == "degree":
        partners = {frozenset((edge.source, edge.target)) for edge in scene.edges}
        assert values["actor:rec"] == len({pair for pair in partners if "actor:rec" in pair})


def test_colors_are_those_of_the_diagram(graph: Graph) -> None:
    scene = drawn(graph, around=("rec",), events=False, colors={"State": "#000000", "memberOf": "#111111"}).scene
    assert {node.color for node in scene.nodes if node.type == "mek:State"} == {"#000000"}
    assert {edge.color for edge in scene.edges if edge.kind == "kind:memberOf"} == {"#111111"}


def test_groups_are_what_things_belong_to(graph: Graph) -> None:
    scene = drawn(graph, around=("rec",), events=False, layout="nested").scene
    of = {node.id: node.group for node in scene.nodes}
    assert of["actor:rec-wg1-accountability"] == "actor:rec"
    assert of["actor:rec"] == ""


def test_groups_by_country_bear_the_name_of_the_state(graph: Graph) -> None:
    scene = drawn(graph, "ru", around=("uzbekistan",), events=False, group="country", layout="rings").scene
    assert "Узбекистан" in {group.label for group in scene.groups}


def test_groups_by_class_bear_its_name(graph: Graph) -> None:
    scene = drawn(graph, around=("rec",), events=False, layout="rings").scene
    assert {group.label for group in scene.groups} == {entry.label for entry in scene.node_legend}


def test_what_began_and_what_became_known_since_a_date_is_marked(graph: Graph) -> None:
    scene = drawn(graph, around=("rec",), mark_changes="2024-05-20", most=200).scene
    fresh = {edge.id for edge in scene.edges if edge.fresh}
    old = {edge.id for edge in scene.edges} - fresh
    assert "link:ev-rec-wg-2024_partOf_rec" in fresh
    assert old
    assert not any(node.fresh for node in scene.nodes if node.id == "actor:rec")
    assert "2024-05-20" in scene.subtitle


def test_dates_choose_links(graph: Graph) -> None:
    scene = drawn(graph, around=("rec",), events=False, on="2024-07-26", known="2025-01-01").scene
    assert scene.edges
    assert all(edge.start <= "2024-07-26" for edge in scene.edges)
    assert all(proof.published <= "2025-01-01" for edge in scene.edges for proof in edge.proofs)
    assert "2024-07-26" in scene.subtitle


@pytest.mark.slow
def test_the_same_every_time(graph: Graph) -> None:
    diagram = read_diagram(find_diagram(graph.project, "overview"), graph)
    assert draw(graph, diagram) == draw(graph, diagram)
