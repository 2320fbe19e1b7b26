"""The kinds of defects that the generator seeds, and how each of them spoils a thing."""

from collections.abc import Callable
from typing import NamedTuple

from bench.check.world import Properties

Spoil = Callable[[Properties], object]


class Kind(NamedTuple):
    """A kind of defect: its name, the type of thing it befalls, the shape and constraint that must find it."""

    name: str
    item: str
    shape: str
    constraint: str
    spoil: Spoil


def drop(*predicates: str) -> Spoil:
    """Leave out what is said with these predicates."""
    return lambda said: [said.pop(predicate, None) for predicate in predicates]


def put(predicate: str, *terms: str) -> Spoil:
    """Say this instead."""
    return lambda said: said.update({predicate: list(terms)})


def add(predicate: str, *terms: str) -> Spoil:
    """Say this as well."""
    return lambda said: said.setdefault(predicate, []).extend(terms)


def copy(source: str, target: str) -> Spoil:
    """Say with ``target`` what is said with ``source``."""
    return lambda said: said.update({target: list(said[source])})


def only_first(predicate: str) -> Spoil:
    """Keep one thing that is said with this predicate."""
    return lambda said: said.update({predicate: said[predicate][:1]})


def each(*spoils: Spoil) -> Spoil:
    """One after another."""
    return lambda said: [spoil(said) for spoil in spoils]


LONG = "Name " * 30
KINDS = (
    Kind("label-missing", "NGO", "Actor-label", "minCount", drop("rdfs:label")),
    Kind("label-in-french", "NGO", "Actor-label", "languageIn", add("rdfs:label", '"Nom"@fr')),
    Kind("label-twice", "NGO", "Actor-label", "uniqueLang", add("rdfs:label", '"Another name"@en')),
    Kind("label-without-language", "NGO", "Actor-label", "datatype", add("rdfs:label", '"Name"')),
    Kind("label-long", "NGO", "Actor-label", "maxLength", put("rdfs:label", f'"{LONG}"@en')),
    Kind("label-short", "NGO", "Actor-label", "minLength", put("rdfs:label", '"N"@en')),
    Kind("no-english-label", "NGO", "Actor-englishLabel", "qualifiedMinCount", put("rdfs:label", '"Nomi"@uz')),
    Kind("alias-is-label", "NGO", "Actor-alias", "disjoint", copy("rdfs:label", "b:alias")),
    Kind("acronym-with-space", "NGO", "Actor-acronym", "pattern", put("b:acronym", '"A B"')),
    Kind("homepage-as-text", "NGO", "Actor-homepage", "nodeKind", put("b:homepage", '"https://example.org/"')),
    Kind("homepage-insecure", "NGO", "Actor-homepage", "pattern", put("b:homepage", "<http://example.org/>")),
    Kind("founded-as-number", "NGO", "Actor-founded", "or", put("b:founded", "1999")),
    Kind("active-as-text", "NGO", "Actor-active", "datatype", put("b:active", '"yes"')),
    Kind("active-and-not", "NGO", "Actor-active", "maxCount", put("b:active", "true", "false")),
    Kind("fictional", "NGO", "Actor", "not", put("b:status", "b:fictional")),
    Kind("email-with-space", "NGO", "NGO-email", "pattern", put("b:email", '"office at example.org"')),
    Kind("unregistered", "NGO", "NGO", "and", drop("b:registeredIn")),
    Kind("registered-in-place", "NGO", "NGO-registeredIn", "class", put("b:registeredIn", "b:Place-0")),
    Kind("code-missing", "State", "State-code", "minCount", drop("b:code")),
    Kind("code-lower-case", "State", "State-code", "pattern", put("b:code", '"uz"')),
    Kind("code-long", "State", "State-code", "maxLength", put("b:code", '"UZB"')),
    Kind("nobody-lives-there", "State", "State-population", "minExclusive", put("b:population", "0")),
    Kind("all-live-there", "State", "State-population", "maxExclusive", put("b:population", "9000000000")),
    Kind("headcount-zero", "UNBody", "UNBody-headcount", "minInclusive", put("b:headcount", "0")),
    Kind("headcount-huge", "UNBody", "UNBody-headcount", "maxInclusive", put("b:headcount", "900000")),
    Kind("outside-un", "UNBody", "UNBody-system", "hasValue", drop("org:subOrganizationOf")),
    Kind(
        "one-state",
        "Council",
        "Council-states",
        "qualifiedMinCount",
        put("b:member", "b:State-0", "b:NGO-0", "b:NGO-1"),
    ),
    Kind("many-un", "Council", "Council-unBodies", "qualifiedMaxCount", add("b:member", "b:UNBody-0", "b:UNBody-1")),
    Kind("no-country", "GovernmentBody", "Body-country", "minCount", drop("org:subOrganizationOf", "b:country")),
    Kind("two-countries", "GovernmentBody", "Body-country", "maxCount", put("b:country", "b:State-0", "b:State-1")),
    Kind(
        "two-parents",
        "GovernmentBody",
        "Body-parent",
        "maxCount",
        put("org:subOrganizationOf", "b:GovernmentBody-0", "b:GovernmentBody-1"),
    ),
    Kind("under-ngo", "GovernmentBody", "Body-parent", "class", put("org:subOrganizationOf", "b:NGO-0")),
    Kind("cycle", "GovernmentBody", "Hierarchy", "sparql", put("b:country", "b:State-0")),
    Kind("reports-elsewhere", "WorkingGroup", "WorkingGroup-reportsTo", "equals", put("b:reportsTo", "b:NGO-0")),
    Kind(
        "group-without-council",
        "WorkingGroup",
        "WorkingGroup-council",
        "qualifiedMinCount",
        each(put("org:subOrganizationOf", "b:un"), put("b:reportsTo", "b:un")),
    ),
    Kind("chair-is-ngo", "WorkingGroup", "WorkingGroup-chair", "node", put("b:chair", "b:NGO-0")),
    Kind("nowhere", "Event", "Event-place", "minCount", drop("b:place")),
    Kind("place-is-actor", "Event", "Event-region", "class", put("b:place", "b:NGO-0")),
    Kind("ends-before-start", "Event", "Event-start", "lessThanOrEquals", put("b:end", '"1999-01-01"^^xsd:date')),
    Kind("too-early", "Event", "Event-start", "minInclusive", put("b:start", '"1950-01-01"^^xsd:date')),
    Kind("too-late", "Event", "Event-end", "maxInclusive", put("b:end", '"2050-01-01"^^xsd:date')),
    Kind("end-without-start", "Event", "Dated-start", "minCount", drop("b:start")),
    Kind("alone", "Event", "Event-participant", "minCount", only_first("b:participant")),
    Kind("sponsor-is-host", "Event", "Event-sponsor", "disjoint", copy("b:host", "b:sponsor")),
    Kind("host-absent", "Event", "Host", "sparql", put("b:host", "b:NGO-0")),
    Kind(
        "online-in-hall",
        "Event",
        "Meeting",
        "xone",
        each(put("a", "b:Meeting"), put("b:online", "true"), put("b:venue", '"Hall"')),
    ),
    Kind("far-north", "Place", "Place-latitude", "maxInclusive", put("b:latitude", "91.5")),
    Kind("latitude-as-double", "Place", "Place-latitude", "datatype", put("b:latitude", '"12.5"^^xsd:double')),
    Kind("place-with-email", "Place", "Place", "closed", put("b:email", '"place@example.org"')),
    Kind("in-force-at-once", "Document", "Document-published", "lessThan", copy("b:published", "b:effective")),
    Kind("no-pages", "Document", "Report-pages", "minCount", drop("b:pages")),
    Kind("volume-300", "Document", "Document-volume", "datatype", put("b:volume", '"300"^^xsd:byte')),
    Kind("number-odd", "Document", "Document-number", "pattern", put("b:number", '"12"')),
    Kind("language-unknown", "Document", "Document-language", "in", put("b:language", '"fr"')),
    Kind("unsigned", "Document", "Document-signatory", "minCount", drop("b:signedBy", "b:adoptedBy")),
    Kind("url-as-text", "Source", "Source-url", "nodeKind", put("b:url", '"https://source.example.org/"')),
    Kind("no-such-day", "Source", "Source-retrieved", "datatype", put("b:retrieved", '"2020-13-45"^^xsd:date')),
    Kind("reliability-g", "Source", "Source-reliability", "in", put("b:reliability", '"G"')),
    Kind("publisher-unknown", "Source", "Source-publisher", "node", put("b:publisher", "b:nobody")),
    Kind("checksum-short", "Source", "Source-checksum", "minLength", put("b:checksum", '"abc"')),
    Kind("kind-unknown", "Link", "Link-kind", "in", put("b:kind", "b:admires")),
    Kind("kind-as-text", "Link", "Link-kind", "nodeKind", put("b:kind", '"funds"')),
    Kind("no-subject", "Link", "Link-subject", "minCount", drop("b:subject")),
    Kind("subject-is-place", "Link", "Link-subject", "class", put("b:subject", "b:Place-0")),
    Kind("object-is-source", "Link", "Link-object", "or", put("b:object", "b:Source-0")),
    Kind("ended-when-begun", "Link", "Link-start", "lessThan", copy("b:start", "b:end")),
    Kind("no-source", "Link", "Link-source", "minCount", drop("prov:wasDerivedFrom")),
    Kind(
        "three-sources",
        "Link",
        "Link-source",
        "maxCount",
        put("prov:wasDerivedFrom", "b:Source-0", "b:Source-1", "b:Source-2"),
    ),
    Kind("source-is-actor", "Link", "Link-source", "class", put("prov:wasDerivedFrom", "b:NGO-0")),
    Kind("too-sure", "Link", "Link-confidence", "maxInclusive", put("b:confidence", "1.5")),
    Kind("credibility-zero", "Link", "Link-credibility", "minInclusive", put("b:credibility", "0")),
    Kind("unreviewed", "Link", "Link-status", "hasValue", put("b:status", "b:current")),
    Kind("link-with-label", "Link", "Link", "closed", put("rdfs:label", '"A link"@en')),
    Kind("self-link", "Link", "SelfLink", "sparql", copy("b:subject", "b:object")),
    Kind("edition-old", "Registry", "Registry-edition", "hasValue", put("b:edition", '"1999"')),
)
# These befall things that nothing leads to, which the generator puts after all others of their type.
SPARE_KINDS = (
    Kind("in-no-link", "NGO", "Actor-linked", "minCount", drop()),
    Kind("uncited", "Source", "Source-cited", "minCount", drop()),
)


def defects() -> list[Kind]:
    """All kinds of defects."""
    return [*KINDS, *SPARE_KINDS]
