"""Rules and data that never come to an end, or end the engine, end a worker; the reader is told what did it."""

import pickle
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import mekgraph
from mekgraph.check.apart import checking
from mekgraph.check.apart.checking import CheckerApart, check_apart
from mekgraph.check.apart.wire import packed, unpacked
from mekgraph.check.checker import Checker
from mekgraph.check.findings import Report
from mekgraph.check.reports import json
from mekgraph.check.watching import watch
from mekgraph.errors import InputError, LimitError, MekgraphError, UsageError
from mekgraph.messages import LANGUAGES

from ...apart.full import no_room
from ...apart.held import MEMORY_HELD, SOCKETS_HELD
from ..desk import HEAD, TODAY, WORLD, Desk

pytestmark = pytest.mark.slow

EX = "@prefix ex: <http://example.org/> ."
SHAPE = "ex:S a sh:NodeShape ; sh:targetClass mek:Event ; "
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
RUNAWAY = f"SELECT $this WHERE {{ $this a ?t . {PRODUCT} FILTER(STR(?c) < STR(?f) && STR(?i) > STR(?l) && ?c = ?i) }}"
HUNGRY = f"SELECT $this ?value WHERE {{ $this a ?t . {{ SELECT $this (CONCAT(STR(?a), STR(?d)) AS ?value) WHERE {{ $this a ?s . {PRODUCT} }} ORDER BY ?value }} }}"
NESTED = "SELECT $this WHERE " + "{" * 2_200 + "$this a ?x" + "}" * 2_200
TARGET = '[ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this a <https://w3id.org/mekgraph/def/Event> }" ]'
CATASTROPHE = 'sh:property [ sh:path mek:note ; sh:pattern "^(a+)+$" ] .'
MATCHED = f'event:ev-meeting mek:note "{"a" * 60}!"@en .'
RING = "".join(
    f"actor:n{n} a mek:NonGovernmentalOrganization ; mek:parent actor:n{(n + 1) % 5_000} .\n" for n in range(5_000)
)


def sparql(query: str) -> str:
    return f'{SHAPE}sh:sparql [ sh:select """{query}""" ] .'


@pytest.fixture
def evil(desk: Desk) -> Iterator[Callable[..., Desk]]:
    """Puts shapes of somebody else into the small project."""
    file = desk.project.ontology / "shapes" / "evil.ttl"

    def put(shapes: str = "", data: str = "") -> Desk:
        file.write_text(f"{HEAD}{EX}\n{shapes}\n")
        desk.put({"world.ttl": HEAD + WORLD + data})
        return desk

    yield put
    file.unlink(missing_ok=True)


def ended(check: Callable[[], object]) -> MekgraphError:
    """The error, which says the same in every language."""
    with pytest.raises(MekgraphError) as caught:
        check()
    assert len({caught.value.text(language) for language in LANGUAGES}) == len(LANGUAGES)
    return caught.value


@pytest.mark.parametrize(
    ("shapes", "data", "what"),
    [
        (sparql(RUNAWAY), "", "http://example.org/S (ontology/shapes/evil.ttl:3)"),
        (f"{SHAPE}sh:target {TARGET} ; {CATASTROPHE}", MATCHED, "http://example.org/S (ontology/shapes/evil.ttl:3)"),
        ("", RING, "shape:Actor-noCycle (ontology/shapes/actors.ttl:"),
    ],
    ids=["a query", "a pattern that pySHACL has to match", "data in a ring"],
)
def test_what_has_no_end_is_ended_in_time(evil: Callable[..., Desk], shapes: str, data: str, what: str) -> None:
    project = evil(shapes, data).project
    before = time.monotonic()
    error = ended(lambda: check_apart(project, seconds=3))
    assert (type(error), error.key, error.values["seconds"]) == (LimitError, "limit.check_time", "3")
    assert what in str(error.values["what"])
    assert time.monotonic() - before < 20


@pytest.mark.skipif(not MEMORY_HELD, reason="this system does not bound the memory of a process")
def test_what_takes_too_much_memory_is_ended(evil: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MEMORY", 300 * checking.MEBIBYTE)
    project = evil(sparql(HUNGRY)).project
    error = ended(lambda: check_apart(project))
    assert (error.key, error.values["mebibytes"]) == ("limit.check_memory", 300)
    assert "evil.ttl:3" in str(error.values["what"])


@pytest.mark.parametrize(
    ("shapes", "key"),
    [
        (sparql(NESTED), "shapes.sparql"),
        (SHAPE + "sh:or ( [ " * 300 + "sh:class mek:Event" + " ] [ sh:class mek:Actor ] )" * 300 + " .", "shapes.deep"),
        ("ex:A sh:targetClass mek:Event ; sh:node ex:B . ex:B sh:node ex:A .", "shapes.recursive"),
    ],
    ids=["a query that is nested", "shapes that are nested", "shapes in a circle"],
)
def test_what_would_break_the_engine_is_refused_with_its_line(evil: Callable[..., Desk], shapes: str, key: str) -> None:
    project = evil(shapes).project
    with pytest.raises(InputError) as caught:
        check_apart(project)
    first = getattr(caught.value, "errors", (caught.value,))[0]
    assert (first.key, first.file, first.line) == (key, "ontology/shapes/evil.ttl", 3)


@pytest.mark.parametrize(
    ("does", "key"),
    [
        ("ctypes.string_at(0)", "limit.check_depth"),
        ("os.abort()", "limit.check_memory"),
        ("os._exit(3)", "limit.check_start"),
    ],
)
def test_a_worker_that_ends_is_told_with_what_it_was_at(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, key: str
) -> None:
    (tmp_path / "careless.py").write_text(
        "import ctypes, os\nfrom mekgraph.apart.inside import serve, tell\n"
        f"def work(job):\n    tell(step=1, begins='RUL-001')\n    {does}\nserve(work, 2**22)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(checking, "JOB", "careless")
    error = ended(lambda: check_apart(desk.project))
    assert (error.key, error.values["what"]) == (key, "RUL-001")


def test_no_room_for_a_process(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        no_room(full)
        with CheckerApart(desk.project) as checker:
            assert ended(checker.run).key == "limit.check_start"
    assert check_apart(desk.project).readable


def test_after_memory_ran_out_everything_is_done_anew(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spent.py").write_text(
        "from mekgraph.apart.inside import serve, tell\n"
        "def work(job):\n    tell(step=1, begins=job['do'])\n    raise MemoryError\nserve(work, 2**22)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(checking, "JOB", "spent")
    with CheckerApart(desk.project) as checker:
        for check in (checker.run, lambda: checker.again([])):
            error = ended(check)
            assert (error.key, error.values["what"]) == ("limit.check_memory", "check")


@pytest.mark.skipif(not SOCKETS_HELD, reason="this system does not let a process give up sockets")
def test_nothing_is_fetched_and_no_program_started(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker itself would have to be started for a file from outside, were it read there."""
    desk.put({"world.ttl": HEAD + WORLD})
    given = desk.project.root / "given.ttl"
    given.write_text(HEAD + "actor:gamma a mek:State .\n")
    assert check_apart(desk.project, [given]).readable


DEFECTS = """
actor:alfa a mek:State ; skos:prefLabel "Alpha"@en .
actor:beta mek:parent actor:gone, event:ev-meeting .
link:beta_hosted_ev-meeting mek:start "2024-05-32"^^xsd:date, "1999"^^xsd:gYear ; mek:organised "07"^^xsd:integer .
[] a mek:Figure .
"""


def test_the_report_is_that_of_a_check_in_this_process(desk: Desk) -> None:
    desk.put({"world.ttl": HEAD + WORLD, "new.ttl": HEAD + DEFECTS, "empty.ttl": ""})
    apart, here = check_apart(desk.project, today=TODAY), desk.checker.run()
    assert len(here.findings) > 10
    assert {finding.rule.id for finding in here.findings} <= {finding.rule.id for finding in apart.findings}
    with CheckerApart(desk.project, today=TODAY) as checker:
        assert json.render(checker.run(), "uz") == json.render(here, "uz")
        (desk.project.data / "new.ttl").write_text(HEAD)
        edited = checker.again([desk.project.data / "new.ttl"])
    assert json.render(edited, "uz") == json.render(Checker(desk.project, today=TODAY).run(), "uz")


def test_stages_are_told_as_they_come(desk: Desk) -> None:
    desk.put({"world.ttl": HEAD + WORLD})
    told: list[str] = []
    check_apart(desk.project, progress=told.append)
    assert told == [f"check.{stage}" for stage in ("syntax", "terms", "core", "house", "plausibility")]


def test_a_rule_may_run_away_while_somebody_watches(evil: Callable[..., Desk]) -> None:
    desk = evil()
    shapes = desk.project.ontology / "shapes" / "evil.ttl"
    steps = iter([f"{HEAD}{EX}\n{sparql(RUNAWAY)}", HEAD])
    with CheckerApart(desk.project, today=TODAY, seconds=3) as checker:
        rounds = watch(checker, lambda: shapes.write_text(next(steps)) and None)
        found = [next(rounds).found for _ in range(3)]
    assert [type(one) for one in found] == [Report, LimitError, Report]


@pytest.mark.parametrize("seconds", [0, 0.5, 3_601])
def test_limits_have_limits(desk: Desk, seconds: float) -> None:
    with pytest.raises(UsageError) as caught:
        mekgraph.check(project=desk.project, seconds=seconds)
    assert caught.value.key == "usage.seconds"


def test_a_report_holds_nothing_but_what_reports_are_made_of(desk: Desk) -> None:
    report = desk.check(DEFECTS)
    assert json.render(unpacked(packed(report)), "ru") == json.render(report, "ru")
    for strange in (replace(report, notes=[Path()]), [], {"a": 1}, print):  # type: ignore[list-item]
        with pytest.raises(pickle.UnpicklingError):
            unpacked(pickle.dumps(strange))
