"""Defects planted in a copy of the real data: what is certain is mended to the last byte, the rest is left."""

import itertools
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from mekgraph.exchange.fixing.fixed import Fixed
from mekgraph.exchange.fixing.fixer import apply, fixes
from mekgraph.resources import Project

from ...conftest import ROOT

ACTORS, EVENTS, FIGURES, SOURCES = ("actors.ttl", "events.ttl", "figures.ttl", "sources.ttl")


class Planted(NamedTuple):
    """One defect: in which file, what stands there rightly, and the wrong thing in its place."""

    kind: str
    file: str
    right: str
    wrong: str


MENDED = [
    Planted("apostrophes", ACTORS, '"Bagʻdod Amreyev"@uz ;\n    mek:aff', "\"Bag'dod Amreyev\"@uz ;\n    mek:aff"),
    Planted("apostrophes", ACTORS, '    mek:editorialForm "Bagʻdod Amreyev"@uz', '    mek:editorialForm "Bag`dod Amreyev"@uz'),
    Planted("apostrophes", ACTORS, '        "Yevropa Ittifoqining Qozogʻistondagi delegatsiyasi"@uz',
            '        "Yevropa Ittifoqining Qozog‘istondagi delegatsiyasi"@uz'),
    Planted("apostrophes", ACTORS, '        "MDHga aʼzo davlatlar Aksilterror markazi"@uz', '        "MDHga a’zo davlatlar Aksilterror markazi"@uz'),
    Planted("apostrophes", ACTORS, '        "“Internet siyosati boʻyicha fuqarolik tashabbusi” jamoat fondi"@uz ;',
            '        "“Internet siyosati bo´yicha fuqarolik tashabbusi” jamoat fondi"@uz ;'),
    Planted("apostrophes", EVENTS, "Maxsus maʼruzachining Oʻzbekistonga tashrifi yakunlari boʻyicha BMT",
            "Maxsus ma′ruzachining O＇zbekistonga tashrifi yakunlari boʹyicha BMT"),
    Planted("apostrophes", EVENTS, "masʼul vakillarning ikkinchi", "masʻul vakillarning ikkinchi"),
    Planted("spaces", ACTORS, '"Albania"@en,', '"Albania "@en,'),
    Planted("spaces", ACTORS, '"Албания"@ru,', '"\u00a0Албания"@ru,'),
    Planted("spaces", ACTORS, 'mek:countryCode "KZ" ;', 'mek:countryCode "KZ\u200b" ;'),
    Planted("spaces", ACTORS, '"Timur Akhmedov"@en', '"Timur  Akhmedov"@en'),
    Planted("spaces", ACTORS, '"Тимур Ахмедов"@ru', '"Тимур\\tАхмедов"@ru'),
    Planted("spaces", SOURCES, 'mek:publisher "Asia-Plus"', 'mek:publisher " Asia-Plus"'),
    Planted("spaces", SOURCES, '"Donor frequently asked questions"@en', '"Donor frequently asked questions\\n"@en'),
    Planted("spaces", FIGURES, 'mek:locator "excerpt"', 'mek:locator "excerpt\ufeff"'),
    Planted("spaces", EVENTS, '"Ташкент, Узбекистан"@ru', '"Ташкент,  Узбекистан"@ru'),
    Planted("spaces", EVENTS, '"Приём Президентом', '"Прие\u0308м Президентом'),
    Planted("languages", ACTORS, '"Dauren Abayev"@uz ;\n    mek:aff', '"Dauren Abayev" ;\n    mek:aff'),
    Planted("languages", ACTORS, '"Abdulloh al-Yahyo"@uz ;\n    mek:aff', '"Abdulloh al-Yahyo"@uz-Latn ;\n    mek:aff'),
    Planted("languages", ACTORS, '"Абдусалом Азизов"@ru', '"Абдусалом Азизов"'),
    Planted("languages", ACTORS, '"Мутлак бин Маджед аль-Кахтани"@ru,\n        "Mutlaq bin Majid al-Qahtoniy"@uz ;\n',
            '"Mutlaq bin Majid al-Qahtoniy"@uz, "Мутлак бин Маджед аль-Кахтани" ;\n'),
    Planted("languages", EVENTS, '"Ташкент, Узбекистан"@ru,\n        "Toshkent, Oʻzbekiston"@uz .',
            '"Ташкент, Узбекистан"@RU,\n        "Toshkent, O\'zbekiston" .'),
    Planted("languages", "instruments.ttl", '"Ashgabat Declaration on countering terrorism (2017)"@en',
            '"Ashgabat Declaration on countering terrorism (2017)"'),
    Planted("languages", "disagreements.ttl", '"Участвовало Управление ООН по наркотикам и преступности (УНП ООН)."@ru',
            '"Участвовало Управление ООН по наркотикам и преступности (УНП ООН)."'),
    Planted("languages", "disagreements.ttl", '"The United Nations Development Programme (UNDP) took part."@en',
            '"The United Nations Development Programme (UNDP) took part."@EN'),
    Planted("values", EVENTS, 'mek:start "2022-03-02"^^xsd:date', 'mek:start "2022-03-02"'),
    Planted("values", EVENTS, 'mek:end "2022-03-02"^^xsd:date', 'mek:end "2022-03-02T00:00:00"^^xsd:dateTime'),
    Planted("values", EVENTS, 'mek:start "2024-05-14"^^xsd:date', 'mek:start "2024-05-14"^^xsd:gYear'),
    Planted("values", FIGURES, "mek:value 1100 ;", 'mek:value "1100" ;'),
    Planted("values", FIGURES, 'mek:asOf "2023-12-08"^^xsd:date', 'mek:asOf "2023-12-08"@en'),
    Planted("values", "instruments.ttl", 'mek:start "2022"^^xsd:gYear', "mek:start 2022"),
    Planted("values", SOURCES, 'mek:published "2011-11-30"^^xsd:date', 'mek:published " 2011-11-30"^^xsd:date'),
    Planted("values", "links/memberOf.ttl", 'mek:locator "paragraph 3"', 'mek:locator "paragraph 3"^^xsd:token'),
    Planted("order", "links/hosted.ttl", " ;\n", ";\n"),
    Planted("order", "links/covers.ttl", "\n\n", "\n\n\n"),
]  # fmt: skip

LEFT = [
    Planted("a language that several could have", ACTORS, '"Albaniya"@uz ;\n    mek:countryCode', '"Albaniya", "Arnavutluk" ;\n    mek:countryCode'),
    Planted("an impossible day", EVENTS, '"2024-05-15"^^xsd:date', '"2024-02-30"^^xsd:date'),
    Planted("a time of day", EVENTS, '"2024-06-29"^^xsd:date', '"2024-06-29T09:00:00"^^xsd:dateTime'),
    Planted("a number in words", FIGURES, "mek:value 95 ;", 'mek:value "about 95" ;'),
    Planted("a name in quotation marks", ACTORS, "“Internet siyosati boʻyicha fuqarolik tashabbusi” jamoat", "'Internet siyosati boʻyicha fuqarolik tashabbusi' jamoat"),
    Planted("a code in small letters", ACTORS, 'mek:countryCode "QA"', 'mek:countryCode "qa"'),
    Planted("a second name", ACTORS, '"Timur Axmedov"@uz ;', '"Timur Axmedov"@uz, "Temur Ahmedov"@uz-Latn ;'),
]  # fmt: skip


UZBEK = r'"[^"]*"@uz'


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def copied(folder: Path) -> Project:
    for name in ("ontology", "data"):
        shutil.copytree(ROOT / name, folder / name)
    return Project(folder, folder / "out")


def planted(project: Project, defects: list[Planted]) -> None:
    for defect in defects:
        file = project.data / defect.file
        text = read(file)
        assert defect.right in text, defect.right
        assert defect.right != defect.wrong, defect.right
        file.write_text(text.replace(defect.right, defect.wrong, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Fixed]:
    """What was found in a copy with all the defects that can be mended, by file."""
    project = copied(tmp_path_factory.mktemp("planted"))
    planted(project, MENDED)
    return {each.file.relative_to(project.data).as_posix(): each for each in fixes(project, project.data_files())}


@pytest.mark.parametrize("defect", MENDED, ids=lambda defect: f"{defect.kind}: {defect.wrong[:40]!r}")
def test_a_planted_defect_is_mended(found: dict[str, Fixed], defect: Planted) -> None:
    answer = found[defect.file]
    assert defect.right in answer.after
    assert defect.kind in {fix.kind for fix in answer.fixes}


def test_the_files_are_then_what_they_were(found: dict[str, Fixed]) -> None:
    assert len(found) == len({defect.file for defect in MENDED})
    for name, answer in found.items():
        assert answer.after == read(ROOT / "data" / name)


def test_what_needs_judgement_is_left(tmp_path: Path) -> None:
    project = copied(tmp_path)
    planted(project, LEFT)
    apply(fixes(project, project.data_files()))
    for defect in LEFT:
        signs = re.findall(r'"[^"]*"\S*', defect.wrong) or [defect.wrong]
        text = read(project.data / defect.file).lower()
        assert all(sign.strip(",;").lower() in text for sign in signs), defect.kind


@pytest.mark.slow
def test_there_is_nothing_to_mend_in_what_is_shipped(project: Project) -> None:
    assert fixes(project, [*project.data_files(), *sorted(project.ontology.rglob("*.ttl"))]) == []


@pytest.mark.slow
def test_all_signs_blanks_dates_and_tags_of_a_kind_at_once(tmp_path: Path) -> None:
    project = copied(tmp_path)
    variants = itertools.cycle("'`´ʹʻʼ‘’′＇")
    for file in project.data_files():
        text = re.sub(UZBEK, lambda match: re.sub("[ʻʼ]", lambda _: next(variants), match[0]), read(file))
        text = re.sub(r'"@(\w\w)', lambda match: f' \u00a0"@{match[1].upper()}', text)
        file.write_text(re.sub(r"\^\^xsd:\w+", "", text), encoding="utf-8")
    apply(fixes(project, project.data_files()))
    for file in project.data_files():
        assert file.read_bytes() == (ROOT / "data" / file.relative_to(project.data)).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(("language", "at_least"), [("en", 800), ("ru", 1100), ("uz", 1200)])
def test_of_all_texts_without_a_tag_none_gets_a_wrong_one(tmp_path: Path, language: str, at_least: int) -> None:
    project = copied(tmp_path)
    for file in project.data_files():
        file.write_text(read(file).replace(f'"@{language}', '"'), encoding="utf-8")
    given = [
        fix.became for each in fixes(project, project.data_files()) for fix in each.fixes if fix.kind == "languages"
    ]
    assert len(given) > at_least
    assert [text for text in given if not text.endswith(f'"@{language}')] == []
