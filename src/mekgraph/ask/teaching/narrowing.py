"""Why nothing matches a single triple: a property that is not used, ends exchanged, a text without its language."""

import re

import pyoxigraph as ox

from mekgraph.ask.teaching.parts import Part, only_token, written
from mekgraph.ask.teaching.probing import Probe
from mekgraph.graph.syntax.parsing import Node
from mekgraph.iris import PREFIXES, shorten
from mekgraph.messages import LANGUAGES

NAMES = ("NAME", "PREFIX_NAME", "ADDRESS", "a")
OPEN = ("VARIABLE", "BLANK", "ANON")
TYPES = ("a", "rdf:type", f"<{PREFIXES['rdf']}type>")
QUOTED = re.compile(r"(\"\"\"|'''|\"|')(.*)\1(?:@[\w-]+|\^\^.*)?", re.DOTALL)
TYPED = re.compile(r"\^\^<([^>]*)>$")
VALUE = "?valueAsWritten"


def narrowed(part: Part, text: str, probe: Probe) -> tuple[str, dict[str, str]]:
    """The key of the sentence about a triple without a match, and what fills it."""
    subject, verb, value = (written(end, text) for end in part.ends)
    if not _is(part.ends[1], NAMES):
        return "alone", {}
    if not probe.any(f"?anySubject {verb} ?anyObject ."):
        return "not_used", {"found": verb}
    of_one, with_one = not _is(part.ends[0], OPEN), not _is(part.ends[2], OPEN)
    if with_one and not _is(part.ends[2], NAMES):
        return _of_text(subject, verb, value, probe)
    if verb not in TYPES and probe.any(f"{value} {verb} {subject} ."):
        count = probe.count(f"{value} {verb} {subject} .")
        return "turned", {"right": f"{value} {verb} {subject}", "count": count}
    if with_one and not probe.any(f"?anySubject {verb} {value} ."):
        return ("no_member", {"found": value}) if verb in TYPES else _never(verb, value, probe)
    if of_one and not probe.any(f"{subject} {verb} ?anyObject ."):
        return _never(verb, subject, probe)
    return "not_said", {"right": f"{subject} {verb} ?x"}


def _never(verb: str, found: str, probe: Probe) -> tuple[str, dict[str, str]]:
    """That a property stands elsewhere, but never with the one thing or value that is asked for."""
    return "never_with", {"property": verb, "found": found, "count": probe.count(f"?anySubject {verb} ?anyObject .")}


def _of_text(subject: str, verb: str, value: str, probe: Probe) -> tuple[str, dict[str, str]]:
    """About a triple that ends in a text or number."""
    match = QUOTED.fullmatch(value)
    plain = re.sub(r"\\(.)", r"\1", match[2]) if match else value
    like = probe.value(f"{subject} {verb} {VALUE} .", plain)
    if like is not None:
        return "written", {"found": value, "right": _short(like)}
    texts = [ox.Literal(plain), *(ox.Literal(plain, language=tag) for tag in LANGUAGES)]
    elsewhere = probe.property_of(texts) if match else None
    if elsewhere is not None:
        known, text = elsewhere
        return "elsewhere", {"found": value, "property": verb, "right": f"{shorten(known.value)} {_short(text)}"}
    return _never(verb, value, probe)


def _short(literal: ox.Literal) -> str:
    """A literal as one writes it, its type with a prefix."""
    return TYPED.sub(lambda typed: f"^^{shorten(typed[1])}", str(literal))


def _is(end: Node, kinds: tuple[str, ...]) -> bool:
    token = only_token(end)
    return token is not None and token.kind in kinds
