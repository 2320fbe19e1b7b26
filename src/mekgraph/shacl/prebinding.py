"""SPARQL constraints: their queries, and the same queries for all focus nodes at once (SHACL, sections 5 and A).

SHACL runs such a SELECT once per focus node, with ``$this`` bound beforehand everywhere in it. Here ``$this`` stays
free, and the pattern of the focus nodes is put into the group of every SELECT and into every group that uses
``$this``, where it might be unbound otherwise; inside EXISTS it is bound from outside. What that cannot do (LIMIT,
``$shapesGraph``) is left to the reference validator.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from mekgraph.errors import UsageError
from mekgraph.graph.engine import plain_reason, with_prefixes
from mekgraph.graph.guard import guard
from mekgraph.graph.tokens import tokens
from mekgraph.shacl.graph import Malformed, Node, ShapesGraph
from mekgraph.shacl.vocabulary import SH

FORBIDDEN = ("MINUS", "VALUES", "SERVICE")
PER_NODE = ("LIMIT", "OFFSET")
IMPORTS = "http://www.w3.org/2002/07/owl#imports"
PARSER = ox.Store()
NAMESPACE = re.compile(r"[^<>\"{}|^`\\\x00-\x20]*")  # what may stand between < and >


@dataclass(frozen=True)
class Select:
    """The query of a SPARQL constraint, prefixes declared, and its messages."""

    text: str
    messages: tuple[ox.Literal, ...]


@dataclass
class _Group:
    """A ``{ }`` of a query: where its content starts, and what it has to do with ``$this``."""

    start: int
    inside_exists: bool
    of_select: bool
    uses_this: bool = False
    around_select: bool = False

    def wants_focus(self) -> bool:
        """Whether the pattern of the focus nodes belongs at its start."""
        return (self.of_select or self.uses_this) and not self.inside_exists and not self.around_select


def read_select(graph: ShapesGraph, node: Node) -> Select | None:
    """The query at ``node``, None for a deactivated constraint; Malformed for a broken or forbidden one."""
    deactivated = graph.one(node, "deactivated")
    if isinstance(deactivated, ox.Literal) and deactivated.value in ("true", "1"):
        return None
    select = graph.one(node, "select")
    if not isinstance(select, ox.Literal):
        raise Malformed("shapes.no_select")
    text = "".join(f"PREFIX {name}: <{space}>\n" for name, space in _prefixes(graph, node)) + select.value
    _check(text, graph.functions)
    return Select(text, tuple(value for value in graph.sh(node, "message") if isinstance(value, ox.Literal)))


def fetching(graph: ShapesGraph) -> Iterator[tuple[Node, Malformed, str]]:
    """Queries that only the reference validator runs and that must not reach it: node, fault and predicate of each."""
    constraints = {value for node in graph.subjects for value in graph.sh(node, "sparql")}
    for node in (node for node in graph.subjects if node not in constraints):
        for name in ("select", "ask", "construct", "update"):
            for query in graph.sh(node, name):
                try:
                    guard(getattr(query, "value", ""))
                except UsageError as error:
                    yield node, Malformed("shapes.sparql", reason=str(error).rstrip(".")), SH + name
        for space in graph.sh(node, "namespace"):
            if not NAMESPACE.fullmatch(getattr(space, "value", "")):
                yield node, Malformed("shapes.value", term="sh:namespace"), SH + "namespace"


def _prefixes(graph: ShapesGraph, node: Node) -> Iterator[tuple[str, str]]:
    """The prefixes that ``sh:prefixes`` leads to, also over owl:imports."""
    ontologies = [value for value in graph.sh(node, "prefixes") if isinstance(value, Node)]
    for ontology in ontologies:
        for declared in graph.sh(ontology, "declare"):
            if isinstance(declared, Node):
                names, spaces = graph.sh(declared, "prefix"), graph.sh(declared, "namespace")
                if names and spaces and isinstance(names[0], ox.Literal) and isinstance(spaces[0], ox.Literal):
                    yield names[0].value, spaces[0].value
        imported = graph.values(ontology, IMPORTS)
        ontologies.extend(value for value in imported if isinstance(value, Node) and value not in ontologies)


def _check(text: str, own_functions: bool) -> None:
    """Malformed for a query that the engine cannot read, or that pre-binding does not allow."""
    try:
        guard(text)
    except UsageError as error:
        raise Malformed("shapes.sparql", reason=str(error).rstrip(".")) from None
    found = list(tokens(text))
    words = [token.text.upper() if token.kind == "word" else token.text for token in found]
    for word in FORBIDDEN:
        if any(token.kind == "word" and token.text.upper() == word for token in found):
            raise Malformed("shapes.sparql_forbidden", word=word)
    if any(before == "AS" and is_this(after) for before, after in pairwise(words)):
        raise Malformed("shapes.sparql_forbidden", word="AS $this")
    for number, head in enumerate(_select_heads(words)):
        if not any(map(is_this, head)) and ("*" not in head[:2] or number):
            raise Malformed("shapes.sparql_this")
    try:
        answer = PARSER.query(with_prefixes(text.replace("$PATH", "<urn:path>").replace("?PATH", "<urn:path>")))
    except SyntaxError as error:
        raise Malformed("shapes.sparql", reason=plain_reason(str(error.msg)).rstrip(".")) from None
    except RuntimeError as error:  # a function that the engine does not know
        if own_functions:
            return
        raise Malformed("shapes.sparql", reason=str(error).rstrip(".")) from None
    if not isinstance(answer, ox.QuerySolutions):
        raise Malformed("shapes.sparql", reason=str(UsageError("usage.query_form", form="SELECT")).rstrip("."))


def _select_heads(words: list[str]) -> Iterator[list[str]]:
    """What stands between each SELECT and the group that follows."""
    for place, word in enumerate(words):
        if word == "SELECT":
            yield words[place + 1 : next((n for n in range(place, len(words)) if words[n] == "{"), len(words))]


def is_this(token: str) -> bool:
    """Whether a token is the variable of the focus node."""
    return token in ("$this", "?this")


def needs_reference(text: str) -> str:
    """The word for which a query has to be run once per focus node, or empty."""
    for token in tokens(text):
        if token.kind == "word" and token.text.upper() in PER_NODE:
            return token.text.upper()
        if token.kind == "variable" and token.text[1:] == "shapesGraph":
            return "$shapesGraph"
    return ""


def setwise(text: str, focus: str, path: str = "", shape: str = "") -> str:
    """The query for all focus nodes that the pattern ``focus`` finds, ``$PATH`` and ``$currentShape`` filled in.

    >>> setwise("SELECT $this WHERE { $this e:p ?x }", "?this a e:C .")
    'SELECT $this WHERE { ?this a e:C . $this e:p ?x }'
    """
    inserts: list[tuple[int, int, str]] = []
    groups: list[_Group] = []
    select = False
    before = ""
    for token in tokens(text):
        word = token.text
        inside = bool(groups and groups[-1].inside_exists)
        if word == "{":
            inside = inside or before == "EXISTS"
            groups.append(_Group(token.end, inside, select and not inside))
            select = select and inside
        elif word == "}" and groups:
            closed = groups.pop()
            if closed.wants_focus():
                inserts.append((closed.start, closed.start, f" {focus}"))
        elif word.upper() == "SELECT" and not inside:
            select = True
            if before == "{":
                groups[-1].around_select = True
        elif token.kind == "variable":
            for group in groups if is_this(word) else ():
                group.uses_this = True
            inserts.extend((token.start, token.end, value) for value in _filled(word, path, shape))
        before = word.upper()
    for start, end, value in sorted(inserts, reverse=True):
        text = text[:start] + value + text[end:]
    return text


def _filled(variable: str, path: str, shape: str) -> list[str]:
    values = {"PATH": path, "currentShape": shape}
    return [values[variable[1:]]] if values.get(variable[1:]) else []
