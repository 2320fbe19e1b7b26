"""The verb brief: two pages from a ready diagram, always the same bytes, old files whole when something fails."""

import io
import shutil
from pathlib import Path

import docx
import pytest
from pptx import Presentation

from ..conftest import ROOT
from .conftest import Run


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A project of one's own, with kept positions."""
    root = tmp_path / "own"
    for name in ("ontology", "data", "queries", "diagrams"):
        shutil.copytree(ROOT / name, root / name)
    return root


@pytest.mark.slow
def test_a_brief_comes_as_pdf_and_text_and_leaves_positions_alone(run: Run, own: Path, out: Path) -> None:
    before = {file: file.read_bytes() for file in (own / "diagrams").iterdir()}
    done = run("brief", "council", project=own, lang="uz")
    assert (done.returncode, done.stderr) == (0, "")
    files = [out / "briefs" / f"council.uz.{form}" for form in ("pdf", "docx")]
    assert all(str(file) in done.stdout for file in files)
    assert files[0].read_bytes().startswith(b"%PDF-")
    assert files[0].read_bytes().count(b"/Type /Page\n") == 2
    assert docx.Document(io.BytesIO(files[1].read_bytes())).paragraphs[0].text.startswith("Mintaqaviy")
    assert {file: file.read_bytes() for file in (own / "diagrams").iterdir()} == before


@pytest.mark.slow
def test_what_is_drawn_stands_where_it_was_kept(run: Run, own: Path, tmp_path: Path) -> None:
    run("draw", "council", "--format", "svg", project=own)
    kept = own / "diagrams" / "council.positions.toml"
    files = [tmp_path / "first.pptx", tmp_path / "second.pptx"]
    run("brief", "council", "-o", str(files[0]), project=own)
    kept.write_text(
        kept.read_text(encoding="utf-8").replace('"actor:unoct" = [', '"actor:unoct" = [1'), encoding="utf-8"
    )
    run("brief", "council", "-o", str(files[1]), project=own)
    places = [
        {shape.name: shape.left for shape in Presentation(str(file)).slides[0].shapes if "UNOCT" in shape.name}
        for file in files
    ]
    assert places[0].keys() == places[1].keys()
    assert places[0] != places[1]


@pytest.mark.slow
def test_two_processes_write_the_same_bytes(run: Run, tmp_path: Path) -> None:
    zones = {"1": "UTC", "2": "Asia/Tashkent"}
    formats = [word for form in ("pdf", "docx", "pptx") for word in ("--format", form)]
    for seed, zone in zones.items():
        assert run("brief", "council", *formats, folder=tmp_path / seed, PYTHONHASHSEED=seed, TZ=zone).returncode == 0
    made = [{file.name: file.read_bytes() for file in (tmp_path / seed / "briefs").iterdir()} for seed in zones]
    assert set(made[0]) == {"council.en.pdf", "council.en.docx", "council.en.pptx"}
    assert made[0] == made[1]


@pytest.mark.slow
def test_dates_are_in_the_title_and_in_the_commands_to_ask_again(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "funding.docx"
    done = run("brief", "funding", "--on", "2020", "--known", "2024-06", "-o", str(file))
    assert done.returncode == 0, done.stderr
    said = [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]
    assert "as of 2020" in said[1]
    assert "known by 2024-06" in said[1]
    assert any("mekgraph ask NAME --on 2020 --known 2024-06" in one for one in said)


@pytest.mark.slow
def test_a_file_that_cannot_be_written_leaves_the_old_ones_whole(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "results"
    assert run("brief", "council", folder=folder).returncode == 0
    pdf, text = (folder / "briefs" / f"council.en.{form}" for form in ("pdf", "docx"))
    old = pdf.read_bytes()
    text.unlink()
    (text / "in the way").mkdir(parents=True)
    done = run("brief", "council", "--on", "2024", folder=folder)
    assert done.returncode == 3
    assert "council.en.docx" in done.stderr
    assert pdf.read_bytes() == old


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("counsil",), 1, "council"),
        (("council", "-o", "brief.txt"), 2, ".docx"),
        (("council", "--format", "pdf", "--format", "docx", "-o", "brief.pdf"), 2, "--format"),
        (("council", "--on", "soon"), 2, "YYYY"),
        (("working-group-meeting", "--on", "1990"), 1, "1990"),
        ((), 2, "NAME"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = run("brief", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
