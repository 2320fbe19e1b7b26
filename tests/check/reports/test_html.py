"""The page: texts stay texts, nothing is loaded, everybody can read it, and its filter works in a browser."""

import base64
import hashlib
import html
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings

from mekgraph import messages
from mekgraph.check.findings import Place, Report
from mekgraph.check.reports import html as form

from .examples import NASTY, ORDINARY, many, ordinary, reports, unreadable

MARK = "document.documentElement.dataset.owned=1"
STYLE = (files("mekgraph.check.reports") / "templates/report.css").read_text("utf-8")
READABLE = 4.5


class Page(HTMLParser):
    """Elements with their attributes, the texts that people read, and the code."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.code: dict[str, list[str]] = {"script": [], "style": []}
        self.open: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.code:
            self.code[self.open[-1]].append(data)
        elif data.strip():
            self.texts.append(data.strip())

    def count(self, tag: str, **attributes: str) -> int:
        return sum(1 for name, given in self.tags if name == tag and attributes.items() <= given.items())


def hostile() -> Report:
    """Every text of a finding tries to be markup."""
    evil = f"</script><script>{MARK}</script><img src=x onerror={MARK}>\"'><style>*{{}}</style>"
    finding = replace(
        ORDINARY[1], place=Place(evil, 1, 3, 4, evil, evil), focus=evil, path=evil, value=evil, values={"actor": evil}
    )
    waiver = replace(ordinary().waived[0][1], reason=evil, by=evil, until=evil)
    return Report([finding, replace(finding, place=Place())], 1, 1, [(finding, waiver)])


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_one_page_in_each_language(language: str) -> None:
    page = Page(form.render(ordinary(), language))
    assert page.tags[0] == ("html", {"lang": language})
    assert page.count("article") == 4
    assert page.texts.count(messages.text("report.title", language)) == 2
    assert ORDINARY[0].problem(language) in page.texts
    assert "kind:organised" in page.texts
    others = {text for other in messages.LANGUAGES if other != language for text in ORDINARY[0].rule.problem.values()}
    assert not (others - {ORDINARY[0].problem(language)}) & set(page.texts)


def test_the_spot_is_marked_in_the_line() -> None:
    page = form.render(ordinary(), "en")
    assert "<span>    mek:kind </span><mark>kind:organised</mark><span> ; # Алфа 会議</span>" in page


def test_the_summary_the_waived_and_the_notes() -> None:
    page = form.render(ordinary(), "en")
    texts = Page(page).texts
    assert texts[texts.index("By rule") + 5 :][:4] == [
        "2",
        "LNK-004",
        "violation",
        "The kind of the link is not declared.",
    ]
    assert "Accepted by A. Analyst until 2027-01-01: both names are official." in texts
    assert messages.text("usage.draw_what") in texts
    assert messages.text("report.only_syntax") in Page(form.render(unreadable(), "en")).texts


def test_the_summary_shows_the_gravest_severity_of_a_rule() -> None:
    grave, mild = ORDINARY[0], replace(ORDINARY[0], severity=ORDINARY[2].severity)
    for findings in ([mild, grave], [grave, mild]):
        texts = Page(form.render(Report(findings, 1, 1), "en")).texts
        assert texts[texts.index("By rule") + 5 :][:3] == ["2", "LNK-004", "violation"]


def test_nothing_found() -> None:
    page = Page(form.render(Report([], 3, 40), "en"))
    assert "The check found nothing to mend." in page.texts
    assert page.count("table") == page.count("form") == page.count("article") == 0


def test_texts_are_never_markup() -> None:
    page = form.render(hostile(), "en")
    tags = Page(page)
    assert (tags.count("script"), tags.count("style"), tags.count("img"), tags.count("article")) == (1, 1, 0, 2)
    assert not any(name.startswith("on") or name == "style" for _, attributes in tags.tags for name in attributes)


@given(reports())
@settings(max_examples=60)
def test_whatever_stands_in_a_report_the_page_is_whole(report: Report) -> None:
    text = form.render(report, "en")
    text.encode()
    page = Page(text)
    assert page.count("article") == len(report.findings)
    assert (page.count("script"), page.count("style")) == (1, 1)
    assert not any(letter in text for letter in "\u202e\u2066\u2028\x00\x1b\x85")


def test_nothing_is_loaded_and_only_our_code_runs() -> None:
    page = Page(form.render(hostile(), "en"))
    (policy,) = (a["content"] or "" for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256("".join(page.code[kind]).encode()).digest()).decode()
        assert rules.pop(f"{kind}-src") == f"'sha256-{digest}'"
    assert rules == {"default-src": "'none'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'"}
    assert [a[name] for _, a in page.tags for name in ("src", "href", "action") if name in a] == ["data:,"]
    assert not re.search(r"url\(|@import|https?://", "".join(page.code["style"] + page.code["script"]))


def test_ten_thousand_findings_and_more() -> None:
    report = many(form.LIMIT + 1)
    page = form.render(report, "en")
    assert page.count("<article") == form.LIMIT
    assert messages.text("report.more_page", shown=form.LIMIT, total=form.LIMIT + 1) in page
    assert "Violations: 6667 · warnings: 3334" in page
    assert len(page) < 10_000_000
    assert form.render(many(20), "en", 0).count("<article") == 20


def palette(style: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#\w{6});", style))


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_every_colour_can_be_read(dark: bool) -> None:
    day, night = STYLE.split("@media screen and (prefers-color-scheme: dark)")
    colours = palette(night) if dark else palette(day)
    assert set(colours) == set(palette(day))
    pairs = [
        (name, ground)
        for name in ("ink", "soft", "violation", "warning", "info", "good")
        for ground in ("page", "band")
    ]
    weak = [pair for pair in [*pairs, ("mark-ink", "mark")] if contrast(colours[pair[0]], colours[pair[1]]) < READABLE]
    assert weak == []


def test_severity_is_a_word_and_not_only_a_colour() -> None:
    page = form.render(ordinary(), "en")
    for word in ("violation", "warning", "info"):
        assert f'<span class="tag">{word}</span>' in page


def opened(page: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The document as a browser has it after two seconds (stdout) and what the page said (stderr)."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        pytest.skip("no chromium on this machine")
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=2000", "--enable-logging=stderr", "--dump-dom", file.as_uri(),
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True)


@pytest.mark.browser
def test_nothing_of_the_data_runs_in_a_browser(tmp_path: Path) -> None:
    findings = [
        replace(finding, values={"actor": text})
        for finding in hostile().findings
        for text in NASTY
        if text.isprintable()
    ]
    run = opened(form.render(replace(hostile(), findings=findings), "en"), tmp_path)
    assert "data-owned" not in run.stdout.split(">", 2)[1]
    assert not [line for line in run.stderr.splitlines() if "CONSOLE" in line]
    assert html.escape(NASTY[0], quote=False) in run.stdout
    assert f'<output id="shown">{len(findings)} / {len(findings)}</output>' in run.stdout


@pytest.mark.browser
@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        ("", 4),
        ("document.querySelector('input[value=violation]').checked = false;", 2),
        ("document.getElementById('rule').value = 'PLA-007';", 1),
        ("document.getElementById('file').value = 'data/links.ttl';", 1),
        (
            "document.getElementById('rule').value = 'HSE-002'; document.getElementById('file').value = 'data/links.ttl';",
            0,
        ),
    ],
)
def test_the_filter_in_a_browser(tmp_path: Path, choice: str, shown: int) -> None:
    hand = f"<script>{choice} document.getElementById('filter').dispatchEvent(new Event('change'));</script></body>"
    page = re.sub("script-src [^;]*", "script-src 'unsafe-inline'", form.render(ordinary(), "en")).replace(
        "</body>", hand
    )
    run = opened(page, tmp_path)
    assert f'<output id="shown">{shown} / 4</output>' in run.stdout
    seen = [attributes for tag, attributes in Page(run.stdout).tags if tag == "article" and "hidden" not in attributes]
    assert len(seen) == shown
