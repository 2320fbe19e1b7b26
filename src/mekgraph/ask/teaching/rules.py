"""What SPARQL forbids beyond its grammar: columns that are not grouped, names given twice, labels of two groups."""

import re
from collections.abc import Iterator

from mekgraph.ask.teaching.lesson import Lesson, QueryText
from mekgraph.ask.teaching.variables import SELECTS, each, name_of, variables, visible
from mekgraph.graph.guard import DEEPEST
from mekgraph.graph.syntax.parsing import Node, Parsed
from mekgraph.graph.syntax.tokens import Token

SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
WRONG_ESCAPE = re.compile(r"\\(?:u(?![0-9A-Fa-f]{4})|U(?![0-9A-Fa-f]{8})|[^tbnrf\"'\\uU])")
BREAKING = ("Optional", "Union", "Minus", "Graph", "Service", "Group")


def broken(query: QueryText, parsed: Parsed) -> list[Lesson]:
    """A lesson for every such rule that a query breaks whose form is right."""
    if parsed.tree is None or parsed.depth > DEEPEST:
        return []
    lessons = [*_spelling(query, parsed)]
    for node in each(parsed.tree):
        if node.name in SELECTS:
            lessons += _grouping(query, node)
            lessons += _names_twice(query, node)
        elif node.name == "Group":
            lessons += _bound_twice(query, node)
        elif node.name == "Values":
            lessons += _widths(query, node)
    lessons += _labels(query, parsed.tree)
    # Last of all, as there may be a base that the query does not name.
    return lessons or [*_relative(query, parsed)]


def _spelling(query: QueryText, parsed: Parsed) -> Iterator[Lesson]:
    """TRUE for true, a backslash before a letter that needs none."""
    for token in parsed.tokens:
        if token.kind in ("TRUE", "FALSE") and not token.text.islower():
            yield query.error("lower_case", *token[2:], found=token.text, right=token.text.lower())
        elif token.kind == "STRING" and (match := WRONG_ESCAPE.search(token.text)):
            yield query.error("escape", token.start + match.start(), token.start + match.end(), found=match.group())


def _relative(query: QueryText, parsed: Parsed) -> Iterator[Lesson]:
    """Addresses without their beginning."""
    if not any(token.kind == "BASE" for token in parsed.tokens):
        for token in parsed.tokens:
            if token.kind == "ADDRESS" and not SCHEME.match(token.text):
                yield query.error("relative", token.start, token.end, found=token.text)


def _grouping(query: QueryText, select: Node) -> Iterator[Lesson]:
    """Columns that are neither computed over a group nor what it is grouped by."""
    clause = select.nodes("SelectClause")[0]
    groups = [group for modifier in select.nodes("SolutionModifier") for group in modifier.nodes("GroupClause")]
    if not groups and not any(True for _ in clause.within("Aggregate")):
        return
    grouped = {name_of(token) for group in groups for token in variables(group, ("Expression",))}
    star = next((part for part in clause.parts if isinstance(part, Token) and part.kind == "*"), None)
    if star:
        yield query.error("group_all", star.start, star.end)
    for token in _outside_aggregates(clause):
        if name_of(token) not in grouped:
            names = " ".join(f"?{name}" for name in dict.fromkeys([*sorted(grouped), name_of(token)]))
            yield query.error("group_by", token.start, token.end, found=token.text, right=f"GROUP BY {names}")


def _outside_aggregates(clause: Node) -> list[Token]:
    """The variables of a SELECT that stand outside COUNT, SUM and the like, and are not names given there."""
    given = {name_of(token) for target in clause.within("Target") for token in variables(target)}
    found = [part for part in clause.parts if isinstance(part, Token) and part.kind == "VARIABLE"]
    for projection in clause.nodes("Projection"):
        found += variables(projection, ("Aggregate", "Exists", "Target"))
    return [token for token in found if name_of(token) not in given]


def _names_twice(query: QueryText, select: Node) -> Iterator[Lesson]:
    """``SELECT ?a ?a``, and ``(... AS ?a)`` where ?a has a value already."""
    clause = select.nodes("SelectClause")[0]
    bound = set().union(*(visible(group) for group in select.nodes("Group")))
    seen: set[str] = set()
    for part in clause.parts:
        given = part.nodes("Target") if isinstance(part, Node) else []
        targets = [token for target in given for token in variables(target)]
        shown = [part] if isinstance(part, Token) and part.kind == "VARIABLE" else targets
        for token in shown:
            if name_of(token) in seen:
                yield query.error("shown_twice", token.start, token.end, found=token.text)
            elif targets and name_of(token) in bound:
                yield query.error("name_taken", token.start, token.end, found=token.text)
            seen.add(name_of(token))


def _bound_twice(query: QueryText, group: Node) -> Iterator[Lesson]:
    """``BIND(... AS ?a)`` where ?a has a value already."""
    parts = group.nodes()
    for number, part in enumerate(parts):
        if part.name == "Bind":
            before = visible(Node("Group", list(parts[:number])))
            for token in variables(part.nodes("Target")[0]):
                if name_of(token) in before:
                    yield query.error("name_taken", token.start, token.end, found=token.text)


def _widths(query: QueryText, values: Node) -> Iterator[Lesson]:
    """Rows of VALUES with more or fewer values than variables."""
    width = sum(1 for part in values.parts if isinstance(part, Token) and part.kind == "VARIABLE")
    for row in values.nodes("Row"):
        inner = [part for part in row.parts[1:-1] if isinstance(part, Token)]
        number = sum(1 for token in inner if token.kind != "LANGUAGE" and token.kind != "^^")
        number -= sum(1 for token in inner if token.kind == "^^")
        if number != width:
            yield query.error("row_width", row.start, row.end, found=number, right=width)


def _labels(query: QueryText, tree: Node) -> Iterator[Lesson]:
    """Labels of blank nodes that stand in two groups: they mean the same thing within one group only."""
    places: dict[str, int] = {}
    for group in (node for node in each(tree) if node.name == "Group"):
        run = group.start
        for part in group.nodes():
            run = part.start if part.name in BREAKING else run
            for token in part.tokens() if part.name == "Triples" else ():
                if token.kind == "BLANK" and places.setdefault(token.text, run) != run:
                    yield query.error(
                        "label_twice", token.start, token.end, found=token.text, right=f"?{token.text[2:]}"
                    )
            run = part.end if part.name in BREAKING else run
