"""A small project that is checked in full again and again, with a new file of data each time.

Its rules are read only once: that takes longer than checking a small world.
"""

import datetime
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from mekgraph.check.checker import Checker
from mekgraph.check.findings import Finding, Report
from mekgraph.iris import PREFIXES
from mekgraph.resources import Project

from ..conftest import ROOT

TODAY = datetime.date(2026, 11, 22)
# All prefixes on one line, so that the text below begins on line 2 of its file.
HEAD = " ".join(f"@prefix {prefix}: <{space}> ." for prefix, space in PREFIXES.items()) + "\n"
# Nothing is wrong with it.
WORLD = """
actor:alfa a mek:NonGovernmentalOrganization ;
  skos:prefLabel "Alfa"@en, "Альфа"@ru, "Alfa"@uz ; mek:describedIn source:s1 .
actor:beta a mek:NonGovernmentalOrganization ;
  skos:prefLabel "Beta"@en, "Бета"@ru, "Beta"@uz ; mek:describedIn source:s1 .
event:ev-meeting a mek:Event ; skos:prefLabel "Meeting"@en, "Встреча"@ru, "Uchrashuv"@uz ;
  mek:eventKind eventkind:Meeting ; mek:start "2024-05"^^xsd:gYearMonth ; mek:describedIn source:s1 .
source:s1 a mek:Source ; mek:title "A page"@en ; mek:publisher "A publisher" ; mek:language "en" ;
  mek:published "2024-06-01"^^xsd:date ; mek:url <https://example.org/a> .
link:alfa_organized_ev-meeting a mek:Link ; mek:kind kind:organized ; mek:subject actor:alfa ;
  mek:object event:ev-meeting ; mek:evidence evidence:alfa_organized_ev-meeting_s1 .
evidence:alfa_organized_ev-meeting_s1 a mek:Evidence ; mek:source source:s1 ; mek:assertion assertion:stated ;
  mek:locator "1" .
link:beta_hosted_ev-meeting a mek:Link ; mek:kind kind:hosted ; mek:subject actor:beta ;
  mek:object event:ev-meeting ; mek:evidence evidence:beta_hosted_ev-meeting_s1 .
evidence:beta_hosted_ev-meeting_s1 a mek:Evidence ; mek:source source:s1 ; mek:assertion assertion:stated ;
  mek:locator "2" .
"""
Content = str | bytes


class Desk:
    """The small project; its data are the world above and the files that a check is given."""

    def __init__(self, root: Path) -> None:
        for name in ("ontology", "queries"):
            shutil.copytree(ROOT / name, root / name)
        self.project = Project(root, root / "out")
        self.checker = Checker(self.project, today=TODAY)

    def put(self, files: Mapping[str, Content]) -> None:
        """Make these the files of the data, by name below ``data/``."""
        shutil.rmtree(self.project.data, ignore_errors=True)
        self.project.data.mkdir()
        for name, content in files.items():
            file = self.project.data / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def check(self, text: Content = "", given: Iterable[Path] = (), **files: Content) -> Report:
        """The report on the world with ``text`` below our prefixes in ``data/new.ttl``, and with other files.

        The names of ``files`` have "__" in the place of a dot; ``given`` are files from outside.
        """
        new = HEAD + text if isinstance(text, str) else text
        named = {name.replace("__", "."): content for name, content in files.items()}
        self.put({"world.ttl": HEAD + WORLD, **({"new.ttl": new} if text else {}), **named})
        self.checker.files = list(given)
        return self.checker.run()


def spots(findings: Iterable[Finding]) -> list[tuple[str, str, int, int]]:
    """Rule, file, line below our prefixes, and column of each finding."""
    return [(f.rule.id, f.place.file, f.place.line - 1, f.place.column) for f in findings]


def marked(finding: Finding) -> str:
    """What a finding points at in its line."""
    start = finding.place.column - 1
    return finding.place.source[start : start + finding.place.length]
