"""Findings of shapes that only repeat another: whoever mends that one has mended them too, so they are left out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyoxigraph as ox

from mekgraph.check.dataset import Dataset
from mekgraph.check.findings import Hit
from mekgraph.check.hints.ends import OBJECT_CLASS, SUBJECT_CLASS, end_of, exchanged
from mekgraph.check.hints.facts import TYPE, Facts
from mekgraph.check.hints.languages import USED, meant, usual
from mekgraph.check.hints.properties import stands_for
from mekgraph.check.hints.wants import Wants
from mekgraph.graph.engine import Term
from mekgraph.iris import PREFIXES, shorten
from mekgraph.shacl.model import Shapes
from mekgraph.shacl.results import Result

SH = PREFIXES["sh"]
CLOSED, MISSING, FEW, DATATYPE, QUERY = (
    f"{SH}{name}ConstraintComponent" for name in ("Closed", "MinCount", "QualifiedMinCount", "Datatype", "SPARQL")
)
ASKS_CLASS = "rdf:type"
ANY = ""
About = tuple[Term | None, Term | None]


def without_consequences(hits: Iterable[Hit], shapes: Shapes, dataset: Dataset) -> list[Hit]:
    """The hits without those of shapes that are the consequence of another one.

    A name that is missing because its mark is, or because it stands in another property; what hangs on the class of a
    thing whose class is only a general one, or on a date that is none; the second end of a link whose ends are
    exchanged; one property that is not allowed, once for each of its values.
    """
    every = list(_once_per_property(hits))
    wants, facts = Wants(shapes), Facts(dataset)
    coming = _coming(every, wants, facts)
    general = {hit.focus for hit in every if hit.path == TYPE and _component(hit) == FEW}
    dates = {hit.focus: name for hit in every if (name := _ill_dated(hit, wants))}
    ends = {(hit.focus, end_of(hit.result.constraint)) for hit in every if hit.result}

    def follows(hit: Hit) -> bool:
        result = hit.result
        if result is None:
            return False
        if end_of(result.constraint) == OBJECT_CLASS and (hit.focus, SUBJECT_CLASS) in ends:
            return exchanged(facts, result.focus) is not None
        if dates and _hangs_on_date(hit, dates):
            return True
        return _will_come(hit, coming, wants) or (bool(general) and _hangs_on_class(hit, general, wants))

    return [hit for hit in every if not follows(hit)]


def _component(hit: Hit) -> str:
    return hit.result.component if hit.result else ""


def _once_per_property(hits: Iterable[Hit]) -> Iterable[Hit]:
    """The hits, those for a property that a closed shape does not allow only once, whatever its values."""
    every = list(hits)
    number = Counter((hit.rule.id, hit.focus, hit.path) for hit in every if _component(hit) == CLOSED)
    for hit in every:
        about = hit.rule.id, hit.focus, hit.path
        if _component(hit) != CLOSED or number[about] == 1:
            yield hit
        elif number.pop(about, 0):
            yield replace(hit, value=None)


def _coming(hits: Iterable[Hit], wants: Wants, facts: Facts) -> dict[About, set[str]]:
    """The languages in which a thing will have a text in a property once another finding is mended."""
    found: dict[About, set[str]] = defaultdict(set)
    for hit in hits:
        result = hit.result
        if result is None:
            continue
        if result.component == CLOSED:
            own = stands_for(hit.path, wants.allowed(result.shape))
            if own:
                texts = facts.values(hit.focus, hit.path)
                found[hit.focus, ox.NamedNode(own)] |= {_language(text) for text in texts}
        elif isinstance(result.value, ox.Literal) and isinstance(hit.path, ox.NamedNode):
            found[hit.focus, hit.path] |= set(_marks(result, result.value, wants, facts))
    return found


def _marks(result: Result, value: ox.Literal, wants: Wants, facts: Facts) -> list[str]:
    """The languages that a text may be in that has no mark or an unusual one; none for other faults."""
    want = wants.of(result.shape)
    if result.component == DATATYPE and want.is_marked_text:
        return [tag.lower() for tag in meant(facts, result, want, value)] or [ANY]
    if result.component == QUERY and value.language and value.language.lower() not in USED:
        return [usual(value.language).lower()]
    return []


def _language(text: Term) -> str:
    return (text.language or ANY).lower() if isinstance(text, ox.Literal) else ANY


def _will_come(hit: Hit, coming: dict[About, set[str]], wants: Wants) -> bool:
    """Whether what a hit misses will be there then."""
    languages = coming.get((hit.focus, hit.path))
    if not languages or _component(hit) not in (MISSING, FEW) or hit.constraint is None:
        return False
    asked = {language.lower() for language in wants.languages_of(hit.constraint.shapes)}
    return ANY in languages or not asked or not asked.isdisjoint(languages)


def _hangs_on_class(hit: Hit, general: set[Term | None], wants: Wants) -> bool:
    """Whether a hit is about the class of something that has only a general one."""
    if hit.constraint is None or hit.path == TYPE:
        return False
    if _component(hit) == QUERY:
        return ASKS_CLASS in hit.constraint.text and not general.isdisjoint((hit.focus, hit.value))
    return hit.value in general and bool(hit.result and wants.of(hit.result.shape).classes)


def _ill_dated(hit: Hit, wants: Wants) -> str:
    """The short name of the property that should give a date and does not; "" for other hits."""
    is_wrong = hit.result is not None and hit.value is not None and wants.of(hit.result.shape).is_date
    return shorten(hit.path.value) if is_wrong and isinstance(hit.path, ox.NamedNode) else ""


def _hangs_on_date(hit: Hit, dates: Mapping[Term | None, str]) -> bool:
    """Whether a hit comes of a query that compares such a date."""
    if _component(hit) != QUERY or hit.constraint is None:
        return False
    return any(node in dates and dates[node] in hit.constraint.text for node in (hit.focus, hit.value))
