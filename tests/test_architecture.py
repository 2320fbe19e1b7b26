"""The folder listing shows the architecture; these tests hold it."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "mekgraph"
BASE = {"apart", "errors", "resources", "iris", "messages", "pages", "sparql"}
STAGES = [
    "sources",
    "graph",
    "shacl",
    "check",
    "ask",
    "network",
    "diagram",
    "exchange",
    "serve",
    "explaining",
    "verbs",
    "run",
    "cli",
]
LONGEST = 350
MODULES = sorted(SOURCE.rglob("*.py"))


def stage_of(name: str) -> str:
    return name.split(".")[1] if "." in name else name


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_stage_imports_only_from_stages_before_it(module: Path) -> None:
    mine = module.relative_to(SOURCE).parts[0].removesuffix(".py")
    imported = {
        stage_of(node.module)
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("mekgraph.")
    }
    if mine in BASE:
        assert imported <= BASE
    elif mine not in ("__init__", "__main__"):
        assert imported <= BASE | set(STAGES[: STAGES.index(mine) + 1])


def test_every_package_is_a_known_stage() -> None:
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and not path.name.startswith(("_", "shipped"))}
    assert folders <= BASE | set(STAGES)


def test_no_module_is_longer_than_a_room() -> None:
    long = {
        path.name: count for path in MODULES if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        f"{path.name}:{node.lineno}"
        for path in MODULES
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_query_text_lives_in_query_files() -> None:
    in_strings = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and "WHERE {" in node.value
        and ">>>" not in node.value
    ]
    assert in_strings == []


def test_prefixes_are_the_same_in_code_and_ontology() -> None:
    from mekgraph.iris import PREFIXES
    from mekgraph.sources.statements import read_document

    document = read_document(SOURCE.parents[1] / "ontology" / "prefixes.ttl")
    names = {s.subject: s.object.value for s in document.statements if s.predicate.value.endswith("#prefix")}
    spaces = {s.subject: s.object.value for s in document.statements if s.predicate.value.endswith("#namespace")}
    assert {names[node]: spaces[node] for node in names} == PREFIXES


def test_exported_names_are_there() -> None:
    import mekgraph

    assert all(hasattr(mekgraph, name) for name in mekgraph.__all__)
