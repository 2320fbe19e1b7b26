"""What a finding of a shape says in the very case: the one cause, and the text to write, in all languages."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.check.apart.checking import check_apart
from mekgraph.check.checker import Checker
from mekgraph.check.findings import Finding, Place, Report
from mekgraph.check.forms import DECIMAL
from mekgraph.check.forms import FORMS as FORMS_OF
from mekgraph.check.hints import dates, languages, numbers
from mekgraph.messages import LANGUAGES

from .desk import HEAD, TODAY, WORLD, Desk, marked

ORGANIZATION = 'a mek:NonGovernmentalOrganization ; skos:prefLabel "N"@en, "Н"@ru, "N"@uz ; mek:describedIn source:s1'
NEW = f"actor:new {ORGANIZATION} ; "
PERSON = (
    'actor:new a mek:Person ; skos:prefLabel "Timur Akhmedov"@en, "Тимур"@ru, "Timur"@uz ; mek:describedIn source:s1 ; '
)
NAMED = "actor:new a mek:NonGovernmentalOrganization ; mek:describedIn source:s1 ; skos:prefLabel "
INSTITUTE = f'actor:isrs-uz {ORGANIZATION} ; mek:acronym "ISRS"@en, "ИСМИ"@ru .\n'
EVENT = "event:new a mek:Event ; skos:prefLabel 'E'@en, 'Э'@ru, 'E'@uz ; mek:eventKind eventkind:Meeting ; mek:describedIn source:s1 ; "
PROOF = "evidence:new a mek:Evidence ; mek:source source:s1 ; "
LINK = "link:new a mek:Link ; mek:evidence evidence:new ; mek:kind "
FIGURE = "figure:new a mek:Figure ; mek:about actor:alfa ; mek:value "
SOURCE = 'source:new a mek:Source ; mek:title "T"@en ; mek:publisher "P" ; mek:published "2024"^^xsd:gYear ; '
FIX = "; “mekgraph check --fix” does so by itself."
FORMS = "expected: a day (2024-05-17), a month (2024-05) or a year (2024)."
RULES_ADVICE = None


def of(report: Report, rule: str) -> Finding:
    """The one finding of a rule."""
    (found,) = (finding for finding in report.findings if finding.rule.id == rule)
    return found


def of_shapes(report: Report) -> list[str]:
    """The rules of shapes that are broken."""
    return [finding.rule.id for finding in report.findings if finding.rule.layer == "shapes"]


def written(text: str) -> list[str]:
    """What an advice tells to write: ids, marks, and whatever stands in straight quotation marks or brackets."""
    signs = [word.strip(",.;:") for word in text.split()]
    return [word for word in signs if word[:1] in '"<@' or ":" in word or any(sign.isdigit() for sign in word)]


# Row of the outside test, data, rule, what is found, and the advice (None: that of the rule).
CASES = {
    "A26 an address as a text": (
        f'{SOURCE} mek:language "en" ; mek:url "https://example.org/b" .', "SRC-007",
        "“https://example.org/b” is a text; an address between the signs < and > belongs here.",
        "Write <https://example.org/b>, with the signs < and > in place of the quotation marks.",
    ),
    "B01 a name without a language": (
        f'{NAMED} "Timur Akhmedov", "Тимур"@ru, "Timur"@uz .', "ACT-002",
        "“Timur Akhmedov” has no language mark.", 'Write "Timur Akhmedov"@en instead.',
    ),
    "B01 in letters that tell": (
        f'{NAMED} "Timur"@en, "Тимур", "Timur"@uz .', "ACT-002",
        "“Тимур” has no language mark.", 'Write "Тимур"@ru instead.',
    ),
    "B01 in one of two languages": (
        f'{NAMED} "Timur", "Тимур"@ru .', "ACT-002", "“Timur” has no language mark.",
        "Put its language right behind the closing quotation mark, one of these: @en, @uz.",
    ),
    "B01 a form of a name": (
        f'{NAMED} "Timur"@en, "Тимур"@ru, "Temur"@uz ; mek:commonForm "Temur" .', "ACT-013",
        "“Temur” has no language mark.", 'Write "Temur"@uz instead.',
    ),
    "B02 an unusual mark": (
        f'{NAMED} "Timur Akhmedov"@eng, "Тимур"@ru, "Timur"@uz .', "ACT-006",
        "“Timur Akhmedov” is marked @eng, which is not in use here.", 'Write "Timur Akhmedov"@en instead.',
    ),
    "B02 a language that is not in use": (
        f'{NAMED} "T"@en, "Т"@ru, "T"@uz ; mek:acronym "T"@tr .', "ACT-006",
        "“T” is marked @tr, which is not in use here.", RULES_ADVICE,
    ),
    "B06 two names in one language": (
        f'{NAMED} "T"@en, "Т"@ru, "T"@uz,\n  "U"@en .', "ACT-002",
        "Given twice with the mark @en: “T” (data/new.ttl:2) and “U”.", "Keep only the one that is right.",
    ),
    "B06 one of them in another language": (
        f'{NAMED} "T"@en, "Т"@en, "T"@uz .', "ACT-002",
        "Given twice with the mark @en: “T” (data/new.ttl:2) and “Т”.",
        'If one of the two is in another language, mark it so: "Т"@ru; otherwise keep only one.',
    ),
    "B10 a day marked as a year": (
        f'{EVENT} mek:start "2024-05-14"^^xsd:gYear .', "EVT-019",
        "“2024-05-14” is marked as a year (xsd:gYear), but it is a day (xsd:date).",
        f'Write "2024-05-14"^^xsd:date instead{FIX}',
    ),
    "B11 a date without a type": (
        f'{EVENT} mek:start "2024-05-14" .', "EVT-019", "“2024-05-14” is not marked as a date.",
        f'Write "2024-05-14"^^xsd:date instead{FIX}',
    ),
    "B12 a year marked as a day": (
        f'{EVENT} mek:start "2024"^^xsd:date .', "EVT-019",
        "“2024” is marked as a day (xsd:date), but it is a year (xsd:gYear).", f'Write "2024"^^xsd:gYear instead{FIX}',
    ),
    "B13 day before year": (
        f'{EVENT} mek:start "14.05.2024"^^xsd:date .', "EVT-019",
        f"Found: “14.05.2024”, marked as a day (xsd:date); {FORMS}", 'Write "2024-05-14"^^xsd:date instead.',
    ),
    "B14 with the time of day": (
        f'{EVENT} mek:start "2024-05-14T10:00:00"^^xsd:dateTime .', "EVT-019",
        f"Found: “2024-05-14T10:00:00”, marked as a day with the time of day (xsd:dateTime); {FORMS}",
        'Write "2024-05-14"^^xsd:date instead.',
    ),
    "B14 at midnight": (
        f'{EVENT} mek:start "2024-05-14T00:00:00"^^xsd:dateTime .', "EVT-019",
        f"Found: “2024-05-14T00:00:00”, marked as a day with the time of day (xsd:dateTime); {FORMS}",
        f'Write "2024-05-14"^^xsd:date instead{FIX}',
    ),
    "B15 a day that does not exist": (
        f'{EVENT} mek:start "2024-02-30"^^xsd:date .', "EVT-019",
        "There is no such day in the calendar: “2024-02-30”.",
        "2024-02 has only 29 days; look the date up in the source.",
    ),
    "B16 a month that does not exist": (
        f'{EVENT} mek:start "2024-14-05"^^xsd:date .', "EVT-019",
        "There is no such day in the calendar: “2024-14-05”.",
        'Day and month may be exchanged: look the date up in the source and, if so, write "2024-05-14"^^xsd:date '
        "instead.",
    ),
    "B17 a month with one digit": (
        f'{EVENT} mek:start "2024-5-14"^^xsd:date .', "EVT-019",
        f"Found: “2024-5-14”, marked as a day (xsd:date); {FORMS}", f'Write "2024-05-14"^^xsd:date instead{FIX}',
    ),
    "B23 two dates": (
        f'{EVENT}\n  mek:start "2024-05-14"^^xsd:date,\n  "2024-05-15"^^xsd:date .', "EVT-019",
        "Given twice: “2024-05-14” (data/new.ttl:3) and “2024-05-15”.", "Keep only the one that is right.",
    ),
    "B23 the same date with two types": (
        f'{EVENT} mek:start "2024"^^xsd:gYear, "2024" .', "EVT-019",
        "Given twice: “2024”, marked as a year (xsd:gYear) (data/new.ttl:2) and “2024”.",
        "Keep only the one that is right.",
    ),
    "B26 an empty text": (
        f'{PROOF} mek:assertion assertion:stated ; mek:locator " " .', "EVD-003", "The text is empty.", RULES_ADVICE,
    ),
    "B31 an object of another class": (
        f"{LINK} kind:memberOf ; mek:subject actor:alfa ; mek:object event:ev-meeting .", "LNK-012",
        "kind:memberOf takes as its object: organization; but event:ev-meeting is: event.", RULES_ADVICE,
    ),
    "B32 a subject of another class": (
        f"{LINK} kind:repatriated ; mek:subject actor:alfa ; mek:object event:ev-meeting .", "LNK-011",
        "kind:repatriated takes as its subject: state; but actor:alfa is: non-governmental organization.", RULES_ADVICE,
    ),
    "B33 both ends exchanged": (
        f"{LINK} kind:organized ; mek:subject event:ev-meeting ; mek:object actor:alfa .", "LNK-011",
        "kind:organized takes as its subject: actor; but event:ev-meeting is: event.",
        "Subject and object seem to be exchanged: write mek:subject actor:alfa and mek:object event:ev-meeting.",
    ),
    "B77 a number as a text": (
        f'{FIGURE} "1100" .', "FIG-004", "“1100” is a text, not a number.", "Write 1100 without quotation marks.",
    ),
    "B78 a comma for the point": (
        f"{FIGURE} 6,15 .", "FIG-004", "Given twice: 6 (data/new.ttl:2) and 15.",
        "If 6.15 is meant, write it with a point instead of the comma; otherwise keep one of the two numbers.",
    ),
    "B78 a comma between thousands": (
        f"{FIGURE} 1,100 .", "FIG-004", "Given twice: 1 (data/new.ttl:2) and 100.",
        "If 1100 is meant, write it without the comma; otherwise keep one of the two numbers.",
    ),
    "B78 two numbers apart": (
        f"{FIGURE} 6 ; mek:value 15 .", "FIG-004", "Given twice: 6 (data/new.ttl:2) and 15.",
        "Keep only the one that is right.",
    ),
    "B79 thousands in a text": (
        f'{FIGURE} "1,100" .', "FIG-004", "“1,100” is a text, not a number.", "Write 1100 without quotation marks.",
    ),
    "B79 a number in words": (
        f'{FIGURE} "about 100" .', "FIG-004", "“about 100” is a text, not a number.", RULES_ADVICE,
    ),
    "a number below zero": (f"{FIGURE} -5 .", "FIG-004", "-5 is less than zero.", RULES_ADVICE),
    "C16 a property of another vocabulary": (
        f'{NEW} rdfs:label "N"@en, "M"@en .', "ACT-001", "The property found: rdfs:label.",
        "Write skos:prefLabel instead of rdfs:label.",
    ),
    "C16 the same name in another vocabulary": (
        f'{SOURCE} mek:url <https://example.org/b> ; mek:language "en" ; dcterms:publisher "P" .', "SRC-001",
        "The property found: dcterms:publisher.", "Write mek:publisher instead of dcterms:publisher.",
    ),
    "a property of other things": (
        f'{NEW} mek:start "2024"^^xsd:gYear .', "ACT-001", "The property found: mek:start.",
        "Remove mek:start here; it belongs in descriptions of: event, instrument, link.",
    ),
    "C31 a parent of itself": (
        f"{NEW} mek:parent actor:new .", "ACT-021", "mek:parent leads from actor:new to itself.", RULES_ADVICE,
    ),
    "C40 an acronym for an id": (
        f'{INSTITUTE}{PERSON} mek:affiliation "ISRS" .', "ACT-022",
        "“ISRS” is a text; expected: the id of something described as: organization, state, programme.",
        "Write actor:isrs-uz without quotation marks.",
    ),
    "C40 in another language": (
        f'{INSTITUTE}{PERSON} mek:affiliation "исми"@ru .', "ACT-022",
        "“исми” is a text; expected: the id of something described as: organization, state, programme.",
        "Write actor:isrs-uz without quotation marks.",
    ),
    "C40 a name of several": (
        f'actor:one {ORGANIZATION} ; mek:acronym "Z"@en .\nactor:other {ORGANIZATION} ; mek:acronym "z"@ru .\n{PERSON} mek:affiliation "Z" .', "ACT-022",
        "“Z” is a text; expected: the id of something described as: organization, state, programme.",
        "Write the one that is meant, without quotation marks: actor:one, actor:other.",
    ),
    "C40 a name of something else": (
        f'{PERSON} mek:affiliation "Meeting" .', "ACT-022",
        "“Meeting” is a text; expected: the id of something described as: organization, state, programme.",
        "Write the id of what is meant, without quotation marks; if it has none yet, describe it first.",
    ),
    "C48 a mark where none belongs": (
        f'{PROOF} mek:assertion assertion:stated ; mek:locator "paragraph 1"@en .', "EVD-003",
        "“paragraph 1” has the language mark @en, but none belongs here.",
        'Take @en away, so that only "paragraph 1" is left.',
    ),
    "C49 a type that does not exist": (
        f'{EVENT} mek:start "2024-05-14"^^xsd:Date .', "EVT-019",
        "“2024-05-14” is marked as xsd:Date, but it is a day (xsd:date).", f'Write "2024-05-14"^^xsd:date instead{FIX}',
    ),
    "C50 a date as a text": (
        f'{EVENT} mek:start "2024-05-14"^^xsd:string .', "EVT-019", "“2024-05-14” is not marked as a date.",
        f'Write "2024-05-14"^^xsd:date instead{FIX}',
    ),
    "C53 an item of Wikidata as a text": (
        f'{NEW} skos:exactMatch "Q222" .', "ACT-009",
        "“Q222” is a text; an address between the signs < and > belongs here.", "Write wd:Q222 without quotation marks.",
    ),
    "D14 an id between brackets": (
        f"{INSTITUTE}{PERSON} mek:affiliation <actor:isrs-uz> .", "ACT-022",
        "<actor:isrs-uz> is a short id, but stands between the signs < and >, which are for whole addresses.",
        "Write actor:isrs-uz without the signs < and >.",
    ),
    "D14 an item between brackets": (
        f"{NEW} skos:exactMatch <wd:Q222> .", "ACT-009",
        "<wd:Q222> is a short id, but stands between the signs < and >, which are for whole addresses.",
        "Write wd:Q222 without the signs < and >.",
    ),
    "D15 an id between quotation marks": (
        f'{INSTITUTE}{PERSON} mek:affiliation "actor:isrs-uz" .', "ACT-022",
        "“actor:isrs-uz” is a text; expected: the id of something described as: organization, state, programme.",
        "Write actor:isrs-uz without quotation marks.",
    ),
    "D24 dashes": (
        f'{EVENT} mek:start "2024–05–14"^^xsd:date .', "EVT-019",
        f"Found: “2024–05–14”, marked as a day (xsd:date); {FORMS}", 'Write "2024-05-14"^^xsd:date instead.',
    ),
    "D25 a period in one text": (
        f'{EVENT} mek:start "2024-05-14/15"^^xsd:date .', "EVT-019",
        "Two dates stand in one text: “2024-05-14/15”, marked as a day (xsd:date).",
        'Write the first as mek:start "2024-05-14"^^xsd:date and the last as mek:end "2024-05-15"^^xsd:date.',
    ),
    "D25 where there is no end": (
        f'{SOURCE.replace("2024", "2020-2022")} mek:url <https://example.org/b> ; mek:language "en" .', "SRC-005",
        "Two dates stand in one text: “2020-2022”, marked as a year (xsd:gYear).",
        'Write only one of them, "2020"^^xsd:gYear or "2022"^^xsd:gYear.',
    ),
    "D26 a year as a number": (
        f"{EVENT} mek:start 2024 .", "EVT-019", "2024 is written as a number, not as a date.",
        f'Write "2024"^^xsd:gYear instead{FIX}',
    ),
    "D27 a time zone": (
        f'{EVENT} mek:start "2024-05-14Z"^^xsd:date .', "EVT-019",
        f"Found: “2024-05-14Z”, marked as a day (xsd:date); {FORMS}", 'Write "2024-05-14"^^xsd:date instead.',
    ),
    "a date that cannot be read": (
        f'{EVENT} mek:start "spring 2024" .', "EVT-019", f"Found: “spring 2024”; {FORMS}", RULES_ADVICE,
    ),
    "D39 a kind as a text": (
        f'{LINK} "memberOf" ; mek:subject actor:alfa ; mek:object actor:beta .', "LNK-003",
        "“memberOf” is a text; expected: the id of something described as: link kind.",
        "Write kind:memberOf without quotation marks.",
    ),
    "D40 an entry of a list as a text": (
        f'{PROOF} mek:locator "1" ; mek:assertion "implied" .', "EVD-004",
        "“implied” is a text; expected: an id from the list “Assertion”.",
        "Write assertion:implied without quotation marks.",
    ),
    "D40 by its name in Russian": (
        f'{PROOF} mek:locator "1" ; mek:assertion "Подразумевается"@ru .', "EVD-004",
        "“Подразумевается” is a text; expected: an id from the list “Assertion”.",
        "Write assertion:implied without quotation marks.",
    ),
    "D40 by no name": (
        f'{PROOF} mek:locator "1" ; mek:assertion "maybe" .', "EVD-004",
        "“maybe” is a text; expected: an id from the list “Assertion”.",
        "Write the one that is meant, without quotation marks: assertion:implied, assertion:reported, assertion:stated.",
    ),
    "an entry of another list": (
        f'{PROOF} mek:locator "1" ; mek:assertion theme:prosecution .', "EVD-004",
        "Found: theme:prosecution (from the list “Themes”); expected: an id from the list “Assertion”.", RULES_ADVICE,
    ),
    "D42 http for https": (
        f"{INSTITUTE}{PERSON} mek:affiliation <http://w3id.org/mekgraph/id/actor/isrs-uz> .", "ACT-022",
        "<http://w3id.org/mekgraph/id/actor/isrs-uz> begins with http, but the ids of this project begin with https.",
        "Write actor:isrs-uz instead.",
    ),
    "an item of another data set": (
        f"{INSTITUTE}actor:isrs-uz skos:exactMatch wd:Q1 .\n{PERSON} mek:affiliation wd:Q1 .", "ACT-022",
        "Found: wd:Q1; expected: the id of something described as: organization, state, programme.",
        "Write actor:isrs-uz instead.",
    ),
    "D47 an edge written by hand": (
        f"{NEW} mek:memberOf actor:alfa .", "ACT-001", "The property found: mek:memberOf.",
        "Instead of mek:memberOf, which the program derives from links, write a mek:Link of the kind kind:memberOf.",
    ),
    "an edge of two links": (
        f"{NEW} mek:coOrganizedWith actor:alfa .", "ACT-001", "The property found: mek:coOrganizedWith.",
        "Remove mek:coOrganizedWith: the program derives it by itself.",
    ),
    "D48 a list for one value": (
        f"{LINK} kind:memberOf ; mek:subject ( actor:alfa actor:beta ) ; mek:object actor:beta .", "LNK-004",
        "A list in round brackets stands here: actor:alfa, actor:beta.",
        "Take the round brackets away and keep one of these: actor:alfa, actor:beta.",
    ),
    "D48 a list for several": (
        f"{NEW} mek:theme ( theme:prosecution theme:repatriation ) .", "ACT-017",
        "A list in round brackets stands here: theme:prosecution, theme:repatriation.",
        "Take the round brackets away and put commas in between: theme:prosecution, theme:repatriation.",
    ),
    "something without an id": (
        f"{NEW} mek:theme [ skos:note 'x' ] .", "ACT-017", "What stands here in square brackets [ … ] has no id.",
        "Describe it on its own, beginning with an id, and write that id here.",
    ),
    "a code in small letters": (
        f'{NEW} mek:countryCode "uz" .', "ACT-018", "Found: “uz”; expected: two capital letters, such as UZ.",
        'Write "UZ" instead.',
    ),
    "a state for its code": (
        f'actor:uzb {ORGANIZATION.replace("NonGovernmentalOrganization", "State")} ; mek:countryCode "UZ" .\n'
        f'actor:uzb mek:acronym "Oʻzbekiston"@uz .\n{NEW} mek:countryCode "Oʻzbekiston" .', "ACT-018",
        "Found: “Oʻzbekiston”; expected: two capital letters, such as UZ.", 'Write "UZ" instead.',
    ),
    "a language by its name": (
        f'{SOURCE} mek:url <https://example.org/b> ; mek:language "English" .', "SRC-004",
        "Found: “English”; expected: the code of a language, such as en, ru, uz or uz-Cyrl.", 'Write "en" instead.',
    ),
    "a number for a text": (
        f"{PROOF} mek:assertion assertion:stated ; mek:locator 3 .", "EVD-003",
        "Found: 3; expected: a text in quotation marks.", 'Write "3" with quotation marks.',
    ),
    "an id for a text": (
        f"{PROOF} mek:assertion assertion:stated ; mek:locator source:s1 .", "EVD-003",
        "Found: source:s1; expected: a text in quotation marks.", "Write the text itself here, in quotation marks.",
    ),
    "nothing": (
        f'{PROOF} mek:assertion assertion:stated .', "EVD-003", "Nothing is given.", RULES_ADVICE,
    ),
    "too few": (
        "disagreement:d a mek:Disagreement ; mek:reading reading:r .", "DIS-008",
        "Given: reading:r; at least 2 are needed.", RULES_ADVICE,
    ),
    "none that fits": (f'{NAMED} "T"@en, "Т"@ru .', "ACT-005", "Given: “T”, marked @en, “Т”, marked @ru.", RULES_ADVICE),
    "one where none may be": (
        f'actor:uzb {ORGANIZATION.replace("NonGovernmentalOrganization", "State")} ; mek:countryCode "UZ" ; '
        "mek:parent actor:alfa .", "ACT-028", "Given: actor:alfa.", RULES_ADVICE,
    ),
    "the same at both ends": (
        f"{LINK} kind:memberOf ; mek:subject actor:alfa ; mek:object actor:alfa .", "LNK-013",
        "Found: actor:alfa, which is given as mek:object as well.", RULES_ADVICE,
    ),
}  # fmt: skip


def apart(text: str, name: str) -> str:
    """The words of one case with a name of its own in the place of “new”."""
    return re.sub(r"\bnew\b", f"new{list(CASES).index(name)}", text)


@pytest.fixture(scope="module")
def told(desk: Desk) -> list[Finding]:
    """What is found in the data of all cases, each in a file of its own."""
    files = {f"{apart('new', name)}__ttl": HEAD + apart(text, name) for name, (text, *_) in CASES.items()}
    return desk.check(**files).findings


@pytest.mark.parametrize("name", CASES)
def test_the_cause_and_what_to_write(told: list[Finding], name: str) -> None:
    _, rule, found, advice = CASES[name]
    file, found, advice = (apart(text or "", name) for text in ("data/new.ttl", found, advice))
    finding = next(f for f in told if f.rule.id == rule and f.place.file == file and f.found() == found)
    assert finding.remedy() == (advice or finding.rule.remedy["en"])
    assert bool(finding.hint) == bool(advice)
    for language in set(LANGUAGES) - {"en"}:
        assert finding.found(language) not in ("", found)
        assert finding.remedy(language) not in ("", finding.remedy())
        if advice:
            assert sorted(written(finding.remedy(language))) == sorted(written(advice))


# Data, and all that the shapes find in it: what only follows from that is left out.
ONCE = {
    "B01": (f'{NAMED} "Timur", "Тимур"@ru, "Temur"@uz .', ["ACT-002"]),
    "B01 with another name missing": (f'{NAMED} "Timur"@en, "Тимур" .', ["ACT-005", "ACT-002"]),
    "B02": (f'{NAMED} "Timur"@eng, "Тимур"@ru, "Temur"@uz .', ["ACT-006"]),
    "C16": (f'{NAMED[: -len("skos:prefLabel ")]} rdfs:label "T"@en, "Т"@ru, "T"@uz .', ["ACT-001"]),
    "C16 with a name missing": (
        f'{NAMED[: -len("skos:prefLabel ")]} rdfs:label "T"@en, "Т"@ru .', ["ACT-005", "ACT-001"]
    ),
    "C16 apart": (f'{NEW} mek:locator "1", "2" ;\n  mek:locator "3" ;\n  mek:start "2024" .', ["ACT-001", "ACT-001"]),
    "C35": (
        f"{PERSON.replace('mek:Person', 'mek:Actor')} mek:affiliation actor:alfa .\n"
        f"{LINK} kind:holdsOffice ; mek:subject actor:new ; mek:object actor:alfa .\n"
        f'{PROOF} mek:assertion assertion:stated ; mek:locator "1" .', ["ACT-024"],
    ),
    "B16": (
        f'{EVENT} mek:start "2024-14-05"^^xsd:date ; mek:end "2024-05-15"^^xsd:date .\n'
        f"{LINK} kind:organized ; mek:subject actor:alfa ; mek:object event:new ; mek:end '2024-05-14'^^xsd:date .\n"
        f'{PROOF} mek:assertion assertion:stated ; mek:locator "1" .', ["EVT-019"],
    ),
    "B33": (
        f"{LINK} kind:organized ; mek:subject event:ev-meeting ; mek:object actor:alfa .\n"
        f'{PROOF} mek:assertion assertion:stated ; mek:locator "1" .', ["LNK-011"],
    ),
    "both ends wrong, but not exchanged": (
        f"{LINK} kind:organized ; mek:subject event:ev-meeting ; mek:object event:ev-meeting .\n"
        f'{PROOF} mek:assertion assertion:stated ; mek:locator "1" .', ["LNK-011", "LNK-013"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ONCE)
def test_one_cause_is_one_finding(desk: Desk, name: str) -> None:
    text, rules = ONCE[name]
    assert of_shapes(desk.check(text)) == rules


# What a shape of somebody's own asks of mek:note, a value, and what is said of it.
OWN = {
    "minLength": ("sh:minLength 5", '"abc"', "Found: “abc”; expected: at least 5 characters."),
    "maxLength": ("sh:datatype xsd:string ; sh:maxLength 2", '"abc"', "Found: “abc”; expected: at most 2 characters."),
    "in": ('sh:in ( "a" "b" )', '"c"', "Found: “c”; expected: one of these: “a”, “b”."),
    "range": ("sh:minInclusive 5", "3", "Found: 3; expected: 5 or more."),
    "pattern": ('sh:pattern "^x{2}$"', '"y"', "Found: “y”; expected: a text of the form ^x{2}$."),
    "pattern of marked text": (
        'sh:datatype rdf:langString ; sh:pattern "^x"', '"y"@en', "Found: “y”, marked @en; expected: a text of the form ^x."
    ),
    "nodeKind": ("sh:nodeKind sh:Literal", "actor:beta", "Found: actor:beta; expected: a text or a number."),
    "languageIn": ('sh:languageIn ( "en" )', '"y"@ru', "Found: “y”, marked @ru; expected: a text in one of these languages: “en”."),
    "class": ("sh:class mek:State", "actor:beta", "Found: actor:beta (described as: non-governmental organization); expected: the id of something described as: state."),
    "hasValue": ("sh:hasValue actor:alfa", "actor:beta", "Expected: actor:alfa among the values."),
    "lessThan": ("sh:lessThan mek:value", "3 ; mek:value 2", "Found: 3; expected: less than every value of mek:value."),
    "equals": ("sh:equals mek:value", "3 ; mek:value 3, 4", "Found: 4; expected: the same values as those of mek:value."),
    "datatype": ("sh:datatype xsd:time", '"x"', "Found: “x”; expected: a value of the type xsd:time."),
    "text or id": (
        "sh:or ( [ sh:datatype xsd:string ] [ sh:class mek:State ] )", "actor:beta", "Found: actor:beta."
    ),
    "not": ("sh:not [ sh:class mek:Actor ]", "actor:beta", "Found: actor:beta."),
    "maxCount": ("sh:maxCount 2", '"a", "b", "c"', "Given 3 times: “a”, “b”, “c”; the first stands in data/new.ttl:2."),
    "qualifiedMaxCount": (
        "sh:qualifiedMaxCount 0 ; sh:qualifiedValueShape [ sh:class mek:Actor ]", "actor:beta", "Given: actor:beta."
    ),
    "none": ("sh:maxCount 0", '"a"', "Given: “a”."),
}  # fmt: skip


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A project with shapes of somebody's own."""
    made = Desk(tmp_path_factory.mktemp("own"))
    shapes = "".join(
        f"shape:Own{number} a sh:NodeShape ; sh:targetNode event:own{number} ; sh:property [ sh:path mek:note ; "
        f'{asked} ; mek:ruleId "OWN-{number}" ; sh:message "wrong; mend it"@en ] .\n'
        for number, (asked, *_) in enumerate(OWN.values())
    )
    (made.project.ontology / "shapes" / "own.ttl").write_text(HEAD + shapes)
    made.checker.read_rules()
    return made


@pytest.mark.parametrize("name", OWN)
def test_what_shapes_of_others_ask_is_told(own: Desk, name: str) -> None:
    number = list(OWN).index(name)
    _, value, found = OWN[name]
    finding = next(
        f for f in own.check(f"event:own{number} mek:note {value} .").findings if f.rule.id == f"OWN-{number}"
    )
    assert finding.found() == found
    assert finding.found("ru") not in ("", found)


def test_the_second_of_two_values_is_marked(desk: Desk) -> None:
    report = desk.check(f'{NAMED} "T"@en, "Т"@ru,\n "T"@uz, "U"@en, "У"@ru .')
    found = [finding for finding in report.findings if finding.rule.id == "ACT-002"]
    assert [(marked(finding), finding.value) for finding in found] == [('"U"@en', "U"), ('"У"@ru', "У")]


def test_two_descriptions_are_told_once_for_each_rule(desk: Desk) -> None:
    other = NEW.replace('"N"', '"O"') + 'mek:countryCode "KZ" .'
    report = desk.check(f'\n{NEW} mek:countryCode "UZ" .', zz__ttl=HEAD + other)
    found = [finding for finding in report.findings if finding.rivals]
    assert [(f.rule.id, f.place.file) for f in found] == [("ACT-002", "data/zz.ttl"), ("ACT-018", "data/zz.ttl")]
    assert {finding.remedy() for finding in found} == {
        "actor:new is described here and also from data/new.ttl:3 on: if they are two things, give one of them another "
        "id, otherwise keep one description."
    }


def test_a_value_in_a_file_from_outside_is_the_second(desk: Desk, tmp_path: Path) -> None:
    desk.put({"world.ttl": HEAD + WORLD})
    file = tmp_path / "edited.ttl"
    file.write_text(HEAD + WORLD.replace('"Beta"@en', '"Gamma"@en'), encoding="utf-8")
    finding = of(check_apart(desk.project, [file], today=TODAY), "ACT-002")
    assert marked(finding) == '"Gamma"@en'
    assert finding.found() == "Given twice with the mark @en: “Beta” (data/world.ttl:6) and “Gamma”."


def test_an_id_is_written_in_full_where_its_prefix_is_not_declared(desk: Desk) -> None:
    text = HEAD.replace("@prefix assertion: <https://w3id.org/mekgraph/vocab/assertion/> .", "")
    finding = of(desk.check(other__ttl=text + f'{PROOF} mek:locator "1" ; mek:assertion "implied" .'), "EVD-004")
    assert finding.remedy() == ("Write <https://w3id.org/mekgraph/vocab/assertion/implied> without quotation marks.")


def test_a_long_text_is_not_repeated(desk: Desk) -> None:
    long = "Long " * 30
    finding = of(desk.check(f'{NAMED} "{long}"@en, "Т"@ru, "{long}"@uz ; mek:acronym "Ў{long}" .'), "ACT-007")
    assert finding.hint is None
    finding = of(desk.check(f'{NAMED} "T"@en, "{"Имя " * 30}", "T"@uz .'), "ACT-002")
    assert finding.remedy() == "Put @ru right behind the closing quotation mark."
    finding = of(desk.check(f'{PROOF} mek:assertion assertion:stated ; mek:locator "{long}"@en .'), "EVD-003")
    assert finding.remedy() == "Take @en behind the closing quotation mark away."


@pytest.mark.parametrize(
    ("text", "code"),
    [(r"a \"b\" \\ c", r'"a \"b\" \\ c"'), ("{found} {0} %s", '"{found} {0} %s"'), ("<b>&", '"<b>&"')],
)
def test_a_text_is_written_as_turtle_wants_it(desk: Desk, text: str, code: str) -> None:
    finding = of(desk.check(f'{PROOF} mek:assertion assertion:stated ; mek:locator "{text}"@en .'), "EVD-003")
    assert finding.remedy() == f"Take @en away, so that only {code} is left."


def test_a_cell_of_a_table_gets_no_advice_for_turtle(desk: Desk) -> None:
    desk.put({"world.ttl": HEAD + WORLD})
    text = HEAD + f'{PROOF} mek:locator "1" ; mek:assertion "implied" .'
    table = Place("facts/claims.csv", 2, 3, 7, "implied")
    checker = Checker(desk.project, today=TODAY, texts={desk.project.data / "new.ttl": text}, origin=lambda *_: table)
    finding = of(checker.run(), "EVD-004")
    assert (finding.place, finding.hint) == (table, None)
    assert finding.found() == "“implied” is a text; expected: an id from the list “Assertion”."


def test_what_shacl_found_stays_as_it_is(desk: Desk) -> None:
    finding = of(desk.check(f'{NAMED} "T"@en, "Т"@ru, "T"@uz, "U"@en .'), "ACT-002")
    assert finding.result is not None
    assert finding.result.value is None
    assert finding.result.component.endswith("#UniqueLangConstraintComponent")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-05", "2024-05"), ("2024.5.4", "2024-05-04"), ("4.5.2024", "2024-05-04"), ("14/05/2024", "2024-05-14"),
        ("5/5/2024", "2024-05-05"), ("05.2024", "2024-05"), ("14 May 2024", "2024-05-14"), ("May 14, 2024", "2024-05-14"),
        ("14 мая 2024 года", "2024-05-14"), ("май 2024 г.", "2024-05"), ("2024-05-14T10:00+05:00", "2024-05-14"),
        ("14-may 2024", "2024-05-14"), ("14 Smarch 2024", None), ("05/06/2024", None), ("31.02.2024", None), ("", None),
        ("24", None), ("2024-05-14 or 15", None),
    ],
)  # fmt: skip
def test_a_date_is_read_only_where_it_can_be_read_in_one_way(text: str, date: str | None) -> None:
    read = dates.reading(text)
    assert (read.text if read else None) == date


@given(st.text(st.characters(codec="utf-8"), max_size=20) | st.from_regex(r"[0-9 .,/–-]{1,14}", fullmatch=True))
def test_whatever_stands_there_is_read_or_left(text: str) -> None:
    read = dates.reading(text)
    assert read is None or FORMS_OF[read.datatype](read.text)
    number = numbers.reading(text)
    assert not number or FORMS_OF[DECIMAL](number)
    assert set(languages.of_script(text)) <= {*LANGUAGES, "uz-Cyrl"}
