"""Findings are what the graph holds: each is found again in another way, with queries through ``ask`` or networkx."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask
from mekgraph.diagram.brief.briefing import brief
from mekgraph.diagram.brief.findings import CANDIDATES, MOST, findings
from mekgraph.diagram.brief.model import Brief, Finding
from mekgraph.graph.asof import Axes
from mekgraph.graph.opening import Graph
from mekgraph.iris import expand, slug
from mekgraph.messages import LANGUAGES
from mekgraph.network.measures import MEASURES
from mekgraph.sparql import with_values

from .conftest import READY, Briefed

HERE = Path(__file__).parent
Rows = list[dict[str, str]]


def rows(graph: Graph, name: str, links: Collection[str]) -> Rows:
    """The rows of a query beside this file about some links, ids and texts."""
    query = with_values((HERE / f"{name}.rq").read_text(), "link", " ".join(f"<{expand(link)}>" for link in links))
    found = ask(graph, query)
    assert isinstance(found, Answer)
    assert not found.truncated
    return [{key: cell.id or str(cell.value or "") for key, cell in row.items()} for row in found]


def told(made: Brief) -> dict[str, Finding]:
    """All findings that could be told, by key."""
    return {finding.key: finding for candidate in CANDIDATES if (finding := candidate(made.ground))}


@pytest.fixture(params=[READY[0], *(pytest.param(name, marks=pytest.mark.slow) for name in READY[1:])])
def made(request: pytest.FixtureRequest, briefed: Briefed) -> Brief:
    return briefed(request.param)


@pytest.fixture
def facts(made: Brief, graph: Graph) -> Rows:
    return rows(graph, "facts", [edge.id for edge in made.scene.edges])


def by_link(facts: Rows, key: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in facts:
        found[row["link"]].add(row[key])
    return found


def test_a_brief_has_at_most_five_findings_that_say_something(made: Brief, graph: Graph) -> None:
    assert 3 <= len(made.findings) <= MOST
    known = {file.stem for file in graph.project.question_files()}
    for finding in made.findings:
        assert finding.questions or finding.measures
        assert set(finding.questions) <= known
        assert set(finding.measures) <= set(MEASURES)
        assert all(str(number) in finding.text for number in finding.numbers.values())
        assert set(finding.sources) <= set(range(1, len(made.ground.sources) + 1))


def test_how_many_sources_links_rest_on(made: Brief, facts: Rows) -> None:
    sources = by_link(facts, "source")
    finding = told(made)["single"]
    assert set(finding.ids) == {link for link, found in sources.items() if len(found) == 1}
    assert finding.numbers["one"] == len(finding.ids)
    assert finding.numbers["more"] == sum(len(found) > 1 for found in sources.values())
    assert finding.numbers["edges"] == len(sources) == len(made.scene.edges)


def test_what_no_source_states_outright(made: Brief, facts: Rows) -> None:
    weak = {link for link, firm in by_link(facts, "assertion").items() if "assertion:stated" not in firm}
    finding = told(made).get("weak")
    assert set(finding.ids if finding else ()) == weak
    assert finding is None or finding.numbers["count"] == len(weak)


def test_links_by_kind(made: Brief, facts: Rows) -> None:
    kinds = {row["link"]: expand(row["kind"]) for row in facts}
    counted = Counter(kinds.values())
    finding = told(made).get("kinds")
    assert (finding is None) == (len(counted) == 1)
    if finding:
        assert {expand(kind): count for kind, count in finding.numbers.items()} == counted


def test_the_question_that_findings_name_gives_the_same_sources(made: Brief, graph: Graph, facts: Rows) -> None:
    asked: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for kind in {row["kind"] for row in facts}:
        found = ask(graph, "links-of-kind", {"kind": slug(expand(kind))})
        assert isinstance(found, Answer)
        for row in found:
            ends = row["subject"].id, kind, row["object"].id
            asked[ends].add((row["source"].id, row["assertion"].id))
    said: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for fact in facts:
        said[fact["subject"], fact["kind"], fact["object"]].add((fact["source"], fact["assertion"]))
    assert said
    assert all(claims <= asked[ends] for ends, claims in said.items())


def test_what_sources_disagree_on(made: Brief, graph: Graph) -> None:
    found = rows(graph, "disputed", [edge.id for edge in made.scene.edges])
    finding = told(made)["disputed"]
    assert set(finding.ids) == {row["disagreement"] for row in found}
    assert finding.numbers["links"] == len({row["link"] for row in found})
    assert {row["link"] for row in found} == {edge.id for edge in made.scene.edges if edge.disputed}


def test_who_is_joined_with_whom(made: Brief) -> None:
    graph = nx.Graph((edge.source, edge.target) for edge in made.scene.edges)
    others = {node: degree for node, degree in graph.degree if node not in made.drawing.diagram.around}
    found = told(made)
    most = max(others.values())
    if "partners" in found:
        finding = found["partners"]
        assert set(finding.ids) == {node for node, degree in others.items() if degree == most}
        assert finding.numbers["count"] == most
        assert finding.numbers["fewer"] == max(degree for degree in others.values() if degree < most)
        assert finding.numbers["others"] == len(graph) - 1
    if "between" in found:
        finding = found["between"]
        shares = nx.betweenness_centrality(graph)
        first, second = sorted(others, key=lambda node: -shares[node])[:2]
        assert finding.ids == (first, second)
        assert (finding.numbers["share"], finding.numbers["less"]) == (
            round(100 * shares[first]),
            round(100 * shares[second]),
        )
    if "pair" in found:
        counted = Counter(frozenset((edge.source, edge.target)) for edge in made.scene.edges)
        (pair, count), (_, fewer) = counted.most_common(2)
        assert (set(found["pair"].ids), found["pair"].numbers["count"]) == (set(pair), count)
        assert fewer < count


def test_dates_of_links(made: Brief, facts: Rows) -> None:
    starts = {row["link"]: row["start"] or ("" if row["end"] else row["from"] or row["until"]) for row in facts}
    known = sorted(date for date in starts.values() if date)
    finding = told(made).get("span")
    if finding:
        assert (finding.numbers["first"], finding.numbers["last"]) == (known[0], known[-1])
        assert set(finding.ids) == {link for link, date in starts.items() if date == known[-1]}
        dated = {row["link"] for row in facts if any(row[key] for key in ("start", "end", "from", "until"))}
        assert finding.numbers["dated"] == len(dated)


def test_whose_sources_they_are_and_which_is_the_newest(made: Brief, facts: Rows) -> None:
    publishers = Counter({row["source"]: row["publisher"] for row in facts}.values())
    dates = {row["source"]: row["published"] for row in facts}
    found = told(made)
    if "publishers" in found:
        (_, most), (_, fewer) = publishers.most_common(2)
        assert found["publishers"].numbers == {
            "sources": publishers.total(),
            "publishers": len(publishers),
            "count": most,
        }
        assert fewer < most
    if "newest" in found:
        newest = found["newest"]
        assert newest.numbers["date"] == max(dates.values())
        assert [dates[source] for source in newest.ids] == [max(dates.values())]


def test_every_finding_is_told_of_some_ready_diagram(briefed: Briefed) -> None:
    asked = {"on": "2024-07-26", "mark_changes": "2024-05"}
    keys = {key for name in READY for key in told(briefed(name))} | set(told(briefed("funding", **asked)))
    assert keys == {
        *("partners", "between", "fresh", "sure", "disputed", "single", "ended"),
        *("weak", "pair", "span", "kinds", "publishers", "newest"),
    }


def test_what_has_ended_as_the_ready_question_has_it(briefed: Briefed, graph: Graph) -> None:
    made = briefed("overview")
    found = told(made)["ended"]
    over: set[tuple[str, str, str]] = set()
    for kind in made.drawing.diagram.kinds:
        answer = ask(graph, "links-of-kind", {"kind": slug(expand(kind))})
        assert isinstance(answer, Answer)
        over |= {(r["subject"].id, r["object"].id, str(r["end"].value)) for r in answer if r["end"].term is not None}
    facts = rows(graph, "facts", found.ids)
    own = {(row["subject"], row["object"], row["end"]) for row in facts if row["end"]}
    assert own
    assert own <= over
    latest = max(edge.end for edge in made.scene.edges if edge.ended)
    assert found.numbers == {"count": len(found.ids), "edges": len(made.scene.edges), "date": latest}


def test_dates_that_were_asked_for_hold_for_findings(briefed: Briefed, graph: Graph) -> None:
    now, then = briefed("funding"), briefed("funding", known="2022")
    links = {edge.id for edge in then.scene.edges}
    assert links < {edge.id for edge in now.scene.edges}
    answer = ask(graph, "links-of-kind", {"kind": "fundedBy"}, axes=Axes("", "2022"))
    assert isinstance(answer, Answer)
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in answer:
        sources[row["subject"].id, row["object"].id].add(row["source"].id)
    single = told(then)["single"]
    once = {edge.id for edge in then.scene.edges if len(sources[edge.source, edge.target]) == 1}
    assert once <= set(single.ids)
    sure = told(briefed("funding", on="2020"))["sure"]
    assert 0 < float(sure.numbers["sure"]) < float(sure.numbers["edges"])


def test_languages_change_words_not_numbers(made: Brief, briefed: Briefed) -> None:
    others = [briefed(made.drawing.diagram.name, language) for language in LANGUAGES]
    numbers = [
        [(one.key, dict(one.numbers), one.ids, one.questions, one.measures, one.sources) for one in other.findings]
        for other in others
    ]
    assert numbers[0] == numbers[1] == numbers[2]
    assert len({other.findings[0].text for other in others}) == len(LANGUAGES)


def test_nothing_is_told_that_the_project_has_no_question_for(briefed: Briefed, graph: Graph) -> None:
    ground = briefed("overview").ground
    assert [finding.key for finding in findings(ground, set())] == ["partners", "between"]
    drawing = briefed("council").drawing
    alone = replace(drawing.scene, edges=(), nodes=drawing.scene.nodes[:1])
    assert brief(replace(drawing, scene=alone), graph).findings == ()
