"""The second layer: terms that nobody declared, ids that nobody described, prefixes gone astray."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.check.findings import Finding, Severity
from mekgraph.check.nearest import nearest
from mekgraph.check.terms import MANY, MOST_SUGGESTED, MOST_USES
from mekgraph.iris import PREFIXES, shorten
from mekgraph.messages import LANGUAGES

from .desk import HEAD, WORLD, Desk, marked

BASE = "https://w3id.org/mekgraph/"
DEF = "@prefix mek: <https://w3id.org/mekgraph/def/> ."


def terms(desk: Desk, text: str, **files: str) -> list[Finding]:
    """The findings of this layer."""
    found = [finding for finding in desk.check(text, **files).findings if finding.rule.layer == "terms"]
    assert all(finding.severity == Severity.VIOLATION for finding in found)
    assert all(finding.problem(language) and finding.remedy(language) for finding in found for language in LANGUAGES)
    return found


@pytest.mark.parametrize(
    ("text", "rule", "term", "near", "line", "column"),
    [
        ("actor:alfa mek:organised event:ev-meeting .", "TRM-001", "mek:organised", "mek:organized, mek:coOrganized, mek:coOrganizedWith", 1, 12),
        ("actor:new a mek:nonGovernmentalOrganization .", "TRM-001", "mek:nonGovernmentalOrganization", "mek:NonGovernmentalOrganization", 1, 13),
        ("link:new a mek:Link ;\n  mek:kind kind:organised .", "TRM-001", "kind:organised", "kind:organized, kind:coOrganized", 2, 12),
        ("link:new a mek:Link ;\n  mek:kind kind:Meeting .", "TRM-001", "kind:Meeting", "eventkind:Meeting", 2, 12),
        ("actor:new a mek:State, mek:Xyzzy .", "TRM-001", "mek:Xyzzy", "-", 1, 24),
        ("actor:alfa mek:parent [ mek:organised event:ev-meeting ] .", "TRM-001", "mek:organised", "mek:organized, mek:coOrganized, mek:coOrganizedWith", 1, 25),
        ("actor:alfa mek:parent actor:betta .", "TRM-002", "actor:betta", "actor:beta", 1, 23),
        ("actor:alfa mek:parent actor:beta, actor:betta, actor:alfa .", "TRM-002", "actor:betta", "actor:beta", 1, 35),
        ("link:new mek:subject actor:alfa .", "TRM-002", "link:new", "-", 1, 1),
        ("actor:alfaa skos:prefLabel 'A'@en ;\n  mek:note 'x' .", "TRM-002", "actor:alfaa", "actor:alfa", 1, 1),
        ("actor:new a foaf:Organization .", "TRM-002", "actor:new", "-", 1, 1),
        ("kind:organised skos:prefLabel 'A'@en .", "TRM-002", "kind:organised", "kind:organized, kind:coOrganized", 1, 1),
        ("mek:organised rdfs:comment 'A'@en .", "TRM-002", "mek:organised", "mek:organized, mek:coOrganized, mek:coOrganizedWith", 1, 1),
        (f"<http://{BASE[8:]}id/actor/alfa> mek:note 'x' .", "TRM-002", f"http://{BASE[8:]}id/actor/alfa", "actor:alfa, actor:beta", 1, 1),
        (f"actor:alfa mek:parent <{BASE}id/actr/beta> .", "TRM-002", f"{BASE}id/actr/beta", "actor:beta, actor:alfa", 1, 23),
        ("actor:альфа mek:note 'x' .", "TRM-002", f"{BASE}id/actor/альфа", "-", 1, 1),
    ],
)  # fmt: skip
def test_an_unknown_term_is_found_where_it_stands(
    desk: Desk, text: str, rule: str, term: str, near: str, line: int, column: int
) -> None:
    (finding,) = terms(desk, text)
    assert (finding.rule.id, finding.values["term"]) == (rule, term)
    assert finding.values["near"] == near
    assert finding.place[:3] == ("data/new.ttl", line + 1, column)
    assert marked(finding) in (term, f"<{term}>", "actor:альфа")
    assert term in finding.problem("ru")
    assert near == "-" or near in finding.remedy("uz")


def test_every_use_of_an_undeclared_term_is_found(desk: Desk) -> None:
    found = terms(desk, "actor:alfa mek:knows actor:beta, actor:alfa .\nactor:beta mek:knows actor:alfa .\n")
    assert [finding.place[1:3] for finding in found] == [(2, 12), (3, 12)]


def test_every_use_of_an_id_without_description_is_found_in_every_file(desk: Desk) -> None:
    found = terms(
        desk,
        "actor:alfa mek:parent actor:gone .\nactor:beta mek:parent actor:gone .\n",
        other__ttl=HEAD + "event:ev-meeting mek:about actor:gone .\n",
    )
    assert [finding.place[:3] for finding in found] == [
        ("data/new.ttl", 2, 23),
        ("data/new.ttl", 3, 23),
        ("data/other.ttl", 2, 28),
    ]


def test_a_term_used_many_times_is_one_finding_that_counts_them(desk: Desk) -> None:
    times = MOST_USES + 2
    (found,) = terms(desk, "actor:alfa mek:knows " + ", ".join(f"'{number}'" for number in range(times)) + " .\n")
    assert found.values["term"] == "mek:knows"
    assert str(times - 1) in found.found("en")
    assert all(str(times - 1) in found.found(language) for language in LANGUAGES)


def test_where_no_id_of_a_kind_is_described_a_file_is_missing(desk: Desk) -> None:
    figures = "".join(f"disagreement:d{number} mek:about figure:f{number} .\n" for number in range(MANY))
    found = [one for one in terms(desk, figures) if one.values["term"].startswith("figure")]
    assert [(one.values["term"], one.values["count"]) for one in found] == [("figure:", str(MANY))]
    assert "missing" in found[0].remedy()


@pytest.mark.parametrize(
    ("text", "near", "letters"),
    [
        ("actor:alfa mek:parent actor:bеtа .", "actor:beta", "е а"),
        ("actor:аlfа mek:note 'x' .", "actor:alfa", "а"),
        ("link:new a mek:Link ; mek:kind kind:hоsтed .", "kind:hosted, scheme:link-kind, kind:spokeAt", ""),
        ("link:new a mek:Link ; mek:kind kind:hоsted .", "kind:hosted", "о"),
    ],
)
def test_letters_of_another_script_are_named(desk: Desk, text: str, near: str, letters: str) -> None:
    (found,) = terms(desk, text)
    assert found.values["near"] == near
    assert found.values.get("letters", "") == letters
    assert all(letters in found.problem(language) for language in LANGUAGES)


def test_a_short_list_is_given_where_nothing_is_near(desk: Desk) -> None:
    (found,) = terms(desk, "link:new a mek:Link ; mek:kind kind:zzz .")
    assert "kind:hosted, " in found.remedy("ru")
    assert "kind:organized" in found.remedy("uz")


def test_what_a_misspelt_property_leaves_missing_is_not_said_as_well(desk: Desk) -> None:
    link = WORLD.replace("mek:subject actor:beta", "mek:subjekt actor:beta")
    found = desk.check("", world__ttl=HEAD + link).findings
    assert [finding.rule.id for finding in found if finding.severity == Severity.VIOLATION] == ["TRM-001"]


def test_the_class_of_another_kind_of_things(desk: Desk) -> None:
    evidence = WORLD.replace("stated ;\n  mek:locator", "stated ; mek:locator").replace(
        "evidence:beta_hosted_ev-meeting_s1 a mek:Evidence", "evidence:beta_hosted_ev-meeting_s1 a mek:Link"
    )
    (found,) = desk.check("", world__ttl=HEAD + evidence).findings
    assert (found.rule.id, marked(found)) == ("TRM-005", "mek:Link")
    assert "evidence:" in found.problem("ru")
    assert "link:" in found.remedy("uz")


@pytest.mark.parametrize(
    ("text", "other", "files"),
    [
        ("actor:new a mek:State .\n\nactor:new a mek:State .\n", "", "data/new.ttl, data/new.ttl"),
        ("actor:new a mek:State .\n", "actor:new a mek:State .\n", "data/new.ttl, data/other.ttl"),
        ("actor:new a mek:State .\n", "actor:new a mek:Council .\n", "data/new.ttl, data/other.ttl"),
        ("actor:new a mek:State, mek:Council .\n", "actor:new mek:note 'x' .\n", ""),
        ("actor:new mek:note 'x', 'x' ; a mek:State .\n", "", ""),
        ("actor:new a mek:State ; mek:parent [ a mek:State ], [ a mek:State ] .\n", "", ""),
    ],
)
def test_what_is_described_several_times(desk: Desk, text: str, other: str, files: str) -> None:
    findings = desk.check(text, other__ttl=HEAD + other).findings
    found = [finding for finding in findings if finding.rule.id == "TRM-004"]
    assert [finding.values["files"] for finding in found] == ([files] if files else [])
    assert all(finding.severity == Severity.WARNING and marked(finding) == "actor:new" for finding in found)


def test_a_file_given_beside_the_data_may_describe_the_same(desk: Desk, tmp_path: Path) -> None:
    given = tmp_path / "given.ttl"
    given.write_text(HEAD + WORLD)
    assert [one for one in desk.check("", given=[given]).findings if one.rule.id == "TRM-004"] == []


def test_where_an_id_has_statements_but_no_class_they_are_the_place_to_mend(desk: Desk) -> None:
    (found,) = terms(desk, "actor:alfa mek:parent actor:gone .\n\nactor:gone mek:note 'x' ; mek:asOf '2024' .\n")
    assert (found.place[1:3], marked(found)) == ((4, 1), "actor:gone")


def test_a_class_of_ours_may_stand_in_another_file(desk: Desk) -> None:
    assert terms(desk, "actor:new mek:homepage <https://example.org/> .", a__ttl=HEAD + "actor:new a mek:State .") == []


def test_terms_and_things_of_others_are_left_alone(desk: Desk) -> None:
    foreign = "@prefix ex: <https://example.org/> . @prefix Mek: <https://example.org/mek/> .\n"
    foreign += "ex:a a ex:B ; ex:c ex:d, 'x' . ex:undescribed ex:c actor:alfa . Mek:a a Mek:B .\n"
    assert terms(desk, foreign) == []


def test_the_ontology_itself_is_not_complained_about(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (desk.project.ontology / "own.ttl").write_text(
        HEAD + "mek:owned a owl:ObjectProperty ; mek:undeclared mek:Nothing .\n"
    )
    assert terms(desk, "") == []
    assert terms(desk, "actor:alfa mek:owned actor:beta .") == []


def test_a_term_of_the_data_declares_nothing(desk: Desk) -> None:
    (found,) = terms(desk, "actor:alfa mek:owned actor:beta .\nmek:owned a owl:ObjectProperty .\n")
    assert (found.rule.id, found.place.line) == ("TRM-001", 2)


def test_many_unknown_ids_take_no_longer_than_many_known_ones(desk: Desk) -> None:
    many = "".join(f"actor:alfa mek:parent actor:gone-{number} .\n" for number in range(2000))
    found = terms(desk, many)
    assert len(found) == 2000
    assert sum(finding.values["near"] != "-" for finding in found) <= MOST_SUGGESTED


ASTRAY = [
    ("mek", f"http://{BASE[8:]}def/", "http for https"),
    ("mek", f"{BASE}def#", "# for /"),
    ("mek", f"{BASE}def", "no / at the end"),
    ("mek", f"{BASE}Def/", "letter case"),
    ("mek", f"https://www.{BASE[8:]}def/", "www"),
    ("mek", "https://example.org/def/", "another namespace"),
    ("m", f"{BASE}def#", "a prefix of their own for one spelt wrongly"),
    ("actor", f"{BASE}id/event/", "two of ours mixed up"),
    ("schema", "http://schema.org/", "http for https, of others"),
    ("xsd", "http://www.w3.org/2001/XMLSchema/", "/ for #"),
]


@pytest.mark.parametrize(("prefix", "space", "what"), ASTRAY, ids=[what for _, _, what in ASTRAY])
@pytest.mark.parametrize("form", ["@prefix {0}: <{1}> .", "PREFIX {0}: <{1}>", "  @prefix\t{0}:  <{1}>  . # comment"])
def test_a_prefix_gone_astray(desk: Desk, prefix: str, space: str, what: str, form: str) -> None:
    declaration = form.format(prefix, space)
    text = f"# Файл\n{declaration}\n<https://example.org/a> a <https://example.org/b> .\n"
    (found,) = terms(desk, "", new__ttl=text)
    expected = PREFIXES.get(prefix) or PREFIXES["mek"]
    assert (found.rule.id, found.focus, found.value) == ("TRM-003", f"{prefix}:", space)
    assert found.values == {"term": prefix, "found": space, "expected": expected}
    assert found.place[:3] == ("data/new.ttl", 2, declaration.index("<") + 1)
    assert marked(found) == f"<{space}>"
    assert expected in found.remedy("uz")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("new__ttl", "@prefix ex: <https://example.org/> .\n", 0),
        ("new__ttl", f"@prefix m: <{BASE}def/> .\n", 0),
        ("new__ttl", f"# @prefix mek: <http://{BASE[8:]}def/> .\n{DEF}\n", 0),
        ("new__ttl", f"{DEF}\n@prefix mek: <{BASE}def#> .\n", 2),
        ("new__trig", f"@prefix mek: <{BASE}def#> .\n", 1),
        (
            "new__jsonld",
            f'{{"@context":\n {{"mek": "{BASE}def#"}},\n "@id": "mek:a", "https://example.org/b": "c"}}',
            2,
        ),
        (
            "new__rdf",
            f'<r:RDF xmlns:r="{PREFIXES["rdf"]}"\n  xmlns:mek="{BASE}def#">\n<r:Description r:about="a:b" mek:c="d"/></r:RDF>',
            2,
        ),
    ],
)
def test_prefixes_are_read_in_every_format(desk: Desk, name: str, text: str, line: int) -> None:
    content = text + ("<https://example.org/a> a <https://example.org/b> .\n" if name.endswith(("ttl", "trig")) else "")
    given = [desk.project.root / name.replace("__", ".")] if not name.endswith("ttl") else []
    for file in given:
        file.write_text(content)
    report = desk.check(given=given, **({} if given else {name: content}))
    found = [finding for finding in report.findings if finding.rule.id == "TRM-003"]
    assert [finding.place.line for finding in found] == ([line] if line else [])


@pytest.mark.parametrize("space", ["http://schema.org/", "https://example.org/{0}/"])
def test_thousands_of_prefixes_are_no_matter(desk: Desk, space: str) -> None:
    """Each by itself would be looked for in the whole text."""
    text = "".join(f"@prefix p{n}: <{space.format(n)}> .\n" for n in range(20_000)) + "p1:a a p2:b .\n"
    before = time.monotonic()
    found = [finding for finding in desk.check(new__ttl=text).findings if finding.rule.id == "TRM-003"]
    assert time.monotonic() - before < 15
    assert len(found) == (20_000 if "schema" in space else 0)
    assert all(finding.place.source.startswith(f"@prefix {finding.focus}") for finding in found)


def test_the_old_namespace_in_a_whole_file_is_all_that_is_said(desk: Desk) -> None:
    text = (HEAD + WORLD.replace("alfa", "other")).replace(BASE + "def/", f"http://{BASE[8:]}def/")
    found = terms(desk, "", new__ttl=text)
    assert [finding.rule.id for finding in found] == ["TRM-003"]


@given(
    st.text(max_size=30),
    st.lists(st.sampled_from(["mek:a", "mek:note", "actor:a", "actor:unoct", "x", ""]), max_size=6),
)
def test_whatever_is_suggested_is_known(iri: str, names: list[str]) -> None:
    for whole in (iri, PREFIXES["mek"] + iri, PREFIXES["actor"] + iri):
        suggested = nearest(whole, names)
        assert suggested == "-" or set(suggested.split(", ")) <= set(names)
        assert suggested == "-" or shorten(whole) not in names or suggested.startswith(shorten(whole))
