"""Small random worlds: data of a few nodes, and shapes of every kind about them, as Turtle."""

from hypothesis import strategies as st

IRIS = ("ex:a", "ex:b", "ex:c", "ex:d")
BLANKS = ("_:x", "_:y")
CLASSES = ("ex:C", "ex:D", "ex:E")
PREDICATES = ("ex:p", "ex:q", "ex:r")
INTEGERS = ("1", "2", "01", "-3")
NUMBERS = (*INTEGERS, "1.0", "2.5", '"0.50"^^xsd:decimal', "1e0", '"2.50E0"^^xsd:double')
TEXTS = ('""', '"a"', '"ab"', '"b c"', '"a\\nb"')
TAGGED = ('"a"@en', '"b"@en', '"a"@ru', '"c"@en-GB')
DATES = ('"2024-01-01"^^xsd:date', '"2024-02-29"^^xsd:date', '"2025-01-01"^^xsd:date')
OTHERS = ("true", "false", '"x"^^ex:own', '"2024"^^xsd:gYear')
ILL_FORMED = ('"x"^^xsd:integer', '"2024-02-30"^^xsd:date', '"yes"^^xsd:boolean', '"1,5"^^xsd:decimal')
LITERALS = (*NUMBERS, *TEXTS, *TAGGED, *DATES, *OTHERS, *ILL_FORMED)
DATATYPES = (
    "xsd:integer",
    "xsd:decimal",
    "xsd:double",
    "xsd:string",
    "rdf:langString",
    "xsd:date",
    "xsd:boolean",
    "ex:own",
)
NODE_KINDS = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
DEEPEST = 3

iris, predicates, classes = st.sampled_from(IRIS), st.sampled_from(PREDICATES), st.sampled_from(CLASSES)
terms = st.sampled_from((*IRIS, *LITERALS))
small = st.integers(0, 3)


def triple(kinds: tuple[str, ...]) -> st.SearchStrategy[str]:
    """A statement with objects of some kinds."""
    return st.tuples(st.sampled_from((*IRIS, *BLANKS)), predicates, st.sampled_from(kinds)).map(" ".join)


typed = st.tuples(st.sampled_from((*IRIS, *BLANKS)), st.just("a"), classes).map(" ".join)
subclass = st.tuples(classes, st.just("rdfs:subClassOf"), classes).map(" ".join)


def data(literals: tuple[str, ...] = LITERALS) -> st.SearchStrategy[str]:
    """Some statements, among them types and subclasses."""
    kinds = (*IRIS, *BLANKS, *literals)
    return st.tuples(
        st.lists(triple(kinds), min_size=2, max_size=12), st.lists(typed, max_size=4), st.lists(subclass, max_size=3)
    ).map(lambda parts: " .\n".join([line for part in parts for line in part]) + " .")


def joined(parts: list[str]) -> str:
    return " ".join(parts)


paths = st.recursive(
    predicates,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(("inverse", "zeroOrMore", "oneOrMore", "zeroOrOne")), inner).map(
            lambda step: f"[ sh:{step[0]}Path {step[1]} ]"
        ),
        st.lists(inner, min_size=2, max_size=3).map(lambda steps: f"( {joined(steps)} )"),
        st.lists(inner, min_size=2, max_size=3).map(lambda steps: f"[ sh:alternativePath ( {joined(steps)} ) ]"),
    ),
    max_leaves=3,
)

of_values = st.one_of(
    classes.map("sh:class {}".format),
    st.sampled_from(DATATYPES).map("sh:datatype {}".format),
    st.sampled_from(NODE_KINDS).map("sh:nodeKind sh:{}".format),
    st.tuples(
        st.sampled_from(("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")),
        st.sampled_from(("1", "2.0", "0.5", "-3", "1e0")),
    ).map(lambda bound: f"sh:{bound[0]} {bound[1]}"),
    small.map("sh:minLength {}".format),
    small.map("sh:maxLength {}".format),
    st.sampled_from(('"a"', '"^a"', '"b$"', '"^.$" ; sh:flags "s"', '"A" ; sh:flags "i"', '"[0-9]"')).map(
        "sh:pattern {}".format
    ),
    st.lists(st.sampled_from(('"en"', '"ru"', '"en-GB"')), max_size=2).map(
        lambda tags: f"sh:languageIn ( {joined(tags)} )"
    ),
    st.lists(terms, max_size=3).map(lambda members: f"sh:in ( {joined(members)} )"),
    predicates.map("sh:disjoint {}".format),
    predicates.map("sh:equals {}".format),
    terms.map("sh:hasValue {}".format),
    st.lists(predicates, max_size=2).map(
        lambda ignored: f"sh:closed true ; sh:ignoredProperties ( rdf:type {joined(ignored)} )"
    ),
)
of_all = st.one_of(
    small.map("sh:minCount {}".format),
    small.map("sh:maxCount {}".format),
    st.just("sh:uniqueLang true"),
    predicates.map("sh:lessThan {}".format),
    predicates.map("sh:lessThanOrEquals {}".format),
)


def constraint(depth: int, with_path: bool) -> st.SearchStrategy[str]:
    """One constraint of a shape so many levels above the deepest."""
    plain = st.one_of(of_values, of_all) if with_path else of_values
    if not depth:
        return plain
    inner = shape(depth - 1)
    several = st.lists(inner, min_size=1, max_size=3).map(lambda shapes: f"( {joined(shapes)} )")
    logic = st.one_of(
        inner.map("sh:not {}".format),
        inner.map("sh:node {}".format),
        st.tuples(st.sampled_from(("and", "or", "xone")), several).map(lambda made: f"sh:{made[0]} {made[1]}"),
        property_shape(depth - 1).map("sh:property {}".format),
    )
    qualified = st.tuples(inner, st.sampled_from(("qualifiedMinCount", "qualifiedMaxCount")), small).map(
        lambda made: f"sh:qualifiedValueShape {made[0]} ; sh:{made[1]} {made[2]}"
    )
    return st.one_of(plain, logic, logic, qualified) if with_path else st.one_of(plain, logic, logic)


def constraints(depth: int, with_path: bool) -> st.SearchStrategy[str]:
    """Some constraints of a shape, no parameter twice."""
    return st.lists(constraint(depth, with_path), min_size=1, max_size=2, unique_by=lambda said: said.split()[0]).map(
        " ; ".join
    )


def property_shape(depth: int) -> st.SearchStrategy[str]:
    """A nameless property shape."""
    return st.tuples(paths, constraints(depth, with_path=True)).map(lambda made: f"[ sh:path {made[0]} ; {made[1]} ]")


def shape(depth: int) -> st.SearchStrategy[str]:
    """A nameless shape, with a path or without."""
    node = constraints(depth, with_path=False).map("[ {} ]".format)
    return st.one_of(node, property_shape(depth))


targets = st.one_of(
    classes.map("sh:targetClass {}".format),
    st.lists(terms, min_size=1, max_size=3, unique=True).map(lambda nodes: "sh:targetNode " + " , ".join(nodes)),
    predicates.map("sh:targetSubjectsOf {}".format),
    predicates.map("sh:targetObjectsOf {}".format),
)
extras = st.sampled_from(("", "", "", "sh:severity sh:Warning ;", "sh:deactivated false ;", 'sh:message "m" ;'))


@st.composite
def shapes(draw: st.DrawFn) -> str:
    """One to three shapes with targets."""
    made = []
    for number in range(draw(st.integers(1, 3))):
        of_node = draw(st.booleans())
        path = "" if of_node else f"sh:path {draw(paths)} ; "
        kind = "sh:NodeShape" if of_node else "sh:PropertyShape"
        said = draw(constraints(DEEPEST, with_path=not of_node))
        made.append(f"ex:S{number} a {kind} ; {draw(targets)} ; {draw(extras)} {path}{said} .")
    return "\n".join(made)
