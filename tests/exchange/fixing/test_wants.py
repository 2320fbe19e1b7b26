"""What each property wants is read from the shapes."""

import pytest

from mekgraph.exchange.fixing.literals import STRING, TEXT, XSD
from mekgraph.exchange.fixing.wants import Want, wants
from mekgraph.iris import expand
from mekgraph.resources import Project
from mekgraph.sources.statements import read_document

DATES = {XSD + "gYear", XSD + "gYearMonth", XSD + "date"}


@pytest.fixture(scope="module")
def real(project: Project) -> dict[str, Want]:
    return wants(statement for file in project.shape_files() for statement in read_document(file).statements)


@pytest.mark.parametrize(
    ("name", "datatypes", "languages", "once"),
    [
        ("skos:prefLabel", {TEXT}, ("en", "ru", "uz"), True),
        ("skos:definition", {TEXT}, ("en", "ru", "uz"), True),
        ("mek:statement", {TEXT}, ("en", "ru", "uz"), True),
        ("mek:title", {TEXT}, (), True),
        ("mek:acronym", {TEXT}, (), False),
        ("mek:locator", {STRING}, (), False),
        ("mek:start", DATES, (), False),
        ("mek:asOf", DATES, (), False),
        ("mek:value", {XSD + "integer", XSD + "decimal"}, (), False),
        ("mek:symmetric", {XSD + "boolean"}, (), False),
        ("mek:url", set(), (), False),
        ("mek:theme", set(), (), False),
    ],
)
def test_the_shapes_of_the_project(
    real: dict[str, Want], name: str, datatypes: set[str], languages: tuple[str, ...], once: bool
) -> None:
    want = real[expand(name)]
    assert (set(want.datatypes), want.languages, want.once_per_language) == (datatypes, languages, once)


def test_patterns_belong_to_their_datatype(real: dict[str, Want]) -> None:
    code = real[expand("mek:countryCode")]
    assert (code.allows(STRING, "UZ"), code.allows(STRING, "uz"), code.allows(TEXT, "UZ")) == (True, False, False)


def test_what_is_open_or_not_agreed_is_not_wanted(small: Project) -> None:
    found = wants(read_document(small.shape_files()[0]).statements)
    assert found["http://e/open"] == found["http://e/unclear"] == Want()
    assert set(found["http://e/start"].datatypes) == DATES
