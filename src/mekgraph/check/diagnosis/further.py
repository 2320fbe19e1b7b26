"""All faults of a Turtle text: after each one, reading goes on where the next statement surely begins."""

import re

import pyoxigraph as ox

from mekgraph.check.diagnosis.declaring import declaration
from mekgraph.check.diagnosis.draft import Draft, Fault
from mekgraph.iris import PREFIXES

MOST = 20
UNDECLARED = re.compile(r"The prefix ([\w-]+): has not been declared")
SCHEMES = frozenset({"http", "https", "ftp", "mailto", "www", "urn"})


def faults(draft: Draft, first: Fault) -> list[Fault]:
    """The first fault and those behind it, at most ``MOST``; only those that stay when the others are mended.

    Reading goes on only at a line that begins with a name and the word “a” below an empty line or a comment. Whatever
    went wrong before, a statement begins there: nowhere else can “a” follow a name (unless a text in three quotation
    marks is about; the first fault is the only one then). Prefixes whose declaration may be what is at fault, and those
    named already, count as declared.
    """
    found = [first]
    if draft.rdf_format != ox.RdfFormat.TURTLE or draft.has_long_text:
        return found
    at_top = first.offset < next(iter(draft.beginnings), 0)
    declared: dict[str, str] = {}
    start, latest = 0, first
    while len(found) < MOST:
        undeclared = UNDECLARED.match(latest.reason)
        name = undeclared[1] if undeclared else ""
        if name and (at_top or name in PREFIXES) and name not in SCHEMES and name not in declared:
            declared[name] = declaration(name, "https://example.org/") + "\n"
        begin = _next_beginning(draft, start, latest.offset)
        if begin is None:
            break
        fault = draft.fault(begin, len(draft.text), declared="".join(declared.values()))
        if fault is None:
            break
        match = UNDECLARED.match(fault.reason)
        # The same again is a name at the beginning, which is as wrong there as it was before.
        if fault != latest and not (match and at_top and match[1] not in SCHEMES):
            found.append(fault)
        start, latest = begin, fault
    return found


def _next_beginning(draft: Draft, start: int, offset: int) -> int | None:
    """The next place behind ``start``, not before ``offset``, where reading can go on."""
    text = draft.text
    for begin in draft.beginnings:
        if begin > start and begin >= offset:
            before = text[text.rfind("\n", 0, max(begin - 1, 0)) + 1 : begin].strip()
            if not before or before.startswith("#"):
                return begin
    return None
