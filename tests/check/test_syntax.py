"""The first layer: every mistake that people make when they write Turtle, at its place and in plain words."""

import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph import messages
from mekgraph.check.apart.checking import check_apart
from mekgraph.check.dataset import Dataset
from mekgraph.check.findings import Finding, Report, Severity
from mekgraph.check.ownrules import own_rule
from mekgraph.check.selecting import only as only_in
from mekgraph.check.selecting import select
from mekgraph.check.syntax import findings, text_of
from mekgraph.messages import LANGUAGES

from .desk import HEAD, WORLD, Desk, marked


class Mistake(NamedTuple):
    """A text, the kind of its mistake (a key of the messages), line, column, and what is marked there."""

    text: str
    kind: str
    line: int
    column: int
    marked: str


A = "actor:gamma a mek:State"
MISTAKES = {
    "no full stop before the next statement": Mistake(f"{A}\n\nactor:delta a mek:State .\n", "stop_missing", 1, 24, ""),
    "no full stop in the last line": Mistake(f"{A}\n\n", "dot", 1, 24, ""),
    "no full stop and no line break": Mistake(A, "dot", 1, 24, ""),
    "no semicolon": Mistake(f'{A}\n  mek:note "x" .\n', "semicolon_missing", 1, 24, ""),
    "a semicolon for the full stop": Mistake(f"{A} ;\n\nactor:delta a mek:State .\n", "stop_needed", 1, 25, ";"),
    "a full stop for the semicolon": Mistake(f'{A} .\n  mek:note "x" .\n', "semicolon_needed", 1, 25, "."),
    "a comma for the semicolon": Mistake(f'{A} ,\n  mek:note "x" .\n', "semicolon_needed", 1, 25, ","),
    "a semicolon for the comma": Mistake('actor:a skos:prefLabel "A"@en ;\n "Б"@ru .\n', "no_property", 1, 31, ";"),
    "no comma": Mistake('actor:a skos:prefLabel "A"@en "Б"@ru .\n', "comma_missing", 1, 30, ""),
    "two full stops": Mistake(f"{A} . .\n", "two_marks", 1, 25, ". ."),
    "a text that is not closed": Mistake('actor:a mek:note "x ;\n  mek:acronym "y" .\n', "quote", 1, 22, ""),
    "a long text that is not closed": Mistake('actor:a mek:note """x .\nactor:b mek:note "y" .\n', "end", 1, 18, '"""x'),
    "a quotation mark within a text": Mistake('actor:a mek:note "the "Hague" group" .\n', "inner_quote", 1, 23, '"'),
    "typographic quotation marks": Mistake("actor:a mek:note “x” .\n", "typographic", 1, 18, "“x”"),
    "Russian quotation marks": Mistake("actor:a mek:note «x» .\n", "typographic", 1, 18, "«x»"),
    "German quotation marks": Mistake("actor:a mek:note „x“ .\n", "typographic", 1, 18, "„x“"),
    "typographic at the end only": Mistake('actor:a mek:note "x” ;\n  mek:asOf "2024" .\n', "typographic", 1, 20, "”"),
    "typographic before a language": Mistake('actor:a mek:note "the “x” y”@en .\n', "typographic", 1, 28, "”@en"),
    "an apostrophe in a text that is not closed": Mistake('actor:a mek:note "the state’s x ;\n  mek:acronym "y" .\n', "quote", 1, 34, ""),
    "an undeclared prefix": Mistake("foo:a a mek:State .\n", "prefix", 1, 1, "foo:a"),
    "a misspelt prefix": Mistake("actr:a a mek:State .\n", "prefix", 1, 1, "actr:a"),
    "a prefix with a capital": Mistake("Actor:a a mek:State .\n", "prefix", 1, 1, "Actor:a"),
    "a Cyrillic letter in a prefix": Mistake("асtor:a a mek:State .\n", "letters", 1, 1, "асtor:a"),
    "an address without < and >": Mistake("source:a mek:url https://example.org/a .\n", "address", 1, 18, "https://example.org/a"),
    "a space in an address": Mistake("source:a mek:url <https://example.org/a b> .\n", "iri", 1, 18, "<https://example.org/a"),
    "a quotation mark in an address": Mistake('source:a mek:url <https://example.org/"b"> .\n', "iri", 1, 18, '<https://example.org/"b">'),
    "a broken percent sign in an address": Mistake("source:a mek:url <https://example.org/5%> .\n", "iri", 1, 18, "<https://example.org/5%>"),
    "a letter in the port of an address": Mistake("source:a mek:url <https://example.org:8o/> .\n", "iri", 1, 18, "<https://example.org:8o/>"),
    "an address that is not closed": Mistake("source:a mek:url <https://example.org/a\n  ; mek:note 'x' .\n", "open_iri", 1, 18, "<https://example.org/a"),
    "an address without https": Mistake("source:a mek:url <example.org/a> .\n", "relative", 1, 18, "<example.org/a>"),
    "no datatype": Mistake('actor:a mek:start "2024"^^ .\n', "datatype", 1, 28, "."),
    "a datatype in quotation marks": Mistake('actor:a mek:start "2024"^^"xsd:gYear" .\n', "datatype", 1, 27, '"xsd:gYear"'),
    "one ^ for two": Mistake('actor:a mek:start "2024"^xsd:gYear .\n', "carets", 1, 25, "^"),
    "@ without a language": Mistake('actor:a skos:prefLabel "A"@ .\n', "language", 1, 28, ""),
    "@ with a word in Cyrillic": Mistake('actor:a skos:prefLabel "A"@русский .\n', "language", 1, 28, "русский"),
    "@ with the name of the language": Mistake('actor:a skos:prefLabel "A"@Ukrainian .\n', "language", 1, 28, "Ukrainian"),
    "a text without quotation marks": Mistake("actor:a mek:note Alfa .\n", "object", 1, 18, "Alfa"),
    "an id without its prefix": Mistake("actor:a mek:parent beta .\n", "object", 1, 20, "beta"),
    "yes for true": Mistake("actor:a mek:active yes .\n", "object", 1, 20, "yes"),
    "a date without quotation marks": Mistake("actor:a mek:start 2024-05-01 .\n", "date", 1, 19, "2024-05-01"),
    "a space within a number": Mistake("actor:a mek:value 1 234 .\n", "number", 1, 19, "1 234"),
    "no value": Mistake("actor:a mek:parent .\n", "no_value", 1, 9, "mek:parent"),
    "a surplus comma": Mistake('actor:a skos:prefLabel "A"@en , .\n', "two_marks", 1, 31, ", ."),
    "no property": Mistake('actor:a "x" .\n', "predicate", 1, 9, '"x"'),
    "an equals sign": Mistake("actor:a = mek:State .\n", "predicate", 1, 9, "="),
    "a bracket [ that is not closed": Mistake('actor:a mek:parent [ mek:note "x" .\n', "not_closed", 1, 20, "["),
    "a bracket ( that is not closed": Mistake("actor:a mek:parent ( actor:b .\n", "not_closed", 1, 20, "("),
    "a surplus bracket": Mistake("actor:a mek:parent actor:b ] .\n", "surplus", 1, 28, "]"),
    "a backslash in a folder's name": Mistake('actor:a mek:note "C:\\docs" .\n', "escape", 1, 21, '\\docs"'),
    "a slash in an id": Mistake("actor:a/b a mek:State .\n", "id_sign", 1, 1, "actor:a/b"),
    "a remark in another way": Mistake(f"// a remark\n{A} .\n", "sign", 1, 1, "//"),
    "a non-breaking space": Mistake("actor:a\u00a0a mek:State .\n", "invisible", 1, 8, ""),
    "a zero-width space": Mistake("actor:a a \u200bmek:State .\n", "invisible", 1, 11, "\u200bmek:State"),
    "a declaration without < and >": Mistake("@prefix ex: https://example.org/ .\n", "declaration", 1, 1, "@prefix ex: https://example.org/ ."),
    "a declaration without a colon": Mistake("@prefix ex <https://example.org/> .\n", "declaration", 1, 1, "@prefix ex <https://example.org/> ."),
    "marks of a merge": Mistake(f"{A} .\n<<<<<<< HEAD\n{A} .\n=======\n{A} .\n>>>>>>> other\n", "conflict", 2, 1, "<<<<<<<"),
    "the middle mark of a merge": Mistake(f"{A} .\n=======\n{A} .\n", "conflict", 2, 1, "======="),
    "the last mark of a merge": Mistake(f"{A} .\n>>>>>>> other\n", "conflict", 2, 1, ">>>>>>>"),
    "a class of nothing": Mistake("actor:a a ; mek:note 'x' .\n", "missing", 1, 11, ";"),
    "a bracket closed by another": Mistake('actor:a mek:parent [ mek:note "x" } .\n', "bracket", 1, 35, "}"),
    "an id in quotation marks": Mistake('"actor:a" a mek:State .\n', "subject", 1, 1, '"actor:a"'),
    "a mark in a comment": Mistake(f"{A} # remark ;\n  mek:note 'x' .\n", "comment", 1, 25, "# remark ;"),
    "a full stop as part of the id": Mistake("actor:a mek:parent actor:b. ; mek:note 'x' .\n", "early_stop", 1, 27, "."),
    "a semicolon at the end of the file": Mistake(f"{A} ;\n\n", "end_mark", 1, 25, ";"),
    "a full stop for the comma": Mistake('actor:a skos:prefLabel "A"@en .\n "Б"@ru .\n', "comma_needed", 1, 31, "."),
    "no id": Mistake("a mek:State .\n", "no_id", 1, 1, "a mek:State"),
    "no a": Mistake("actor:a mek:State .\n", "no_a", 1, 9, "mek:State"),
    "another word for a": Mistake("actor:a is mek:State .\n", "for_a", 1, 9, "is"),
    "a class without prefix": Mistake("actor:a a State .\n", "no_prefix", 1, 11, "State"),
    "a semicolon for the colon": Mistake("actor;a a mek:State .\n", "no_colon", 1, 1, "actor;a"),
    "a space in an id": Mistake("actor:akhmedov timur a mek:State .\n", "id_space", 1, 1, "actor:akhmedov timur"),
    "no @": Mistake('actor:a skos:prefLabel "A"en .\n', "no_at", 1, 27, "en"),
    "two languages": Mistake('actor:a skos:prefLabel "A"@en@en .\n', "two_languages", 1, 30, "@en"),
    "a language in Cyrillic letters": Mistake('actor:a skos:prefLabel "A"@еn .\n', "language_letters", 1, 27, "@еn"),
    "no quotation mark before a text": Mistake('actor:a mek:note Alfa beta" .\n', "no_opening", 1, 18, "Alfa"),
    "Cyrillic and emoji before the place": Mistake('actor:a skos:prefLabel "😀"@en, "Бета"@ru, Гамма .\n', "object", 1, 43, "Гамма"),
    "a long text in a wrong place": Mistake(f'actor:a "{"long " * 100}" "x" .\n', "subject", 1, 9, '"long'),
}  # fmt: skip
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:m="urn:m:">'
GRAPHS = "<urn:g> {\n  <urn:a> a <urn:b> .\n"
OTHERS = [
    ("a.rdf", f"{RDF}\n<m:a>\n</rdf:RDF>", "tag", 2, 1, "<m:a>"),
    ("a.rdf", f"{RDF}\n  <m:a>\n", "tag", 2, 3, "<m:a>"),
    ("a.rdf", f"{RDF}\n</m:a>\n</rdf:RDF>", "end_tag", 2, 1, "</m:a>"),
    ("a.rdf", f'{RDF}\n<m:a rdf:about="urn:x">\n<m:b>Я & b</m:b></m:a></rdf:RDF>', "xml", 3, 8, "&"),
    ("a.rdf", f'{RDF}\n<m:a rdf:about="urn:x">\n<q:b>x</q:b></m:a></rdf:RDF>', "xml_prefix", 3, 0, ""),
    ("a.jsonld", '{"@id": "https://example.org/a",\n "https://example.org/p": }', "json", 2, 27, "}"),
    ("a.jsonld", '{"a": 1\n "b": 2}', "json", 2, 2, '"b":'),
    ("a.jsonld", '{"@id": "a:b",\n "@context": "https://example.org/c"}', "context", 2, 14, '"https://example.org/c"'),
    ("a.jsonld", '{"@context": [{},\n "https://example.org/c"]}', "context", 0, 0, ""),
    ("a.nt", "<urn:a> <urn:b> <urn:c>\n<urn:a> <urn:b> <urn:d> .\n", "line_stop", 2, 1, "<urn:a>"),
    ("a.nq", "<urn:a> a <urn:c> .\n", "line_form", 1, 9, "a"),
    ("a.trig", GRAPHS, "not_closed", 1, 9, "{"),
    ("a.trig", f"{GRAPHS}\n<urn:h> {{ <urn:a> a <urn:b> }}\n", "not_closed", 1, 9, "{"),
    ("a.trig", f"{GRAPHS}}}\n\n<urn:h> {{\n <urn:a> a <urn:b>\n", "not_closed", 5, 9, "{"),
]  # fmt: skip
JARGON = re.compile(r"pars|token|literal|\bIRI\b|blank node|unexpected|RDF|graph name|code point|lexical|exception", re.IGNORECASE)  # fmt: skip
CYRILLIC = re.compile("[А-Яа-яЁё]")


def read(text: str | bytes, folder: Path, name: str = "broken.ttl") -> list[Finding]:
    """The findings of the first layer in one file."""
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    dataset = Dataset()
    dataset.load(file, name, is_data=True)
    return findings(dataset.errors, {name: text_of(file)})


def only(found: list[Finding]) -> Finding:
    (single,) = found
    return single


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_at_its_place(mistake: Mistake, tmp_path: Path) -> None:
    finding = only(read(HEAD + mistake.text, tmp_path))
    assert finding.rule.id == "SYN-001"
    assert finding.rule is own_rule("SYN-001", f"syntax.{mistake.kind}")
    assert finding.place[:3] == ("broken.ttl", mistake.line + 1, mistake.column)
    assert finding.place.source == mistake.text.split("\n")[mistake.line - 1]
    assert marked(finding).strip() == mistake.marked


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_in_plain_words(mistake: Mistake, tmp_path: Path) -> None:
    finding = only(read(HEAD + mistake.text, tmp_path))
    texts = {language: (finding.problem(language), finding.remedy(language)) for language in LANGUAGES}
    assert len({*texts.values()}) == len(LANGUAGES)
    for language, (problem, remedy) in texts.items():
        assert problem.endswith((".", ":)"))
        assert len(problem) > 20
        assert len(remedy) > 8
        assert JARGON.search(problem + remedy) is None
        assert language != "ru" or len(CYRILLIC.findall(problem)) > 15


def test_every_kind_of_mistake_is_tried() -> None:
    file = resources.files("mekgraph.check").joinpath("reasons.toml")
    reasons = tomllib.loads(file.read_text(encoding="utf-8"))["reason"]
    keys = {key.removeprefix("syntax.") for key in messages.catalogue("en") if key.startswith("syntax.")}
    tried = {mistake.kind for mistake in MISTAKES.values()} | {kind for _, _, kind, *_ in OTHERS} | {"prefix_lost"}
    assert keys == tried | {"other"}
    assert {entry["key"] for entry in reasons} <= keys
    assert {cause for entry in reasons for cause in entry.get("causes", [])} <= keys


@pytest.mark.parametrize("key", [key for key in messages.catalogue("en") if key.startswith(("syntax.", "rules."))])
def test_a_sentence_says_what_is_wrong_and_then_what_to_do(key: str) -> None:
    rule = own_rule("SYN-001", key)
    for language in LANGUAGES:
        whole = messages.catalogue(language)[key]
        assert f"{rule.problem[language]} {rule.remedy[language]}" == whole[0].upper() + whole[1:]
        assert len(rule.problem[language]) > 15
        assert len(rule.remedy[language]) > 8
        assert rule.problem[language].count("(") == rule.problem[language].count(")")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("actr:a", "actor:"),
        ("instrment:a", "instrument:, instrumentkind:, disagreement:"),
        ("мек:a", "-"),
        ("mеk:a", "mek:"),
        ("Event:a", "event:, eventkind:, evidence:"),
    ],
)
def test_the_nearest_prefix_is_suggested(text: str, near: str, tmp_path: Path) -> None:
    finding = only(read(f"{HEAD}{text} a mek:State .\n", tmp_path))
    assert finding.values["near"] == near
    assert near == "-" or near in finding.remedy("uz")  # where nothing is near, nothing is said of it


@pytest.mark.parametrize(
    ("content", "rule", "line", "word"),
    [
        (HEAD.encode() + b"actor:a mek:note 'a\0b' .\n", "SYN-002", 2, "NUL"),
        ((HEAD + f"{A} .").encode("utf-16"), "SYN-002", 1, "UTF-16"),
        ((HEAD + f"{A} .").encode("utf-16-le"), "SYN-002", 1, "NUL"),
        ((HEAD + 'actor:a mek:note "Ташкент"@ru .\n').encode("cp1251"), "SYN-002", 2, "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "SYN-002", 1, "UTF-8"),
        (b"PK\x03\x04\x14\0\x06\0", "SYN-002", 1, "NUL"),
        (HEAD.encode() + b"<< actor:a a mek:State >> mek:note 'x' .\n", "SYN-003", 2, "statement about a statement"),
        (HEAD.encode() + b"actor:a mek:note <<( actor:a a mek:State )>> .\n", "SYN-003", 2, "statement about a statement"),
        (HEAD.encode() + b"actor:a mek:note 'x'@en--rtl .\n", "SYN-003", 2, "direction"),
    ],
    ids=["nul", "utf-16", "utf-16 without mark", "cp1251", "picture", "archive", "star", "1.2", "direction"],
)  # fmt: skip
def test_what_is_no_text_or_cannot_be_kept(content: bytes, rule: str, line: int, word: str, tmp_path: Path) -> None:
    finding = only(read(content, tmp_path))
    assert (finding.rule.id, finding.place.file, finding.place.line) == (rule, "broken.ttl", line)
    assert word in finding.problem("en")
    assert all(finding.problem(language) and finding.remedy(language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("name", "text", "rule", "line"),
    [
        ("a.rdf", '<?xml version="1.0"?>\n<!DOCTYPE rdf [<!ENTITY a "b">]>\n<rdf/>', "SYN-003", 2),
        ("a.rdf", f'{RDF}\n<rdf:Description rdf:about="a"/></rdf:RDF>', "SYN-001", 2),
        ("a.jsonld", '{"@id": 5}', "SYN-001", 0),
        ("a.jsonld", "", "SYN-002", 0),
        ("a.xml", "<rdf/>", "SYN-002", 0),
        ("a", "x", "SYN-002", 0),
        ("a.docx", "x", "SYN-002", 0),
    ],
)
def test_other_formats_are_refused_in_the_same_way(name: str, text: str, rule: str, line: int, tmp_path: Path) -> None:
    finding = only(read(text, tmp_path, name))
    assert (finding.rule.id, finding.place.file, finding.place.line) == (rule, name, line)
    assert finding.place.source == (text.split("\n")[line - 1] if line else "")
    assert all(finding.text(language) for language in LANGUAGES)


@pytest.mark.parametrize(("name", "text", "kind", "line", "column", "mark"), OTHERS)
def test_mistakes_in_other_formats_are_named_at_their_place(
    name: str, text: str, kind: str, line: int, column: int, mark: str, tmp_path: Path
) -> None:
    finding = only(read(text, tmp_path, name))
    assert finding.rule is own_rule("SYN-001", f"syntax.{kind}")
    assert (*finding.place[:3], marked(finding) if column else "") == (name, line, column, mark)
    assert all(JARGON.search(finding.text(language)) is None for language in LANGUAGES)


def test_a_file_that_breaks_off_is_not_taken_as_whole(tmp_path: Path) -> None:
    whole = f'{RDF}\n<m:State rdf:about="urn:x">\n<m:note>x</m:note>\n</m:State>\n</rdf:RDF>\n'
    assert read(whole, tmp_path, "a.rdf") == []
    for end in range(len(whole) - 2):
        assert read(whole[:end], tmp_path, "a.rdf") != []


@pytest.mark.parametrize("before", ["", "\ufeff"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_line_ends_and_byte_order_marks_do_not_move_the_place(before: str, end: str, tmp_path: Path) -> None:
    text = before + HEAD.replace("\n", end) + f'# Comment{end}actor:a mek:note "Бета", Гамма .{end}'
    finding = only(read(text, tmp_path))
    assert finding.place[1:3] == (3, 26)
    assert marked(finding) == "Гамма"
    assert finding.place.source == 'actor:a mek:note "Бета", Гамма .'


def test_a_byte_order_mark_before_the_mistake_does_not_count(tmp_path: Path) -> None:
    assert only(read("\ufeffactr:a a actr:b .\n", tmp_path)).place[1:3] == (1, 1)


def test_a_folder_is_no_file(tmp_path: Path, desk: Desk) -> None:
    (tmp_path / "folder.ttl").mkdir()
    finding = only(desk.check(given=[tmp_path / "folder.ttl"]).findings)
    assert (finding.rule.id, Path(finding.place.file).name) == ("SYN-002", "folder.ttl")


def test_a_very_long_text_is_fine(desk: Desk) -> None:
    long = "word " * 1_000_000
    report = desk.check(f'actor:gamma mek:nothing "{long}" .\n')
    assert report.readable
    assert {finding.rule.id for finding in report.findings} == {"TRM-001", "TRM-002"}
    assert max(len(finding.text(language)) for finding in report.findings for language in LANGUAGES) < 1000


@pytest.mark.slow
def test_one_mistake_in_the_last_of_many_lines(tmp_path: Path) -> None:
    lines = "".join(f'actor:a-{number} mek:note "Бета {number}" .\n' for number in range(200_000))
    finding = only(read(f"{HEAD}{lines}actor:b mek:note Alfa .\n", tmp_path))
    assert (finding.place[1:3], marked(finding)) == ((200_002, 18), "Alfa")


EMPTY = {"empty__ttl": b"", "blank__ttl": b" \r\n\t", "mark__ttl": b"\xef\xbb\xbf", "comment__ttl": b"# x\n"}


def test_a_file_without_statements_is_a_warning_and_all_others_are_checked(desk: Desk) -> None:
    report = desk.check("actor:gamma a mek:State ; mek:nothing 1 .\n", **EMPTY)
    empty = [finding for finding in report.findings if finding.rule.id == "SYN-004"]
    assert [finding.place.file for finding in empty] == [f"data/{name.replace('__', '.')}" for name in sorted(EMPTY)]
    assert {finding.severity for finding in empty} == {Severity.WARNING}
    assert (report.readable, report.conforms) == (True, False)
    assert "TRM-001" in {finding.rule.id for finding in report.findings}
    assert [f.rule.id for f in select(report, Severity.VIOLATION).findings if f.rule.id == "SYN-004"] == []
    assert [f for f in only_in(report, ["data/new.ttl"]).findings if f.rule.id == "SYN-004"] == []


def test_a_file_that_was_emptied_is_seen_after_the_edit(desk: Desk) -> None:
    assert desk.check("actor:gamma a mek:State .\n").readable
    file = desk.project.data / "new.ttl"
    file.write_text("")
    assert [f.place.file for f in desk.checker.again([file]).findings if f.rule.id == "SYN-004"] == ["data/new.ttl"]
    file.write_text(HEAD + "actor:gamma a mek:State .\n")
    assert [f for f in desk.checker.again([file]).findings if f.rule.id == "SYN-004"] == []


def test_an_empty_file_of_the_ontology_cannot_be_read(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (desk.project.ontology / "mek.ttl").write_text("")
    report: Report = desk.check()
    assert [(f.rule.id, f.place.file) for f in report.findings] == [("SYN-002", "ontology/mek.ttl")]


BROKEN = {
    "b.ttl": HEAD + "actor:a a mek:State .\nactor:b mek:note .\n",
    "a.ttl": HEAD + "actr:a a mek:State .\n",
    "links/c.ttl": b"\xff",
}


def test_all_broken_files_are_named_in_order_and_nothing_else_is_checked(desk: Desk) -> None:
    desk.put({**BROKEN, "d.ttl": HEAD + "actor:a mek:organised mek:Nothing .\n", "world.ttl": HEAD + WORLD})
    desk.checker.files = []
    report = desk.checker.run()
    assert [(f.rule.id, f.place.file, f.place.line) for f in report.findings] == [
        ("SYN-001", "data/a.ttl", 2), ("SYN-001", "data/b.ttl", 3), ("SYN-002", "data/links/c.ttl", 1)
    ]  # fmt: skip
    assert (report.readable, report.conforms) == (False, False)


def test_a_broken_file_of_the_data_is_named_even_if_another_was_given(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "fine.ttl").write_text(HEAD + "actor:a a mek:State .\n")
    desk.put(BROKEN)
    report = check_apart(desk.project, [tmp_path / "fine.ttl"])
    assert not report.readable
    assert len(report.findings) == len(BROKEN)


def test_a_mistake_in_the_ontology_is_named_as_well(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (desk.project.ontology / "mek.ttl").write_text("nonsense")
    report: Report = desk.check()
    assert [(f.rule.id, f.place.file) for f in report.findings] == [("SYN-001", "ontology/mek.ttl")]


@given(st.text(alphabet="abc:.;,\"'<>[]()@^#\\/{}=_- \n\r\t“”«»абв😀\u00a0\u200b0123", max_size=60))
def test_no_text_at_all_confuses_it(text: str) -> None:
    dataset = Dataset()
    try:
        dataset.load_text(HEAD + text, ox.RdfFormat.TURTLE, "x.ttl", is_data=True)
    except Exception as error:  # noqa: BLE001 - whatever comes must be one of ours
        (finding,) = findings([error], {"x.ttl": HEAD + text})  # type: ignore[list-item]
        place = finding.place
        assert place.line >= 1
        assert 0 <= place.column - 1 <= len(place.source)
        assert all(finding.text(language) for language in LANGUAGES)
