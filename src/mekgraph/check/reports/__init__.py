"""The forms in which a report is given: one module each, with ``render(report, language)``.

>>> sorted(FORMATS)
['github', 'html', 'json', 'junit', 'sarif', 'text', 'turtle']
"""

from collections.abc import Callable

from mekgraph.check.findings import Report
from mekgraph.check.reports import github, html, json, junit, sarif, text, turtle

Render = Callable[[Report, str], str]
FORMATS: dict[str, Render] = {
    "text": text.render,
    "json": json.render,
    "junit": junit.render,
    "sarif": sarif.render,
    "html": html.render,
    "github": github.render,
    "turtle": turtle.render,
}
