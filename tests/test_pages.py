"""What all web pages share: nothing loads, nothing leads where it should not, texts stay texts."""

import pytest

from mekgraph.pages import filled, own, policy, safe_url


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a", True), ("http://example.org", True), ("HTTPS://example.org", True),
        ("", False), ("ftp://example.org", False), ("javascript:alert(1)", False), ("java\nscript:alert(1)", False),
        (" https://example.org", False), ("https:///x", False), ("//example.org", False), ("https://[", False),
        ("data:text/html,x", False), ("https:\\\\example.org", False), ("https://example.org/\u202ea", False),
    ],
)  # fmt: skip
def test_only_plain_web_addresses_become_links(url: str, kept: bool) -> None:
    assert safe_url(url) == (url if kept else "")


def test_a_page_may_use_what_is_named_and_nothing_else() -> None:
    style, script = own("mekgraph.check.reports", "report.css"), own("mekgraph.check.reports", "report.js")
    both = policy([style], [script])
    assert both.startswith("default-src 'none'; script-src 'sha256-")
    assert "img-src" not in both
    assert "script-src" not in policy([style])
    assert policy([style]) != policy([style + " "])
    assert policy([style, style]).count("sha256-") == 2


def test_a_blank_without_a_value_is_an_error() -> None:
    with pytest.raises(Exception, match="undefined"):
        filled("mekgraph.ask.formats", "answer.html.j2", language="en")
