"""The forms in which a report is given: one module each, with ``render(report, language)``.

>>> sorted(FORMATS)
['github', 'html', 'json', 'junit', 'sarif', 'text', 'turtle']
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from mekgraph.check.findings import Report

Render = Callable[[Report, str], str]


def _rendered(form: str, report: Report, language: str) -> str:
    """The report in a form, whose module is loaded now: each brings libraries of its own, and a run needs one form."""
    rendered: str = import_module(f"{__name__}.{form}").render(report, language)
    return rendered


FORMATS: dict[str, Render] = {
    form: partial(_rendered, form) for form in ("text", "json", "junit", "sarif", "html", "github", "turtle")
}
