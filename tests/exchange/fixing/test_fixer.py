"""Files: what is mended in place, what is put in order, what is left alone and what is written."""

import shutil
import subprocess
from pathlib import Path

import pytest

from mekgraph.errors import InputError
from mekgraph.exchange.fixing.fixed import Fixed
from mekgraph.exchange.fixing.fixer import apply, fixes
from mekgraph.exchange.formatting import format_files
from mekgraph.resources import Project

HEAD = "@prefix e: <http://e/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
XSD = "http://www.w3.org/2001/XMLSchema#"


def fixed(project: Project, file: Path, text: str) -> Fixed:
    """The answer for one file with that text, which must have something to say."""
    file.write_bytes(text.encode())
    (answer,) = fixes(project, [file])
    return answer


def in_place(project: Project, folder: Path, body: str, head: str = HEAD) -> str:
    """The text after ``head`` when a comment inside keeps the file from being put in order."""
    return fixed(project, folder / "a.ttl", head + body + "# end\n").after.removeprefix(head).removesuffix("# end\n")


@pytest.mark.parametrize(
    ("body", "mended"),
    [
        ('e:a e:note "O\'zbek"@uz .\n', 'e:a e:note "Oʻzbek"@uz .\n'),
        ("e:a e:note 'bo`lim'@uz .\n", "e:a e:note 'boʻlim'@uz .\n"),
        ('e:a e:note """O\'z "bog`i" """@uz .\n', 'e:a e:note """Oʻz "bogʻi\\""""@uz .\n'),
        ('e:a e:note "O\\u0027zbek \\"a\\""@uz .\n', 'e:a e:note "Oʻzbek \\"a\\""@uz .\n'),
        ('e:a e:note "a "@EN , "b" # why\n @RU .\n', 'e:a e:note "a"@en , "b"@ru # why\n .\n'),
        ('e:a e:note """a\n  b\u0065\u0301"""@en .\n', 'e:a e:note """a\n  b\u00e9"""@en .\n'),
        ('e:a e:start "2024-05"^^xsd:date.\n', 'e:a e:start "2024-05"^^xsd:gYearMonth.\n'),
        (
            'e:a e:start "2024" ^^ # c\n <http://www.w3.org/2001/XMLSchema#date> .\n',
            'e:a e:start "2024"^^xsd:gYear # c\n .\n',
        ),
        ("e:a e:start 2024.\n", 'e:a e:start "2024"^^xsd:gYear.\n'),
        (
            'e:a e:count "12", "1.5"; e:place 3 .\n',
            'e:a e:count "12"^^xsd:integer, "1.5"^^xsd:decimal; e:place "3" .\n',
        ),
        ('e:a e:start "2024"^^<http://www.w3.org/2001/XMLSchema#date> .\n', 'e:a e:start "2024"^^xsd:gYear .\n'),
        (
            '[ e:start "2024-05" ] e:list ( "a " [ e:note "b "@en ] ) .\n',
            '[ e:start "2024-05"^^xsd:gYearMonth ] e:list ( "a " [ e:note "b"@en ] ) .\n',
        ),
        (
            'e:a e:other "2024", " x ", "O\'z" ; e:open "2024" ; e:unclear "2024" ; e:note " y "@en .\n',
            'e:a e:other "2024", " x ", "O\'z" ; e:open "2024" ; e:unclear "2024" ; e:note "y"@en .\n',
        ),
        ('e:a e:note "a\\tb"@en .\n', 'e:a e:note "a b"@en .\n'),
        ('e:a e:note "\\u200Ba\\u00ADb\\\\"@en .\n', 'e:a e:note "a\\u00ADb\\\\"@en .\n'),
    ],
)
def test_literals_are_mended_where_they_stand(small: Project, folder: Path, body: str, mended: str) -> None:
    assert in_place(small, folder, body) == mended


@pytest.mark.parametrize(
    ("head", "written"),
    [
        ("@prefix e: <http://e/> .\n", f"<{XSD}gYear>"),
        (f"PREFIX x: <{XSD}>\n@prefix e: <http://e/> .\n", "x:gYear"),
        (f"@prefix xsd: <{XSD}> .\n@prefix xsd: <http://e/> .\n@prefix e: <http://e/> .\n", f"<{XSD}gYear>"),
        (f"@prefix e: <http://e/> .\n@base <{XSD}> .\n@prefix xsd: <#> .\n", f"<{XSD}gYear>"),
    ],
)
def test_a_datatype_is_written_with_a_prefix_that_stands_for_it(
    small: Project, folder: Path, head: str, written: str
) -> None:
    assert in_place(small, folder, 'e:a e:start "2024" .\n', head) == f'e:a e:start "2024"^^{written} .\n'


def test_a_prefix_declared_too_late_is_not_used(small: Project, folder: Path) -> None:
    text = f'@prefix e: <http://e/> . e:a e:start "2024" . @prefix xsd: <{XSD}> . # c\n'
    assert f'"2024"^^<{XSD}gYear> .' in fixed(small, folder / "a.ttl", text).after


def test_a_file_without_inner_comments_is_put_in_order(small: Project, folder: Path) -> None:
    text = "# on top\n" + HEAD + 'e:b e:note "a "@en .\ne:a e:note "b"@en .\n'
    answer = fixed(small, folder / "a.ttl", text)
    assert [(fix.kind, fix.line) for fix in answer.fixes] == [("spaces", 4), ("order", 3)]
    assert answer.after.startswith("# on top\n@prefix e:")
    apply([answer])
    assert format_files([folder], write=False) == []
    assert fixes(small, [folder / "a.ttl"]) == []


def test_a_comment_inside_is_not_lost(small: Project, folder: Path) -> None:
    text = HEAD + 'e:b e:note "a"@en . # why\ne:a e:note "b"@en .\n'
    answer = fixed(small, folder / "a.ttl", text)
    assert (answer.changed, answer.fixes, answer.remark) == (False, [], "fix.comments")
    assert "fmt" in answer.said("uz")


def test_a_canonical_file_with_a_sharp_sign_in_a_text_has_no_comment(small: Project, folder: Path) -> None:
    text = '@prefix e: <http://e/> .\n\ne:a e:note "a # b "@en .\n'
    assert fixed(small, folder / "a.ttl", text).after == text.replace("b ", "b")


def test_line_ends_and_byte_order_mark_are_kept(small: Project, folder: Path) -> None:
    text = "\ufeff" + (HEAD + 'e:a e:note "a "@en ,\n """b\nc """@EN , "d" # so\n @RU . # end\n').replace("\n", "\r\n")
    answer = fixed(small, folder / "a.ttl", text)
    mended = text.replace('"a "', '"a"').replace("@EN", "@en").replace('"d" # so\r\n @RU', '"d"@ru # so\r\n')
    assert answer.after == mended
    assert [fix.line for fix in answer.fixes] == [3, 4, 5]
    apply([answer])
    assert (folder / "a.ttl").read_bytes() == answer.after.encode()


@pytest.mark.parametrize(
    ("name", "text", "mended"),
    [
        (
            "a.trig",
            '@prefix e: <http://e/> .\ne:g { e:b e:note "a "@en }\n{ e:a e:start "2024"}',
            f'@prefix e: <http://e/> .\ne:g {{ e:b e:note "a"@en }}\n{{ e:a e:start "2024"^^<{XSD}gYear>}}',
        ),
        (
            "a.nt",
            f'<http://b> <http://e/note> "O\'z"@uz .\n<http://a> <http://e/start> "2024"^^<{XSD}date> .\n',
            f'<http://b> <http://e/note> "Oʻz"@uz .\n<http://a> <http://e/start> "2024"^^<{XSD}gYear> .\n',
        ),
        (
            "a.nq",
            '<http://b> <http://e/note> "a " @EN <http://g> .\n<http://a> <http://e/place> "b "<http://g> .\n',
            '<http://b> <http://e/note> "a"@en <http://g> .\n<http://a> <http://e/place> "b"<http://g> .\n',
        ),
    ],
)
def test_other_forms_are_mended_in_place_only(small: Project, folder: Path, name: str, text: str, mended: str) -> None:
    assert fixed(small, folder / name, text).after == mended


def test_a_file_with_a_syntax_error_is_left_alone_and_told(small: Project, folder: Path) -> None:
    good, bad = folder / "good.ttl", folder / "bad.ttl"
    good.write_text(HEAD + 'e:a e:note "a "@en .\n')
    bad.write_text(HEAD + 'e:a e:note "b "@en ..\n')
    first, second = fixes(small, [bad, good])
    assert (first.file, first.changed, second.changed) == (bad, False, True)
    assert first.problem is not None
    assert first.problem.line == 3
    assert "bad.ttl:3:" in first.said("ru")
    apply([first, second])
    assert bad.read_text() == HEAD + 'e:a e:note "b "@en ..\n'


def test_absent_files_and_other_kinds_are_told(small: Project, folder: Path) -> None:
    (folder / "a.csv").write_text("id\n")
    (folder / "a.jsonld").write_text("{}")
    found = fixes(small, [folder / "no.ttl", folder / "a.csv", folder / "a.jsonld", folder / "a.csv"])
    assert [(answer.remark, answer.changed) for answer in found] == [
        ("", False),
        ("fix.form", False),
        ("fix.form", False),
    ]
    assert found[0].problem is not None
    assert found[0].problem.key == "input.absent"


def test_a_language_is_not_inferred_while_a_file_cannot_be_read(small: Project, folder: Path) -> None:
    a, b = folder / "a.ttl", folder / "b.ttl"
    a.write_text(HEAD + 'e:a e:name "Alfa" , "Alfa"@en , "Альфа"@ru .\n')
    b.write_text(HEAD + 'e:a e:name "Alpha"@uz .')
    assert [fix.kind for answer in fixes(small, [a, b]) for fix in answer.fixes] == ["order", "order"]
    b.write_text("nonsense")
    assert [fix.kind for answer in fixes(small, [a, b]) for fix in answer.fixes] == ["order"]
    assert [fix.kind for answer in fixes(small, [a]) for fix in answer.fixes] == ["languages", "order"]


def test_nor_while_another_file_of_the_data_cannot_be_read(small: Project, folder: Path) -> None:
    shutil.copytree(small.root, folder / "project")
    project = Project(folder / "project", folder / "out")
    file = project.data / "a.ttl"
    file.write_text(HEAD + 'e:a e:name "Alfa" , "Alfa"@en , "Альфа"@ru .\n')
    (project.data / "b.ttl").write_text(HEAD + 'e:a e:name "Alpha"@ru .\n')
    assert "languages" in [fix.kind for answer in fixes(project, [file]) for fix in answer.fixes]
    (project.data / "b.ttl").write_text(HEAD + 'e:a e:name "Alpha"@uz .\n')
    assert "languages" not in [fix.kind for answer in fixes(project, [file]) for fix in answer.fixes]
    (project.data / "b.ttl").write_text("nonsense")
    assert "languages" not in [fix.kind for answer in fixes(project, [file]) for fix in answer.fixes]


def test_one_language_found_leaves_one_for_the_next_text(small: Project, folder: Path) -> None:
    body = 'e:a e:name "Alfa markazi" , "Center"@en , "Центр для возвратившихся" .\n'
    assert in_place(small, folder, body) == (
        'e:a e:name "Alfa markazi"@uz , "Center"@en , "Центр для возвратившихся"@ru .\n'
    )


def test_a_statement_that_is_now_there_twice_is_told(small: Project, folder: Path) -> None:
    a, b = folder / "a.ttl", folder / "b.ttl"
    a.write_text(HEAD + 'e:a e:note "a "@en , "a"@en ; e:place "b" .\n_:x e:note "c "@en , "c "@en .\n')
    b.write_text(HEAD + 'e:a e:place " b" .\n_:x e:note "c"@en .\n')
    first, second = fixes(small, [a, b])
    assert [fix.same for fix in first.fixes if fix.kind != "order"] == [f"{a}:3", "", ""]
    assert [fix.same for fix in second.fixes if fix.kind != "order"] == [f"{a}:3"]
    assert f"{a}:3" in first.fixes[0].text("uz")


def test_nothing_is_written_before_it_is_applied(small: Project, folder: Path) -> None:
    text = HEAD + 'e:a e:note "a "@en .\n'
    answer = fixed(small, folder / "a.ttl", text)
    assert (folder / "a.ttl").read_text() == text
    apply([answer])
    assert (folder / "a.ttl").read_text() == answer.after


def test_a_file_changed_meanwhile_stops_all(small: Project, folder: Path) -> None:
    a, b = folder / "a.ttl", folder / "b.ttl"
    for file in (a, b):
        file.write_text(HEAD + 'e:a e:note "a "@en .\n')
    found = fixes(small, [a, b])
    b.write_text("something else")
    with pytest.raises(InputError) as caught:
        apply(found)
    assert caught.value.key == "fix.stale"
    assert a.read_text() == HEAD + 'e:a e:note "a "@en .\n'


def test_a_file_that_cannot_be_written_stops_all(small: Project, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = folder / "a.ttl", folder / "b.ttl"
    for file in (a, b):
        file.write_text(HEAD + 'e:a e:note "a "@en .\n')
    replace, failed = Path.replace, []

    def full(self: Path, target: Path) -> Path:
        if target == b and not failed:
            failed.append(target)
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError) as caught:
        apply(fixes(small, [a, b]))
    assert caught.value.key == "input.unwritable"
    assert a.read_text() == b.read_text() == HEAD + 'e:a e:note "a "@en .\n'
    assert sorted(path.name for path in folder.iterdir()) == ["a.ttl", "b.ttl"]


def test_a_fix_is_said_on_one_line(small: Project, folder: Path) -> None:
    body = 'e:a e:note """a\u202e\u0065\u0301\n\u2028\x1b[31m"""@en .\n'
    (fix,) = fixed(small, folder / "a.trig", HEAD + body).fixes
    assert fix.was == '"a\\u202Ee\u0301\\u000A\\u2028\\u001B[31m"@en'
    assert len(fix.text("en").splitlines()) == 1


def test_the_diff_can_be_applied(small: Project, folder: Path) -> None:
    if not shutil.which("patch"):
        pytest.skip("patch is not installed")
    text = HEAD + 'e:a e:note "a "@en ,\n """b\u2028\r\n"""@en , "c\u0301 "@en . # end'
    answer = fixed(small, folder / "a.ttl", text)
    diff = answer.diff("a.ttl")
    assert diff.startswith("--- a/a.ttl\n+++ b/a.ttl\n@@")
    assert "\\ No newline at end of file\n" in diff
    subprocess.run(["patch", "--binary", "-p1"], cwd=folder, input=diff.encode(), check=True, capture_output=True)
    assert (folder / "a.ttl").read_bytes().decode() == answer.after


def test_the_name_in_a_diff_stays_on_its_line() -> None:
    answer = Fixed(Path("x"), "a\n", "b\n")
    assert answer.diff('x\n"y') == '--- "a/x\\n\\"y"\n+++ "b/x\\n\\"y"\n@@ -1 +1 @@\n-a\n+b\n'
    assert Fixed(Path("x"), "a", "a").diff("x") == ""
