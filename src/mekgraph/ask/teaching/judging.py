"""A query judged as text before it is run: its prefixes, its terms, its variables."""

from mekgraph.ask.teaching import literals, prefixes, terms, variables
from mekgraph.ask.teaching.lesson import Lesson, QueryError, QueryText, in_order
from mekgraph.check.findings import Severity
from mekgraph.graph.engine import Engine
from mekgraph.graph.guard import DEEPEST
from mekgraph.graph.syntax.parsing import parse


def judge(text: str, engine: Engine, file: str = "") -> list[Lesson]:
    """What there is to say of a query, such as an id that the graph does not hold, but that does not stop it.

    ``engine`` is asked which terms the graph holds. Not judged is a query whose form is not that of SPARQL 1.1, or that
    is nested too deep: that is for others to say. Raises QueryError where the query can only be wrong: a prefix that is
    not declared, a term of ours that is not in the ontology, a variable to be shown that nothing binds.
    """
    query, parsed = QueryText(text, file), parse(text)
    if parsed.tree is None or parsed.depth > DEEPEST:
        return []
    # What a CONSTRUCT makes may have new names.
    asked = list(parsed.tree.tokens(without=("Template",)))
    lessons = list(prefixes.unknown(query, parsed.tokens))
    lessons += terms.unknown(query, asked, engine)
    lessons += variables.unbound(query, parsed.tree)
    lessons += prefixes.astray(query, parsed.tokens)
    lessons += literals.subtractions(query, parsed.tokens)
    grave = in_order(lesson for lesson in lessons if lesson.severity == Severity.VIOLATION)
    if grave:
        raise QueryError(grave)
    return in_order(lessons)
