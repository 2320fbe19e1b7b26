import time
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mekgraph.sources import positions
from mekgraph.sources.positions import BlankNames, Lines, Pattern, Position, Spot, line_text, locate
from mekgraph.sources.tokens import events

ROOT = Path(__file__).parents[2]
TURTLE, TRIG = ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
Span = tuple[int, int]
XSD = "http://www.w3.org/2001/XMLSchema#"
HEAD = "@prefix : <http://e/> .\n"


def e(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://e/{name}")


def number(value: str, datatype: str = "integer") -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))


def statements(text: str, rdf_format: ox.RdfFormat = TURTLE) -> list[Pattern]:
    """All statements with the names of their blank nodes, as the loader makes them."""
    names = BlankNames("b")
    return [
        tuple(names[term] if isinstance(term, ox.BlankNode) else term for term in (q.subject, q.predicate, q.object))
        for q in ox.parse(text.removeprefix("\ufeff"), format=rdf_format)
    ]


def shown(text: str | Lines, spot: Spot) -> str:
    line = text.line(spot.line) if isinstance(text, Lines) else line_text(text, spot.line)
    return line[spot.column - 1 : spot.column - 1 + spot.length]


def words(text: str, pattern: Pattern, rdf_format: ox.RdfFormat = TURTLE) -> tuple[str, ...]:
    """What stands at the three spots of a statement."""
    return tuple(shown(text, spot) for spot in locate(text, rdf_format, [pattern])[pattern])


def places(text: str, pattern: Pattern, rdf_format: ox.RdfFormat = TURTLE) -> tuple[tuple[int, int], ...]:
    """Line and column of the three spots of a statement."""
    return tuple(spot[:2] for spot in locate(text, rdf_format, [pattern])[pattern])


# Layout of statements


def test_comma_and_semicolon_lists() -> None:
    text = HEAD + ":a :p :b ,\n    :c ;\n  :q :d ."
    assert places(text, (e("a"), e("p"), e("c"))) == ((2, 1), (2, 4), (3, 5))
    assert places(text, (e("a"), e("q"), e("d"))) == ((2, 1), (4, 3), (4, 6))


def test_leading_semicolons_and_empty_ones() -> None:
    text = HEAD + ":a\n  :p :b\n  ; :q :c\n  ;; a :T ;\n."
    assert places(text, (e("a"), e("q"), e("c"))) == ((2, 1), (4, 5), (4, 8))
    assert places(text, (e("a"), ox.NamedNode(RDF + "type"), e("T"))) == ((2, 1), (5, 6), (5, 8))


def test_several_statements_on_one_line() -> None:
    text = HEAD + ":a :p :b . :c :p :b .:d :p :b ."
    assert places(text, (e("c"), e("p"), e("b"))) == ((2, 12), (2, 15), (2, 18))
    assert places(text, (e("d"), e("p"), e("b"))) == ((2, 22), (2, 25), (2, 28))


def test_the_same_object_twice_on_one_line() -> None:
    text = HEAD + ':a :p "x" ; :q "x" .'
    assert places(text, (e("a"), e("q"), ox.Literal("x"))) == ((2, 1), (2, 13), (2, 16))


def test_the_first_of_equal_statements() -> None:
    text = HEAD + ":a :p :b, :b .\n:a :p :b ."
    assert places(text, (e("a"), e("p"), e("b"))) == ((2, 1), (2, 4), (2, 7))


def test_directives_are_no_statements() -> None:
    text = "@base <http://e/> .\nPREFIX : <http://e/>\nbase <http://e/>\n:a :p 1 .@prefix prefix: <http://e/>.\nprefix:b :p <c>."
    assert places(text, (e("a"), e("p"), number("1"))) == ((4, 1), (4, 4), (4, 7))
    assert words(text, (e("b"), e("p"), e("c"))) == ("prefix:b", ":p", "<c>")


def test_words_without_blanks_between_them() -> None:
    text = HEAD + ':a a<http://e/T>;:p(1:x"q"@en:y),\'z\',+1,[:q"i"].<http://e/b><http://e/p>:c.:d.'
    assert words(text, (e("a"), ox.NamedNode(RDF + "type"), e("T"))) == (":a", "a", "<http://e/T>")
    assert words(text, (e("a"), e("p"), number("+1"))) == (":a", ":p", "+1")
    assert words(text, (ox.BlankNode("b3"), None, ox.Literal("q", language="en"))) == ("(", "(", '"q"@en')
    assert words(text, (e("b"), e("p"), e("c.:d"))) == ("<http://e/b>", "<http://e/p>", ":c.:d")


# Words


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("1", number("1")),
        ("-1.5", number("-1.5", "decimal")),
        (".5", number(".5", "decimal")),
        ("1.e3", number("1.e3", "double")),
        ("1e-3", number("1e-3", "double")),
        ("+.5E+1", number("+.5E+1", "double")),
        ("true", number("true", "boolean")),
        ("false", number("false", "boolean")),
        ('"x"', ox.Literal("x")),
        ("''", ox.Literal("")),
        ('"""a"b""c\\""""', ox.Literal('a"b""c"')),
        ("'''a'b'''@uz-Cyrl", ox.Literal("a'b", language="uz-cyrl")),
        ('"a\\\\"^^<http://e/t#x>', ox.Literal("a\\", datatype=e("t#x"))),
        ('"a # b . [ <" ^^ :t', ox.Literal("a # b . [ <", datatype=e("t"))),
        ('"it\'s"@en', ox.Literal("it's", language="en")),
        ("<http://e/x#y.z>", e("x#y.z")),
        ("<\\u0068ttp://e/'\u00a0>", e("'\u00a0")),
        (":c\\,d", e("c,d")),
        (":c\\#d\\;\\.", e("c#d;.")),
        (":c.d-e:f", e("c.d-e:f")),
        (":c%2E%41", e("c%2E%41")),
        (":", e("")),
        (":1.2", e("1.2")),
        (":\u1680\U00010000я", e("\u1680\U00010000я")),
        ("()", ox.NamedNode(RDF + "nil")),
    ],
)
@pytest.mark.parametrize("after", [".", " .", ".#.", "\t;.", ",:z.", '# . " [ <\n.'])
def test_every_kind_of_word(word: str, term: Pattern, after: str) -> None:
    text = HEAD + f":a :p {word}{after}\n:z :p {word} ."
    for subject in (e("a"), e("z")):
        found = locate(text, TURTLE, [(subject, e("p"), term)])[subject, e("p"), term]
        assert found.object.column == 7
        assert shown(text, found.object) == ("(" if word == "()" else word)


def test_labelled_blank_nodes() -> None:
    text = HEAD + "_:x.y :p _:z.\n_:z :p _:x.y, 1."
    assert words(text, (ox.BlankNode("b2"), e("p"), ox.BlankNode("b1"))) == ("_:z", ":p", "_:x.y")
    assert words(text, (ox.BlankNode("b1"), e("p"), ox.BlankNode("b2"))) == ("_:x.y", ":p", "_:z")


def test_literals_over_several_lines() -> None:
    text = HEAD + ':a :p """one\ntwo""" , "x" ; :q """three\r\n\r\nfour"""@en .'
    first, second = (e("a"), e("p"), ox.Literal("one\ntwo")), (e("a"), e("p"), ox.Literal("x"))
    assert locate(text, TURTLE, [first])[first].object == Spot(2, 7, len('"""one'))
    assert places(text, second) == ((2, 1), (2, 4), (3, 10))
    assert words(text, (e("a"), e("q"), None)) == (":a", ":q", '"""three')


@pytest.mark.parametrize("size", [4095, 4096, 4097, 5_000_000])
def test_long_literals(size: int) -> None:
    value = ("ы" * 4093 + "\\n." + "x" * size)[:size]
    text = HEAD + f':a :p "{value}" , :b .'
    assert places(text, (e("a"), e("p"), e("b")))[2] == (2, 12 + size)
    assert places(text, (e("a"), e("p"), None))[2] == (2, 7)


def test_comments_may_hold_anything() -> None:
    text = HEAD + '# "\n:a # \'\'\' [ <\n :p # . ( \\\n#\n :b ; # """\n :q :c . # <http://\n:d :p :e .'
    assert places(text, (e("a"), e("p"), e("b"))) == ((3, 1), (4, 2), (6, 2))
    assert places(text, (e("a"), e("q"), e("c"))) == ((3, 1), (7, 2), (7, 5))
    assert places(text, (e("d"), e("p"), e("e"))) == ((8, 1), (8, 4), (8, 7))


# Brackets


def test_nested_blank_nodes() -> None:
    text = HEAD + ':a :p [ :q "x" ; :r [ :s "y" ] ] , :b .\n[ :t 1 ] :u [] .\n[] :v :w .'
    b1, b2, b3, b4, b5 = (ox.BlankNode(f"b{n}") for n in range(1, 6))
    assert statements(text)[0] == (b1, e("q"), ox.Literal("x"))
    assert places(text, (b1, e("q"), ox.Literal("x"))) == ((2, 7), (2, 9), (2, 12))
    assert places(text, (b2, e("s"), ox.Literal("y"))) == ((2, 21), (2, 23), (2, 26))
    assert places(text, (b1, e("r"), b2)) == ((2, 7), (2, 18), (2, 21))
    assert places(text, (e("a"), e("p"), b1)) == ((2, 1), (2, 4), (2, 7))
    assert places(text, (e("a"), e("p"), e("b"))) == ((2, 1), (2, 4), (2, 36))
    assert places(text, (b3, e("t"), number("1"))) == ((3, 1), (3, 3), (3, 6))
    assert places(text, (b3, e("u"), b4)) == ((3, 1), (3, 10), (3, 13))
    assert places(text, (b5, e("v"), e("w"))) == ((4, 1), (4, 4), (4, 7))


def test_a_string_before_a_closing_bracket() -> None:
    # The parser needs the bracket to know that the string is complete, and then makes the outer statement first.
    text = HEAD + ':a :p [ :q "x" ] .'
    assert [pattern[1] for pattern in statements(text)] == [e("p"), e("q")]
    assert places(text, (ox.BlankNode("b1"), e("q"), ox.Literal("x"))) == ((2, 7), (2, 9), (2, 12))
    assert places(text, (e("a"), e("p"), ox.BlankNode("b1"))) == ((2, 1), (2, 4), (2, 7))


def test_collections() -> None:
    text = HEAD + ':a :p ( 1 "x" "y" ( :z ) [ :q 2 ] ) , :b .\n( :c ) :r () .'
    first, rest, nil = (ox.NamedNode(RDF + name) for name in ("first", "rest", "nil"))
    wanted = statements(text)
    found = locate(text, TURTLE, wanted)
    objects = [(pattern[1], shown(text, found[pattern].object)) for pattern in wanted]
    assert sorted(column for p, o in found.items() if p[1] == first for column in [o.object.column]) == [
        3,
        9,
        11,
        15,
        19,
        21,
        26,
    ]
    assert [word for predicate, word in objects if predicate == first] == ["1", '"x"', '"y"', ":z", "(", "[", ":c"]
    assert sorted(word for predicate, word in objects if predicate == rest) == sorted(
        ['"x"', '"y"', "(", "[", ")", ")", ")"]
    )
    assert {
        shown(text, found[p].subject) + shown(text, found[p].predicate) for p in wanted if p[1] in (first, rest)
    } == {"(("}
    assert places(text, (e("a"), e("p"), e("b"))) == ((2, 1), (2, 4), (2, 39))
    root = next(pattern[2] for pattern in wanted if pattern[:2] == (e("a"), e("p")))
    assert places(text, (e("a"), e("p"), root)) == ((2, 1), (2, 4), (2, 7))
    assert next(shown(text, found[p].subject) for p in wanted if p[1:] == (e("r"), nil)) == "("


def test_deep_nesting() -> None:
    depth = 20_000
    text = HEAD + ":a :p " + "[ :p " * depth + "1" + " ]" * depth + " ."
    pattern = (ox.BlankNode("b1"), e("p"), number("1"))
    assert places(text, pattern)[2] == (2, 7 + 5 * depth)


# Line ends, columns


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = end.join(["@prefix : <http://e/> .", "", ":a :p", "\t:b ;", '  :q """one', 'two""", :c .', ":d :p :e ."])
    assert places(text, (e("a"), e("p"), e("b"))) == ((3, 1), (3, 4), (4, 2))
    assert places(text, (e("a"), e("q"), e("c"))) == ((3, 1), (5, 3), (6, 9))
    assert places(text, (e("d"), e("p"), e("e"))) == ((7, 1), (7, 4), (7, 7))
    assert shown(text, locate(text, TURTLE, [(e("a"), e("q"), None)])[e("a"), e("q"), None].object) == '"""one'
    assert [line_text(text, number) for number in (0, 1, 2, 4, 8)] == ["", "@prefix : <http://e/> .", "", "\t:b ;", ""]


def test_byte_order_mark() -> None:
    text = "\ufeffPREFIX : <http://e/> :a :p :b ."
    assert places(text, (e("a"), e("p"), e("b"))) == ((1, 22), (1, 25), (1, 28))
    assert line_text(text, 1) == text[1:]
    assert words(text, (e("a"), e("p"), e("b"))) == (":a", ":p", ":b")


def test_characters_not_bytes() -> None:
    text = HEAD + '\t:я :p "Ўзбек"@uz , "👩‍👩‍👧 𝔘"@en , :b .'
    assert places(text, (e("я"), e("p"), e("b"))) == ((2, 2), (2, 5), (2, 36))
    assert words(text, (e("я"), e("p"), ox.Literal("👩‍👩‍👧 𝔘", language="en")))[2] == '"👩‍👩‍👧 𝔘"@en'


def test_line_numbers_are_those_of_the_parser() -> None:
    lines = [HEAD.strip(), ":a :p 1 .", '"', ":b"]
    for end in ("\n", "\r\n", "\r"):
        text = end.join(lines)
        with pytest.raises(SyntaxError) as caught:
            locate(text, TURTLE, [(e("z"), None, None)])
        assert caught.value.lineno == 3
        assert Lines(text).number_of(text.index('"')) == 3


# Other formats


def test_trig() -> None:
    text = (
        HEAD + "GRAPH :g { :a :p :b . :a :q [ :r 'x' ] }\n:h {:c :p :d}\n{ :e :p 1 . }\n[] { :f :p :g }\n"
        "graph _:k{}\n:i :p :j .\nGRAPH [] { ( 1 ) :q () }"
    )
    assert places(text, (e("a"), e("p"), e("b")), TRIG) == ((2, 12), (2, 15), (2, 18))
    assert words(text, (ox.BlankNode("b1"), e("r"), None), TRIG) == ("[", ":r", "'x'")
    assert places(text, (e("c"), e("p"), e("d")), TRIG) == ((3, 5), (3, 8), (3, 11))
    assert places(text, (e("e"), e("p"), number("1")), TRIG) == ((4, 3), (4, 6), (4, 9))
    assert places(text, (e("f"), e("p"), e("g")), TRIG) == ((5, 6), (5, 9), (5, 12))
    assert places(text, (e("i"), e("p"), e("j")), TRIG) == ((7, 1), (7, 4), (7, 7))
    assert places(text, (ox.BlankNode("b2"), e("q"), None), TRIG) == ((8, 12), (8, 18), (8, 21))


def test_n_triples() -> None:
    text = '# a\n<http://e/a> <http://e/p> "x"^^<http://e/t> . # "\n\n_:x <http://e/p> "<y> ."@en.\r\n_:x\t<http://e/p> _:y .'
    b1 = ox.BlankNode("b1")
    assert places(text, (e("a"), e("p"), ox.Literal("x", datatype=e("t"))), ox.RdfFormat.N_TRIPLES) == (
        (2, 1),
        (2, 14),
        (2, 27),
    )
    assert words(text, (b1, e("p"), ox.Literal("<y> .", language="en")), ox.RdfFormat.N_TRIPLES)[2] == '"<y> ."@en'
    assert places(text, (b1, e("p"), ox.BlankNode("b2")), ox.RdfFormat.N_TRIPLES) == ((5, 1), (5, 5), (5, 18))


def test_n_quads() -> None:
    text = '<http://e/a> <http://e/p> "x" <http://e/g> .\n<http://e/a> <http://e/p> <http://e/b> _:g .\n<http://e/a> <http://e/q> "z"@en .\n'
    assert places(text, (e("a"), e("p"), ox.Literal("x")), ox.RdfFormat.N_QUADS) == ((1, 1), (1, 14), (1, 27))
    assert words(text, (e("a"), e("p"), e("b")), ox.RdfFormat.N_QUADS)[2] == "<http://e/b>"
    assert words(text, (e("a"), e("q"), None), ox.RdfFormat.N_QUADS)[2] == '"z"@en'


def test_only_the_line_in_rdf_xml_and_json_ld() -> None:
    xml = f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="http://e/">\n<rdf:Description rdf:about="http://e/a">\n<e:p>x</e:p>\n<e:q>y</e:q>\n</rdf:Description>\n</rdf:RDF>'
    json = '{"@id": "http://e/a",\n"http://e/p": "x",\n"http://e/q": "y"\n}'
    pattern = (e("a"), e("q"), ox.Literal("y"))
    assert locate(xml, ox.RdfFormat.RDF_XML, [pattern])[pattern] == Position(*[Spot(4, 0, 0)] * 3)
    found = locate(json, ox.RdfFormat.JSON_LD, [pattern])[pattern]
    assert found.object.line in (3, 4)
    assert found.object.column == 0


def test_only_the_line_next_to_triple_terms() -> None:
    text = HEAD + "# note\n :a :p :b ~ :r {| :q 1 |} .\n<< :a :p :b >> :q 2 .\n:c :p :d ."
    assert locate(text, TURTLE, [(e("r"), e("q"), None)])[e("r"), e("q"), None].object == Spot(3, 0, 0)
    assert places(text, (e("c"), e("p"), e("d"))) == ((5, 1), (5, 4), (5, 7))
    assert [list(events(word, 0, len(word))) for word in ("<<:a :b :c>> :d :e .", ":a :b <<(:c :d :e)>>.")] == [[], []]


def test_only_the_line_when_the_parser_comes_to_keep_another_order(monkeypatch: pytest.MonkeyPatch) -> None:
    parse: Callable[..., Iterable[ox.Quad]] = ox.parse
    monkeypatch.setattr(positions.ox, "parse", lambda reader, **options: list(parse(reader, **options))[::-1])
    text = HEAD + "\n:a :p [ :q 1 ] ."
    pattern = (e("a"), e("p"), None)
    assert locate(text, TURTLE, [pattern])[pattern].object == Spot(3, 0, 0)
    text = HEAD + "\n:a :p 1, ( 2 ) ."
    assert locate(text, TURTLE, [pattern])[pattern].object == Spot(3, 0, 0)
    text = HEAD + "\n:a :p :b, 'x', :c, :d ."
    found = locate(text, TURTLE, [(e("a"), e("p"), e("c")), (e("a"), e("p"), e("d"))])
    assert {position.object for position in found.values()} == {Spot(3, 0, 0)}


# What is wanted


def test_parts_left_open() -> None:
    text = HEAD + ":z :p :a .\n:a :p :b, :c ;\n :q :c ."
    wanted: list[Pattern] = [(e("a"), None, None), (e("a"), e("q"), None), (e("a"), None, e("c")), (e("b"), None, None)]
    found = locate(text, TURTLE, wanted)
    assert {pattern: position.object[:2] for pattern, position in found.items()} == {
        wanted[0]: (3, 7),
        wanted[1]: (4, 5),
        wanted[2]: (3, 11),
    }
    assert found[wanted[0]].subject == Spot(3, 1, 2)


def test_nothing_wanted() -> None:
    assert locate("not even Turtle", TURTLE, []) == {}


def test_a_number_as_the_engine_keeps_it() -> None:
    text = HEAD + ":a :p 007 , 1.50 , '2024-05-01T00:00:00+00:00'^^<" + XSD + "dateTime> , 7 ."
    store = ox.Store()
    store.load(text.encode(), format=TURTLE)
    kept = {quad.object for quad in store}
    assert number("007") not in kept
    found = locate(text, TURTLE, [(e("a"), e("p"), term) for term in kept])
    assert sorted(shown(text, position.object)[:4] for position in found.values()) == ["'202", "007", "1.50"]


def test_blank_names_are_counted_as_they_come_up() -> None:
    text = HEAD + ":a :p [ :q [ :r 1 ] ] , _:x .\n_:y :p _:x ."
    first, second = statements(text), statements(text)
    assert first == second
    assert first[-1] == (ox.BlankNode("b4"), e("p"), ox.BlankNode("b3"))
    names = BlankNames("doc7x")
    assert [names[ox.BlankNode(label)].value for label in "abca"] == ["doc7x1", "doc7x2", "doc7x3", "doc7x1"]
    pattern = (ox.BlankNode("t4"), e("p"), None)
    assert locate(text, TURTLE, [pattern], "t")[pattern].subject == Spot(3, 1, 3)


def test_the_parser_stops_when_all_is_found() -> None:
    text = HEAD + ":a :p :b .\n:c :p :d .\n" + ":e :p\n" * 10  # The end would be a syntax error.
    assert places(text, (e("a"), e("p"), e("b"))) == ((2, 1), (2, 4), (2, 7))


def test_150_000_statements_in_about_a_second() -> None:
    text = HEAD + "".join(
        f':s{n} a :T ;\n  :label "Name {n}"@en, "Имя {n}"@ru ;\n  :n {n} ; :x [ :y "z" ] .\n' for n in range(25_000)
    )
    wanted: list[Pattern] = [(e(f"s{n}"), e("n"), None) for n in range(0, 25_000, 100)] + [
        (ox.BlankNode("b25000"), None, None)
    ]
    start = time.perf_counter()
    found = locate(text, TURTLE, wanted)
    assert time.perf_counter() - start < 5  # About 0.3 s on a quiet machine.
    assert len(found) == len(wanted)
    assert found[e("s24900"), e("n"), None].object == Spot(2 + 24_900 * 3 + 2, 6, 5)


# Whole files


@pytest.mark.parametrize("folder", ["data", "ontology"])
def test_the_words_at_all_spots_of_our_files_say_the_statement(folder: str) -> None:
    files = sorted((ROOT / folder).rglob("*.ttl"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        parser = ox.parse(text, format=TURTLE)
        wanted = statements(text)
        list(parser)
        found, lines = locate(text, TURTLE, wanted), Lines(text)
        assert found.keys() == set(wanted)
        for pattern, position in found.items():
            said = [shown(lines, spot) for spot in position]
            assert 0 not in position.object, (file, pattern)
            for term, word in zip(pattern, said, strict=True):
                assert spells(word, term, parser.prefixes, pattern[1]), (file, pattern, word)


def spells(word: str, term: object, prefixes: dict[str, str], predicate: object) -> bool:
    """Whether a word says a term, by our own reading of it."""
    if isinstance(predicate, ox.NamedNode) and predicate.value in (RDF + "first", RDF + "rest") and word in "()":
        return True
    if isinstance(predicate, ox.NamedNode) and predicate.value == RDF + "rest":
        return isinstance(term, ox.BlankNode)
    if isinstance(term, ox.BlankNode):
        return word in ("[", "(") or word.startswith("_:")
    if isinstance(term, ox.NamedNode):
        prefix, _, local = word.partition(":")
        return word in (f"<{term.value}>", {RDF + "type": "a", RDF + "nil": "("}.get(term.value)) or (
            prefixes.get(prefix, "?") + local.replace("\\", "") == term.value
        )
    assert isinstance(term, ox.Literal)
    escaped = term.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    if word.startswith('"""'):
        return term.value.replace("\\", "\\\\").startswith(word[3:].split('"""')[0].replace('\\"', '"'))
    if word.startswith('"'):
        return word.startswith(f'"{escaped}"')
    return word == term.value


# Random texts


class Writer:
    """Writes random Turtle or TriG and notes where it puts each part of a statement."""

    def __init__(self, draw: st.DataObject, graphs: bool) -> None:
        self.draw = draw.draw
        self.graphs = graphs
        self.text = ""
        self.count = 0
        self.expected: list[tuple[Span, Span, Span, ox.NamedNode, object]] = []

    def put(self, word: str) -> Span:
        """A word after some layout; the layout may be empty where the words cannot run together."""
        before = self.text[-1:]
        apart = before in "\n>]){}[(;," or word in "[](){};,"
        end = self.draw(st.sampled_from(["\n", "\r\n", "\r"]))
        blank = self.draw(
            st.sampled_from(["", " ", "\t", "  ", end, f" # \"[<' . ; {end}", f"#'''{end}{end}", f"# 🙂{end}\t"])
        )
        self.text += blank or ("" if apart else " ")
        self.text += word
        return len(self.text) - len(word), len(self.text)

    def fresh(self) -> int:
        self.count += 1
        return self.count

    def name(self, kind: str) -> tuple[str, ox.NamedNode]:
        n = self.fresh()
        word, local = self.draw(
            st.sampled_from(
                [
                    (f"<http://e/{kind}{n}>", f"{kind}{n}"),
                    (f"<http://e/{kind}#{n}.>", f"{kind}#{n}."),
                    (f":{kind}{n}", f"{kind}{n}"),
                    (f"p.q:{kind}.{n}", f"p/{kind}.{n}"),
                    (f":{kind}\\,{n}\\'", f"{kind},{n}'"),
                    (f":{kind}%2E{n}:я", f"{kind}%2E{n}:я"),
                ]
            )
        )
        return word, e(local)

    def literal(self) -> tuple[str, ox.Literal]:
        n = self.fresh()
        body = self.draw(st.sampled_from(["", ".", " # ", " <a> [ ( ", "Ж𝔘", "' ; ", "\\\\", '\\"']))
        value = body.replace("\\\\", "\\").replace('\\"', '"')
        lines = self.draw(st.sampled_from(["\n", "\r\n", '"" \n']))
        return self.draw(
            st.sampled_from(
                [
                    (f'"{n}{body}"', ox.Literal(f"{n}{value}")),
                    (f'"{n}{body}"@en-GB', ox.Literal(f"{n}{value}", language="en-gb")),
                    (f'"{n}{body}"^^:t', ox.Literal(f"{n}{value}", datatype=e("t"))),
                    (f'"{n}{body}" ^^ <http://e/t>', ox.Literal(f"{n}{value}", datatype=e("t"))),
                    (f'"""{n}{lines}{body}"""', ox.Literal(f"{n}{lines}{value}")),
                    (f"'''{n}\" '' {lines}'''@ru", ox.Literal(f"{n}\" '' {lines}", language="ru")),
                    (f"'{n}\"'", ox.Literal(f'{n}"')),
                    (f"{n}", number(f"{n}")),
                    (f"-{n}.0", number(f"-{n}.0", "decimal")),
                    (f"{n}.e0", number(f"{n}.e0", "double")),
                ]
            )
        )

    def document(self) -> None:
        self.put("@prefix")
        self.text += " : <http://e/> .\nPREFIX p.q: <http://e/p/>"
        for _ in range(self.draw(st.integers(1, 4))):
            match self.draw(st.sampled_from(["statement", "statement", "graph", "directive"])):
                case "graph" if self.graphs:
                    self.graph()
                case "directive":
                    self.put(self.draw(st.sampled_from(["@base <http://e/> .", "BASE <http://e/>", "prefix x: <x:x>"])))
                case _:
                    self.statement()
                    self.dot()
        self.text += self.draw(st.sampled_from(["", "\n", " # end", "\r"]))

    def graph(self) -> None:
        for word in self.draw(st.sampled_from([[], [":g"], ["GRAPH", "<http://e/g>"], ["[]"], ["graph", "[", "]"]])):
            self.put(word)
        self.put("{")
        for n in range(self.draw(st.integers(0, 2))):
            if n:
                self.dot()
            self.statement()
        if not self.text.endswith("{") and self.draw(st.booleans()):
            self.dot()
        self.put("}")

    def dot(self) -> None:
        self.put(".")
        if self.draw(st.booleans()):
            self.text += self.draw(st.sampled_from([" ", "\n", "\r\n", "# . \n"]))

    def statement(self) -> None:
        match self.draw(st.sampled_from(["name", "name", "brackets", "collection"])):
            case "name":
                self.properties(self.put(self.name("s")[0]))
            case "brackets":
                start = self.put("[")
                inside = self.draw(st.booleans())
                if inside:
                    self.properties(start, 1)
                self.put("]")
                if not inside or self.draw(st.booleans()):
                    self.properties(start)
            case _:
                self.properties(self.collection(1, lambda _: None))

    def properties(self, subject: Span, depth: int = 0) -> None:
        for n in range(self.draw(st.integers(1, 3))):
            if n:
                for _ in range(self.draw(st.integers(1, 2))):
                    self.put(";")
            word, predicate = self.draw(st.sampled_from([("a", ox.NamedNode(RDF + "type")), self.name("p")]))
            verb = self.put(word)
            for m in range(self.draw(st.integers(1, 3))):
                if m:
                    self.put(",")
                self.thing(
                    depth,
                    lambda span, term, verb=verb, predicate=predicate: self.note(subject, verb, span, predicate, term),
                )
        if self.draw(st.booleans()):
            self.put(";")

    def note(self, subject: Span, verb: Span, thing: Span, predicate: ox.NamedNode, term: object) -> None:
        nil = term == ox.NamedNode(RDF + "nil") and subject != verb
        if nil and any(old[0] == subject and old[3:] == (predicate, term) for old in self.expected):
            return  # The same statement once more: only the first is looked for.
        self.expected.append((subject, verb, thing, predicate, term))

    def thing(self, depth: int, note: Callable[..., None]) -> Span:
        """An object or a member of a collection; where it begins."""
        kinds = ["name", "literal", "literal"] + (["brackets", "collection", "empty"] if depth < 3 else [])
        match self.draw(st.sampled_from(kinds)):
            case "brackets":
                span = self.put("[")
                if self.draw(st.booleans()):
                    self.properties(span, depth + 1)
                self.put("]")
                note(span, None)
            case "collection":
                span = self.collection(depth + 1, lambda span: note(span, None))
            case "empty":
                span = self.put("(")
                self.put(")")
                note(span, ox.NamedNode(RDF + "nil"))
            case "name":
                word, term = self.name("o")
                span = self.put(word)
                note(span, term)
            case _:
                word, literal = self.literal()
                span = self.put(word)
                note(span, literal)
        return span

    def collection(self, depth: int, note: Callable[[Span], None]) -> Span:
        start = self.put("(")
        first, rest, nil = (ox.NamedNode(RDF + name) for name in ("first", "rest", "nil"))
        members = [
            self.thing(depth, lambda span, term: self.note(start, start, span, first, term))
            for _ in range(self.draw(st.integers(1, 3)))
        ]
        end = self.put(")")
        for _, span in pairwise(members):
            self.note(start, start, span, rest, None)
        self.note(start, start, end, rest, nil)
        note(start)
        return start


def item(predicate: object, term: object, position: Position) -> tuple[object, ...]:
    """A statement for comparing: without the names of blank nodes, and of the next cell of a collection only the start."""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return (predicate, term, *position)
    if predicate == ox.NamedNode(RDF + "rest"):
        return (predicate, None, position.subject, position.predicate, position.object[:2])
    return (predicate, None, *position)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(draw=st.data(), graphs=st.booleans())
def test_random_texts(draw: st.DataObject, graphs: bool) -> None:
    writer = Writer(draw, graphs)
    writer.document()
    rdf_format = TRIG if graphs else TURTLE
    wanted = statements(writer.text, rdf_format)
    found = locate(writer.text, rdf_format, wanted)
    lines = Lines(writer.text)
    assert {item(pattern[1], pattern[2], position) for pattern, position in found.items()} == {
        item(predicate, term, Position(*(lines.spot(*span) for span in spans)))
        for *spans, predicate, term in writer.expected
    }
    assert len(found) == len(set(wanted))
    brackets: dict[object, set[Spot]] = {}
    for pattern, position in found.items():
        if isinstance(pattern[0], ox.BlankNode):
            brackets.setdefault(pattern[0], set()).add(position.subject)
        if isinstance(pattern[2], ox.BlankNode) and pattern[1] != ox.NamedNode(RDF + "rest"):
            brackets.setdefault(pattern[2], set()).add(position.object)
    assert all(len(spots) == 1 for spots in brackets.values())


@settings(max_examples=100, deadline=None)
@given(draw=st.data(), graphs=st.booleans())
def test_random_lines(draw: st.DataObject, graphs: bool) -> None:
    blank = st.sampled_from(["", " ", "\t", "  "])
    end = st.sampled_from(["\n", "\r\n", "\r", "\n\n", '# . " \n', "\n # <\n"])
    subjects = st.sampled_from(["<http://e/a>", "<http://e/#.>", "_:x.1 ", "_:я "])
    literals = st.sampled_from(
        ['"%d"', '"%d"@en', '"%d. # "^^<http://e/#t>', '"\\"%d\\\\"', '"Ж𝔘%d"', "<http://e/%d.#>", "_:o%d "]
    )
    graph = st.sampled_from(["", "<http://e/g>", "_:g "] if graphs else [""])
    text, expected = "", []
    for number_of_line in range(draw.draw(st.integers(1, 6))):
        spans = []
        for word in (draw.draw(subjects), "<http://e/p>", draw.draw(literals) % number_of_line):
            text += draw.draw(blank)
            spans.append((len(text), len(text) + len(word.rstrip())))
            text += word
        text += draw.draw(blank) + draw.draw(graph) + draw.draw(blank) + "." + draw.draw(blank) + draw.draw(end)
        expected.append(spans)
    rdf_format = ox.RdfFormat.N_QUADS if graphs else ox.RdfFormat.N_TRIPLES
    wanted = statements(text, rdf_format)
    found, lines = locate(text, rdf_format, wanted), Lines(text)
    assert [found[pattern] for pattern in wanted] == [
        Position(*(lines.spot(*span) for span in spans)) for spans in expected
    ]
