"""The built wheel, installed into an empty environment far from the checkout, does the main job."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from .conftest import ROOT


@pytest.mark.slow
def test_the_wheel_does_the_main_job_anywhere(tmp_path: Path) -> None:
    def run(*command: object, cwd: Path = tmp_path) -> str:
        done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "dist", ROOT)
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    (wheel,) = (tmp_path / "dist").glob("mekgraph-*.whl")
    run(
        scripts / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--constraint",
        ROOT / "constraints.txt",
        wheel,
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    summary = run(scripts / "mekgraph", "run", cwd=empty)
    assert "382  actors" in summary
    assert "0 violations" in summary
    assert (empty / "out" / "council.html").is_file()
    assert "UNRCCA" in run(scripts / "mekgraph", "ask", "event-organizers", "-p", "event=ev-rec-1", cwd=empty)
