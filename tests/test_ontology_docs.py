"""The ontology's documentation is current, its queries give what it shows, and every term keeps the house rules."""

import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from mekgraph.check.details import shown
from mekgraph.graph.build import read_all
from mekgraph.graph.engine import OxigraphEngine, Term
from mekgraph.iris import BASE, DEF, PREFIXES, SCHEMES
from mekgraph.resources import Project

ROOT = Path(__file__).parents[1]
README = (ROOT / "ontology" / "README.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```sparql\n(.*?)```", README, re.DOTALL)
TURTLE = re.findall(r"```turtle\n(.*?)```", README, re.DOTALL)
RESULT, MORE = "#> ", "... "
OWL_TERMS = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty")
TURTLE_PREFIXES = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
CURIE = re.compile(rf"(?<![\w<:?]){'(' + '|'.join(('mek', *SCHEMES)) + ')'}:([A-Za-z0-9_][\w-]*)")
LANGUAGES = {"en", "ru", "uz"}


def read_ontology() -> dict[str, dict[str, list[Term]]]:
    """What the ontology says: the objects by subject and predicate, both as short IRIs."""
    project = Project(ROOT, ROOT / "out")
    said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for document in read_all(project.ontology_files(), project):
        for statement in document.statements:
            said[shown(statement.subject)][shown(statement.predicate)].append(statement.object)
    return said


ONTOLOGY = read_ontology()
TYPES = {term: [shown(kind) for kind in said["rdf:type"]] for term, said in ONTOLOGY.items()}
TERMS = sorted((term, kind) for term, kinds in TYPES.items() for kind in kinds if kind in OWL_TERMS)
CONCEPTS = sorted(term for term, kinds in TYPES.items() if "skos:Concept" in kinds)
EXAMPLES = sorted((term, example.value) for term, said in ONTOLOGY.items() for example in said["skos:example"])


def texts(subject: str, predicate: str) -> dict[str, str]:
    """The texts of a term by language; fails on two in one language."""
    found = ONTOLOGY[subject][predicate]
    by_language = {literal.language: literal.value for literal in found}
    assert len(by_language) == len(found), f"{subject} {predicate} twice in one language"
    return by_language


def parse(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(TURTLE_PREFIXES + turtle, format=ox.RdfFormat.TURTLE)]


def holds(engine: OxigraphEngine, triple: ox.Triple) -> bool:
    path = "a/rdfs:subClassOf*" if shown(triple.predicate) == "rdf:type" else str(triple.predicate)
    return engine.ask(f"ASK {{ {triple.subject} {path} {triple.object} }}")


def test_generated_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run: python docs/generate.py\n{done.stdout}{done.stderr}"


def test_readme_has_snippets() -> None:
    assert len(SNIPPETS) >= 10
    assert all(RESULT in snippet for snippet in SNIPPETS)
    assert TURTLE


@pytest.mark.parametrize("snippet", SNIPPETS, ids=range(1, len(SNIPPETS) + 1))
def test_snippet_gives_the_rows_it_shows(snippet: str, engine: OxigraphEngine) -> None:
    told = [line.removeprefix(RESULT) for line in snippet.splitlines() if line.startswith(RESULT)]
    answer = engine.select(snippet)
    rows = [" | ".join("" if term is None else shown(term) for term in row) for row in answer.rows]
    more = f"{MORE}{len(rows)} rows in all"
    assert rows
    assert told[0] == " | ".join(answer.columns)
    assert told[1:] in (rows, [*rows[: len(told) - 2], more])


@pytest.mark.parametrize("block", TURTLE, ids=range(1, len(TURTLE) + 1))
def test_turtle_of_the_readme_stands_in_the_graph(block: str, engine: OxigraphEngine) -> None:
    assert [str(triple) for triple in parse(block) if not holds(engine, triple)] == []


def test_readme_names_every_term_and_concept_of_the_core() -> None:
    kinds = [concept for concept in CONCEPTS if concept.startswith("kind:")]
    assert [name for name in [*(term for term, _ in TERMS), *kinds, *CONCEPTS] if f"`{name}`" not in README] == []


def test_prefixes_are_the_same_as_data_and_in_python() -> None:
    nodes = [said for term, said in ONTOLOGY.items() if "sh:PrefixDeclaration" in TYPES[term]]
    assert {said["sh:prefix"][0].value: said["sh:namespace"][0].value for said in nodes} == PREFIXES


@pytest.mark.parametrize(("term", "example"), EXAMPLES, ids=[term for term, _ in EXAMPLES])
def test_example_uses_its_term_and_is_true(term: str, example: str, engine: OxigraphEngine) -> None:
    triples = parse(example)
    assert any(_uses(engine, term, triple) for triple in triples), f"the example does not use {term}"
    stated = [t for t in triples if shown(t.subject) not in ("source:example", "evidence:example")]
    assert [str(triple) for triple in stated if not holds(engine, triple)] == []


def _uses(engine: OxigraphEngine, term: str, triple: ox.Triple) -> bool:
    """Whether a triple has the term, or a narrower one, as its predicate or class."""
    below = engine.ask(f"ASK {{ {triple.predicate} rdfs:subPropertyOf* {term} }}")
    return below or (
        shown(triple.predicate) == "rdf:type" and engine.ask(f"ASK {{ {triple.object} rdfs:subClassOf* {term} }}")
    )


def test_classes_and_object_properties_have_examples() -> None:
    given = {term for term, _ in EXAMPLES}
    assert [term for term, kind in TERMS if kind != "owl:DatatypeProperty" and term not in given] == []


@pytest.mark.parametrize(("term", "kind"), TERMS)
def test_term_is_labelled_and_defined(term: str, kind: str) -> None:
    labels, definitions = texts(term, "rdfs:label"), texts(term, "skos:definition")
    assert set(labels) == LANGUAGES
    assert set(definitions) == LANGUAGES
    assert all(_is_sentence(definition) for definition in definitions.values()), definitions
    for label in labels.values():
        assert label[0].isupper() if kind == "owl:Class" else label == label.lower(), label


@pytest.mark.parametrize("concept", CONCEPTS)
def test_concept_is_labelled_defined_and_in_a_scheme(concept: str) -> None:
    definitions = texts(concept, "skos:definition")
    assert set(texts(concept, "skos:prefLabel")) == LANGUAGES
    assert set(definitions) == LANGUAGES
    assert all(_is_sentence(definition) for definition in definitions.values()), definitions
    schemes = [shown(scheme) for scheme in ONTOLOGY[concept]["skos:inScheme"]]
    assert schemes == [f"scheme:{SCHEMES[concept.partition(':')[0]]}"]


def _is_sentence(definition: str) -> bool:
    """Whether a definition is one sentence: it starts with a capital, and ends with its only full stop."""
    return definition[0].isupper() and definition.endswith(".") and not re.search(r"[.!?]\s", definition)


def test_terms_in_use_are_declared() -> None:
    project = Project(ROOT, ROOT / "out")
    alignments = sorted((ROOT / "ontology" / "alignments").glob("*.ttl"))
    used = set()
    for document in read_all([*project.data_files(), *project.shape_files(), *alignments], project):
        names = {term for s in document.statements for term in s[:3] if isinstance(term, ox.NamedNode)}
        used |= {(document.file.name, shown(name)) for name in names if name.value.startswith((DEF, BASE + "vocab/"))}
    for file in (*project.rule_files(), *project.question_files(), *project.shape_files()):
        used |= {(file.name, name) for name in _names(file)}
    assert sorted((file, name) for file, name in used if name not in TYPES) == []


def _names(file: Path) -> set[str]:
    """The short IRIs of our terms and concepts in the text of a file, without comments."""
    text = re.sub(r"^\s*#.*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {f"{prefix}:{local}" for prefix, local in CURIE.findall(text)}


def test_questions_use_every_class_and_object_property_or_say_why_not() -> None:
    used = {name for file in Project(ROOT, ROOT / "out").question_files() for name in _names(file)}
    if "mek:edgeProperty" in used:
        used |= {shown(edge) for said in ONTOLOGY.values() for edge in said["mek:edgeProperty"]}
    if "rdf:type" in (ROOT / "queries" / "actor-profile.rq").read_text(encoding="utf-8"):
        used |= {name for name, _ in TERMS if "mek:Actor" in _lineage(name)}
    reasons = tomllib.loads((ROOT / "ontology" / "unused-terms.toml").read_text(encoding="utf-8"))["unused"]
    unused = {term for term, kind in TERMS if kind != "owl:DatatypeProperty"} - used
    assert unused == set(reasons)
    assert all(reason.endswith(".") for reason in reasons.values())


def _lineage(term: str) -> list[str]:
    """A class and all classes above it."""
    above_it = list(ONTOLOGY[term]["rdfs:subClassOf"]) if term in ONTOLOGY else []
    return [term, *(higher for above in above_it for higher in _lineage(shown(above)))]
