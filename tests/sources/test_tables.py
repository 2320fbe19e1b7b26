"""CSV rows know their lines; every way in which a table can be wrong gets an answer."""

from pathlib import Path

import pytest

from mekgraph.errors import InputError, InputErrors
from mekgraph.sources.rows import TableError
from mekgraph.sources.tables import read_table

TABLES = {"claims": ("subject_id", "relation"), "actors": ("id",)}


def write(tmp_path: Path, content: bytes, name: str = "claims.csv") -> Path:
    file = tmp_path / name
    file.write_bytes(content)
    return file


def test_rows_know_where_they_start(tmp_path: Path) -> None:
    rows = read_table(write(tmp_path, b'subject_id,relation\na,"x\ny"\n\nb, z \n'), TABLES)
    assert [(row.line, row["subject_id"], row["relation"]) for row in rows] == [(2, "a", "x\ny"), (5, "b", "z")]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_cells_may_be_parted_as_spreadsheets_do_it_in_any_country(tmp_path: Path, sign: str) -> None:
    lines = ["\ufeffsubject_id,more,relation", 'a,"x,y;z\tw",b']
    text = "\r\n".join(lines).replace(",", sign).replace(f"x{sign}y", "x,y")
    rows = read_table(write(tmp_path, text.encode()), TABLES)
    assert [(row["subject_id"], row["more"], row["relation"], row.line) for row in rows] == [("a", "x,y;z\tw", "b", 2)]


def test_a_semicolon_in_a_table_with_commas_parts_nothing(tmp_path: Path) -> None:
    content = b"subject_id,relation,a;b;c;d;e\nx,y,1;2\n"
    assert read_table(write(tmp_path, content), TABLES)[0].many("a;b;c;d;e") == ["1", "2"]


def test_columns_without_name_and_content_do_no_harm(tmp_path: Path) -> None:
    rows = read_table(write(tmp_path, b"subject_id,,relation,,\na,,b,,\n"), TABLES)
    assert [(row.cells, row.number("relation")) for row in rows] == [({"subject_id": "a", "relation": "b"}, 3)]


def test_all_wrong_rows_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputErrors) as caught:
        read_table(write(tmp_path, b"subject_id,relation\na\nb,c\nd,e,f\n"), TABLES)
    assert [error.line for error in caught.value.errors] == [2, 4]


def test_what_is_shown_of_a_cell_stays_one_line(tmp_path: Path) -> None:
    row = read_table(write(tmp_path, b'subject_id,relation\na,"two\nlines \x1b[31m"\n'), TABLES)[0]
    error = row.error("import.date", "relation")
    assert isinstance(error, TableError)
    assert error.source == "two lines \N{REPLACEMENT CHARACTER}[31m"
    assert str(error).count("\n") == 0
    assert "\x1b" not in str(error)
    assert len(row.error("import.unknown_id", "relation", wanted="x" * 10**6, near="-").text("ru")) < 2000


def test_a_table_is_known_by_its_columns(tmp_path: Path) -> None:
    assert read_table(write(tmp_path, b"subject_id,relation,more\na,b,c\n", "mine.csv"), TABLES)[0].table == "claims"


WIDE = {"claims": ("subject_id", "relation", "object_id", "source_id"), "names": ("id", "name_en", "name_ru")}


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("Subject ID,relation,object_id,source", [(1, "Subject ID", "subject_id"), (4, "source", "source_id")]),
        ("subject_id,RELATION,object-id,source_id", [(2, "RELATION", "relation"), (3, "object-id", "object_id")]),
        ("subjekt_id,relation,object_id,source_id", [(1, "subjekt_id", "subject_id")]),
        ("id,name,name_ru", [(2, "name", "name_en")]),
        ("ID;Name_EN;name_ru", [(1, "ID", "id"), (2, "Name_EN", "name_en")]),
    ],
)
def test_a_misspelt_column_is_named_with_its_right_name(
    tmp_path: Path, first: str, found: list[tuple[int, str, str]]
) -> None:
    with pytest.raises(InputError) as caught:
        read_table(write(tmp_path, f"{first}\n".encode(), "mine.csv"), WIDE)
    errors = caught.value.errors if isinstance(caught.value, InputErrors) else [caught.value]
    assert [(error.key, error.column, error.values["value"], error.values["wanted"]) for error in errors] == [
        ("input.column_misspelt", *each) for each in found
    ]


@pytest.mark.parametrize("first", ["id,name_ru,name_uz", "id,colour", "subject_id,relation,x,y"])
def test_a_column_of_another_language_or_sort_is_not_taken_for_a_misspelt_one(tmp_path: Path, first: str) -> None:
    with pytest.raises(InputError) as caught:
        read_table(write(tmp_path, f"{first}\n".encode(), "mine.csv"), WIDE)
    assert caught.value.key in ("input.column_missing", "input.table_unknown")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("name", ["claims.csv", "mine.csv", "mine.tsv"])
def test_column_names_below_a_title_are_found(tmp_path: Path, sign: str, name: str) -> None:
    text = f"Claims, as of May\n\nsubject_id{sign}relation\na{sign}b\n"
    with pytest.raises(InputError) as caught:
        read_table(write(tmp_path, text.encode(), name), TABLES)
    assert (caught.value.key, caught.value.line, caught.value.values["row"]) == ("tables.names_late", 3, 3)


@pytest.mark.parametrize(
    ("name", "content", "key", "line"),
    [
        ("claims.csv", b"subject_id\na\n", "input.column_missing", 1),
        ("mine.csv", b"colour\nred\n", "input.table_unknown", 1),
        ("claims.csv", b"subject_id,relation\na,b\nc\n", "input.cells", 3),
        ("claims.csv", b"subject_id,relation\na,b\nc,d,e\n", "input.cells", 3),
        ("claims.csv", b'subject_id,relation\na,"b\n', "input.csv", 2),
        ("claims.csv", "subject_id,relation\na,Ташкент\n".encode("cp1251"), "input.encoding", 2),
        ("claims.csv", b"", "input.empty", None),
        ("claims.csv", b"\n\nsubject_id\na\n", "input.column_missing", 3),
        ("Claims.csv", b"subject_id\na\n", "input.column_missing", 1),
        ("claims.csv", b"subject_id,relation,\na,b,\nc,d,e\n", "tables.unnamed", 3),
        ("claims.csv", b"subject_id;relation\na;b\nc\n", "input.cells", 3),
    ],
)
def test_bad_tables_are_named_with_their_place(
    tmp_path: Path, name: str, content: bytes, key: str, line: int | None
) -> None:
    with pytest.raises(InputError) as caught:
        read_table(write(tmp_path, content, name), TABLES)
    assert (caught.value.key, caught.value.line) == (key, line)
