"""Why the engine refuses a query: the slip behind it, if mending it lets the query be read, else the place."""

from mekgraph.ask.teaching import prefixes, rules
from mekgraph.ask.teaching.lesson import Lesson, QueryError, QueryText, in_order
from mekgraph.ask.teaching.slips.search import slips
from mekgraph.ask.teaching.slips.words import is_update
from mekgraph.errors import MekgraphError
from mekgraph.graph.syntax.grammar import grammar
from mekgraph.graph.syntax.parsing import Fault, Parsed, parse

# What the embedded engine and endpoints say of a query that is not well formed, endpoints of others too.
REFUSED = ("usage.query", "usage.endpoint_refused")
# What may stand in a place, as an example that is the same in every language; not all of it is worth saying.
EXAMPLES = {
    "VARIABLE": "?name",
    "NAME": "mek:kind",
    "STRING": '"text"',
    "INTEGER": "10",
    "PREFIX_NAME": "mek:",
    "ADDRESS": "<https://…>",
}
LEFT_OUT = frozenset({"BLANK", "ANON", "NIL", "SIGNED", "NUMBER", "TRUE", "FALSE", "^", "!", "[", "SERVICE"})
MOST_WANTED = 12


def explained(error: MekgraphError, text: str, file: str = "") -> MekgraphError:
    """The error with lessons, if it is that the engine cannot read a query and the cause is found; else the error.

    >>> from mekgraph.errors import UsageError
    >>> error = explained(UsageError("usage.query", line=1, column=9, reason="", shown=""), "SELCT * { ?s ?p ?o }")
    >>> print(error.text())
    Line 1, column 1: “SELCT” is no word of SPARQL that can stand here.
        1 | SELCT * { ?s ?p ?o }
          | ^^^^^
      What to do: Write SELECT
    """
    if error.key not in REFUSED or isinstance(error, QueryError):
        return error
    query, parsed = QueryText(text, file), parse(text)
    if parsed.fault:
        lessons = _faults(query, parsed, parsed.fault)
    else:
        lessons = [*prefixes.unknown(query, parsed.tokens), *rules.broken(query, parsed)]
    return QueryError(in_order(lessons), error.key, error.values) if lessons else error


def _faults(query: QueryText, parsed: Parsed, fault: Fault) -> list[Lesson]:
    """The slips of a query that cannot be read, or the place where it ends; and prefixes without meaning."""
    first = parsed.tokens[0]
    if is_update(first.text):
        return [query.error("update", first.start, first.end, found=first.text.upper())]
    found, mended = slips(parsed)
    missing = prefixes.undeclared(mended.tokens)
    lessons = [query.error(slip.key, slip.start, slip.end, **slip.values) for slip in found]
    return [*(lessons or [_place(query, parsed, fault)]), *prefixes.unknown(query, parsed.tokens, missing)]


def _place(query: QueryText, parsed: Parsed, fault: Fault) -> Lesson:
    """Where the query cannot be read on, and what could stand there."""
    token = fault.token
    wanted = sorted(fault.wanted - LEFT_OUT, key=_rank)
    shown = list(dict.fromkeys(EXAMPLES.get(kind, kind) for kind in wanted))[:MOST_WANTED]
    if token.kind != "END":
        return query.error("other", token.start, token.end, found=token.text, known=" ".join(shown))
    if not parsed.tokens[:-1]:
        return query.error("nothing", 0, 0)
    last = parsed.tokens[-2]
    return query.error("end", last.end, last.end, found=last.text, known=" ".join(shown))


def _rank(kind: str) -> tuple[int, str]:
    """Signs first, then what is written by example, then keywords, and last the names of functions."""
    if kind in EXAMPLES or kind == "a":
        return 1, kind
    return (2 if kind in grammar().keywords else 0), kind
