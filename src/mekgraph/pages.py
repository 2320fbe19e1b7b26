"""What all our web pages share: templates, our own styles and scripts, what a page may load and where it may lead."""

import base64
import functools
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

TEMPLATES = "templates"


def filled(package: str, template: str, **values: object) -> str:
    """The template of a package with its blanks filled; texts are escaped, a blank without a value is an error."""
    return _environment(package).get_template(template).render(**values)


@functools.cache
def _environment(package: str) -> Environment:
    return Environment(
        loader=PackageLoader(package, TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def own(package: str, name: str) -> str:
    """The text of a style or script beside the templates of a package, as a browser sees it (line ends are LF)."""
    return (files(package) / TEMPLATES / name).read_text("utf-8")


def policy(styles: Sequence[str], scripts: Sequence[str] = (), images: str = "", fonts: str = "") -> str:
    """The Content-Security-Policy that lets exactly these styles and scripts be used and nothing be loaded.

    ``images`` and ``fonts`` are the schemes from which pictures and fonts may come.

    >>> policy(["p {}"], images="data:")
    "default-src 'none'; style-src 'sha256-...='; img-src data:; base-uri 'none'; form-action 'none'"
    """
    parts = {"default-src": "'none'", "script-src": _hashes(scripts), "style-src": _hashes(styles), "img-src": images}
    parts |= {"font-src": fonts, "base-uri": "'none'", "form-action": "'none'"}
    return "; ".join(f"{name} {value}" for name, value in parts.items() if value)


def _hashes(texts: Sequence[str]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def safe_url(url: str) -> str:
    """``url`` if it is a plain web address (http or https, with a host), else an empty text."""
    if not url.isprintable() or " " in url or "\\" in url:
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and host else ""
