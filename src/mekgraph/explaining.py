"""What each rule of the check is for: its reason, and an example of wrong and right (``mekgraph explain``)."""

import difflib
import tomllib
from dataclasses import dataclass
from typing import Any

from mekgraph.check import house, plausibility
from mekgraph.check.findings import LAYERS, Rule, Texts
from mekgraph.check.ownrules import own_rules
from mekgraph.check.selecting import is_of
from mekgraph.check.shapes import read_rules
from mekgraph.errors import InputError, UsageError
from mekgraph.exchange.importing.checking import table_rules
from mekgraph.resources import Project
from mekgraph.sources.text import read_text


@dataclass(frozen=True)
class Explanation:
    """One rule with the reason for it and an example of each kind; empty where nobody has written them yet."""

    rule: Rule
    reason: Texts
    wrong: str
    right: str


def all_rules(project: Project) -> list[Rule]:
    """Every rule of every layer, in the order of layers and ids."""
    shapes = read_rules(project).all()
    asked = [rule.rule for rule in (*house.rules(project), *plausibility.rules(project))]
    return sorted(
        [*own_rules(), *table_rules().values(), *shapes, *asked], key=lambda rule: (LAYERS.index(rule.layer), rule.id)
    )


def explain(project: Project, wanted: str) -> Explanation:
    """The explanation of the rule with an id; UsageError with the nearest ids for one that does not exist."""
    rules = {rule.id: rule for rule in all_rules(project)}
    name = wanted.strip().upper()
    if name not in rules:
        near = ", ".join(difflib.get_close_matches(name, rules, n=3, cutoff=0.5)) or "-"
        raise UsageError("usage.rule_unknown", wanted=wanted, near=near)
    known = explanations(project)
    told = known.get(name) or known.get(name.partition("-")[0]) or {}
    return Explanation(rules[name], told.get("reason", {}), told.get("wrong", ""), told.get("right", ""))


def known_rule(project: Project, wanted: str) -> None:
    """UsageError with the nearest ids if ``wanted`` is neither a rule nor an area of rules.

    The name of a shape of the project's own is taken as it is: a shape need not have an id.
    """
    rules = [rule.id for rule in all_rules(project)]
    if ":" not in wanted and not any(is_of(rule, wanted) for rule in rules):
        name = wanted.strip().upper()
        areas = dict.fromkeys(rule.partition("-")[0] for rule in rules)
        near = difflib.get_close_matches(name, [*areas, *rules], n=3, cutoff=0.5)
        raise UsageError("usage.rule_unknown", wanted=wanted, near=", ".join(near) or "-")


def explanations(project: Project) -> dict[str, dict[str, Any]]:
    """Reason, wrong and right by rule id, or by its letters alone where all rules of an area share them.

    Raises InputError for a file of ``ontology/explanations/`` that is no TOML.
    """
    found: dict[str, dict[str, Any]] = {}
    for file in sorted((project.ontology / "explanations").glob("*.toml")):
        name = project.shown(file)
        try:
            found.update(tomllib.loads(read_text(file, name)))
        except tomllib.TOMLDecodeError as error:
            raise InputError("waivers.toml", file=name, line=1, reason=str(error)) from None
    return found
