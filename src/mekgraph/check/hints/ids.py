"""Where an id belongs: a text in its place, an id between brackets, a list, or something of another class."""

import re

import pyoxigraph as ox

from mekgraph.check.details import Words, is_ours, is_short, named, quoted, several, worded
from mekgraph.check.findings import Detail
from mekgraph.check.hints.case import Case, Said
from mekgraph.check.hints.facts import IN_SCHEME, MATCH, TYPE
from mekgraph.graph.engine import Term
from mekgraph.iris import BASE, LOCAL, PREFIXES, expand, slug

# More ids than these are no choice but a catalogue.
MOST_LISTED = 12
MOST_MEANT = 3
OUR_ADDRESS = re.compile(rf"https?://(?:www\.)?{re.escape(BASE.partition('://')[2])}(?P<rest>\S+?)/?")


def of_id(case: Case, value: Term) -> Said:
    """What is wrong with a value where the id of a described thing belongs, and the id to write."""
    if isinstance(value, ox.Literal):
        return _text(case, value)
    if isinstance(value, ox.NamedNode):
        return _other(case, value)
    return nameless(case, value)


def nameless(case: Case, value: Term) -> Said:
    """A list in round brackets, or something in square brackets."""
    members = case.facts.members(value)
    if not members:
        return Said(Detail("expected.nameless_here"), Detail("hint.describe"))
    codes = [case.code(member) or "…" for member in members]
    found = Detail("expected.list", {"found": several(members)})
    return Said(found, Detail("hint.list_one" if case.want.most == 1 else "hint.list", {"codes": codes}))


def expected(case: Case) -> Detail:
    """What belongs there, in words."""
    if case.want.scheme:
        return Detail("expected.entry", {"list": case.facts.label(case.want.scheme)})
    return Detail("expected.thing", {"classes": case.facts.labels(case.want.classes)})


def _text(case: Case, value: ox.Literal) -> Said:
    found = Detail("expected.text_for_id", {"text": quoted(value.value), "expected": expected(case)})
    ids = _meant(case, value.value)
    if len(ids) == 1:
        return Said(found, Detail("hint.unquoted", {"code": case.code(ids[0])}))
    if 1 < len(ids) <= MOST_MEANT:
        return Said(found, Detail("hint.unquoted_one_of", {"codes": [case.code(node) for node in ids]}))
    entries = case.facts.subjects(IN_SCHEME, case.want.scheme) if case.want.scheme else []
    if 0 < len(entries) <= MOST_LISTED:
        return Said(found, Detail("hint.unquoted_one_of", {"codes": [case.code(node) for node in entries]}))
    return Said(found, Detail("hint.id_needed"))


def _meant(case: Case, text: str) -> list[ox.NamedNode]:
    """The things that fit and that a text may stand for: by their id in whatever form, else by name or acronym."""
    plain = text.strip().strip("<>")
    node = spelled(plain)
    if node is not None:
        return [node] if _fits(case, node) else []
    return [node for node in case.facts.called(plain) if _fits(case, node)]


def spelled(text: str) -> ox.NamedNode | None:
    """The id of this project that a text spells: in short form, or in full with whatever start.

    >>> spelled("actor:eu") == spelled("http://w3id.org/mekgraph/id/actor/eu/"), spelled("eu")
    (True, None)
    """
    prefix, _, local = text.partition(":")
    if prefix in PREFIXES and LOCAL.fullmatch(local):
        return ox.NamedNode(expand(text))
    address = OUR_ADDRESS.fullmatch(text)
    return ox.NamedNode(BASE + address["rest"]) if address else None


def _fits(case: Case, node: ox.NamedNode) -> bool:
    """Whether a thing is what the property wants."""
    if case.want.scheme:
        return case.want.scheme in case.facts.values(node, IN_SCHEME)
    return case.facts.is_a(node, case.want.classes)


def _other(case: Case, value: ox.NamedNode) -> Said:
    """An id or address that is none of the things wanted."""
    node = spelled(value.value)
    if node is not None and node != value and _fits(case, node):
        if is_short(value.value):
            return bracketed(case, value, node)
        key = "expected.http" if value.value.startswith("http:") else "expected.address_other"
        code = case.code(node)
        return Said(Detail(key, {"found": named(value.value), "code": code}), Detail("hint.write", {"code": code}))
    detail = Detail("expected.wrong", {"found": _with_class(case, value), "expected": expected(case)})
    meant = [node for node in _counterparts(case, value) if node != value and _fits(case, node)]
    codes = [case.code(node) for node in meant]
    return Said(detail, Detail("hint.write", {"code": codes[0]}) if len(codes) == 1 else None)


def bracketed(case: Case, value: ox.NamedNode, meant: ox.NamedNode) -> Said:
    """A short id between the signs < and >."""
    found = Detail("expected.bracketed", {"found": named(value.value)})
    return Said(found, Detail("hint.unbracketed", {"code": case.code(meant)}))


def _counterparts(case: Case, value: ox.NamedNode) -> list[ox.NamedNode]:
    """What has the same name in another list, or stands for the same thing in another data set."""
    return case.facts.called(slug(value.value)) if is_ours(value) else case.facts.subjects(MATCH, value)


def _with_class(case: Case, value: ox.NamedNode) -> Words:
    kinds = case.facts.values(value, TYPE)
    lists = case.facts.values(value, IN_SCHEME)
    if lists:
        return Detail("expected.entry_of", {"thing": worded(value), "list": case.facts.label(lists[0])})
    if kinds:
        return Detail("expected.thing_of", {"thing": worded(value), "classes": case.facts.labels(kinds)})
    return worded(value)
