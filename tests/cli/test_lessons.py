"""What the verb ask tells of a query: on the error stream, in the language of the run, and with its exit code."""

from .conftest import Run


def test_the_verb_shows_lessons_on_the_error_stream(run: Run) -> None:
    wrong = run("ask", "SELECT ?actr { ?actor mek:kind ?k }", lang="uz")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.splitlines()[:3] == [
        "1-qator, 8-ustun: “?actr” koʻrsatilishi kerak, ammo shablonda unga hech narsa qiymat bermaydi.",
        "    1 | SELECT ?actr { ?actor mek:kind ?k }",
        "      |        ^^^^^",
    ]
    empty = run("ask", "SELECT ?l { ?l mek:kind kind:organized ; mek:note mek:Link }", "--format", "csv", lang="ru")
    assert (empty.returncode, empty.stdout.lstrip("\ufeff")) == (1, "l\n")
    assert "    1 | SELECT ?l { ?l mek:kind kind:organized ; mek:note mek:Link }" in empty.stderr
    assert "mek:Link" in empty.stderr.splitlines()[1]
