"""A project of a few shapes, and Turtle texts that are hard to edit."""

from pathlib import Path

import pytest

from mekgraph.resources import Project

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix e: <http://e/> .
e:Name sh:path e:name ; sh:datatype rdf:langString ; sh:uniqueLang true .
e:NameEn sh:path e:name ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:languageIn ( "en" ) ] .
e:NameRu sh:path e:name ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:languageIn ( "ru" ) ] .
e:NameUz sh:path e:name ; sh:qualifiedMinCount 1 ;
    sh:qualifiedValueShape [ sh:languageIn ( "uz" ) ; sh:not [ sh:languageIn ( "uz-Cyrl" ) ] ] .
e:Note sh:path e:note ; sh:datatype rdf:langString .
e:Place sh:path e:place ; sh:datatype xsd:string ; sh:pattern "\\\\S" .
e:Start sh:path e:start ; sh:or (
    [ sh:datatype xsd:gYear ; sh:pattern "^[0-9]{4}$" ]
    [ sh:datatype xsd:gYearMonth ; sh:pattern "^[0-9]{4}-(0[1-9]|1[0-2])$" ]
    [ sh:datatype xsd:date ] ) .
e:Count sh:path e:count ; sh:or ( [ sh:datatype xsd:integer ] [ sh:datatype xsd:decimal ] ) .
e:Open sh:path e:open ; sh:or ( [ sh:datatype xsd:gYear ] [ sh:nodeKind sh:IRI ] ) .
e:One sh:path e:unclear ; sh:datatype xsd:gYear .
e:Other sh:path e:unclear ; sh:datatype xsd:date .
"""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with these shapes, no data and no ontology."""
    root = tmp_path_factory.mktemp("small")
    (root / "ontology" / "shapes").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "ontology" / "shapes" / "all.ttl").write_text(SHAPES, encoding="utf-8")
    return Project(root, root / "out")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a test puts its files."""
    return tmp_path
