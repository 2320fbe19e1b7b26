"""The third layer: the shapes, compiled to queries; what is not compiled goes to the reference validator."""

import re
from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module

import pyoxigraph as ox

from mekgraph.check.details import shown
from mekgraph.check.findings import Detail, Hit, Rule, Severity
from mekgraph.graph.build import read_all
from mekgraph.graph.engine import Term
from mekgraph.iris import DEF, PREFIXES, shorten
from mekgraph.messages import LANGUAGES, text
from mekgraph.resources import Project
from mekgraph.shacl.graph import Node
from mekgraph.shacl.model import Constraint, Shapes
from mekgraph.shacl.reading import read_shapes
from mekgraph.shacl.results import Result

SH = PREFIXES["sh"]
SEVERITIES = {SH + "Violation": Severity.VIOLATION, SH + "Warning": Severity.WARNING, SH + "Info": Severity.INFO}
RULE_ID = DEF + "ruleId"
MEND = "; "
# What begins with a language code or an address begins small.
CODE = re.compile(r"(en|ru|uz)\b|https?:")
PREFIXES_FILE = "prefixes.ttl"


class Rules:
    """The rules of the shapes, by shape or SPARQL constraint."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self._rules: dict[Node, Rule] = {}

    def of(self, node: Node, component: str = "") -> Rule:
        """The rule at ``node``; a shape without mek:ruleId is a rule under its own name, with a general message."""
        if node not in self._rules:
            self._rules[node] = self._read(node, component)
        return self._rules[node]

    def all(self) -> list[Rule]:
        """Every rule that has an id, in order of ids."""
        nodes = [node for node in self.shapes.graph.subjects if self.shapes.graph.values(node, RULE_ID)]
        return sorted((self.of(node) for node in nodes), key=lambda rule: rule.id)

    def _read(self, node: Node, component: str) -> Rule:
        graph = self.shapes.graph
        ids = graph.values(node, RULE_ID)
        severities = [value.value for value in graph.sh(node, "severity") if isinstance(value, ox.NamedNode)]
        severity = SEVERITIES.get(severities[0], Severity.VIOLATION) if severities else Severity.VIOLATION
        texts = _by_language(graph.sh(node, "message"))
        name = shown(ids[0]) if ids else shorten(node.value) if isinstance(node, ox.NamedNode) else "[ ]"
        if not texts:
            kind = component.removeprefix(SH).removesuffix("ConstraintComponent") or "SHACL"
            texts = {language: text("check.shape", language, shape=name, kind=kind) for language in LANGUAGES}
        problem = {language: _sentence(message.partition(MEND)[0]) for language, message in texts.items()}
        remedy = {language: _sentence(message.partition(MEND)[2]) for language, message in texts.items()}
        return Rule(name, "shapes", severity, problem, remedy)


def read_rules(project: Project) -> Rules:
    """The rules of a project's shapes; InputError as in ``read_shapes``.

    The prefixes that the ontology declares are read with them: the reference validator knows no others.
    """
    prefixes = [file for file in project.ontology_files() if file.name == PREFIXES_FILE]
    return Rules(read_shapes(read_all([*project.shape_files(), *prefixes], project)))


def _by_language(values: Iterable[Term]) -> dict[str, str]:
    return {value.language or "en": value.value for value in values if isinstance(value, ox.Literal)}


def _sentence(words: str) -> str:
    """Words with a capital letter at the start and a full stop at the end."""
    words = words.strip()
    if not words:
        return ""
    start = words[:1] if CODE.match(words) else words[:1].upper()
    return start + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")


def hits_of(rules: Rules, constraint: Constraint | None, results: Iterable[Result]) -> list[Hit]:
    """The results of one constraint (or of the reference validator, which names none) as hits."""
    found = []
    for result in results:
        rule = rules.of(_ruled(rules, result), result.component)
        severity = SEVERITIES.get(result.severity, rule.severity)
        asked = constraint or _constraint(rules.shapes, result)
        about = result.focus, result.path, result.value
        found.append(Hit(rule, severity, *about, result=result, constraint=asked))
    return found


def _ruled(rules: Rules, result: Result) -> Node:
    """The node that holds the rule: a SPARQL constraint with a rule of its own, else the shape."""
    for node in (result.constraint, result.shape):
        if isinstance(node, Node) and (node == result.shape or rules.shapes.graph.values(node, RULE_ID)):
            return node
    raise TypeError(result.shape)


def _constraint(shapes: Shapes, result: Result) -> Constraint | None:
    """The constraint behind a result, found by its component."""
    shape = shapes.shapes.get(result.shape) if isinstance(result.shape, Node) else None
    fitting = [c for c in shape.constraints if c.component == result.component] if shape else []
    return fitting[0] if len(fitting) == 1 else None


def reference_results(shapes: Shapes, triples: Iterable[ox.Triple], only: Iterable[Node] | None = None) -> list[Result]:
    """What pySHACL finds; it is loaded only now, because it takes longer to load than most checks."""
    reference = import_module("mekgraph.shacl.reference")
    found: list[Result] = reference.validate(shapes, triples, only)
    return found


def left_note(left: dict[Node, str]) -> Detail:
    """The note that some shapes were checked by pySHACL, and why."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for node, reason in left.items():
        by_reason[reason].append(shown(node))
    shapes = ", ".join(sorted({name for names in by_reason.values() for name in names}))
    return Detail("shapes.left", {"shapes": shapes, "terms": ", ".join(sorted(by_reason))})
