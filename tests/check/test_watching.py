"""After every edit the report is the one that a fresh check gives, though only what the edit can affect is asked again."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mekgraph.check.changes import Changes
from mekgraph.check.checker import Checker
from mekgraph.check.findings import Report
from mekgraph.check.watching import watch
from mekgraph.errors import InputError, InputErrors

from .desk import HEAD, TODAY, WORLD, Desk

pytestmark = pytest.mark.slow

STATEMENTS = [
    "actor:alfa mek:parent actor:gone .",
    "actor:alfa mek:parent actor:new .",
    "actor:alfa mek:parent event:ev-meeting .",
    "actor:new a mek:State .",
    "actor:new a mek:Person .",
    "actor:new a mek:Thing .",
    'actor:new skos:prefLabel "New"@en, "Новый"@ru .',
    'actor:new skos:prefLabel "New  one"@en .',
    "actor:new mek:organised event:ev-meeting .",
    "actor:new mek:describedIn source:s1, source:s2 .",
    'link:beta_hosted_ev-meeting mek:start "2024-05-01"^^xsd:date .',
    'link:beta_hosted_ev-meeting mek:start "2024-05-32"^^xsd:date .',
    'link:beta_hosted_ev-meeting mek:start "2024"^^xsd:gYear .',
    "link:beta_hosted_ev-meeting mek:subject actor:new .",
    "link:beta_hosted_ev-meeting a mek:Event .",
    "figure:f a mek:Figure ; mek:value 0.90 .",
    "figure:f a mek:Figure ; mek:value 0.9 .",
    "figure:f mek:value 00.9, 1 .",
    "figure:f mek:amount 7, 07, +7 .",
    "figure:f mek:amount 07 .",
    "figure:f mek:amount +7 .",
    "actor:alfa mek:parent [ mek:note 'x' ] .",
    "[] a mek:Figure ; mek:value 1 ; mek:note [ mek:organised actor:gone ] .",
    "_:b a mek:Figure . actor:beta mek:parent _:b .",
    "mek:Thing rdfs:subClassOf mek:Actor .",
    "mek:Thing a owl:Class .",
    "source:s2 a mek:Source ; mek:title 'One'@en ; mek:publisher 'A publisher' .",
    "@prefix foaf: <https://xmlns.com/foaf/0.1/> .",
]
OWN_SHAPES = {
    "a shape": "shape:Own a sh:NodeShape ; sh:targetClass mek:Figure ; sh:property shape:Own-value .\n"
    "shape:Own-value a sh:PropertyShape ; sh:path mek:amount ; sh:pattern '^7$' ; sh:message 'not seven; mend it'@en .",
    "for another class": "shape:Own a sh:NodeShape ; sh:targetClass mek:Actor ; sh:property shape:Own-value .\n"
    "shape:Own-value a sh:PropertyShape ; sh:path mek:parent ; sh:class mek:Actor ; sh:severity sh:Info .",
    "a closed one": "shape:Own a sh:NodeShape ; sh:targetSubjectsOf mek:amount ; sh:closed true ;\n"
    "sh:ignoredProperties ( rdf:type mek:amount ) .",
    "one on values": "shape:Own a sh:NodeShape ; sh:targetClass mek:Figure ; sh:message 'many; mend it'@en ; sh:sparql [\n"
    "sh:select 'SELECT $this ?value { $this <https://w3id.org/mekgraph/def/amount> ?value FILTER(?value > 1) }' ] .",
    "a misspelt one": "shape:Own a sh:NodeShape ; sh:targetClass mek:Figure ; sh:minCuont 1 .",
    "no Turtle": "nonsense",
}
WAIVER = '[[waiver]]\nrule = "TRM-002"\nfocus = "actor:alfa"\nreason = "r"\nby = "b"\nuntil = "{}"\n'
WAIVERS = {
    "valid": WAIVER.format("2030-01-01"),
    "expired": WAIVER.format("2020-01-01"),
    "broken": "[[waiver",
    "empty": "",
}
ONTOLOGY = {
    "a term": "mek:amount a owl:DatatypeProperty . mek:organised a owl:ObjectProperty .",
    "a class": "mek:Thing a owl:Class ; rdfs:subClassOf mek:Actor .",
    "broken": "mek:amount a .",
}
PROFILE = ["warning", "violation", "off", "nonsense"]
Edit = tuple[str, str | bytes | None]

texts = st.lists(st.sampled_from(STATEMENTS), max_size=6, unique=True).map(lambda lines: HEAD + "\n".join(lines) + "\n")
broken: st.SearchStrategy[str | bytes | None] = st.sampled_from(["actor:a mek:note .\n", "", b"\xff\xfe", None])
data = st.tuples(
    st.sampled_from(["data/a.ttl", "data/b.ttl", "data/sub/c.ttl", "sent.ttl"]), texts | texts | texts | broken
)
rules = st.one_of(
    st.tuples(
        st.just("ontology/shapes/own.ttl"), st.sampled_from([*(HEAD + text for text in OWN_SHAPES.values()), None])
    ),
    st.tuples(st.just("ontology/own.ttl"), st.sampled_from([*(HEAD + text for text in ONTOLOGY.values()), None])),
    st.tuples(st.just("data/waivers.toml"), st.sampled_from([*WAIVERS.values(), None])),
    st.tuples(st.just("ontology/checks/profile.toml"), st.sampled_from(PROFILE)),
)
edits: st.SearchStrategy[list[Edit]] = st.lists(data | data | data | rules, min_size=1, max_size=8)


class Watched:
    """A project of which two checkers know: one that watches it, one that always reads everything anew."""

    def __init__(self, root: Path) -> None:
        self.desk = Desk(root)
        self.project = self.desk.project
        self.profile = (self.project.ontology / "checks" / "profile.toml").read_text()
        self.sent = root / "sent.ttl"
        self.clock = 0
        self.anew = True

    def reset(self) -> None:
        """The world without faults, our own rules, and a file from outside."""
        for name in ("ontology/shapes/own.ttl", "ontology/own.ttl"):
            (self.project.root / name).unlink(missing_ok=True)
        (self.project.ontology / "checks" / "profile.toml").write_text(self.profile)
        self.desk.put({"world.ttl": HEAD + WORLD})
        self.sent.write_text(HEAD)
        self.anew = True

    def apply(self, edit: Edit) -> None:
        """Write, replace or remove one file; every edit has a time of its own."""
        name, content = edit
        self.anew = self.anew or name.startswith("ontology")
        file = self.project.root / name
        if name.endswith("profile.toml"):
            content = self.profile.replace('HSE-004 = "warning"', f'HSE-004 = "{content}"')
        if content is None:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.clock += 1
        os.utime(file, ns=(self.clock * 10**9, self.clock * 10**9))

    def seen(self, steps: list[Edit]) -> Iterator[Report | InputError]:
        """What somebody sees who watches while the edits are made."""
        waiting = iter(steps)

        def pause() -> None:
            for edit in waiting:
                self.apply(edit)
                return
            raise StopIteration

        try:
            for each in watch(Checker(self.project, [self.sent], today=TODAY), pause):
                yield each.found
        except RuntimeError as error:
            assert isinstance(error.__cause__, StopIteration)  # noqa: PT017 - how a generator says that all edits are made

    def fresh(self) -> Report | InputError:
        """A new check of everything; the rules are read again only if they were edited."""
        try:
            if self.anew:
                self.desk.checker.files = [self.sent]
                self.desk.checker.read_rules()
                self.anew = False
            return self.desk.checker.run()
        except InputError as error:
            return error


def told(seen: Report | InputError) -> object:
    """All that a report says, for comparing."""
    if isinstance(seen, InputErrors):
        return [error.text() for error in seen.errors]
    if isinstance(seen, InputError):
        return [seen.text()]
    findings = [*seen.findings, *(finding for finding, _ in seen.waived)]
    return (
        seen.files,
        seen.statements,
        len(seen.waived),
        [note.text("en") for note in seen.notes],
        [(f.rule.id, f.severity, str(f.place), f.place, f.focus, f.path, f.value, f.text("ru")) for f in findings],
    )


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    return Watched(tmp_path_factory.mktemp("watched"))


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=edits)
def test_whatever_is_edited_the_report_is_that_of_a_fresh_check(watched: Watched, steps: list[Edit]) -> None:
    watched.reset()
    for report in watched.seen(steps):
        assert told(report) == told(watched.fresh())


def after(watched: Watched, *steps: Edit) -> list[Report | InputError]:
    watched.reset()
    reports = []
    for report in watched.seen(list(steps)):
        assert told(report) == told(watched.fresh())
        reports.append(report)
    return reports


def ids(report: Report | InputError) -> list[str]:
    assert isinstance(report, Report)
    return [finding.rule.id for finding in report.findings]


def text(*lines: str) -> str:
    return HEAD + "\n".join(lines) + "\n"


def test_a_literal_that_is_only_spelt_in_another_way_is_a_change(watched: Watched) -> None:
    shape = ("ontology/shapes/own.ttl", text(OWN_SHAPES["a shape"]))
    term = ("ontology/own.ttl", text(ONTOLOGY["a term"]))
    spelt = [
        ("data/a.ttl", text("figure:f mek:amount 7 ; a mek:Figure .".replace("7", n))) for n in ("7", "07", "+7", "7")
    ]
    reports = after(watched, shape, term, *spelt)
    assert ["shape:Own-value" in ids(report) for report in reports[3:]] == [False, True, True, False]


@pytest.mark.parametrize(
    "steps",
    [
        [("data/a.ttl", text("actor:new a mek:State .")), ("data/a.ttl", text("actor:new a mek:Person ."))],
        [("data/a.ttl", text("actor:new a mek:Thing .")), ("data/b.ttl", text("mek:Thing rdfs:subClassOf mek:Actor ."))],
        [("data/b.ttl", text("mek:Thing rdfs:subClassOf mek:Actor .")), ("data/b.ttl", text("actor:new a mek:Thing .")), ("data/b.ttl", None)],
        [("data/a.ttl", text("actor:alfa mek:parent actor:new .")), ("data/b.ttl", text("actor:new a mek:State .")), ("data/b.ttl", None)],
        [("sent.ttl", text("actor:alfa mek:parent source:s1 .")), ("data/a.ttl", text("actor:alfa mek:parent source:s1 .")), ("sent.ttl", None), ("sent.ttl", HEAD)],
        [("data/a.ttl", "nonsense"), ("data/b.ttl", text("actor:alfa mek:parent source:s1 .")), ("data/a.ttl", text(""))],
        [("data/a.ttl", text("[] mek:organised [ mek:note 1 ] .")), ("data/a.ttl", text("[] mek:note 2 .", "[] mek:organised [ mek:note 1 ] ."))],
        [("ontology/shapes/own.ttl", "nonsense"), ("data/a.ttl", text("actor:alfa mek:parent source:s1 .")), ("ontology/shapes/own.ttl", None)],
        [("data/waivers.toml", "[[waiver"), ("data/a.ttl", text("actor:alfa mek:parent actor:gone .")), ("data/waivers.toml", WAIVERS["valid"])],
        [("data/a.ttl", text("actor:alfa mek:parent actor:gone .")), ("data/waivers.toml", WAIVERS["valid"]), ("data/waivers.toml", WAIVERS["expired"]), ("data/a.ttl", None)],
        [("ontology/checks/profile.toml", "violation"), ("data/a.ttl", text("actor:alfa mek:note 'x  y' .")), ("ontology/checks/profile.toml", "off")],
        [("ontology/own.ttl", "nonsense"), ("data/a.ttl", text("actor:alfa mek:amount 1 .")), ("ontology/own.ttl", text(ONTOLOGY["a term"]))],
    ],
)  # fmt: skip
def test_edits_that_hang_together(watched: Watched, steps: list[Edit]) -> None:
    reports = after(watched, *steps)
    assert len(reports) == len(steps) + 1
    assert len({str(told(report)) for report in reports}) > 1


def test_several_files_edited_between_two_looks(watched: Watched) -> None:
    watched.reset()
    together = [
        ("data/a.ttl", text("actor:alfa mek:parent actor:new .")),
        ("data/sub/c.ttl", text("actor:new a mek:State .")),
    ]

    def pause() -> None:
        for edit in together:
            watched.apply(edit)

    reports = watch(Checker(watched.project, today=TODAY), pause)
    assert next(reports).edited == ()
    watched.sent.unlink()
    second = next(reports)
    assert [file.name for file in second.edited] == ["a.ttl", "c.ttl"]
    assert told(second.found) == told(Checker(watched.project, today=TODAY).run())


def test_every_round_names_the_files_that_led_to_it(watched: Watched) -> None:
    watched.reset()
    edits = iter(["data/a.ttl", "queries/own.rq", "data/waivers.toml", "ontology/own.ttl"])

    def pause() -> None:
        watched.apply((next(edits), ""))

    rounds = watch(Checker(watched.project, today=TODAY), pause)
    names = [[watched.project.shown(file) for file in next(rounds).edited] for _ in range(5)]
    assert names == [[], ["data/a.ttl"], ["queries/own.rq"], ["data/waivers.toml"], ["ontology/own.ttl"]]
    (watched.project.queries / "own.rq").unlink()


def test_nothing_is_said_while_nothing_changes(watched: Watched) -> None:
    watched.reset()
    looks = 0

    def pause() -> None:
        nonlocal looks
        looks += 1
        if looks == 5:
            watched.apply(("data/a.ttl", text("actor:alfa mek:parent source:s1 .")))

    reports = watch(Checker(watched.project, today=TODAY), pause)
    assert ids(next(reports).found) == []
    assert "ACT-020" in ids(next(reports).found)
    assert looks == 5


def test_a_file_saved_in_the_middle_of_a_check_is_seen_at_the_next_look(watched: Watched) -> None:
    watched.reset()
    watched.apply(("data/a.ttl", text("actor:alfa mek:parent source:s1 .")))
    saved = [("data/a.ttl", "nonsense"), ("data/a.ttl", text("actor:beta mek:parent source:s1 ."))]

    def save(step: str) -> None:
        if step == "check.plausibility" and saved:
            watched.apply(saved.pop(0))

    reports = watch(Checker(watched.project, today=TODAY, progress=save), lambda: None)
    assert "ACT-020" in ids(next(reports).found)
    assert ids(next(reports).found) == ["SYN-001"]


def test_an_edit_asks_only_what_it_can_affect(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    watched.reset()
    checker = Checker(watched.project, today=TODAY)
    checker.run()
    asked = []
    concern: Callable[..., bool] = Changes.concern

    def counted(changes: Changes, query: object) -> bool:
        asked.append(concern(changes, query))
        return asked[-1]

    monkeypatch.setattr(Changes, "concern", counted)
    watched.apply(("data/a.ttl", text('link:beta_hosted_ev-meeting mek:end "2024"^^xsd:gYear .')))
    checker.again([watched.project.data / "a.ttl"])
    assert len(asked) > 300
    assert 0 < sum(asked) < len(asked) / 3
    asked.clear()
    checker.again([watched.project.data / "world.ttl"])
    assert sum(asked) == 0
