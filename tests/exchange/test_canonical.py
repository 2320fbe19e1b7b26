"""Canonical Turtle: the same statements, the same text; nothing lost on the way there and back."""

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from mekgraph.exchange.canonical import turtle
from mekgraph.iris import PREFIXES
from mekgraph.sources.statements import leading_comment

XSD = PREFIXES["xsd"]
local = st.text(st.characters(codec="utf-8", categories=("L", "N"), include_characters="-_./~é'"), max_size=8)
iris = st.builds(
    lambda space, name: ox.NamedNode(space + name),
    st.sampled_from([PREFIXES["mek"], PREFIXES["link"], PREFIXES["rdfs"], "https://example.org/", "urn:x:"]),
    local,
)
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)
literals = st.one_of(
    st.builds(ox.Literal, texts),
    st.builds(
        lambda value, language: ox.Literal(value, language=language),
        texts,
        st.sampled_from(["en", "ru", "uz", "uz-Cyrl"]),
    ),
    st.builds(
        lambda value, name: ox.Literal(value, datatype=ox.NamedNode(XSD + name)),
        st.sampled_from(["1", "01", "+1", "0.90", ".5", "1.", "true", "1e5", "2024", "2024-02-30", "x"]),
        st.sampled_from(["integer", "decimal", "boolean", "double", "gYear", "date", "string"]),
    ),
)
blanks = st.sampled_from([ox.BlankNode(name) for name in "abcdef"])
triples = st.builds(ox.Triple, st.one_of(iris, blanks), iris, st.one_of(iris, literals, blanks))
graphs = st.frozensets(triples, max_size=14)


def canonical(items: object) -> frozenset[ox.Quad]:
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in items)  # type: ignore[attr-defined]
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(dataset)


def parsed(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]


@settings(max_examples=300, deadline=None)
@given(graphs)
def test_nothing_is_lost_and_literals_keep_their_text(items: frozenset[ox.Triple]) -> None:
    assert canonical(parsed(turtle(items))) == canonical(items)


@settings(max_examples=200, deadline=None)
@given(graphs)
def test_writing_again_gives_the_same_bytes(items: frozenset[ox.Triple]) -> None:
    text = turtle(items)
    assert turtle(parsed(text)) == text


@settings(max_examples=100, deadline=None)
@given(graphs, st.randoms())
def test_order_and_blank_node_labels_do_not_matter(items: frozenset[ox.Triple], random: object) -> None:
    def renamed(term: object) -> object:
        return ox.BlankNode("z" + term.value) if isinstance(term, ox.BlankNode) else term

    shuffled = sorted(items, key=str)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = [ox.Triple(renamed(t.subject), t.predicate, renamed(t.object)) for t in shuffled]  # type: ignore[arg-type]
    assert turtle(again) == turtle(items)


def test_the_form_is_readable() -> None:
    text = """@prefix mek: <https://w3id.org/mekgraph/def/> . @prefix actor: <https://w3id.org/mekgraph/id/actor/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    actor:b mek:parent actor:a . actor:a skos:prefLabel "Б"@ru, "B"@en ; a mek:UNBody ; mek:value 0.90 ; mek:note ( 1 2 ) ."""
    assert turtle(parsed(text)) == (
        "@prefix actor: <https://w3id.org/mekgraph/id/actor/> .\n"
        "@prefix mek: <https://w3id.org/mekgraph/def/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "\n"
        "actor:a a mek:UNBody ;\n"
        "    skos:prefLabel\n"
        '        "B"@en,\n'
        '        "Б"@ru ;\n'
        "    mek:value 0.90 ;\n"
        "    mek:note ( 1 2 ) .\n"
        "\n"
        "actor:b mek:parent actor:a .\n"
    )


def test_only_comments_at_the_top_are_kept() -> None:
    assert leading_comment("# one\n# two\n@prefix a: <b> . # three\n# four\n") == "# one\n# two\n"
