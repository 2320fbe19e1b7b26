"""Ids in cells that nobody knows: the error for each, with the id that was meant where names or letters tell it."""

import difflib
from collections import defaultdict
from collections.abc import Collection, Mapping

import pyoxigraph as ox

from mekgraph.check.nearest import AS_LATIN, cyrillic_in
from mekgraph.errors import InputError
from mekgraph.iris import PREFIXES, SLUG, expand, slug
from mekgraph.sources.folding import fold
from mekgraph.sources.rows import Row

NAMING = [expand(name) for name in ("skos:prefLabel", "skos:altLabel", "mek:acronym", "mek:title")]
Values = Mapping[ox.NamedNode, Mapping[str, list[ox.NamedNode | ox.Literal]]]
Called = Mapping[str, Collection[str]]


def unknown(row: Row, column: str, wanted: str, key: str, known: Collection[str], called: Called) -> InputError:
    """The error (the message ``key``) for an id that is none of ``known``; ``called`` are ids by folded name.

    Another message where the cell is empty, or its id is one of ``known`` but for letters that only look Latin.
    """
    if not wanted:
        return row.error("import.needed", column)
    latin = wanted.translate(AS_LATIN)
    if latin != wanted and latin in known:
        return look_alike(row, column, wanted)
    return row.error(key, column, wanted=wanted, near=", ".join(_nearest(wanted, known, called)) or "-")


def look_alike(row: Row, column: str, wanted: str) -> InputError:
    """The error for an id with Cyrillic letters in it, which says what it is in Latin ones."""
    letters = ", ".join(cyrillic_in(wanted))
    return row.error("import.look_alike", column, wanted=wanted, letters=letters, near=wanted.translate(AS_LATIN))


def no_id(row: Row, column: str) -> InputError:
    """The error for a cell that cannot be an id, or is one but for letters that only look Latin."""
    if not row[column]:
        return row.error("import.needed", column)
    latin = row[column].translate(AS_LATIN)
    return look_alike(row, column, row[column]) if SLUG.fullmatch(latin) else row.error("import.slug", column)


def not_in_list(row: Row, column: str, known: Collection[str]) -> InputError:
    """The error for a cell that holds none of the known words, or nothing."""
    if not row[column]:
        return row.error("import.needed", column)
    return row.error("import.unknown_concept", column, known=", ".join(known))


def names_in(values: Values) -> Called:
    """The ids of all things by folded name, acronym, title and id."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for subject, of_subject in values.items():
        name = slug(subject.value)
        found[fold(name)][name] = None
        for predicate in NAMING:
            for value in of_subject.get(predicate, ()):
                found[fold(value.value)][name] = None
    return found


def _nearest(wanted: str, known: Collection[str], called: Called) -> list[str]:
    """The id under another name or with its prefix, else the ids that are spelt most like it."""
    prefix, _, local = wanted.partition(":")
    if prefix in PREFIXES and local in known:
        return [local]
    named = [name for name in called.get(fold(wanted), ()) if name in known]
    return named or difflib.get_close_matches(wanted, known, n=3, cutoff=0.6)
