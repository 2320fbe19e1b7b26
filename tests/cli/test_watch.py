"""``check --watch`` as somebody uses it: it runs in a terminal, files are saved in an editor, Ctrl+C ends it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest

from mekgraph.cli.frame import guarded
from mekgraph.cli.verbs import mekgraph

from ..check.desk import HEAD, WORLD
from ..conftest import ROOT

# Ctrl+C must reach the program even where the tests themselves run in the background, where it is switched off.
START = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('mekgraph', run_name='__main__')"
)
PATIENCE = 60.0  # for the slowest machine; the answer after an edit is timed apart
SOON = 10.0
HOUR = re.compile(r"^\d\d:\d\d:\d\d  ")


class Terminal:
    """A running ``check --watch`` and what it has shown."""

    def __init__(self, root: Path, *arguments: str) -> None:
        environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "MEKGRAPH_LANG": "en"}
        environment.pop("MEKGRAPH_PROJECT", None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, "check", "--watch", *arguments],
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.lines: Queue[str] = Queue()
        self.reader = Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.put(line)

    def round(self, patience: float = PATIENCE) -> str:
        """What is shown until it waits again."""
        shown: list[str] = []
        end = time.monotonic() + patience
        while not (shown and shown[-1].startswith("Waiting")):
            try:
                shown.append(self.lines.get(timeout=max(0.0, end - time.monotonic())))
            except Empty:
                raise AssertionError("".join(shown)) from None
        return "".join(shown)

    def stop(self) -> tuple[int, str]:
        """Ctrl+C: the exit code and what was shown last."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return code, "".join(self.lines.queue)

    def end(self) -> None:
        """Leave nothing running."""
        self.process.kill()
        self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        if self.process.stdout:
            self.process.stdout.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of a small project without faults."""
    for name in ("ontology", "queries"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "world.ttl").write_text(HEAD + WORLD, encoding="utf-8")
    return tmp_path


@pytest.fixture
def watch(root: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts the command in that project; whatever happens, it is ended."""
    started: list[Terminal] = []

    def start(*arguments: str) -> Terminal:
        started.append(Terminal(root, *arguments))
        return started[-1]

    yield start
    for terminal in started:
        terminal.end()


@pytest.mark.slow
def test_after_every_edit_there_is_a_new_report_until_ctrl_c(watch: Callable[..., Terminal], root: Path) -> None:
    terminal = watch()
    first = terminal.round()
    assert HOUR.match(first)
    assert "Data: data/\n" in first
    assert "nothing to mend" in first
    file = root / "data" / "new.ttl"
    for content, expected in (
        ("actor:alfa mek:parent event:ev-meeting .\n", "data/new.ttl:2:23  violation  ACT-020"),
        ("actor:alfa mek:parent .\n", "violation  SYN-001"),
        (None, "nothing to mend"),
    ):
        if content is None:
            file.unlink()
        else:
            file.write_text(HEAD + content, encoding="utf-8")
        shown = terminal.round(SOON)
        assert HOUR.match(shown)
        assert shown.splitlines()[0].endswith("changed: data/new.ttl")
        assert expected in shown
        assert "\x1b" not in shown
    waivers = root / "data" / "waivers.toml"
    waivers.write_text("[[waiver")
    assert "data/waivers.toml:1" in terminal.round(SOON)
    waivers.unlink()
    assert "nothing to mend" in terminal.round(SOON)
    query = root / "queries" / "own.rq"
    query.write_text("SELECT * {")
    assert "queries/own.rq:1  violation  QRY-001" in terminal.round(SOON)
    assert terminal.stop() == (0, "Stopped.\n")


@pytest.mark.slow
def test_files_and_folders_of_others_are_watched_too(watch: Callable[..., Terminal], root: Path) -> None:
    folder = root / "sent"
    folder.mkdir()
    (folder / "one.ttl").write_text(HEAD + "actor:alfa mek:parent actor:beta .\n")
    terminal = watch("sent", "--format", "json")
    assert "ACT-020" not in terminal.round()
    (folder / "one.ttl").write_text(HEAD + "actor:alfa mek:parent source:s1 .\n")
    shown = terminal.round(SOON)
    assert '"rule": "ACT-020"' in shown
    assert '"file": "sent/one.ttl"' in shown
    assert terminal.stop()[0] == 0


@pytest.mark.parametrize("name", ["claims.csv", "notes.txt"])
def test_what_is_no_rdf_is_not_watched(root: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (root / name).write_text("x")
    given = ["check", "--watch", str(root / name), "--project", str(root)]
    assert guarded(lambda: mekgraph(given, standalone_mode=False)) == 2
    assert "--watch" in capsys.readouterr().err
