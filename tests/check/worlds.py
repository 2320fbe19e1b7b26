"""Small worlds in Turtle files, one defect each, and what the query rules find in them."""

import datetime
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from mekgraph.check import house, plausibility
from mekgraph.check.findings import Hit, Rule
from mekgraph.check.queries import QueryRule, hits
from mekgraph.graph.build import read_all
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import PREFIXES, SCHEMES, shorten
from mekgraph.resources import find_project
from mekgraph.sources.statements import read_document

from ..conftest import ROOT

PROJECT = find_project(ROOT)
WORLDS = ROOT / "tests" / "checks"
TODAY = datetime.date(2026, 11, 22)
HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
EXPECTED = "# Expected: "
CURIE = re.compile(rf"(?<![\w<:?])(?:{'|'.join(PREFIXES)}):[A-Za-z0-9_][\w-]*")
OUTSIDE = tuple(f"{prefix}:" for prefix in PREFIXES if prefix not in ("mek", *SCHEMES))
FIELD = re.compile(r"\{(\w+)\}")
SENTENCE_START = re.compile(r"[“«]?[A-ZА-Я{]")
FOREIGN_QUOTES = {"en": set("«»„"), "ru": set("“”„"), "uz": set("«»„")}
# ʻ stands after o and g and nowhere else, ʼ everywhere else, and nothing else passes for one of the two.
UZBEK_MISSPELT = re.compile("[\u0027\u0060\u00b4\u2018\u2019\u2032]|(?<![OoGg])\u02bb|(?<=[OoGg])\u02bc")
CYRILLIC = re.compile("[А-Яа-яЁё]")
# All that the rules ask of the ontology: which properties hold texts, and what is a kind of what.
ASKED = {PREFIXES["rdfs"] + name for name in ("range", "subClassOf")}


@cache
def rules() -> tuple[QueryRule, ...]:
    return (*house.rules(PROJECT), *plausibility.rules(PROJECT))


@cache
def vocabulary() -> tuple[ox.Triple, ...]:
    documents = read_all(PROJECT.ontology_files(), PROJECT)
    return tuple(s.triple for document in documents for s in document.statements if s.predicate.value in ASKED)


def worlds(letters: str) -> list[Path]:
    """The files of the rules whose ids begin with some letters."""
    return sorted(WORLDS.glob(f"{letters}-*/*.ttl"))


def name_of(file: Path) -> str:
    return file.relative_to(WORLDS).as_posix()


def expected(file: Path) -> set[tuple[str, str]]:
    """Rule and focus of each finding, as the comment on top of the file says."""
    line = next(line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith(EXPECTED))
    told = line.removeprefix(EXPECTED)
    return set() if told == "nothing" else {(file.parent.name, focus) for focus in told.split()}


def found_in(triples: list[ox.Triple], asked: tuple[QueryRule, ...] | None = None) -> list[Hit]:
    """What the rules (all, unless some are given) find in a few statements."""
    engine = OxigraphEngine.of([*vocabulary(), *triples])
    return [hit for rule in asked or rules() for hit in hits(rule, engine, TODAY)]


def found_in_file(file: Path) -> list[Hit]:
    return found_in([statement.triple for statement in read_document(file).statements])


def found_in_turtle(turtle: str, asked: tuple[QueryRule, ...]) -> list[Hit]:
    """What some rules find in Turtle with its prefixes."""
    return found_in([quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)], asked)


def found_in_text(turtle: str, rule: str) -> list[Hit]:
    """What one rule finds in Turtle without prefixes."""
    triples = [quad.triple for quad in ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)]
    return found_in(triples, tuple(one for one in rules() if one.rule.id == rule))


def keys(found: list[Hit]) -> set[tuple[str, str]]:
    return {(hit.rule.id, shorten(hit.focus.value)) for hit in found}  # type: ignore[union-attr]


def explained(letters: str) -> dict[str, dict[str, Any]]:
    """Reason, wrong and right of the rules, as written for “mekgraph explain”."""
    text = (PROJECT.ontology / "explanations" / f"{letters}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def terms_of(query: str) -> set[str]:
    """The terms and concepts of ours that a query names; what it says in strings and comments does not count."""
    text = re.sub(r'"(?:[^"\\]|\\.)*"|^\s*#.*$', "", query, flags=re.MULTILINE)
    return {name for name in CURIE.findall(text) if not name.startswith(OUTSIDE)}


@cache
def declared() -> frozenset[str]:
    documents = read_all(PROJECT.ontology_files(), PROJECT)
    subjects = {s.subject for document in documents for s in document.statements}
    return frozenset(shorten(subject.value) for subject in subjects if isinstance(subject, ox.NamedNode))


def faults_of_texts(rule: Rule) -> list[str]:
    """What is wrong with the sentences of a rule, in words."""
    faults = []
    for texts in (rule.problem, rule.remedy):
        fields = {language: FIELD.findall(text) for language, text in texts.items()}
        if len({frozenset(names) for names in fields.values()}) > 1:
            faults.append(f"not the same values in all languages: {fields}")
        for language, text in texts.items():
            if not text.endswith(".") or text.startswith(" ") or "  " in text or not SENTENCE_START.match(text):
                faults.append(f"{language}: no sentence: {text}")
            if FOREIGN_QUOTES[language] & set(text.replace("“ ”", "").replace("« »", "")):
                faults.append(f"{language}: quotation marks of another language: {text}")
    if UZBEK_MISSPELT.search(
        rule.problem["uz"] + rule.remedy["uz"].replace("ʻ (U+02BB)", "").replace("ʼ (U+02BC)", "")
    ):
        faults.append(f"wrong apostrophe: {rule.problem['uz']} {rule.remedy['uz']}")
    if not CYRILLIC.search(rule.problem["ru"]) or CYRILLIC.search(rule.problem["en"] + rule.problem["uz"]):
        faults.append(f"letters of another language: {rule.problem}")
    return faults
