"""Defects planted one at a time in a copy of the real data: each is found, at the right file and line, by the right rule."""

import datetime
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from mekgraph.check.checker import Checker
from mekgraph.check.findings import Report
from mekgraph.resources import Project

from ..conftest import ROOT

TODAY = datetime.date(2026, 11, 22)
ORGANIZED = "links/organized.ttl"
FIRST_LINK = "link:bulan-institute_organized_ev-bulan-2022 a mek:Link ;"
FIRST_PROOF = "evidence:bulan-institute_organized_ev-bulan-2022_src-bulan-2022 a mek:Evidence ;"


PERSON = ("actors.ttl", "actor:abayev-dauren a")
GCERF = "source:gcerf-faq a"
NAMES = """    skos:prefLabel
        "Dauren Abayev"@en,
        "Даурен Абаев"@ru,
        "Dauren Abayev"@uz ;
"""


class Plant(NamedTuple):
    """A defect: in which file what is put in the place of what, after which words, who finds it, how many lines on.

    Without a number of lines it is found elsewhere: where the thing is used, or at the other of two that are alike.
    """

    file: str
    after: str
    old: str
    new: str
    rule: str
    lines: int | None = 0


PLANTS = {
    "misspelt property": Plant(ORGANIZED, FIRST_LINK, "mek:object", "mek:objekt", "TRM-001"),
    "misspelt class": Plant("actors.ttl", "actor:abayev-dauren", "mek:Person", "mek:Persom", "TRM-001"),
    "misspelt concept": Plant(ORGANIZED, FIRST_LINK, "kind:organized", "kind:organised", "TRM-001"),
    "misspelt id": Plant(ORGANIZED, FIRST_LINK, "actor:bulan-institute", "actor:bulan-institut", "TRM-002"),
    "misspelt prefix": Plant(ORGANIZED, FIRST_LINK, "actor:bulan", "aktor:bulan", "SYN-001"),
    "another namespace": Plant("actors.ttl", "", "mekgraph/def/>", "mekgraph/def#>", "TRM-003"),
    "no full stop": Plant(ORGANIZED, FIRST_PROOF, '"2022-08-05"^^xsd:date .', '"2022-08-05"^^xsd:date', "SYN-001"),
    "unclosed text": Plant(ORGANIZED, FIRST_PROOF, '"title"', '"title', "SYN-001"),
    "typographic quotation marks": Plant(ORGANIZED, FIRST_PROOF, '"title"', "“title”", "SYN-001"),
    "mark of a merge": Plant(ORGANIZED, FIRST_PROOF, "    mek:locator", "<<<<<<< HEAD\n    mek:locator", "SYN-001"),
    "unclosed address": Plant("sources.ttl", "", "mek:url <", "mek:url <htt ps:", "SYN-001"),
    "two subjects": Plant(
        ORGANIZED, FIRST_LINK, "actor:bulan-institute ;", "actor:bulan-institute, actor:cica ;", "LNK-004"
    ),
    "no kind": Plant(ORGANIZED, FIRST_LINK, "    mek:kind kind:organized ;\n", "", "LNK-003", -1),
    "no evidence": Plant(
        ORGANIZED,
        FIRST_LINK,
        '"2022-08-05"^^xsd:date ;\n    mek:evidence evidence:bulan-institute_organized_ev-bulan-2022_src-bulan-2022 .',
        '"2022-08-05"^^xsd:date .',
        "LNK-006",
        -4,
    ),
    "no source": Plant(ORGANIZED, FIRST_PROOF, "    mek:source source:src-bulan-2022 ;\n", "", "EVD-002", -1),
    "no place in the source": Plant(ORGANIZED, FIRST_PROOF, '    mek:locator "title" ;\n', "", "EVD-003", -2),
    "empty place in the source": Plant(ORGANIZED, FIRST_PROOF, '"title"', '" "', "EVD-003"),
    "not said how firmly": Plant(ORGANIZED, FIRST_PROOF, "    mek:assertion assertion:stated ;\n", "", "EVD-004", -3),
    "impossible date": Plant(ORGANIZED, FIRST_LINK, '"2022-08-05"', '"2022-13-05"', "LNK-007"),
    "date of the wrong type": Plant(ORGANIZED, FIRST_LINK, '"2022-08-05"^^xsd:date', '"5 August 2022"', "LNK-007"),
    "end before start": Plant(
        ORGANIZED,
        FIRST_LINK,
        '"2022-08-05"^^xsd:date ;',
        '"2022-08-05"^^xsd:date ;\n    mek:end "2021"^^xsd:gYear ;',
        "LNK-009",
        1,
    ),
    "link to itself": Plant(
        "links/cooperatesWith.ttl",
        "link:cica_cooperatesWith_un-ct-compact a",
        "mek:object actor:un-ct-compact",
        "mek:object actor:cica",
        "LNK-013",
        -1,
    ),
    "missing translation": Plant("actors.ttl", "actor:albania", ',\n        "Albaniya"@uz', "", "ACT-005", -2),
    "two names in one language": Plant("actors.ttl", "actor:albania", '"Albaniya"@uz', '"Albaniya"@ru', "ACT-002"),
    "name without language": Plant("actors.ttl", "actor:albania", '"Albania"@en', '"Albania"', "ACT-002"),
    "letters of two scripts": Plant("actors.ttl", "actor:albania", '"Albania"@en', '"Аlbania"@en', "HSE-001"),
    "direction mark": Plant("actors.ttl", "actor:albania", '"Albania"@en', '"Albania\u202e"@en', "HSE-002"),
    "zero width": Plant("actors.ttl", "actor:albania", '"Albania"@en', '"Alb\u200bania"@en', "HSE-003"),
    "stray space": Plant("actors.ttl", "actor:albania", '"Albania"@en', '"Albania "@en', "HSE-004"),
    "wrong apostrophe": Plant("events.ttl", "event:ev-rec-1 a", "yigʻilishi", "yig'ilishi", "HSE-005"),
    "unknown country": Plant("actors.ttl", "actor:albania", '"AL"', '"Albania"', "ACT-018"),
    "number as text": Plant("figures.ttl", "figure:ev-aikol-4_n_total", "mek:value 95", 'mek:value "95"', "FIG-004"),
    "disagreement with one reading": Plant(
        "disagreements.ttl",
        "disagreement:c01 a",
        "reading:c01_a,\n        reading:c01_b ;",
        "reading:c01_a ;",
        "DIS-008",
        -1,
    ),
    "property of another vocabulary": Plant(
        ORGANIZED,
        FIRST_LINK,
        "    mek:kind",
        "    <http://purl.org/dc/terms/creator> actor:cica ;\n    mek:kind",
        "LNK-002",
    ),
    "the same link under another id": Plant(
        ORGANIZED,
        FIRST_LINK,
        FIRST_LINK,
        "link:bulan-institute_organized_ev-bulan-2022_2 a mek:Link ; mek:kind kind:organized ; mek:subject actor:bulan-institute ; mek:object event:ev-bulan-2022 ; mek:start '2022-08-05'^^xsd:date ; mek:evidence evidence:bulan-institute_organized_ev-bulan-2022_src-bulan-2022 .\n"
        + FIRST_LINK,
        "LNK-015",
    ),
    "a source that is used is renamed": Plant(
        "sources.ttl", "", "source:azernews-2018-12 a", "source:azernews-2018 a", "TRM-002", None
    ),
    "evidence that lost its class": Plant(ORGANIZED, FIRST_PROOF, "a mek:Evidence ;\n    mek", "mek", "TRM-002"),
    "person without a class": Plant(*PERSON, "a mek:Person ;\n    skos", "skos", "TRM-002"),
    "person without names": Plant(*PERSON, NAMES, "", "ACT-003", -1),
    "a person as an event": Plant(*PERSON, "mek:Person", "mek:Event", "TRM-005"),
    "a person in an office of nobody": Plant(*PERSON, "actor:kz-misd", "actor:kz-mis", "TRM-002"),
    "a person of their own body": Plant(*PERSON, "actor:kz-misd", "actor:abayev-dauren", "ACT-022"),
    "a Russian name marked as English": Plant(*PERSON, '"Dauren Abayev"@en', '"Даурен Абаев"@en', "HSE-006"),
    "an English name marked as Russian": Plant(*PERSON, '"Даурен Абаев"@ru', '"Dauren Abayev"@ru', "HSE-007"),
    "a language that is none": Plant(*PERSON, '"Dauren Abayev"@en', '"Dauren Abayev"@eng', "ACT-006"),
    "a comma for the decimal point": Plant("figures.ttl", "", "mek:value 1100", "mek:value 1,100", "FIG-004"),
    "a number below zero": Plant("figures.ttl", "", "mek:value 1100", "mek:value -1100", "FIG-004"),
    "an unknown unit": Plant("figures.ttl", "", "unit:persons", "unit:person", "TRM-001"),
    "a figure about nothing": Plant(
        "figures.ttl", "", "instrument:doc-compendium ;", "instrument:doc-kompendium ;", "TRM-002"
    ),
    "a date without quotation marks": Plant(ORGANIZED, FIRST_LINK, '"2022-08-05"^^xsd:date', "2022-08-05", "SYN-001"),
    "a forgotten “a”": Plant(ORGANIZED, FIRST_LINK, " a mek:Link", " mek:Link", "SYN-001"),
    "an object of the wrong kind": Plant(ORGANIZED, FIRST_LINK, "event:ev-bulan-2022", "actor:cica", "LNK-012"),
    "two grades of firmness": Plant(
        ORGANIZED, FIRST_PROOF, "assertion:stated", "assertion:stated, assertion:implied", "EVD-004"
    ),
    "a thing without a name of its own": Plant(
        ORGANIZED, FIRST_PROOF, "source:src-bulan-2022 ;", "[ a mek:Source ] ;", "SRC-003"
    ),
    "an event that ends before it begins": Plant(
        "events.ttl", "event:ev-rec-1 a", 'end "2024-05-14"', 'end "2024-05-13"', "EVT-021"
    ),
    "a misspelt class of an event": Plant("events.ttl", "event:ev-rec-1 a", "mek:Event", "mek:Evnt", "TRM-001"),
    "a typographic apostrophe": Plant("events.ttl", "event:ev-rec-1 a", "yigʻilishi", "yig‘ilishi", "HSE-005"),
    "a source without a title": Plant(
        "sources.ttl", GCERF, '    mek:title "Donor frequently asked questions"@en ;\n', "", "SRC-003", -4
    ),
    "a name of a language": Plant("sources.ttl", GCERF, 'mek:language "en"', 'mek:language "english"', "SRC-004"),
    "an address of the old kind": Plant("sources.ttl", GCERF, "<https://www.gcerf", "<http://www.gcerf", "HSE-021"),
    "straight quotation marks": Plant("sources.ttl", GCERF, "Donor frequently", 'Donor \\"frequently\\"', "HSE-012"),
    "two spaces": Plant("sources.ttl", GCERF, "Donor frequently", "Donor  frequently", "HSE-004"),
    "a date in the far future": Plant(
        "sources.ttl", "source:fpi-2022-09-21 a", '"2022-09-21"', '"2062-09-21"', "PLA-021"
    ),
    "one address for two sources": Plant(
        "sources.ttl",
        "source:azernews-2018-12 a",
        "<https://www.azernews.az/region/142597.html>",
        "<https://www.gcerf.org/donor-frequently-asked-questions/>",
        "PLA-007",
        None,
    ),
}


def plant(text: str, defect: Plant) -> tuple[str, int]:
    """The text with the defect, and the line on which it begins."""
    start = text.index(defect.old, text.index(defect.after))
    changed = text[:start] + defect.new + text[start + len(defect.old) :]
    return changed, text.count("\n", 0, start) + 1


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    root = tmp_path_factory.mktemp("planted")
    for name in ("ontology", "data", "queries"):
        shutil.copytree(ROOT / name, root / name)
    made = Checker(Project(root, root / "out"), today=TODAY)
    assert made.run().findings == []
    return made


@pytest.fixture(scope="module")
def mended() -> list[Path]:
    return []


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_defect_is_found(name: str, checker: Checker, mended: list[Path]) -> None:
    defect = PLANTS[name]
    file: Path = checker.project.data / defect.file
    before = file.read_text(encoding="utf-8")
    after, line = plant(before, defect)
    file.write_text(after, encoding="utf-8")
    report: Report = checker.again({file, *mended})
    file.write_text(before, encoding="utf-8")
    mended[:] = [file]  # the next check sees that it is as it was
    assert all(f.place.line and f.place.source for f in report.findings)
    found = {(f.rule.id, f.place.file, f.place.line) for f in report.findings}
    if defect.lines is None:
        assert defect.rule in {rule for rule, _, _ in found}, found
    else:
        assert (defect.rule, f"data/{defect.file}", line + defect.lines) in found, found
