"""Prefixes that a query uses and nobody declares, and those that it declares for another namespace than ours."""

import difflib
import functools
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from itertools import pairwise

from mekgraph.ask.teaching.lesson import Lesson, QueryText
from mekgraph.check.nearest import AS_LATIN, NONE, cyrillic_in, same_but_for_form
from mekgraph.graph.syntax.tokens import Token
from mekgraph.iris import PREFIXES

NAMES = ("NAME", "PREFIX_NAME")
MOST_NEAR = 3
HELD_ALIKE = 0.6


def declared(tokens: list[Token]) -> dict[str, str]:
    """The prefixes that a query declares itself, with their namespaces."""
    triples = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return {
        name.text[:-1]: space.text[1:-1]
        for word, name, space in triples
        if (word.kind, name.kind, space.kind) == ("PREFIX", "PREFIX_NAME", "ADDRESS")
    }


def used(tokens: list[Token]) -> Iterator[tuple[Token, str]]:
    """Every name with a prefix, and the prefix; not those of declarations."""
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.kind in NAMES and not (before and before.kind == "PREFIX"):
            yield token, token.text.partition(":")[0]


def undeclared(tokens: list[Token]) -> set[str]:
    """The prefixes in use that are neither ours nor declared."""
    return {prefix for _, prefix in used(tokens)} - {*PREFIXES, *declared(tokens)}


def unknown(query: QueryText, tokens: list[Token], missing: set[str] | None = None) -> Iterator[Lesson]:
    """A lesson for every prefix that is ``missing`` (all that are not declared), where it stands first."""
    known = {**PREFIXES, **declared(tokens)}
    wanted = undeclared(tokens) if missing is None else missing
    first = {prefix: token for token, prefix in reversed(list(used(tokens))) if prefix in wanted}
    for prefix, token in first.items():
        key, values = _said_of(prefix, known)
        yield query.error(key, token.start, token.start + len(prefix) + 1, found=prefix, **values)


def astray(query: QueryText, tokens: list[Token]) -> Iterator[Lesson]:
    """A lesson for every prefix that is declared for a namespace which differs from one of ours only in its form."""
    for name, space in pairwise(tokens):
        if (name.kind, space.kind) != ("PREFIX_NAME", "ADDRESS"):
            continue
        expected = same_but_for_form(space.text[1:-1])
        if expected:
            yield query.remark("astray", space.start, space.end, found=name.text, right=f"<{expected}>")


def _said_of(prefix: str, known: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    elsewhere = _well_known().get(prefix)
    if elsewhere:
        return "prefix_known", {"right": f"PREFIX {prefix}: <{elsewhere}>"}
    latin = prefix.translate(AS_LATIN)
    if latin != prefix and latin in known:
        return "prefix_letters", {"letters": " ".join(cyrillic_in(prefix)), "right": f"{latin}:"}
    names = [name for name in known if name]
    near = difflib.get_close_matches(prefix.lower(), names, n=MOST_NEAR, cutoff=HELD_ALIKE)
    return "prefix", {"near": ", ".join(f"{name}:" for name in near) or NONE}


@functools.cache
def _well_known() -> dict[str, str]:
    return tomllib.loads(resources.files(__package__).joinpath("prefixes.toml").read_text(encoding="utf-8"))
