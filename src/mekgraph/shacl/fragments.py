"""The pieces of SPARQL that queries are made of; they live in ``fragments.toml``, one entry per component."""

import functools
import string
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import cast

import pyoxigraph as ox

from mekgraph.graph.engine import Term
from mekgraph.iris import PREFIXES

XSD = PREFIXES["xsd"]
PIECES = ("year", "leap_year", "zone", "day_of_month", "months", "hours", "clock")


class Fragment(string.Template):
    """A text with blanks written ``%{name}``, since ``$`` and ``{}`` belong to SPARQL."""

    delimiter = "%"


@functools.cache
def _section(name: str) -> dict[str, Fragment]:
    return {key: Fragment(str(text)) for key, text in _table()[name].items()}


@functools.cache
def _table() -> dict[str, dict[str, object]]:
    return tomllib.loads(resources.files("mekgraph.shacl").joinpath("fragments.toml").read_text(encoding="utf-8"))


def fragment(section: str, name: str, **values: object) -> str:
    """One piece with its blanks filled.

    >>> fragment("value", "minLength", v="?v", number=3)
    '(isBlank(?v) || STRLEN(STR(?v)) < 3)'
    """
    return _section(section)[name].substitute(values)


@functools.cache
def lexical_form(datatype: str, value: str) -> str:
    """An expression that is true of a ``value`` with a text that its datatype allows; empty where any text will do.

    >>> lexical_form("http://www.w3.org/2001/XMLSchema#boolean", "?v")
    'REGEX(STR(?v), "^(true|false|1|0)$")'
    """
    name = datatype.removeprefix(XSD)
    if name == datatype:
        return ""
    if name in _table()["range"]:
        low, high = cast(list[int], _table()["range"][name])
        number = f"<{XSD}decimal>(STR({value}))"  # and bounds as decimals: engines end their integers at 2^63
        return f"({_regex('integer', value)} && {number} >= {low}.0 && {number} <= {high}.0)"
    return _regex(name, value) if name in _table()["form"] else ""


def _regex(name: str, value: str) -> str:
    pieces = {piece: str(_table()["form"][piece]) for piece in PIECES}
    return f"REGEX(STR({value}), {ox.Literal(fragment('form', name, **pieces))})"


def listed(terms: Iterable[Term], separator: str = ", ") -> str:
    """Terms as SPARQL writes them, one after the other."""
    return separator.join(map(str, terms))


def any_of(parts: Iterable[str]) -> str:
    """True if one of the expressions is; false where there is none."""
    return _joined(list(parts), " || ", "false")


def all_of(parts: Iterable[str]) -> str:
    """True if all of the expressions are; true where there is none."""
    return _joined(list(parts), " && ", "true")


def _joined(parts: list[str], operator: str, empty: str) -> str:
    """The parts in pairs of pairs: engines walk down a long chain step by step, and thousands of steps break them."""
    if len(parts) < 2:
        return parts[0] if parts else empty
    middle = (len(parts) + 1) // 2
    return f"({_joined(parts[:middle], operator, empty)}{operator}{_joined(parts[middle:], operator, empty)})"
