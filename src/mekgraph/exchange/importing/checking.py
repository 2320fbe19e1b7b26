"""Tables checked without being imported: wrong cells as findings, else the data as it would be, for further checks."""

import functools
from dataclasses import dataclass, field
from pathlib import Path

from mekgraph import messages
from mekgraph.check.findings import Detail, Finding, Place, Rule, Severity
from mekgraph.errors import InputError, InputErrors
from mekgraph.exchange.importing.importer import Progress, convert
from mekgraph.exchange.importing.origins import Origins
from mekgraph.exchange.importing.reading import read_facts, table_files
from mekgraph.exchange.importing.world import load_world
from mekgraph.resources import Project
from mekgraph.sources.rows import TableError

LAYER = "syntax"
# Files and workbooks below 20, sheets and column names below 40, then cells. An id is never given to another rule;
# TAB-049 was one for TAB-058 to TAB-060.
RULES = {
    "input.folder": "TAB-001",
    "input.unreadable": "TAB-002",
    "input.empty": "TAB-003",
    "input.encoding": "TAB-004",
    "input.nul": "TAB-005",
    "input.csv": "TAB-006",
    "tables.other_kind": "TAB-007",
    "tables.damaged": "TAB-008",
    "tables.password": "TAB-009",
    "tables.odd": "TAB-010",
    "tables.large": "TAB-011",
    "tables.many_cells": "TAB-012",
    "tables.empty": "TAB-013",
    "tables.none_fits": "TAB-014",
    "input.large": "TAB-015",
    "input.slow": "TAB-016",
    "input.hungry": "TAB-017",
    "input.breaking": "TAB-018",
    "input.reader": "TAB-019",
    "input.table_unknown": "TAB-020",
    "input.column_missing": "TAB-021",
    "input.column_twice": "TAB-022",
    "tables.names_late": "TAB-023",
    "tables.hidden": "TAB-024",
    "tables.many_rows": "TAB-025",
    "input.column_misspelt": "TAB-026",
    "input.cells": "TAB-040",
    "tables.unnamed": "TAB-041",
    "tables.merged": "TAB-042",
    "tables.formula": "TAB-043",
    "tables.error_value": "TAB-044",
    "import.needed": "TAB-045",
    "import.slug": "TAB-046",
    "import.date": "TAB-047",
    "import.number": "TAB-048",
    "import.period": "TAB-050",
    "import.unknown_id": "TAB-051",
    "import.unknown_source": "TAB-052",
    "import.unknown_concept": "TAB-053",
    "import.unknown_claim": "TAB-054",
    "import.id_twice": "TAB-055",
    "import.id_taken": "TAB-056",
    "import.no_name": "TAB-057",
    "import.country": "TAB-058",
    "import.wikidata": "TAB-059",
    "import.address": "TAB-060",
    "import.look_alike": "TAB-061",
    "import.day_number": "TAB-062",
    "import.date_form": "TAB-063",
}


@dataclass(frozen=True)
class Tables:
    """What a check of tables found; where that is nothing, the new text of every data file that they would change.

    ``origins`` knows the cell that an added statement came from; ``notes`` say which sheets were left out; ``files``
    are the tables that were read.
    """

    findings: list[Finding]
    texts: dict[Path, str] = field(default_factory=dict)
    origins: Origins = field(default_factory=Origins)
    notes: list[Detail] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


def check_tables(project: Project, paths: list[Path], progress: Progress = lambda _: None) -> Tables:
    """Import CSV files and workbooks (or folders of them) without writing anything.

    Whatever is wrong in them becomes a finding. Raises InputError for an absent path, a folder without tables, and
    for files of the project itself that cannot be read.
    """
    progress("import.reading")
    files = table_files(paths)
    try:
        facts = read_facts(paths, lambda file: project.shown(file.resolve()))
    except InputError as error:
        return Tables(_findings(error), files=files)
    world = load_world(project)
    progress("import.converting")
    try:
        done = convert(world, facts)
    except InputError as error:
        return Tables(_findings(error), notes=facts.notes, files=files)
    return Tables([], done.files, done.origins, facts.notes, files)


@functools.cache
def table_rules() -> dict[str, Rule]:
    """The rules of this layer by the key of the message that says what is wrong and, last, what to do.

    Where a message ends without saying what to do, ``tables.remedy_...`` does.
    """
    return {key: _rule(key, name) for key, name in RULES.items()}


def _rule(key: str, name: str) -> Rule:
    problems, remedies = {}, {}
    own = f"tables.remedy_{key.rpartition('.')[2]}"
    for language in messages.LANGUAGES:
        texts = messages.catalogue(language)
        whole, remedy = texts[key], texts.get(own, "")
        if not remedy:
            whole, _, remedy = whole.rpartition(". ")
            whole += "."
        problems[language], remedies[language] = whole[:1].upper() + whole[1:], remedy
    return Rule(name, LAYER, Severity.VIOLATION, problems, remedies)


def _findings(error: InputError) -> list[Finding]:
    errors = error.errors if isinstance(error, InputErrors) else (error,)
    found = [_finding(one) for one in errors]
    return sorted(
        found, key=lambda one: (one.place.file, one.place.sheet, one.place.line, one.place.column, one.rule.id)
    )


def _finding(error: InputError) -> Finding:
    line, column = error.line or 0, error.column or 0
    place = Place(str(error.file or ""), line, column)
    if isinstance(error, TableError):
        length = len(error.source) if column else 0
        place = Place(error.table_file, line, column, length, error.source, error.sheet)
    values = {name: str(value) for name, value in error.values.items()}
    rule = table_rules()[error.key]
    return Finding(rule, rule.severity, place, value=values.get("wanted", values.get("value", "")), values=values)
