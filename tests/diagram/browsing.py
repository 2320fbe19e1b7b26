"""Pages opened in a real Chromium whose every request, message and error is noted."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; the test is skipped where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        pytest.skip("no chromium on this machine")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, file: Path, place: str = "", **options: Any) -> Iterator[Any]:
    """A page without a network; the test fails if it asks for anything, or says anything on the console."""
    context = browser.new_context(viewport={"width": 1500, "height": 950}, offline=True, **options)
    page = context.new_page()
    noted: list[str] = []
    page.on("request", lambda request: noted.append(request.url))
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.goto(file.as_uri() + place)
    page.wait_for_selector("html[data-ready]")
    yield page
    context.close()
    assert [note for note in noted if not note.startswith(("file:", "data:,", "blob:"))] == []
    assert sum(note.startswith("file:") for note in noted) == 1
