"""Shared by the tests of the command line: a way to run it as people do."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ..conftest import ROOT

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for results that all tests share."""
    return tmp_path_factory.mktemp("cli")


@pytest.fixture
def run(out: Path, tmp_path: Path) -> Run:
    """Runs mekgraph in an empty folder on the real project (or another), output kept."""

    def command(
        *arguments: str, project: Path = ROOT, lang: str = "en", folder: Path = out, **more: str
    ) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "MEKGRAPH_PROJECT": str(project),
            "MEKGRAPH_LANG": lang,
            "PYTHONUTF8": "1",
            "COLUMNS": "100",
            **more,
        }
        last = ["--out", str(folder)] if arguments and not arguments[0].startswith("-") else []
        return subprocess.run(
            [sys.executable, "-m", "mekgraph", *arguments, *last],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    return command
