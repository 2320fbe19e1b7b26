"""What other endpoints are asked: what stands in each SERVICE of a query, and nothing that could be read otherwise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mekgraph.errors import UsageError
from mekgraph.graph.engine import query_error
from mekgraph.graph.federation.hosts import Host, Target, target
from mekgraph.graph.guard import Reach, Service, guard
from mekgraph.graph.syntax.parsing import parse

MOST_SERVICES = 10
SELECT = "\nSELECT * "
# By the standard, letters are put in the place of these before anything else is read; not all engines do so.
CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True)
class Question:
    """What one SERVICE asks: where it stands in its query, the endpoint, the host by which it is allowed, the text."""

    service: Service
    target: Target
    host: Host
    text: str


def questions(query: str, reach: Reach, hosts: Sequence[Host]) -> list[Question]:
    """What each SERVICE of a query asks, all solutions of its group.

    Raises UsageError for one that is not allowed, and for a group that is not well formed: it would not be read here,
    and what is no group of its own could make another query of what is sent.
    """
    if len(reach.services) > MOST_SERVICES:
        raise UsageError("service.many", limit=MOST_SERVICES)
    return [_question(query, reach, service, hosts) for service in reach.services]


def _question(query: str, reach: Reach, service: Service, hosts: Sequence[Host]) -> Question:
    where = target(reach.resolved(service.endpoint), hosts)
    text = reach.prologue + SELECT + service.pattern
    if not _asks_one_group(text, service.pattern):
        if parse(query).fault:  # so it can be told what is wrong in it
            raise query_error(SyntaxError("expected something else"), query)
        raise _refusal(query, service)
    read = CODE_POINT.sub(_letter, text)
    if read != text and not (_is_harmless(read) and _asks_one_group(read, CODE_POINT.sub(_letter, service.pattern))):
        raise _refusal(query, service)
    return Question(service, where, next(host for host in hosts if host.admits(where)), text)


def _asks_one_group(text: str, pattern: str) -> bool:
    """Whether a text is a query that selects everything of one group, which is ``pattern`` at its end."""
    tree = parse(text).tree
    groups = [group for select in tree.nodes("SelectQuery") for group in select.nodes("Group")] if tree else []
    return [(group.start, group.end) for group in groups] == [(len(text) - len(pattern), len(text))]


def _is_harmless(text: str) -> bool:
    """Whether a text fetches nothing, and is within the limits of queries."""
    try:
        guard(text)
    except UsageError:
        return False
    return True


def _letter(match: re.Match[str]) -> str:
    """The letter of an escape; what is no letter as it was."""
    number = int(match.group(1) or match.group(2), 16)
    return chr(number) if number <= 0x10FFFF else match.group()


def _refusal(query: str, service: Service) -> UsageError:
    return UsageError("service.group", line=query.count("\n", 0, service.start) + 1)
