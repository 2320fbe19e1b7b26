"""Variables that a query shows or compares, and that nothing in its pattern binds."""

import difflib
from collections.abc import Iterable, Iterator

from mekgraph.ask.teaching.lesson import Lesson, QueryText
from mekgraph.check.nearest import AS_LATIN, NONE, cyrillic_in
from mekgraph.graph.syntax.parsing import Node
from mekgraph.graph.syntax.tokens import Token

SELECTS = ("SelectQuery", "SubSelect")
QUERIES = (*SELECTS, "DescribeQuery", "ConstructQuery", "AskQuery")
# Parts that ask whether a variable is bound at all, or go on without it: nothing needs to bind it there.
TOLERANT = ("Bound", "Tolerant")
EXPRESSIONS = ("Filter", "Bind", "Projection", "GroupClause", "HavingClause", "OrderClause")
BINDING = ("Triples", "Values", "Target", "ShortTemplate")
NEAR = 0.6


def unbound(query: QueryText, tree: Node) -> Iterator[Lesson]:
    """A lesson for every such variable: grave where it is to be shown, since its column could only be empty."""
    told: set[int] = set()
    for select in (node for node in each(tree) if node.name in QUERIES):
        bound = bound_in(select, tree)
        for token in shown_by(select):
            if name_of(token) not in bound:
                told.add(token.start)
                yield _lesson(query, "unbound_shown", token, bound, grave=True)
    anywhere = _bound_anywhere(tree)
    for node in each(tree):
        if node.name in EXPRESSIONS:
            yield from (_lesson(query, "unbound_used", token, anywhere) for token in _used(node, anywhere, told))
        elif node.name == "TemplateTriples":
            used = [token for token in variables(node) if name_of(token) not in anywhere]
            yield from (_lesson(query, "unbound_made", token, anywhere) for token in used[:1])


def each(tree: Node) -> Iterator[Node]:
    """The node and all nodes in it, in the order of the text."""
    left = [tree]
    while left:
        node = left.pop()
        yield node
        left.extend(reversed(node.nodes()))


def variables(node: Node, without: tuple[str, ...] = ()) -> Iterator[Token]:
    """The variables in a node, each as often as it stands there."""
    return (token for token in node.tokens(without) if token.kind == "VARIABLE")


def name_of(token: Token) -> str:
    """The name of a variable without its sign."""
    return token.text[1:]


def shown_by(select: Node) -> list[Token]:
    """The variables that a query shows as they are, not computed."""
    parts = select.nodes("SelectClause")[0].parts if select.name in SELECTS else select.parts
    wanted = select.name in (*SELECTS, "DescribeQuery")
    return [part for part in parts if wanted and isinstance(part, Token) and part.kind == "VARIABLE"]


def bound_in(select: Node, tree: Node) -> set[str]:
    """The variables that the pattern of a query or sub-select may bind, or that it computes."""
    found = set().union(*(visible(group) for group in select.nodes("Group")))
    for values in (*select.nodes("Values"), *(tree.nodes("Values") if select.name != "SubSelect" else ())):
        found.update(map(name_of, variables(values)))
    for clause in (*select.nodes("SelectClause"), *select.nodes("SolutionModifier")):
        found.update(name_of(token) for target in clause.within("Target") for token in variables(target))
    found.update(name_of(token) for short in select.nodes("ShortTemplate") for token in variables(short))
    return found


def visible(group: Node) -> set[str]:
    """The variables that a group in braces may bind for what is around it."""
    found: set[str] = set()
    for part in group.nodes():
        if part.name in ("Triples", "Values"):
            found.update(map(name_of, variables(part)))
        elif part.name == "Bind":
            found.update(name_of(token) for target in part.nodes("Target") for token in variables(target))
        elif part.name in ("Union", "Optional", "Graph", "Service"):
            found.update(map(name_of, variables(part, without=("Group",))))
            found.update(*(visible(inner) for inner in part.nodes("Group")))
        elif part.name == "SubSelect":
            found.update(_projected(part))
    return found


def _projected(select: Node) -> set[str]:
    clause = select.nodes("SelectClause")[0]
    if any(isinstance(part, Token) and part.kind == "*" for part in clause.parts):
        return bound_in(select, select)
    targets = {name_of(token) for target in clause.within("Target") for token in variables(target)}
    return targets | {name_of(token) for token in shown_by(select)} & bound_in(select, select)


def _bound_anywhere(tree: Node) -> set[str]:
    """The variables that stand anywhere where they can be bound."""
    found = {name_of(token) for node in each(tree) if node.name in BINDING for token in variables(node)}
    graphs = (node for node in each(tree) if node.name in ("Graph", "Service"))
    return found | {name_of(token) for node in graphs for token in variables(node, without=("Group",))}


def _used(node: Node, anywhere: set[str], told: set[int]) -> list[Token]:
    """The variables of an expression that nothing binds, each once, but not those of patterns in it."""
    found: dict[str, Token] = {}
    for token in variables(node, (*TOLERANT, "Exists", "Target")):
        if name_of(token) not in anywhere and token.start not in told:
            found.setdefault(name_of(token), token)
    return list(found.values())


def _lesson(query: QueryText, key: str, token: Token, bound: Iterable[str], grave: bool = False) -> Lesson:
    name, tell = name_of(token), query.error if grave else query.remark
    alike = next((other for other in sorted(bound) if other.translate(AS_LATIN) == name.translate(AS_LATIN)), "")
    if alike:
        letters = " ".join(cyrillic_in(name + alike))
        return tell("unbound_letters", token.start, token.end, found=f"?{name}", other=f"?{alike}", letters=letters)
    return tell(key, token.start, token.end, found=f"?{name}", near=_nearest(name, bound))


def _nearest(name: str, bound: Iterable[str]) -> str:
    """The bound variables most like one that is not."""
    alike = {other.casefold(): other for other in sorted(bound)}
    near = difflib.get_close_matches(name.casefold(), alike, n=3, cutoff=NEAR)
    return ", ".join(f"?{alike[other]}" for other in near) or NONE
