"""The ids of all rules of a project, read without the rules themselves: to tell somebody that there is no such rule."""

import difflib
import re
import tomllib
from collections.abc import Collection

import pyoxigraph as ox

from mekgraph.check.ownrules import own_rules
from mekgraph.iris import DEF
from mekgraph.resources import Project

RULE_ID = ox.NamedNode(DEF + "ruleId")
OF_TABLES = "TAB-"
LETTER_OR_DIGIT = re.compile(r"[^A-Z0-9]")


def rule_ids(project: Project) -> set[str]:
    """The ids of the rules in shapes and query files, and of those that the program itself holds (not of tables).

    Shapes and the profile must be well formed: a check has read them before.
    """
    ids = {rule.id for rule in own_rules()}
    for file in project.shape_files():
        ids |= {quad.object.value for quad in ox.parse(path=str(file)) if quad.predicate == RULE_ID}
    profile = project.ontology / "checks" / "profile.toml"
    return ids | set(tomllib.loads(profile.read_text(encoding="utf-8-sig")))


def is_known(wanted: str, ids: Collection[str]) -> bool:
    """Whether a rule is there; the name of a shape (with a colon) is taken as it is, since a shape needs no id."""
    return ":" in wanted or wanted in ids or wanted.startswith(OF_TABLES)


def nearest_ids(wanted: str, ids: Collection[str]) -> list[str]:
    """The id that ``wanted`` is but for case and signs, else up to three that differ from it in a letter or digit.

    >>> nearest_ids("pla 004", ["PLA-004", "PLA-005"]), nearest_ids("LNK-04", ["LNK-004", "PLA-005"])
    (['PLA-004'], ['LNK-004'])
    """
    bare = _bare(wanted)
    same = [known for known in sorted(ids) if _bare(known) == bare]
    return same or difflib.get_close_matches(wanted.strip().upper(), sorted(ids), n=3, cutoff=0.8)


def _bare(text: str) -> str:
    return LETTER_OR_DIGIT.sub("", text.upper())
