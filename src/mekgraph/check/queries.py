"""Rules kept as SPARQL queries, one file each (``rulefile``), and running one of them over the whole graph.

How grave a rule is, or that it is off, stands in a profile beside the rules, so that a house can be stricter than
another.
"""

import datetime
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mekgraph.check.details import shown
from mekgraph.check.findings import Hit, Rule, Severity
from mekgraph.check.rulefile import LETTERS, RuleFile, line_in, line_of, read_rule_file
from mekgraph.errors import InputError, InputErrors, raise_all
from mekgraph.graph.engine import Engine, OxigraphEngine, Term
from mekgraph.sources.text import read_text

SEVERITIES = {"violation": Severity.VIOLATION, "warning": Severity.WARNING, "info": Severity.INFO}
OFF = "off"
LONGEST_SHOWN = 200
TODAY = re.compile(r"[?$]today\b")
Shown = Callable[[Path], str]


@dataclass(frozen=True, eq=False)
class QueryRule:
    """A rule with its query and the file in which both stand; each is equal to itself only."""

    rule: Rule
    query: str
    file: Path


def read_query_rules(files: Sequence[Path], layer: str, profile: Path, shown: Shown) -> list[QueryRule]:
    """The rules of a layer ("house" or "plausibility") that the profile does not switch off, by id.

    Raises InputError (InputErrors for several) with file and line for a header, a text or a query that is not right,
    for two rules of one id, for a rule that the profile does not name, and for a name in the profile without a rule.
    """
    severities = _read_profile(profile, shown(profile))
    found = _read_files(files, layer, shown)
    errors = [
        InputError("rulefile.no_severity", file=shown(file.file), line=1, id=id_, profile=shown(profile))
        for id_, file in found.items()
        if id_ not in severities
    ]
    missing = [id_ for id_ in severities if id_.startswith(LETTERS[layer]) and id_ not in found]
    raise_all(errors + [_of_profile(profile, shown(profile), "rulefile.no_rule", id_) for id_ in missing])
    return [
        QueryRule(Rule(id_, layer, SEVERITIES[severities[id_]], file.problem, file.remedy), file.query, file.file)
        for id_, file in sorted(found.items())
        if severities[id_] != OFF
    ]


def hits(rule: QueryRule, engine: Engine, today: datetime.date) -> list[Hit]:
    """What the rule finds in the whole graph on a day, in an order that does not depend on the engine."""
    answer = engine.select(TODAY.sub(f'"{today.isoformat()}"^^xsd:date', rule.query))
    rows = sorted(set(answer.rows), key=lambda row: [str(term or "") for term in row])
    return [_hit(rule.rule, dict(zip(answer.columns, row, strict=True))) for row in rows]


def _hit(rule: Rule, row: Mapping[str, Term | None]) -> Hit:
    return Hit(
        rule=rule,
        severity=rule.severity,
        focus=row["this"],
        path=row.get("path"),
        value=row.get("value"),
        values={column: _text(term) for column, term in row.items()},
    )


def _text(term: Term | None) -> str:
    """A term in a sentence: the short form of an IRI, the text of a literal, cut where it is long."""
    text = shown(term)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def _read_files(files: Sequence[Path], layer: str, shown: Shown) -> dict[str, RuleFile]:
    empty = OxigraphEngine.of([])
    errors: list[InputError] = []
    found: dict[str, RuleFile] = {}
    for file in files:
        try:
            rule = read_rule_file(file, layer, shown(file), empty)
        except InputErrors as several:
            errors.extend(several.errors)
        except InputError as error:
            errors.append(error)
        else:
            if rule.id in found:
                other = shown(found[rule.id].file)
                errors.append(InputError("rulefile.twice", file=shown(file), line=1, id=rule.id, other=other))
            found.setdefault(rule.id, rule)
    raise_all(errors)
    return found


def _read_profile(file: Path, name: str) -> dict[str, str]:
    """Severity by rule id."""
    try:
        table = tomllib.loads(read_text(file, name))
    except tomllib.TOMLDecodeError as error:
        raise InputError("rulefile.toml", file=name, line=line_in(error), reason=str(error)) from None
    known = " ".join((*SEVERITIES, OFF))
    errors = [
        _of_profile(file, name, "rulefile.no_rule", id_)
        for id_ in table
        if not id_.startswith(tuple(f"{letters}-" for letters in LETTERS.values()))
    ]
    wrong = [id_ for id_, severity in table.items() if severity not in (*SEVERITIES, OFF)]
    raise_all(errors or [_of_profile(file, name, "rulefile.severity", id_, known=known) for id_ in wrong])
    return table


def _of_profile(file: Path, name: str, key: str, id_: str, **values: Any) -> InputError:
    line = line_of(rf'^\s*["\']?{re.escape(id_)}["\']?\s*=', read_text(file, name))
    return InputError(key, file=name, line=line, id=id_, **values)
