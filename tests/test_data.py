"""The data holds the network of the mission, typed truthfully, with every contradiction in all its readings."""

import pytest

from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import shorten

TYPES = {
    "State": "uzbekistan kazakhstan kyrgyzstan tajikistan turkmenistan",
    "UNBody": "unoct unrcca unicef unodc un-sc un-sg",
    "IntergovernmentalOrganization": "un",
    "HumanitarianOrganization": "icrc",
    "RegionalOrganization": "osce",
    "SupranationalUnion": "eu",
    "InternationalFoundation": "gcerf",
    "GovernmentBody": "uz-president sss-uz",
    "Office": "uz-president un-sg",
    "ResearchInstitution": "isrs-uz",
    "MediaOrganization": "dunyo",
    "Council": "rec",
    "ExecutiveCommittee": "rec-executive-committee",
    "CouncilWorkingGroup": "rec-wg1-accountability rec-wg2-psychosocial rec-wg3-narratives rec-wg4-civilsociety",
    "PractitionerNetwork": "rr-practitioners",
    "OrganizationalUnit": "osce-pcuz eu-del-uz sco-rats cis-atc unodc-roca unicef-uz",
    "RepatriationSeries": "op-jusan op-mehr op-rusafa op-meerim op-aikol op-tj",
}
EVENTS = {
    "ev-rec-1": "2024-05-14",
    "ev-rec-wg-2024": "2024-07-26",
    "ev-2024-07-23-unsc-consultations": "2024-07-23",
    "ev-2024-06-29-guterres-tour": "2024-06-29",
}
PARTNERS = {"unicef", "unodc", "icrc", "osce", "eu", "gcerf"}
COUNTS = {"Actor": 382, "Event": 166, "Instrument": 48, "Source": 392}


def column(engine: OxigraphEngine, query: str) -> list[str]:
    return [shorten(row[0].value) for row in engine.select(query).rows]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", TYPES)
def test_actors_of_the_mission_are_typed_truthfully(engine: OxigraphEngine, name: str) -> None:
    members = set(column(engine, f"SELECT ?a {{ ?a a mek:{name} }}"))
    assert {f"actor:{actor}" for actor in TYPES[name].split()} <= members


def test_the_partner_organizations_are_exactly_six(engine: OxigraphEngine) -> None:
    assert set(column(engine, "SELECT ?a { ?a a mek:PartnerOrganization }")) == {f"actor:{name}" for name in PARTNERS}


@pytest.mark.parametrize("name", EVENTS)
def test_events_of_the_mission_have_their_dates(engine: OxigraphEngine, name: str) -> None:
    assert column(engine, f"SELECT ?d {{ event:{name} mek:start ?d }}") == [EVENTS[name]]


def test_the_working_groups_have_their_themes_and_names_in_three_languages(engine: OxigraphEngine) -> None:
    rows = engine.select(
        "SELECT ?group (COUNT(DISTINCT ?theme) AS ?themes) (COUNT(DISTINCT ?name) AS ?names) {"
        " actor:rec mek:hasWorkingGroup ?group . ?group mek:theme ?theme ; skos:prefLabel ?name } GROUP BY ?group"
    ).rows
    assert [(themes.value, names.value) for _, themes, names in rows] == [("1", "3")] * 4  # type: ignore[union-attr]


@pytest.mark.parametrize("name", COUNTS)
def test_nothing_is_missing(engine: OxigraphEngine, name: str) -> None:
    assert len(set(column(engine, f"SELECT ?x {{ ?x a/rdfs:subClassOf* mek:{name} }}"))) == COUNTS[name]


@pytest.mark.parametrize("number", range(1, 23))
def test_both_readings_of_every_contradiction_can_be_asked(engine: OxigraphEngine, number: int) -> None:
    rows = engine.select(
        f"SELECT ?reading (COUNT(DISTINCT ?says) AS ?languages) {{ disagreement:c{number:02} mek:reading ?reading ."
        " ?reading mek:statement ?says } GROUP BY ?reading"
    ).rows
    assert len(rows) >= 2
    assert {languages.value for _, languages in rows} == {"3"}  # type: ignore[union-attr]


def test_readings_without_a_recorded_source_are_the_known_five(engine: OxigraphEngine) -> None:
    query = (
        "SELECT ?reading { ?reading a mek:Reading FILTER NOT EXISTS { ?reading mek:source ?source } } ORDER BY ?reading"
    )
    assert column(engine, query) == [
        "reading:c11_b",
        "reading:c15_b",
        "reading:c22_b",
        "reading:w-ewn-numbering_c",
        "reading:w-region-total_b",
    ]


def test_reported_speech_of_the_first_article_is_no_plain_fact(engine: OxigraphEngine) -> None:
    paragraphs = column(
        engine,
        "SELECT DISTINCT ?where { ?e mek:source source:seed-dunyo ; mek:assertion assertion:reported ; mek:locator ?where }",
    )
    assert set(paragraphs) == {"6", "7", "8", "9", "10", "11"}


def test_every_link_has_evidence_with_source_and_place(engine: OxigraphEngine) -> None:
    assert not engine.ask(
        "ASK { ?link a mek:Link FILTER NOT EXISTS { ?link mek:evidence ?e . ?e mek:source ?s ; mek:locator ?l } }"
    )


def test_repatriation_figures_are_numbers_with_units_and_sources(engine: OxigraphEngine) -> None:
    rows = engine.select(
        "SELECT DISTINCT ?value ?source { ?f mek:about event:ev-jusan-1 ; mek:measure measure:n_total ; mek:value ?value ;"
        " mek:unit unit:persons ; mek:evidence/mek:source ?source } ORDER BY ?value ?source"
    ).rows
    assert {value.value for value, _ in rows} == {"43", "47"}  # type: ignore[union-attr]
    assert len(rows) == 6
