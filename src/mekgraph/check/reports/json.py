"""The report as JSON for programs.

An object with these members; nothing is left out, texts that do not apply are empty, numbers that do not apply are 0:

- ``version``: version of this structure, 1; it grows when a member changes its meaning or goes
- ``tool``: ``name`` and ``version`` of the program
- ``language``: language of the texts
- ``conforms``: whether there is no violation; ``readable``: whether every file could be read
- ``files``, ``statements``: how much was checked
- ``counts``: ``violation``, ``warning``, ``info``, ``waived``
- ``findings``: in order of file and line; each with ``rule``, ``layer``, ``severity``, ``file``, ``line``, ``column``,
  ``length``, ``sheet``, ``focus``, ``path``, ``value``, ``problem``, ``found``, ``remedy``. Lines and columns count
  from 1, columns in characters; in a table they are the row and the number of the cell
- ``waived``: the same, each with a ``waiver`` of ``reason``, ``by`` and ``until``
- ``notes``: what the reader must know of the check itself
"""

import json
import re

from mekgraph.check.findings import Finding, Report, Severity, Waiver
from mekgraph.check.reports import wording
from mekgraph.check.reports.characters import escaped

STRUCTURE = 1
# Outside its strings JSON is ASCII, so these can only stand in a string, where an escape means the same.
_NOT_PLAIN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def render(report: Report, language: str) -> str:
    """The report as one JSON object; see the module."""
    found = {
        "version": STRUCTURE,
        "tool": {"name": wording.PROGRAM, "version": wording.VERSION},
        "language": language,
        "conforms": report.conforms,
        "readable": report.readable,
        "files": report.files,
        "statements": report.statements,
        "counts": {level.name.lower(): report.count(level) for level in sorted(Severity, reverse=True)}
        | {"waived": len(report.waived)},
        "findings": [_finding(finding, language) for finding in report.findings],
        "waived": [_finding(finding, language) | {"waiver": _waiver(given)} for finding, given in report.waived],
        "notes": [note.text(language) for note in report.notes],
    }
    return dumped(found)


def dumped(value: object) -> str:
    """Any value as JSON with line breaks, readable in every script.

    Invisible characters are escaped; a half of a character becomes the text of its escape, as strict readers want it.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)
    text = _SURROGATES.sub(lambda match: "\\" + escaped(match[0]), text)
    return _NOT_PLAIN.sub(lambda match: escaped(match[0]), text) + "\n"


def _finding(finding: Finding, language: str) -> dict[str, object]:
    place = finding.place
    return {
        "rule": finding.rule.id,
        "layer": finding.rule.layer,
        "severity": finding.severity.name.lower(),
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "sheet": place.sheet,
        "focus": finding.focus,
        "path": finding.path,
        "value": finding.value,
        "problem": finding.problem(language),
        "found": finding.found(language),
        "remedy": finding.remedy(language),
    }


def _waiver(given: Waiver) -> dict[str, str]:
    return {"reason": given.reason, "by": given.by, "until": given.until}
