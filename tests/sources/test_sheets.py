"""Workbooks become the rows that their authors see; whatever would be lost on the way is named with its cell."""

import contextlib
import random
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.errors import InputError, InputErrors
from mekgraph.sources import archive, outlines, sheets
from mekgraph.sources.cells import text_of
from mekgraph.sources.sheets import TableFile, read_tables

from .books import FIRST_SHEET, book, row_xml, saved, sheet_xml, text_xml

TABLES = {"actors": ("id", "type", "name_en"), "themes": ("id", "theme")}
HEAD = ["id", "type", "name_en"]
HEAD_XML = row_xml(1, A="id", B="type", C="name_en")
Rows = Sequence[Sequence[Any]]
Read = Callable[..., TableFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a workbook with these sheets; keywords name sheets, ``file`` the workbook."""

    def made(file: str = "book.xlsx", **tables: Rows) -> TableFile:
        return read_tables(saved(book(tables), tmp_path / file), TABLES, file)

    return made


@pytest.fixture
def read_xml(tmp_path: Path) -> Read:
    """Reads a workbook whose only sheet, "actors", has this XML."""

    def made(xml: str | bytes, **parts: str) -> TableFile:
        return read_tables(
            saved(book({"actors": []}), tmp_path / "book.xlsx", {FIRST_SHEET: xml, **parts}), TABLES, "book.xlsx"
        )

    return made


def problem(read: Read, *given: Any, **tables: Any) -> InputError:
    """The error of reading; it has a text in every language."""
    with pytest.raises(InputError) as caught:
        read(*given, **tables)
    assert all(caught.value.text(language) for language in ("en", "ru", "uz"))
    return caught.value


def where(error: InputError) -> tuple[str, str, int | None, int | None]:
    return error.key, str(error.file), error.line, error.column


def test_every_sheet_is_a_table_and_rows_know_their_place(read: Read) -> None:
    found = read(Actors=[HEAD, ["a", "State", "Alfa"], [], ["b", "State", None]], x=[["id", "theme"], ["a", "youth"]])
    assert [(row.table, row.where, row.line, dict(row.cells)) for row in found.rows] == [
        ("actors", "book.xlsx[Actors]", 2, {"id": "a", "type": "State", "name_en": "Alfa"}),
        ("actors", "book.xlsx[Actors]", 4, {"id": "b", "type": "State", "name_en": ""}),
        ("themes", "book.xlsx[x]", 2, {"id": "a", "theme": "youth"}),
    ]
    error = found.rows[0].error("import.date", "type")
    assert str(error).startswith("book.xlsx[Actors]:2:2: “State”")


def test_an_only_sheet_may_be_named_by_its_file(read: Read) -> None:
    error = problem(read, "actors.xlsx", Лист1=[["id", "type"], ["a", "b"]])
    assert where(error) == ("input.column_missing", "actors.xlsx[Лист1]", 1, None)


def test_notes_beside_tables_are_left_out_and_named(read: Read) -> None:
    found = read(actors=[HEAD, ["a", "b", "c"]], Notes=[["Who made this"], ["somebody"]], empty=[])
    assert found.skipped == ("Notes",)
    assert len(found.rows) == 1


def test_names_of_sheets_cannot_break_a_line(tmp_path: Path) -> None:
    made = book({"actors": [HEAD], "Notes": [["x"]]})
    with zipfile.ZipFile(saved(made, tmp_path / "book.xlsx")) as parts:
        xml = parts.read("xl/workbook.xml").decode()
    file = saved(made, tmp_path / "book.xlsx", {"xl/workbook.xml": xml.replace("Notes", "a&#10;b &#x202E;c")})
    assert read_tables(file, TABLES).skipped == ("a b \N{REPLACEMENT CHARACTER}c",)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (2024, "General", "2024"),
        (2024.0, "General", "2024"),
        (6.15, "0.00", "6.15"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567, "#,##0", "1234567"),
        (7, "000", "007"),
        (0.25, "0%", "25%"),
        (1e21, "General", "1000000000000000000000"),
        (-0.0, "General", "0"),
        (True, "General", "yes"),
        (False, "General", "no"),
        (datetime(2024, 5, 14), "dd.mm.yyyy", "2024-05-14"),
        (datetime(2024, 5, 1), "dd.mm.yyyy", "2024-05-01"),
        (datetime(2024, 5, 1), "mmm-yy", "2024-05"),
        (datetime(2024, 5, 14), "mmm-yy", "2024-05-14"),
        (datetime(2024, 1, 1), "yyyy", "2024"),
        (datetime(2024, 3, 1), "yyyy", "2024-03"),
        (datetime(2024, 5, 1), '[$-419]mmmm" day "yyyy', "2024-05"),
        (datetime(2024, 5, 14, 9, 30), "dd.mm.yyyy hh:mm", "2024-05-14T09:30:00"),
        (date(2024, 5, 14), "dd.mm.yyyy", "2024-05-14"),
        (time(9, 30), "hh:mm", "09:30:00"),
        (timedelta(hours=26, minutes=3), "[h]:mm", "26:03:00"),
        (timedelta(minutes=-3), "[h]:mm", "-0:03:00"),
        ("two_x000D_\nlines", "General", "two\nlines"),
        ("=1+1", "@", "=1+1"),
        ("<script>alert(1)</script>", "General", "<script>alert(1)</script>"),
        (None, "General", ""),
    ],
)
def test_a_value_becomes_the_text_that_is_meant(value: object, form: str, text: str) -> None:
    assert text_of(value, form) == text


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (2024, "General", "2024"),
        (2024.5, "General", "2024.5"),
        (True, "General", "yes"),
        (date(2024, 5, 14), "dd/mm/yyyy", "2024-05-14"),
        (date(2024, 5, 1), "mmm\\ yyyy", "2024-05"),
        (0.5, "0%", "50%"),
        ("Ташкент, Oʻzbekiston", "General", "Ташкент, Oʻzbekiston"),
    ],
)
def test_a_value_survives_the_file(tmp_path: Path, value: object, form: str, text: str) -> None:
    made = book({"actors": [HEAD, ["a", "b", value]]})
    made["actors"]["C2"].number_format = form
    assert read_tables(saved(made, tmp_path / "book.xlsx"), TABLES).rows[0]["name_en"] == text


@given(st.floats(-1e300, 1e300) | st.integers(-(10**15), 10**15))
def test_numbers_are_plain_digits_and_keep_their_value(value: float) -> None:
    text = text_of(value)
    assert "e" not in text.lower()
    assert float(text) == pytest.approx(value, rel=1e-14, abs=1e-300)


@given(st.datetimes(datetime(1900, 3, 1), datetime(2100, 1, 1)), st.sampled_from(["yyyy", "mmm yy", "d.m.yyyy", "@"]))
def test_a_date_never_says_more_or_other_than_its_cell(moment: datetime, form: str) -> None:
    assert moment.isoformat().startswith(text_of(moment, form))


@pytest.mark.parametrize(
    ("rows", "key", "line", "column"),
    [
        ([["id", "type"], ["a", "b"]], "input.column_missing", 1, None),
        ([["id", "type", "name_en", "id"], ["a", "b", "c", "d"]], "input.column_twice", 1, 4),
        ([["The actors of 2024"], [], HEAD, ["a", "b", "c"]], "tables.names_late", 3, None),
        ([HEAD, ["a", "b", "c"], ["a", "b", "c", "a remark"]], "tables.unnamed", 3, 4),
        ([["id", None, "type", "name_en"], ["a", "x", "b", "c"]], "tables.unnamed", 2, 2),
        ([HEAD, ["a", "=1+1", "c"]], "tables.formula", 2, 2),
        ([HEAD, ["a", "#N/A", "c"]], "tables.error_value", 2, 2),
    ],
)
def test_what_is_wrong_in_a_sheet_is_named_with_its_cell(
    read: Read, rows: Rows, key: str, line: int, column: int | None
) -> None:
    assert where(problem(read, actors=rows)) == (key, "book.xlsx[actors]", line, column)


def test_a_sheet_that_nearly_fits_is_not_passed_over(read: Read) -> None:
    error = problem(read, themes=[["id", "theme"]], more=[["id", "type", "naem_en"], ["a", "b", "c"]])
    assert where(error) == ("input.column_misspelt", "book.xlsx[more]", 1, 3)
    error = problem(read, themes=[["id", "theme"]], more=[["id", "type", "country"], ["a", "b", "c"]])
    assert where(error) == ("input.column_missing", "book.xlsx[more]", 1, None)


def test_all_that_is_wrong_is_named_at_once(read: Read) -> None:
    error = problem(read, actors=[HEAD, ["=1", "=2", "c"], ["a", "b", "#REF!"]], themes=[["id"]])
    assert isinstance(error, InputErrors)
    assert [(one.key, one.line, one.column) for one in error.errors] == [
        ("tables.formula", 2, 1),
        ("tables.formula", 2, 2),
        ("tables.error_value", 3, 3),
        ("input.column_missing", 1, None),
    ]


def test_a_column_without_a_name_is_named_once(read: Read) -> None:
    error = problem(read, actors=[HEAD, *(["a", "b", "c", "note"] for _ in range(50))])
    assert where(error) == ("tables.unnamed", "book.xlsx[actors]", 2, 4)


def test_empty_rows_and_columns_around_a_table_do_no_harm(read: Read) -> None:
    found = read(actors=[[], [None, *HEAD, None, " "], [], [None, "a", "b", "c"], ["", None, None, " "]])
    assert [(row.line, row["id"], row.number("id")) for row in found.rows] == [(4, "a", 2)]


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [("B2:B3", True), ("A2:B2", True), ("A1:B1", True), ("E1:F9", False), ("A9:C9", False)],
)
def test_merged_cells_of_a_table_are_refused(tmp_path: Path, cells: str, wrong: bool) -> None:
    made = book({"actors": [HEAD, ["a", "b", "c"], ["d", "e", "f"]]})
    made["actors"].merge_cells(cells)
    file = saved(made, tmp_path / "book.xlsx")
    if wrong:
        error = problem(read_tables, file, TABLES)
        errors = error.errors if isinstance(error, InputErrors) else (error,)
        assert "tables.merged" in {one.key for one in errors}
        assert cells in str(error)
    else:
        assert len(read_tables(file, TABLES).rows) == 2


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_table_is_refused_and_a_hidden_note_is_not(tmp_path: Path, state: str) -> None:
    made = book({"actors": [HEAD], "lists": [["x"]], "themes": [["id", "theme"]]})
    made["lists"].sheet_state = state
    assert read_tables(saved(made, tmp_path / "book.xlsx"), TABLES).skipped == ("lists",)
    made["themes"].sheet_state = state
    error = problem(read_tables, saved(made, tmp_path / "book.xlsx"), TABLES, "book.xlsx")
    assert where(error) == ("tables.hidden", "book.xlsx[themes]", 1, None)


def test_a_formula_counts_with_its_saved_result(read_xml: Read) -> None:
    cells = '<c r="A2" t="str"><f>"a"&amp;1</f><v>a1</v></c><c r="B2"><f>[1]Other!A1</f><v>5</v></c>'
    found = read_xml(sheet_xml(HEAD_XML + f'<row r="2">{cells}<c r="C2" t="str"><f>""</f><v></v></c></row>'))
    assert dict(found.rows[0].cells) == {"id": "a1", "type": "5", "name_en": ""}


def test_no_link_to_another_file_is_followed(read_xml: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a connection was made"))
    link = (
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<externalBook r:id="rId1"/></externalLink>'
    )
    target = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'TargetMode="External" Target="http://127.0.0.1:9/x.xlsx" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"/></Relationships>'
    )
    parts = {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": target,
        "xl/worksheets/_rels/sheet1.xml.rels": target,
    }
    assert len(read_xml(sheet_xml(HEAD_XML + row_xml(2, A="a", B="b", C="c")), **parts).rows) == 1


def test_dates_out_of_range_and_broken_styles_get_an_answer(tmp_path: Path) -> None:
    made = book({"actors": [HEAD, ["a", "b", 99999999]]})
    made["actors"]["C2"].number_format = "dd.mm.yyyy"
    file = saved(made, tmp_path / "book.xlsx")
    assert where(problem(read_tables, file, TABLES, "b"))[0] == "tables.error_value"
    xml = sheet_xml(HEAD_XML + '<row r="2"><c r="A2" s="999"><v>5</v></c></row>')
    file = saved(made, tmp_path / "book.xlsx", {FIRST_SHEET: xml})
    assert where(problem(read_tables, file, TABLES, "b"))[0] == "tables.damaged"


@pytest.mark.parametrize(
    ("xml", "key"),
    [
        (sheet_xml(HEAD_XML, before="<!DOCTYPE worksheet [<!ENTITY a 'aaaa'>]>"), "tables.odd"),
        (sheet_xml(HEAD_XML + row_xml(4_000_000_000, A="x")), "tables.odd"),
        (sheet_xml(HEAD_XML + row_xml(5, A="x") + row_xml(4, A="y")), "tables.odd"),
        (sheet_xml(HEAD_XML + f'<row r="2">{text_xml("XFE2", "x")}</row>'), "tables.odd"),
        (sheet_xml(HEAD_XML + f'<row r="2">{text_xml("B2", "x")}{text_xml("A2", "y")}</row>'), "tables.odd"),
        (sheet_xml(HEAD_XML + '<row r="2"><c r="a-2"><v>1</v></c></row>'), "tables.odd"),
        (sheet_xml(HEAD_XML + '<row r="two"/>'), "tables.odd"),
        (sheet_xml("<x>" * 300 + "</x>" * 300), "tables.odd"),
        (
            sheet_xml(HEAD_XML).replace(
                "schemas.openxmlformats.org/spreadsheetml/2006", "purl.oclc.org/ooxml/spreadsheetml"
            ),
            "tables.odd",
        ),
        (sheet_xml(HEAD_XML)[:-20], "tables.odd"),
        (sheet_xml(HEAD_XML + '<row r="2"><c r="A2" t="s"><v>77</v></c></row>'), "tables.damaged"),
        (sheet_xml(HEAD_XML + '<row r="2"><c r="A2"><v>many</v></c></row>'), "tables.damaged"),
        (
            sheet_xml(HEAD_XML + row_xml(2, A="a"), after='<mergeCells><mergeCell ref="?"/></mergeCells>'),
            "tables.odd",
        ),
        (sheet_xml(row_xml(1, A="x" * 1_100_000)), "tables.many_cells"),
        (sheet_xml("<x/>" * 500_001), "tables.many_cells"),
        (sheet_xml(""), "tables.empty"),
        (sheet_xml(row_xml(1, A="remark")), "input.column_missing"),
        (b"\x89PNG not XML at all", "tables.damaged"),
    ],
)
def test_hostile_sheets_are_refused_in_words(read_xml: Read, xml: str | bytes, key: str) -> None:
    assert problem(read_xml, xml).key == key


def test_a_lone_cell_far_out_is_found_at_once(read_xml: Read) -> None:
    error = problem(read_xml, sheet_xml(HEAD_XML + row_xml(1_048_576, XFD="x")))
    assert where(error) == ("tables.unnamed", "book.xlsx[actors]", 1_048_576, 16_384)


def test_what_a_sheet_says_of_its_size_is_not_believed(read_xml: Read) -> None:
    xml = sheet_xml(HEAD_XML + row_xml(2, A="a")).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    assert [row["id"] for row in read_xml(xml).rows] == ["a"]
    assert [row["id"] for row in read_xml(xml.replace("A1:XFD1048576", "A1:A1")).rows] == ["a"]


def test_too_many_rows_or_cells_are_refused_before_they_are_read(
    read: Read, read_xml: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sheets.MOST_ROWS == 100_000
    monkeypatch.setattr(sheets, "MOST_ROWS", 30)
    rows = [["a", "b", "c"] for _ in range(29)]
    assert len(read(actors=[HEAD, *rows]).rows) == 29
    error = problem(read, actors=[HEAD, *rows, ["a", "b", "c"]])
    assert where(error) == ("tables.many_rows", "book.xlsx[actors]", 1, None)
    monkeypatch.setattr(sheets, "MOST_CELLS", 100_000)
    wide = "".join(row_xml(number, XFD="x") for number in range(2, 9))
    assert problem(read_xml, sheet_xml(HEAD_XML + wide)).key == "tables.many_rows"
    monkeypatch.setattr(archive, "MOST_ELEMENTS", 50)
    assert problem(read, actors=[HEAD, *rows]).key == "tables.many_cells"
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1000)
    assert problem(read, actors=[HEAD]).key == "tables.large"
    monkeypatch.setattr(archive, "MOST_BYTES", 100)
    assert problem(read, actors=[HEAD]).key == "tables.large"


def test_a_hundred_thousand_rows_can_be_counted(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(2, 100_002))
    file = saved(book({"actors": []}), tmp_path / "book.xlsx", {FIRST_SHEET: sheet_xml(HEAD_XML + rows)})
    assert archive.open_archive(file, "b").outlines[FIRST_SHEET].rows == 100_001
    assert problem(read_tables, file, TABLES).key == "tables.many_rows"


@pytest.mark.parametrize(
    ("name", "raw", "key"),
    [
        ("a.xlsx", b"", "input.empty"),
        ("a.xlsx", b"id,type,name_en\na,b,c\n", "tables.damaged"),
        ("a.xlsx", b"PK\x03\x04 cut off", "tables.damaged"),
        ("a.xlsx", outlines.MAIN.encode(), "tables.damaged"),
        ("a.xlsx", archive.OLE + b"....", "tables.other_kind"),
        ("a.xlsx", archive.OLE + b".." + archive.ENCRYPTED, "tables.password"),
        ("a.xls", b"anything", "tables.other_kind"),
        ("a.XLSM", b"anything", "tables.other_kind"),
        ("a.ods", b"anything", "tables.other_kind"),
        ("no.xlsx", None, "input.absent"),
    ],
)
def test_other_files_are_named_for_what_they_are(tmp_path: Path, name: str, raw: bytes | None, key: str) -> None:
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    error = problem(read_tables, tmp_path / name, TABLES, name)
    assert (error.key, error.file, error.line) == (key, name, None)


def test_a_folder_named_like_a_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    assert problem(read_tables, tmp_path / "a.xlsx", TABLES).key == "input.folder"


@pytest.mark.parametrize(
    ("found", "key"),
    [({"notes": [["x"]], "more": [["y"]]}, "tables.none_fits"), ({"a": [], "b": [[None]]}, "tables.empty")],
)
def test_a_workbook_without_tables_is_refused(read: Read, found: dict[str, Rows], key: str) -> None:
    assert where(problem(read, **found)) == (key, "book.xlsx", None, None)


def test_a_damaged_workbook_never_ends_in_anything_but_an_input_error(tmp_path: Path) -> None:
    made = book({"actors": [HEAD, *([f"a{n}", "State", "Name"] for n in range(5))], "themes": [["id", "theme"]]})
    whole = saved(made, tmp_path / "book.xlsx").read_bytes()
    parts = archive.open_archive(tmp_path / "book.xlsx", "b").outlines
    assert set(parts) == {FIRST_SHEET, "xl/worksheets/sheet2.xml"}
    chance = random.Random(7)
    for _ in range(400):
        raw = bytearray(whole)
        for _ in range(chance.choice((1, 2, 8, 64))):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        (tmp_path / "book.xlsx").write_bytes(raw[: chance.randrange(len(raw))] if chance.random() < 0.1 else raw)
        with contextlib.suppress(InputError):
            read_tables(tmp_path / "book.xlsx", TABLES)
