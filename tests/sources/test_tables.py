"""CSV rows know their lines; every way in which a table can be wrong gets an answer."""

from pathlib import Path

import pytest

from mekgraph.errors import InputError
from mekgraph.sources.tables import read_table

TABLES = {"claims": ("subject_id", "relation"), "actors": ("id",)}


def write(tmp_path: Path, content: bytes, name: str = "claims.csv") -> Path:
    file = tmp_path / name
    file.write_bytes(content)
    return file


def test_rows_know_where_they_start(tmp_path: Path) -> None:
    rows = read_table(write(tmp_path, b'subject_id,relation\na,"x\ny"\n\nb, z \n'), TABLES)
    assert [(row.line, row["subject_id"], row["relation"]) for row in rows] == [(2, "a", "x\ny"), (5, "b", "z")]


def test_a_table_is_known_by_its_columns(tmp_path: Path) -> None:
    assert read_table(write(tmp_path, b"subject_id,relation,more\na,b,c\n", "mine.csv"), TABLES)[0].table == "claims"


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
    ],
)
def test_bad_tables_are_named_with_their_place(
    tmp_path: Path, name: str, content: bytes, key: str, line: int | None
) -> None:
    with pytest.raises(InputError) as caught:
        read_table(write(tmp_path, content, name), TABLES)
    assert (caught.value.key, caught.value.line) == (key, line)
