"""Files from outside: what they do, they do to a process that can be lost; what is right in them comes back as it is."""

import json
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mekgraph.apart.process import MEBIBYTE
from mekgraph.errors import InputError, InputErrors
from mekgraph.messages import LANGUAGES
from mekgraph.sources import sheets, text
from mekgraph.sources.bounds import DEEPEST, LONGEST
from mekgraph.sources.outside import reader
from mekgraph.sources.outside.reader import read_tables, try_file
from mekgraph.sources.outside.wire import error_of, packed, told, unpacked
from mekgraph.sources.rows import Row, TableError, TableFile
from mekgraph.sources.statements import read_document

from ...apart.held import MEMORY_HELD
from ..books import FIRST_SHEET, MAIN, book, row_xml, saved, sheet_xml

TABLES = {"actors": ("id", "type", "name_en"), "themes": ("id", "theme")}
HEAD_XML = row_xml(1, A="id", B="type", C="name_en")
E = "https://example.org/"
S_P = f"<{E}s> <{E}p> "
MANY = 5_000
RDF = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="{E}">'


def doubling(levels: int) -> str:
    """Entities of which each is ten of the one before."""
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(levels))
    declared = f'<!DOCTYPE r [<!ENTITY e0 "0123456789">{entities}]>'
    return f'<?xml version="1.0"?>\n{declared}{RDF}<e:T><e:p>&e{levels};</e:p></e:T></rdf:RDF>'


def triple_terms(levels: int) -> str:
    return S_P + ("<<( " + S_P) * levels + f"<{E}o>" + " )>>" * levels + " ."


def elements(levels: int) -> str:
    return f"{RDF}\n{'<e:T><e:p>' * levels}<e:T/>{'</e:p></e:T>' * levels}</rdf:RDF>"


# What libraries die of, or never come to an end with; the key of the error, and the line.
BOMBS: dict[str, tuple[str, str | bytes, str, int | None]] = {
    "triple terms": ("a.ttl", triple_terms(MANY), "input.nested", 1),
    "triple terms on lines": ("a.ttl", "# <<( \n" * 300 + triple_terms(MANY).replace(" ", "\n"), "input.nested", 903),
    "triple terms in a graph": ("a.trig", f"<{E}g> {{ {triple_terms(MANY)} }}", "input.nested", 1),
    "triple terms of N-Triples": ("a.nt", triple_terms(MANY), "input.nested", 1),
    "triple terms of N-Quads": ("a.nq", triple_terms(MANY), "input.nested", 1),
    "objects": ("a.jsonld", f'{{\n"{E}p":' * MANY + "1" + "}" * MANY, "input.nested", 201),
    "lists": ("a.jsonld", f'{{"{E}p":' + '{"@list":[' * MANY + "]}" * MANY + "}", "input.nested", 1),
    "contexts": ("a.jsonld", '{"@context":' + '{"a":{"@id":"urn:a","@context":' * MANY + "{}" + "}}" * MANY + "}",
                 "input.nested", 1),
    "objects behind a text": ("a.jsonld", '{"\\"}]}]":"]]}}",' + f'"{E}p":{{' * MANY + "}" * MANY + "}", "input.nested", 1),
    "elements": ("a.rdf", elements(MANY), "input.nested", 2),
    "literal elements": ("a.rdf", f'{RDF}<e:T><e:p rdf:parseType="Literal">{"<b>" * MANY}{"</b>" * MANY}</e:p></e:T></rdf:RDF>',
                         "input.nested", 1),
    "entities": ("a.rdf", doubling(8), "input.doctype", 2),
    "entities in small letters": ("a.rdf", doubling(8).replace("<!DOCTYPE", "<!doctype"), "input.syntax", 2),
    "entities in UTF-16": ("a.rdf", doubling(8).encode("utf-16"), "input.encoding", 1),
    "entities in UTF-16 without mark": ("a.rdf", doubling(8).encode("utf-16-le"), "input.nul", 1),
    "a long text": ("a.ttl", f'{S_P}1 .\n{S_P}"{"x" * (LONGEST + 1)}" .', "input.long", 2),
    "a longer text": ("a.ttl", f'{S_P}1 .\n{S_P}"{"x" * 17 * MEBIBYTE}" .', "input.long", 2),
    "a long text in JSON": ("a.jsonld", json.dumps({f"{E}p": "x" * (LONGEST + 1)}), "input.long", 1),
    "many statements": ("a.ttl", f"@prefix a: <urn:a> .\na: a: {'1,' * 2_000_001}1 .", "input.many", 2),
    "a prefix of a megabyte": ("a.ttl", f"@prefix a: <{E}{'a' * 1_000_000}> .\n" + "a:x a a:y .\n" * 2_000,
                               "input.hungry", None),
    "a large file": ("a.nt", b"#" * (text.LARGEST + 1), "input.large", None),
}  # fmt: skip
HARMLESS = {
    "brackets": ("a.ttl", S_P + f"[ <{E}p> " * 20_000 + "1" + "]" * 20_000 + " ."),
    "a list in a list": ("a.ttl", S_P + "(" * 20_000 + ")" * 20_000 + " ."),
    "triple terms in texts": ("a.ttl", f"{S_P}'''{'<<( ' * 1_000}''' . # {'<<( ' * 1_000}"),
    "triple terms, but not deep": ("a.ttl", triple_terms(DEEPEST)),
    "triple terms side by side": ("a.nt", (triple_terms(1) + "\n") * 1_000),
    "brackets in texts": ("a.jsonld", json.dumps({f"{E}p": "[{" * 1_000, f"{E}q": ["\\", '"', "[" * 300]})),
    "objects, but not deep": ("a.jsonld", f'{{"{E}p":' * DEEPEST + "1" + "}" * DEEPEST),
    "lists, but not deep": ("a.jsonld", f'{{"{E}p":' + '{"@list":[' * 99 + "]}" * 99 + "}"),
    "objects side by side": ("a.jsonld", json.dumps([{f"{E}p": [n]} for n in range(1_000)])),
    "elements, but not deep": ("a.rdf", elements(DEEPEST // 2 - 1)),
    "one long line": ("a.jsonld", json.dumps([{"@id": f"{E}{n}", f"{E}p": "some text"} for n in range(50_000)])),
    "a context from elsewhere": ("a.jsonld", '{"@context": "http://127.0.0.1:1/context", "a": 1}'),
    "a context from a file": ("a.jsonld", '{"@context": "file:///etc/passwd", "a": 1}'),
    "a text as long as may be": ("a.nt", f'{S_P}"{"x" * LONGEST}" .'),
    "nothing": ("a.ttl", ""),
    "no Turtle": ("a.ttl", "nonsense"),
    "marks of a merge": ("a.ttl", "<<<<<<< HEAD\n" * 500),
}


def put(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def refused(read: Callable[[], object]) -> InputError:
    """The error; it has a text in every language."""
    with pytest.raises(InputError) as caught:
        read()
    assert len({caught.value.text(language) for language in LANGUAGES}) == len(LANGUAGES)
    return caught.value


@pytest.mark.parametrize("name", BOMBS)
def test_what_would_break_the_program_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    file, content, key, line = BOMBS[name]
    before = time.monotonic()
    error = refused(lambda: try_file(put(tmp_path, file, content), "shown"))
    assert (error.key, error.file, error.line) == (key, "shown", line)
    assert time.monotonic() - before < 15


@pytest.mark.parametrize("name", HARMLESS)
def test_what_does_no_harm_is_let_through(tmp_path: Path, name: str) -> None:
    file, content = HARMLESS[name]
    try_file(put(tmp_path, file, content), "shown")


@pytest.mark.parametrize("name", [name for name, bomb in BOMBS.items() if bomb[2] == "input.nested"])
def test_the_program_itself_refuses_what_would_end_it(tmp_path: Path, name: str) -> None:
    """The files of a project are not read on trial, and may have come from elsewhere all the same."""
    file, content, key, _ = BOMBS[name]
    assert refused(lambda: read_document(put(tmp_path, file, content))).key == key


def test_all_files_are_read_by_one_process(tmp_path: Path) -> None:
    file = put(tmp_path, "a.ttl", f"{S_P}1 .")
    try_file(file, "a")
    process = reader._WORKER._process
    for _ in range(5):
        try_file(file, "a")
    assert reader._WORKER._process is process


@pytest.fixture
def careless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Makes the worker do something else with a file than reading it."""
    worker = reader._Worker()
    monkeypatch.setattr(reader, "_WORKER", worker)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def does(code: str) -> None:
        work = f"def work(job):\n    {code}\n    return {{'kind': 'read'}}, b''\n"
        (tmp_path / "careless.py").write_text(
            f"import ctypes, os, time\nfrom mekgraph.apart.inside import serve\n{work}serve(work, 2**22)\n"
        )
        monkeypatch.setattr(reader, "JOB", "careless")

    yield does
    worker.close()


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("ctypes.string_at(0)", "input.breaking"),
        ("os.abort()", "input.hungry"),
        ("raise MemoryError", "input.hungry"),
        ("time.sleep(60)", "input.slow"),
        ("os._exit(3)", "input.reader"),
    ],
)
def test_a_worker_that_is_lost_takes_nobody_along(
    tmp_path: Path, careless: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, code: str, key: str
) -> None:
    monkeypatch.setattr(reader, "SECONDS_OF_TRIAL", 1)
    file = put(tmp_path, "a.ttl", f"{S_P}1 .")
    careless(code)
    error = refused(lambda: try_file(file, "shown"))
    assert (error.key, error.file, error.line) == (key, "shown", None)
    monkeypatch.setattr(reader, "JOB", "mekgraph.sources.outside.job")
    reader._WORKER.close()
    try_file(file, "shown")


def test_a_fault_of_the_program_is_not_hidden(tmp_path: Path, careless: Callable[[str], None]) -> None:
    careless("1 / 0")
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        try_file(put(tmp_path, "a.ttl", f"{S_P}1 ."), "shown")


@pytest.mark.skipif(not MEMORY_HELD, reason="this system does not bound the memory of a process")
def test_a_table_that_needs_too_much_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = reader._Worker()
    monkeypatch.setattr(reader, "_WORKER", worker)
    monkeypatch.setattr(reader, "MEMORY", 128 * MEBIBYTE)
    file = put(tmp_path, "actors.csv", "id,type,name_en\n" + "a,b,c\n" * 1_000_000)
    assert refused(lambda: read_tables(file, TABLES, "shown")).key == "input.hungry"
    worker.close()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("actors.csv", "id,type,name_en\na,b,Oʻzbekiston\n\n c ; d,,\"two\nlines\x1b\"\n"),
        ("themes.csv", "theme,id,,extra\nx,y,,z\n"),
        ("actors.csv", ""),
        ("actors.csv", b"id,type\xff"),
        ("actors.csv", "id,type,name_en\na,b\na,b,c,d\n"),
        ("actors.csv", 'id,type,name_en\n"a,b,c\n'),
        ("other.csv", "a,b,c\n1,2,3\n"),
        ("actors.csv", "id,typ,name_en\n1,2,3\n"),
        ("actors.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("actors.xlsx", b"PK\x03\x04 cut off"),
    ],
)  # fmt: skip
def test_tables_and_their_faults_are_those_that_were_read(tmp_path: Path, name: str, content: str | bytes) -> None:
    file = put(tmp_path, name, content)
    try:
        expected: object = sheets.read_tables(file, TABLES, name)
    except InputError as error:
        expected = parts(error)
    try:
        found: object = read_tables(file, TABLES, name)
    except InputError as error:
        found = parts(error)
    assert found == expected


def test_a_workbook_is_the_one_that_was_read(tmp_path: Path) -> None:
    sheet = [["id", "type", None, "name_en"], ["a", 2024.0, None, "Бета"], [], ["c", True, None, None]]
    file = saved(book({"actors": sheet, "notes": [["x"]]}), tmp_path / "a.xlsx")
    assert read_tables(file, TABLES, "a.xlsx") == sheets.read_tables(file, TABLES, "a.xlsx")


def parts(error: InputError) -> list[tuple[Any, ...]]:
    """All that an error says."""
    errors = error.errors if isinstance(error, InputErrors) else (error,)
    return [
        (type(each), each.key, str(each.file), each.line, each.column, each.values,
         *((each.table_file, each.sheet, each.source) if isinstance(each, TableError) else ()))
        for each in errors
    ]  # fmt: skip


TEXTS = st.text(max_size=5)
NAMES = st.lists(st.text(min_size=1, max_size=3) | st.just(""), max_size=4).filter(
    lambda names: len({name for name in names if name}) == len([name for name in names if name])
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_rows_and_errors_travel_unchanged(data: st.DataObject) -> None:
    rows = []
    for _ in range(data.draw(st.integers(0, 3))):
        columns, sheet = tuple(data.draw(NAMES)), data.draw(TEXTS)
        for line in range(data.draw(st.integers(0, 3))):
            cells = {name: data.draw(TEXTS) for name in columns if name}
            rows.append(Row("actors", "file", line, cells, columns, sheet))
    found = TableFile(rows, tuple(data.draw(st.lists(TEXTS, max_size=2))))
    assert unpacked(packed(found)) == found
    errors = [
        InputError("input.csv", file="a", line=1, reason=data.draw(TEXTS)),
        TableError(
            "tables.merged", file="a", sheet=data.draw(TEXTS), line=2, column=3, source="x", range="A1", cell="A1"
        ),
    ]
    error = data.draw(st.sampled_from([*errors, InputErrors(errors)]))
    assert parts(error_of(json.loads(json.dumps(told(error))))) == parts(error)


def test_a_text_that_many_cells_share_counts_for_each(tmp_path: Path) -> None:
    """A workbook of some kilobytes that says one text of a megabyte in a hundred thousand cells."""
    space = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    plain = saved(book({"actors": []}), tmp_path / "plain.xlsx")
    with zipfile.ZipFile(plain) as parts_of_it:
        types = parts_of_it.read("[Content_Types].xml").decode()
    declared = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{space}"/></Types>'
    shared = f'<sst xmlns="{MAIN}"><si><t>{"y" * 900_000}</t></si></sst>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 2_000))
    file = saved(
        book({"actors": []}),
        tmp_path / "a.xlsx",
        {
            FIRST_SHEET: sheet_xml(HEAD_XML + cells),
            "xl/sharedStrings.xml": shared,
            "[Content_Types].xml": types.replace("</Types>", declared),
        },
    )
    before = time.monotonic()
    assert refused(lambda: read_tables(file, TABLES, "a.xlsx")).key == "tables.many_cells"
    assert time.monotonic() - before < 15


def test_names_of_columns_without_end(tmp_path: Path) -> None:
    before = time.monotonic()
    file = put(tmp_path, "a.csv", ",".join(f"subject_i{n}" for n in range(100_000)) + "\n")
    assert refused(lambda: read_tables(file, TABLES, "a.csv")).key == "input.table_unknown"
    assert time.monotonic() - before < 15
