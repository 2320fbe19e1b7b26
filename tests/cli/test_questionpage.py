"""The page of a ready question, and its blanks on a terminal."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mekgraph.ask.catalogue import read_catalogue
from mekgraph.resources import find_project

from ..conftest import ROOT
from .conftest import Run

CATALOGUE = read_catalogue(find_project(ROOT))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            [
                "Usage: mekgraph ask timeline",
                "Events in order of time",
                "may be left out",
                "bilateral meeting",
                "Held under",
            ],
        ),
        ("ru", ["Мероприятия в порядке времени", "можно не указывать", "двусторонняя", "Начало", "Пример"]),
        ("uz", ["Tadbirlar vaqt tartibida", "koʻrsatmasa ham boʻladi", "ikki tomonlama", "Boshlanishi", "Misol"]),
    ],
)
def test_the_page_says_all_in_the_language_of_the_run(run: Run, lang: str, words: list[str]) -> None:
    question = CATALOGUE["timeline"]
    done = run("ask", "timeline", "--help", lang=lang)
    assert done.returncode == 0
    flat = " ".join(done.stdout.split())
    assert [word for word in words if word not in flat] == []
    assert question.question[lang] in flat
    assert all(texts[lang] in flat for texts in question.columns.values())
    for parameter in question.parameters:
        assert parameter.labels[lang] in flat
        assert parameter.example in flat


def test_the_command_on_the_page_can_be_typed(run: Run) -> None:
    page = run("ask", "unlinked-organizations", "--help").stdout
    (line,) = (line.strip() for line in page.splitlines() if line.startswith("  mekgraph ask unlinked"))
    assert line == "mekgraph ask unlinked-organizations --param body=rec --param class=NonGovernmentalOrganization"
    assert run(*line.split()[1:]).returncode == 0
    assert "otherwise rec" in " ".join(page.split())
    assert "CooperationBody" in page


def test_the_place_of_help_does_not_matter_and_the_verb_keeps_its_own(run: Run) -> None:
    page = run("ask", "event-file", "--help").stdout
    assert run("ask", "--help", "event-file", "--lang", "en").stdout == page
    verb = run("ask", "--help").stdout
    assert "--cite" in verb
    assert "--cite" not in page
    assert run("ask", "ASK {}", "--help").stdout == verb


def test_a_page_of_nothing(run: Run) -> None:
    done = run("ask", "event-fil", "--help")
    assert (done.returncode, done.stdout) == (2, "")
    assert "event-file" in done.stderr


def test_a_class_by_its_name(run: Run) -> None:
    asked = ("ask", "actors-of-class", "--format", "csv", "-p")
    assert run(*asked, "class=xalqaro jamgʻarma").stdout == run(*asked, "class=InternationalFoundation").stdout
    wrong = run(*asked, "class=International fundation")
    assert wrong.returncode == 1
    assert "International foundation (mek:InternationalFoundation)" in wrong.stderr


Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(out: Path, tmp_path: Path) -> Typed:
    """Runs mekgraph on a terminal where somebody types some lines; gives exit code, output, and what was shown."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

    def command(*arguments: str, lines: tuple[str, ...] = (), lang: str = "en") -> tuple[int, str, str]:
        terminal, end = pty.openpty()
        environment = {**os.environ, "MEKGRAPH_PROJECT": str(ROOT), "MEKGRAPH_LANG": lang, "PYTHONUTF8": "1"}
        with subprocess.Popen(
            [sys.executable, "-m", "mekgraph", *arguments, "--quiet", "--out", str(out)],
            stdin=end,
            stdout=subprocess.PIPE,
            stderr=end,
            cwd=tmp_path,
            env=environment,
        ) as process:
            os.write(terminal, "".join(f"{line}\n" for line in lines).encode())
            answer, _ = process.communicate(timeout=120)
            os.write(end, b"\0")
            os.close(end)
            shown = os.read(terminal, 1 << 16).decode()
            os.close(terminal)
        return process.returncode, answer.decode(), shown

    return command


def test_what_is_missing_is_asked_for_until_it_fits(typed: Typed) -> None:
    code, answer, shown = typed("ask", "actor-links", "--format", "csv", lines=("", "UNRCA", "unrcca"))
    assert (code, answer.startswith("kind,kind_id,")) == (0, True)
    assert CATALOGUE["actor-links"].question["en"] in shown
    assert shown.count("actor (id, acronym or name in any language; for example icrc): ") >= 2
    assert "Nearest: actor:unrcca" in shown


def test_each_is_asked_for_in_the_language_of_the_run(typed: Typed) -> None:
    code, answer, shown = typed(
        "ask", "present-at-both", "--format", "csv", "-p", "second=ev-ewn-ny-2025", lines=("ev-ewn-2024-09",), lang="uz"
    )
    assert (code, answer.count("\n") > 1) == (0, True)
    assert "birinchi tadbir" in shown
    assert "ikkinchi tadbir" not in shown


def test_values_that_can_be_listed_are_shown_first(typed: Typed) -> None:
    code, _, shown = typed(
        "ask", "actors-of-class", "--format", "csv", lines=("Фонды", "Международный фонд"), lang="ru"
    )
    assert code == 0
    assert shown.index("InternationalFoundation  ") < shown.index("«Фонды»")


def test_nothing_is_asked_for_where_nothing_is_missing_or_all_is_wrong(typed: Typed) -> None:
    assert typed("ask", "council-members", "--format", "csv")[0] == 0
    code, _, shown = typed("ask", "event-organizers", "-p", "evnt=x")
    assert (code, "event (id" in shown) == (2, False)


def test_the_end_of_input_stops_it(typed: Typed) -> None:
    code, answer, shown = typed("ask", "actor-links", lines=("\x04",))
    assert (code, answer) == (130, "")
    assert "Stopped." in shown
