"""The ready questions as examples for editors, without a server."""

from pathlib import Path

import mekgraph

from .conftest import Run


def test_examples_go_to_a_file_for_an_endpoint(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "examples.ttl"
    assert run("export", "--examples", "https://sparql.example.org/", "-o", str(file)).returncode == 0
    assert file.read_text(encoding="utf-8") == mekgraph.export(examples="https://sparql.example.org/")
    ours = run("export", "--examples").stdout
    assert "schema:target <http://127.0.0.1:8000/sparql>" in ours
    assert "sparql.example.org" not in ours


def test_examples_and_an_answer_do_not_go_together(run: Run) -> None:
    done = run("export", "--examples", "--question", "funding")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--question" in done.stderr
    wrong = run("export", "--examples", "sparql.example.org")
    assert wrong.returncode == 2
    assert "https://" in wrong.stderr
