"""The verb draw: ready diagrams with positions that are kept, pictures of anything, errors that say what to do."""

import csv
import io
import re
import shlex
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from mekgraph.diagram.formats.writing import FORMATS, PICTURES
from mekgraph.messages import LANGUAGES

from ..conftest import ROOT
from .conftest import Run

SMALL = ("draw", "--around", "rec", "--no-events")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A project of one's own, in which positions can be kept."""
    root = tmp_path / "own"
    for name in ("ontology", "data", "queries", "diagrams"):
        shutil.copytree(ROOT / name, root / name)
    return root


def test_a_ready_diagram_comes_in_all_formats_for_briefings(run: Run, own: Path, out: Path) -> None:
    done = run("draw", "council", project=own, lang="uz")
    assert (done.returncode, done.stderr) == (0, "")
    files = {form: out / "diagrams" / f"council.uz.{form}" for form in PICTURES}
    assert all(str(file) in done.stdout for file in files.values())
    heads = {form: file.read_bytes()[:8] for form, file in files.items()}
    assert heads["pdf"].startswith(b"%PDF-")
    assert heads["png"] == b"\x89PNG\r\n\x1a\n"
    assert "ppt/slides/slide1.xml" in ZipFile(files["pptx"]).namelist()
    assert "Mintaqaviy ekspertlar kengashi" in files["svg"].read_text(encoding="utf-8")
    assert "Mintaqaviy ekspertlar kengashi" in files["html"].read_text(encoding="utf-8")
    assert files["csv"].read_text(encoding="utf-8").startswith("\ufeff")


@pytest.mark.slow
def test_positions_are_kept_beside_the_diagram_and_changes_are_told(run: Run, own: Path) -> None:
    positions = own / "diagrams" / "council.positions.toml"
    positions.unlink(missing_ok=True)
    draw = ("draw", "council", "--format", "svg")
    assert run(*draw, project=own).stderr == ""
    first = positions.read_text(encoding="utf-8")
    assert run(*draw, project=own, lang="ru").stderr == ""
    assert positions.read_text(encoding="utf-8") == first
    without = re.sub(r'^"actor:unoct" = .*\n', "", first, flags=re.MULTILINE)
    positions.write_text(without.replace('"actor:rec" = [', '"actor:rec" = [1'), encoding="utf-8")
    told = run(*draw, project=own)
    assert "new: 1" in told.stderr
    assert '"actor:unoct" = ' in positions.read_text(encoding="utf-8")
    assert '"actor:rec" = [1' in positions.read_text(encoding="utf-8")
    run(*draw, "--relayout", project=own)
    assert positions.read_text(encoding="utf-8") == first


@pytest.mark.slow
def test_what_is_typed_beside_a_name_changes_the_picture_but_no_positions(run: Run, own: Path, out: Path) -> None:
    positions = own / "diagrams" / "council.positions.toml"
    positions.unlink(missing_ok=True)
    done = run("draw", "council", "--on", "2024-07-26", "--page", "A3", "--format", "svg", project=own)
    assert done.returncode == 0
    assert not positions.exists()
    assert "2024-07-26" in (out / "diagrams" / "council.en.svg").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_half_written_positions_file_is_told_and_nothing_is_touched(run: Run, own: Path, out: Path) -> None:
    positions = own / "diagrams" / "council.positions.toml"
    draw = ("draw", "council", "--format", "csv", "--format", "svg")
    assert run(*draw, project=own).returncode == 0
    pictures = {file: file.read_bytes() for file in (out / "diagrams").iterdir()}
    half = positions.read_bytes()[:400]
    positions.write_bytes(half)
    done = run(*draw, project=own)
    assert done.returncode == 3
    assert re.match(r"diagrams/council\.positions\.toml:\d+: ", done.stderr)
    assert "Traceback" not in done.stderr
    assert positions.read_bytes() == half
    assert {file: file.read_bytes() for file in pictures} == pictures


@pytest.mark.slow
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_ending_of_the_file_says_the_format(run: Run, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"picture.{form}"
    assert run(*SMALL, "-o", str(file)).returncode == 0
    assert file.stat().st_size > 1000


@pytest.mark.slow
def test_a_picture_of_anything_is_a_page_to_open(run: Run, out: Path) -> None:
    done = run("draw", "--around", "unrcca", "--steps", "1", "--on", "2024-07-26")
    assert done.returncode == 0
    assert (out / "unrcca.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.slow
def test_an_answer_is_drawn_with_its_parameters(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "jpoa.csv"
    done = run("draw", "--question", "event-organizers", "--param", "event=ev-rec-wg-2024", "-o", str(file))
    assert done.returncode == 0
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert len(rows) > 3


@pytest.mark.slow
def test_too_much_is_drawn_as_bodies_and_better_cuts_are_commands_that_work(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    done = run("draw", "--whole", "--no-events", "-o", str(file))
    assert done.returncode == 0
    commands = [line.strip() for line in done.stderr.splitlines() if line.strip().startswith("mekgraph ")]
    assert len(commands) == 3
    assert all("--no-events" in command for command in commands)
    for command in commands:
        again = run(*shlex.split(command)[1:], "--format", "csv")
        assert again.returncode == 0, command


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 2, "--whole"),
        (("council", "--around", "rec"), 2, "--whole"),
        (("councl",), 1, "council"),
        (("--around", "nobody at all"), 1, "nobody at all"),
        (("--around", "rec", "--layout", "neste"), 2, "nested"),
        (("--around", "rec", "--on", "soon"), 2, "soon"),
        (("--around", "rec", "--kind", "memberof"), 0, ""),
        (("--around", "rec", "--kind", "nonsense"), 2, "memberOf"),
        (("--around", "ev-rec-1", "--on", "1999"), 1, "1999"),
        (("--whole", "--steps", "2"), 2, "--around"),
        (("--whole", "--param", "event=ev-rec-1"), 2, "--question"),
        (("--question", ""), 2, "--whole"),
        (("--around", "rec", "--without", "possible"), 2, "--known"),
        (("--around", "rec", "--page", "A4", "--most", "500", "--steps", "2", "--format", "svg"), 2, "221 × 168"),
        (("--around", "rec", "--format", "svg", "--format", "pdf", "-o", "a.svg"), 2, "--format"),
        (("--around", "rec", "-o", "picture"), 2, ".svg"),
        (("--around", "rec", "-o", "/proc/nowhere/a.svg"), 3, "/proc/nowhere"),
    ],
)
def test_what_does_not_fit_is_told(run: Run, arguments: tuple[str, ...], code: int, told: str) -> None:
    done = run("draw", *arguments, lang=LANGUAGES[len("".join(arguments)) % 3])
    assert done.returncode == code, done.stderr
    assert told in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_wrong_diagram_file_is_told_with_file_line_and_nearest(run: Run, own: Path) -> None:
    (own / "diagrams" / "mine.toml").write_text('around = ["unoct"]\nlayuot = "rings"\nemphasis = ["unocd"]\n')
    done = run("draw", "mine", project=own)
    assert done.returncode == 3
    assert "diagrams/mine.toml:2: " in done.stderr
    assert "layout" in done.stderr
    assert "diagrams/mine.toml:3: " in done.stderr
    assert "unodc" in done.stderr or "unoct" in done.stderr


@pytest.mark.slow
def test_the_same_bytes_whatever_the_hash_seed(run: Run, tmp_path: Path) -> None:
    forms = ("html", "svg", "pdf", "png", "pptx", "csv", "gexf", "graphml", "dot", "json")
    made = []
    for seed in ("1", "2"):
        for form in forms:
            file = tmp_path / seed / f"a.{form}"
            assert run(*SMALL, "-o", str(file), PYTHONHASHSEED=seed).returncode == 0
        made.append({form: (tmp_path / seed / f"a.{form}").read_bytes() for form in forms})
    assert made[0] == made[1]
