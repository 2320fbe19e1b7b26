"""Terms of our namespaces that nobody declared, and things of record that nobody describes.

RDF allows any term anywhere, so a misspelt ``mek:organised`` would pass in silence; here it is a violation.
"""

import difflib
from collections.abc import Iterable

import pyoxigraph as ox

from mekgraph import messages
from mekgraph.check.findings import Finding, Places, Severity, shown
from mekgraph.iris import BASE, DEF, PREFIXES, shorten
from mekgraph.sources.statements import Document

IDS = BASE + "id/"
VOCABULARY = BASE + "vocab/"
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
UNDECLARED, UNDESCRIBED = "TRM-001", "TRM-002"


def check_terms(ontology: Iterable[Document], data: Iterable[Document], places: Places) -> list[Finding]:
    """TRM-001 for a term of ours that the ontology does not declare, TRM-002 for an id that nothing describes."""
    data = list(data)
    declared = {s.subject.value for d in ontology for s in d.statements if isinstance(s.subject, ox.NamedNode)}
    described = {
        s.subject.value
        for d in data
        for s in d.statements
        if s.predicate == TYPE and isinstance(s.subject, ox.NamedNode)
    }
    findings = []
    for document in data:
        for statement in document.statements:
            used = (statement.subject, statement.predicate, statement.object)
            for term in (statement.predicate, statement.object):
                if isinstance(term, ox.NamedNode) and (rule := _wrong(term, declared, described)):
                    near = _near(term, declared if rule == UNDECLARED else described)
                    findings.append(_finding(rule, used, term, near, places))
    return findings


def _wrong(term: ox.NamedNode, declared: set[str], described: set[str]) -> str | None:
    if term.value.startswith((DEF, VOCABULARY)) and term.value not in declared:
        return UNDECLARED
    if term.value.startswith(IDS) and term.value not in described:
        return UNDESCRIBED
    return None


def _near(term: ox.NamedNode, known: Iterable[str]) -> str:
    names = sorted(shorten(iri) for iri in known)
    same_kind = [name for name in names if name.partition(":")[0] == shorten(term.value).partition(":")[0]]
    return ", ".join(difflib.get_close_matches(shorten(term.value), same_kind, n=3, cutoff=0.6)) or "-"


def _finding(rule: str, used: tuple[object, object, object], term: ox.NamedNode, near: str, places: Places) -> Finding:
    file, line = places.of(*used)
    key = "check.undeclared" if rule == UNDECLARED else "check.undescribed"
    texts = {language: messages.text(key, language, term=shown(term), near=near) for language in messages.LANGUAGES}
    return Finding(rule, Severity.VIOLATION, file, line, shown(used[0]), shown(used[1]), shown(used[2]), texts)
