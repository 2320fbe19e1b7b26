"""Findings stand at the exact line and column of the statement that causes them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mekgraph.check.findings import Finding, Report
from mekgraph.iris import PREFIXES

from .desk import HEAD, WORLD, Desk, marked

OWN = """
shape:Own a sh:NodeShape ; sh:targetClass mek:Event ; sh:property shape:Own-members, shape:Own-hosts .
shape:Own-members a sh:PropertyShape ; sh:path [ sh:inversePath mek:attended ] ; sh:nodeKind sh:BlankNode ;
  mek:ruleId "OWN-001" ; sh:message "someone attended; mend it"@en .
shape:Own-hosts a sh:PropertyShape ; sh:path [ sh:inversePath mek:invited ] ; sh:maxCount 1 ;
  mek:ruleId "OWN-002" ; sh:message "two invited; mend it"@en .
shape:Ends a sh:NodeShape ; sh:targetObjectsOf mek:ends ; sh:pattern "^never$" ;
  mek:ruleId "OWN-003" ; sh:message "it ends; mend it"@en .
shape:Chain a sh:NodeShape ; sh:targetSubjectsOf mek:chain ; sh:property shape:Chain-end .
shape:Chain-end a sh:PropertyShape ; sh:path ( mek:chain mek:chain ) ; sh:maxCount 0 ;
  mek:ruleId "OWN-004" ; sh:message "a chain; mend it"@en .
"""
NEW = "actor:new a mek:NonGovernmentalOrganization ;\n"
Found = Callable[..., list[tuple[int, int, str]]]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A project with a few shapes of its own."""
    desk = Desk(tmp_path_factory.mktemp("own"))
    (desk.project.ontology / "shapes" / "own.ttl").write_text(HEAD + OWN)
    declared = "".join(f"mek:{name} a owl:ObjectProperty .\n" for name in ("attended", "invited", "ends", "chain"))
    (desk.project.ontology / "own.ttl").write_text(HEAD + declared)
    desk.checker.read_rules()
    return desk


def of(report: Report, rule: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule.id == rule]


def places(report: Report, rule: str) -> list[tuple[int, int, str]]:
    """Line below the prefixes, column and marked text of what one rule finds."""
    return [(f.place.line - 1, f.place.column, marked(f)) for f in of(report, rule)]


@pytest.mark.parametrize(
    ("text", "rule", "found"),
    [
        ('link:beta_hosted_ev-meeting\n  mek:start\n    "2024-02-30"^^xsd:date .', "LNK-007", [(3, 5, '"2024-02-30"^^xsd:date')]),
        (f'{NEW}  mek:locator "2020" ;\n  mek:note "x" .', "ACT-001", [(2, 3, "mek:locator"), (3, 3, "mek:note")]),
        ("link:beta_hosted_ev-meeting mek:object actor:alfa , event:ev-meeting .", "LNK-005", [(1, 53, "event:ev-meeting")]),
        (f"{NEW}  mek:describedIn source:s1 .", "ACT-003", [(1, 1, "actor:new")]),
        (f'{NEW}  skos:prefLabel "Новый"@ru .', "ACT-003", [(2, 3, "skos:prefLabel")]),
        ("actor:alfa mek:parent actor:beta, actor:gone,\n  actor:lost ;\n  mek:describedIn source:s1 .", "TRM-002", [(1, 35, "actor:gone"), (2, 3, "actor:lost")]),
        ("actor:alfa mek:parent actor:beta , source:s1 .", "ACT-020", [(1, 36, "source:s1")]),
        ('actor:alfa mek:note "fine", "not  fine", "fine too",\n"also  not" .', "HSE-004", [(1, 29, '"not  fine"'), (2, 1, '"also  not"')]),
        ('actor:alfa mek:note """First line\nsecond  line"""@en ; mek:parent\nactor:gone .', "HSE-004", [(1, 21, '"""First line')]),
        ('actor:alfa mek:note """First line\nsecond  line"""@en ; mek:parent\nactor:gone .', "TRM-002", [(3, 1, "actor:gone")]),
        ("actor:alfa mek:parent [ mek:parent [ mek:knows ( 1 actor:beta ) ; mek:parent actor:gone ] ] .", "TRM-001", [(1, 38, "mek:knows")]),
        ("actor:alfa mek:parent [ mek:parent [ mek:knows ( 1 actor:beta ) ; mek:parent actor:gone ] ] .", "TRM-002", [(1, 78, "actor:gone")]),
        ("actor:alfa mek:parent [ mek:note 'x' ] .", "ACT-020", [(1, 23, "[")]),
        ("actor:alfa mek:parent _:some . _:some mek:note 'x' .", "ACT-020", [(1, 23, "_:some")]),
        ('actor:alfa mek:note "😀 Бета ёж"@ru, "x" ; mek:parent actor:gone .', "TRM-002", [(1, 54, "actor:gone")]),
        ("<https://w3id.org/mekgraph/id/actor/alfa>\n\t<https://w3id.org/mekgraph/def/parent>\tactor:gone .", "TRM-002", [(2, 41, "actor:gone")]),
        ("# actor:alfa mek:parent actor:gone .\nactor:alfa mek:parent # actor:gone\nactor:gone .", "TRM-002", [(3, 1, "actor:gone")]),
        ("actor:alfa mek:note 'mek:parent actor:gone .' ; mek:parent actor:gone .", "TRM-002", [(1, 60, "actor:gone")]),
        ("actor:alfa\\_x mek:note 'x' .", "TRM-002", [(1, 1, "actor:alfa\\_x")]),
        ("@prefix a: <https://w3id.org/mekgraph/id/actor/> .\na:alfa mek:parent a:gone .", "TRM-002", [(2, 19, "a:gone")]),
        ("@base <https://w3id.org/mekgraph/id/actor/> .\n<alfa> mek:parent <gone> .", "TRM-002", [(2, 19, "<gone>")]),
    ],
)  # fmt: skip
def test_a_finding_stands_at_its_statement(desk: Desk, text: str, rule: str, found: list[tuple[int, int, str]]) -> None:
    assert places(desk.check(text), rule) == found


@pytest.mark.parametrize(
    ("text", "rule", "found"),
    [
        ("actor:alfa mek:attended actor:beta ,\n  event:ev-meeting .", "OWN-001", [(2, 3, "event:ev-meeting")]),
        ("actor:alfa mek:invited event:ev-meeting .\nactor:beta mek:invited event:ev-meeting .", "OWN-002", [(6, 1, "event:ev-meeting")]),
        ('actor:alfa mek:ends "2024"^^xsd:gYear , "2025" .', "OWN-003", [(1, 21, '"2024"^^xsd:gYear'), (1, 41, '"2025"')]),
        ("actor:alfa mek:ends [] , <https://example.org/> .", "OWN-003", [(1, 21, "["), (1, 26, "<https://example.org/>")]),
        ("actor:alfa mek:chain actor:beta .\nactor:beta mek:chain actor:alfa .", "OWN-004", [(1, 1, "actor:alfa"), (2, 1, "actor:beta")]),
    ],
)  # fmt: skip
def test_paths_of_every_kind_lead_to_a_statement(
    own: Desk, text: str, rule: str, found: list[tuple[int, int, str]]
) -> None:
    assert places(own.check(text), rule) == found


def test_a_statement_in_two_files_is_shown_in_the_first(desk: Desk) -> None:
    fault = "actor:alfa mek:parent source:s1 .\n"
    report = desk.check("\n" + fault, a__ttl=HEAD + "\n\n" + fault, z__ttl=HEAD + fault)
    assert [finding.place[:2] for finding in of(report, "ACT-020")] == [("data/a.ttl", 4)]


def test_data_comes_before_the_ontology(desk: Desk) -> None:
    report = desk.check("kind:hosted skos:prefLabel 'again'@en .\n")
    assert {finding.place.file for finding in report.findings if finding.focus == "kind:hosted"} == {"data/new.ttl"}


def test_values_are_shown_as_they_were_written(desk: Desk) -> None:
    report = desk.check('actor:alfa mek:homepage 1, 0.90, "00.90"^^xsd:decimal .\n')
    assert {finding.value for finding in of(report, "ACT-019")} == {"1", "0.90", "00.90"}


@pytest.mark.parametrize(
    ("written", "rest"),
    [
        ("0.90", "1.5"),
        ("007", "8"),
        ("+5", "6"),
        ("1e2", "2"),
        ('"2024-05-01Z"^^xsd:date', '"x"'),
        ('"1"^^xsd:boolean', "false"),
    ],
)
def test_a_literal_that_the_store_would_rewrite_is_found_where_it_stands(own: Desk, written: str, rest: str) -> None:
    report = own.check(f"actor:alfa mek:ends {rest} .\nactor:beta mek:ends {rest},\n  {written} .\n")
    found = [finding for finding in of(report, "OWN-003") if finding.place.line == 4]
    assert [(finding.place.column, marked(finding)) for finding in found] == [(3, written)]
    assert found[0].focus == written.split("^^")[0].strip('"')


B = "https://w3id.org/mekgraph/"
STATEMENT = f"<{B}id/actor/alfa> <{B}def/parent> <{B}id/actor/gone>"
FORMATS = {
    "new.trig": (f"{HEAD}graph:g {{\n  actor:alfa mek:parent actor:gone\n}}\n", (3, 25)),
    "new.nt": (f'<{B}id/actor/alfa> <{B}def/note> "x" .\n{STATEMENT} .\n', (2, STATEMENT.rindex("<") + 1)),
    "new.nq": (f"# 😀\n{STATEMENT} <{B}graph/g> .\n", (2, STATEMENT.rindex("<") + 1)),
    "new.jsonld": (
        f'{{"@context": {{"mek": "{B}def/"}},\n "@id": "{B}id/actor/alfa",\n "mek:parent": {{"@id": "{B}id/actor/gone"}}}}\n',
        (3, 0),
    ),
    "new.rdf": (
        f'<r:RDF xmlns:r="{PREFIXES["rdf"]}" xmlns:mek="{B}def/">\n<r:Description r:about="{B}id/actor/alfa">\n'
        f'<mek:parent r:resource="{B}id/actor/gone"/>\n</r:Description>\n</r:RDF>\n',
        (3, 0),
    ),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_every_format_has_places(desk: Desk, tmp_path: Path, name: str, end: str) -> None:
    text, place = FORMATS[name]
    file = tmp_path / name
    file.write_bytes(text.replace("\n", end).encode())
    (found,) = of(desk.check(given=[file]), "TRM-002")
    assert (Path(found.place.file).name, found.place[1:3]) == (name, place)
    assert found.place.source == text.split("\n")[place[0] - 1]


def test_line_ends_do_not_move_the_place(desk: Desk) -> None:
    text = ("\ufeff" + HEAD + 'actor:alfa mek:note """a\nb""" ;\n  mek:parent actor:gone .\n').replace("\n", "\r\n")
    (found,) = of(desk.check("", new__ttl=text), "TRM-002")
    assert (found.place[1:3], marked(found)) == ((4, 14), "actor:gone")
    assert found.place.source == "  mek:parent actor:gone ."


def test_a_mark_of_the_byte_order_does_not_move_the_first_line(desk: Desk) -> None:
    text = "\ufeff" + HEAD.replace("\n", " ") + "actor:alfa mek:parent actor:gone .\n"
    (found,) = of(desk.check("", new__ttl=text), "TRM-002")
    assert (found.place.column, marked(found)) == (len(HEAD) + 23, "actor:gone")


@pytest.mark.slow
def test_among_many_statements_the_right_one_is_found(desk: Desk) -> None:
    thing = "<https://example.org/n{0}> a <https://example.org/T> ; mek:note {0}, 'Бета', [ mek:asOf 0.{0}0 ] .\n"
    first, second = ("".join(thing.format(n) for n in part) for part in (range(15_000), range(15_000, 30_000)))
    lost = "actor:alfa mek:parent actor:{0} .\n"
    report = desk.check(lost.format("lost") + first + lost.format("away") + second + lost.format("gone"))
    assert report.statements > 150_000
    found = [(1, 23, "actor:lost"), (15_002, 23, "actor:away"), (30_003, 23, "actor:gone")]
    assert places(report, "TRM-002") == found


def test_every_finding_points_into_its_line(desk: Desk) -> None:
    report = desk.check(WORLD.replace("alfa", "gamma").replace("a mek:", "a mek:Old").replace('"en"', '"en  "'))
    assert len(report.findings) > 8
    for finding in report.findings:
        assert finding.place.source
        assert 0 < finding.place.column <= len(finding.place.source)
        assert marked(finding)
