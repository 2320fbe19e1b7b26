"""Files that somebody hands in to be checked may be made to do harm: they are refused like others that cannot be read."""

import time
from pathlib import Path

import pytest

import mekgraph
from mekgraph.check.checker import Checker
from mekgraph.check.findings import Finding, Report
from mekgraph.check.watching import watch
from mekgraph.errors import InputError
from mekgraph.messages import LANGUAGES
from mekgraph.sources import text
from mekgraph.sources.outside import reader

from .desk import HEAD, TODAY, Desk

E = "https://example.org/"
TERM = f"<{E}s> <{E}p> "
DEEP = TERM + ("<<( " + TERM) * 5_000 + "1" + " )>>" * 5_000 + " ."
DEEP_JSON = f'{{"{E}p":' * 5_000 + "1" + "}" * 5_000
WITHOUT_END = "SELECT $this WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h FILTER(STR(?b) < STR(?h)) $this ?t ?u }"
SHAPES = f"""
<{E}shape> a sh:NodeShape ; sh:targetClass mek:Figure ; sh:closed true ;
  sh:property [ sh:path mek:note ; sh:pattern "^(a+)+$" ] ; sh:sparql [ sh:select '{WITHOUT_END}' ] .
figure:f a mek:Figure ; mek:note "{"a" * 60}!" .
"""


def put(folder: Path, name: str, content: str) -> Path:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return file


def only(report: Report) -> Finding:
    (finding,) = report.findings
    assert len({finding.text(language) for language in LANGUAGES}) == len(LANGUAGES)
    assert not report.readable
    return finding


@pytest.mark.parametrize(
    ("name", "content", "rule", "line"),
    [
        ("a.ttl", DEEP, "SYN-003", 1),
        ("a.jsonld", DEEP_JSON, "SYN-003", 1),
        ("a.ttl", f'{TERM}1 .\n{TERM}"{"x" * 2_000_000}" .', "SYN-003", 2),
        ("a.ttl", f"@prefix a: <{E}{'a' * 500_000}> .\n" + "a:x a a:y .\n" * 2_000, "SYN-005", 0),
    ],
    ids=["triple terms", "objects", "a long text", "a long prefix"],
)
def test_a_file_that_would_do_harm_is_a_finding(
    desk: Desk, tmp_path: Path, name: str, content: str, rule: str, line: int
) -> None:
    file = put(tmp_path, name, content)
    finding = only(desk.check(given=[file]))
    assert (finding.rule.id, finding.place.file, finding.place.line) == (rule, file.as_posix(), line)


def test_so_is_one_that_is_too_large_and_its_text_is_not_read_to_be_shown(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(tmp_path, "large.ttl", f"{TERM}1 .\n" * 10)
    read = Path.read_bytes
    monkeypatch.setattr(text, "LARGEST", 100)
    monkeypatch.setattr(Path, "read_bytes", lambda it: pytest.fail("it was read") if it == file else read(it))
    finding = only(desk.check(given=[file]))
    assert (finding.rule.id, finding.place.source) == ("SYN-005", "")


def test_the_data_of_the_project_are_read_without_trial(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes time, and who owns the project owns the machine."""
    monkeypatch.setattr(reader._WORKER, "run", lambda *_: pytest.fail("a worker was asked"))
    assert desk.check("actor:gamma a mek:State .\n").readable


def test_but_what_would_end_the_program_is_refused_there_too(desk: Desk) -> None:
    finding = only(desk.check("actor:gamma a mek:State .\n", deep__ttl=DEEP))
    assert (finding.rule.id, finding.place.file) == ("SYN-003", "data/deep.ttl")
    with pytest.raises(InputError) as caught:
        mekgraph.build(desk.project)
    assert caught.value.key == "input.nested"


def test_shapes_in_such_a_file_are_data_and_are_not_run(desk: Desk, tmp_path: Path) -> None:
    before = time.monotonic()
    report = desk.check(given=[put(tmp_path, "a.ttl", HEAD + SHAPES)])
    assert time.monotonic() - before < 10
    assert report.readable
    assert not any(finding.rule.id.startswith(E) or "pattern" in finding.text() for finding in report.findings)


def test_a_file_may_become_harmful_while_somebody_watches(desk: Desk, tmp_path: Path) -> None:
    desk.check()
    file = put(tmp_path, "a.ttl", HEAD + "actor:gamma a mek:State .\n")
    steps = iter([DEEP, HEAD + "actor:gamma a mek:State .\n"])
    rounds = watch(Checker(desk.project, [file], today=TODAY), lambda: file.write_text(next(steps)) and None)
    readable = []
    for _ in range(3):
        found = next(rounds).found
        assert isinstance(found, Report)
        readable.append(found.readable)
    assert readable == [True, False, True]


def test_the_verbs_in_python_are_guarded_alike(desk: Desk, tmp_path: Path) -> None:
    desk.check()
    deep = put(tmp_path, "a.ttl", DEEP)
    assert only(mekgraph.check([deep], desk.project)).rule.id == "SYN-003"
    table = put(tmp_path, "actors.csv", "id,type,name_en\n")
    assert only(mekgraph.check([table, deep], desk.project)).rule.id == "SYN-003"
    with pytest.raises(InputError) as caught:
        mekgraph.fmt([deep])
    assert caught.value.key == "input.nested"
    monster = put(tmp_path, "actors.csv", "id,type,name_en\n" + '"' + "x" * 2_000_000 + '",b,c\n')
    with pytest.raises(InputError) as caught:
        mekgraph.import_([monster], project=desk.project)
    assert caught.value.key == "input.csv"
