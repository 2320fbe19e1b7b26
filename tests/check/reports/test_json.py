"""The JSON report: the structure that its module documents, no less and no more."""

import json

import pytest

from mekgraph import messages
from mekgraph.check.reports import json as form

from .examples import ordinary, unreadable

FINDING = [
    "rule",
    "layer",
    "severity",
    "file",
    "line",
    "column",
    "length",
    "sheet",
    "focus",
    "path",
    "value",
    "problem",
    "found",
    "remedy",
]
MEMBERS = [
    "version",
    "tool",
    "language",
    "conforms",
    "readable",
    "files",
    "statements",
    "counts",
    "findings",
    "waived",
    "notes",
]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_structure_is_the_documented_one(language: str) -> None:
    found = json.loads(form.render(ordinary(), language))
    assert list(found) == MEMBERS
    assert found["version"] == 1
    assert found["counts"] == {"violation": 2, "warning": 1, "info": 1, "waived": 1}
    assert [list(finding) for finding in found["findings"]] == [FINDING] * 4
    assert [list(finding) for finding in found["waived"]] == [[*FINDING, "waiver"]]
    assert all(f"``{name}``" in (form.__doc__ or "") for name in [*MEMBERS, *FINDING, *found["counts"]])


def test_values_are_those_of_the_findings() -> None:
    found = json.loads(form.render(ordinary(), "ru"))
    first, *_, last = found["findings"]
    assert (first["rule"], first["severity"], first["file"], first["line"], first["column"], first["length"]) == (
        "LNK-004", "violation", "data/links.ttl", 12, 11, 14,
    )  # fmt: skip
    assert (first["focus"], first["path"], first["value"]) == (
        "link:alfa_organized_meeting",
        "mek:kind",
        "kind:organised",
    )
    assert (first["problem"], first["remedy"]) == ("Вид связи не объявлен.", "возьмите вид из словаря.")
    assert (last["file"], last["line"]) == ("", 0)
    assert found["waived"][0]["waiver"] == {
        "reason": "both names are official",
        "by": "A. Analyst",
        "until": "2027-01-01",
    }
    assert not found["conforms"]
    assert found["readable"]
    assert not json.loads(form.render(unreadable(), "en"))["readable"]


def test_invisible_characters_are_escaped_and_come_back() -> None:
    nasty = "a\u202eb\u2028c\x7f\ufeff\n"
    written = form.dumped({"a": nasty})
    assert not {"\u202e", "\u2028", "\x7f", "\ufeff"} & set(written)
    assert json.loads(written) == {"a": nasty}


def test_undecodable_file_names_do_not_break_strict_readers() -> None:
    written = form.dumped({"file": "caf\udce9.ttl"})
    written.encode()
    assert json.loads(written) == {"file": "caf\\udce9.ttl"}
