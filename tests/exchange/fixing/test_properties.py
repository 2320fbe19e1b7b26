"""Whatever the file: mending twice is mending once, and nothing but literals changes."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mekgraph.exchange.fixing.fixed import Fixed
from mekgraph.exchange.fixing.fixer import fixes
from mekgraph.resources import Project

HEAD = "@prefix e: <http://e/> .\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
TEXTS = st.one_of(
    st.text(alphabet="oOgGaz BR'`‘’ʻʼ\"\\\n\t\u00a0\u200be\u0301ўқиы.#^@<", max_size=10),
    st.sampled_from(["2024", "2024-05", "2024-05-17", "2024-02-30", "2024-05-17T00:00:00", "12", "1.5", " 7 ", "true"]),
    st.sampled_from(["O'zbekiston", "Alfa", "Beta ", "Альфа", "Совет для женщин", "Ўзбекистон", "Қазақстан", "of the"]),
)
MARKS = st.sampled_from(['"', "'", '"""', "'''"])
TAILS = st.sampled_from(
    [
        *("", "@en", "@EN", "@uz", "@uz-Latn", "@UZ-cyrl", "@ru", " # c\n @ru", "^^xsd:date", "^^ xsd:gYear"),
        *("^^xsd:integer", "^^<http://www.w3.org/2001/XMLSchema#dateTime>", "^^e:own", "^^#c\nxsd:gYearMonth"),
    ],
)
BARE = st.sampled_from(["2024", "-1.5", ".5", "3e0", "true", "e:x", "_:n", "[]", "()"])
PROPERTIES = st.sampled_from(["e:name", "e:note", "e:place", "e:start", "e:count", "e:open", "e:other"])
GAPS = st.sampled_from([" ", "\n", "  \t", " # it's \"so\n"])


@st.composite
def written(draw: st.DrawFn) -> str:
    """A literal, written in one of the many ways."""
    text, mark = draw(TEXTS), draw(MARKS)
    signs = [sign if sign not in "\\\n" + mark[0] else f"\\u{ord(sign):04x}" for sign in text]
    if draw(st.booleans()):
        signs = [draw(st.sampled_from([sign, f"\\U{ord(sign[0]):08X}"])) if len(sign) == 1 else sign for sign in signs]
    if len(mark) == 3:
        signs = ["\n" if sign == "\\u000a" else sign for sign in signs]
    return mark + "".join(signs) + mark + draw(TAILS)


@st.composite
def objects(draw: st.DrawFn, depth: int = 2) -> str:
    """What may stand as an object."""
    if depth and draw(st.integers(0, 5)) == 0:
        inner = [draw(objects(depth - 1)) for _ in range(draw(st.integers(1, 3)))]
        return f"( {' '.join(inner)} )" if draw(st.booleans()) else f"[ {draw(PROPERTIES)} {' , '.join(inner)} ; ]"
    return draw(st.one_of(written(), written(), written(), BARE))


@st.composite
def texts(draw: st.DrawFn, gaps: st.SearchStrategy[str] = GAPS) -> str:
    """A file of a few statements."""
    words = []
    for _ in range(draw(st.integers(1, 5))):
        words += [draw(st.sampled_from(["e:a", "e:b", "_:n", "[]"])), draw(PROPERTIES), draw(objects())]
        for _ in range(draw(st.integers(0, 3))):
            words += [draw(st.sampled_from([",", "; " + draw(PROPERTIES)])), draw(objects())]
        words += [draw(st.sampled_from([".", ";."]))]
    body = "".join(word + draw(gaps) for word in words)
    text = draw(st.sampled_from(["", "\ufeff", "# top\n"])) + HEAD + body
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def quads(text: str, rdf_format: ox.RdfFormat) -> list[tuple[object, ...]]:
    """The statements in their order, blank nodes numbered as they come."""
    names: dict[ox.BlankNode, int] = {}
    found = ox.parse(text.removeprefix("\ufeff").encode(), format=rdf_format)
    return [
        tuple(names.setdefault(term, len(names)) if isinstance(term, ox.BlankNode) else term for term in quad)
        for quad in found
    ]


def canonical(text: str) -> set[ox.Quad]:
    dataset = ox.Dataset(ox.parse(text.removeprefix("\ufeff").encode(), format=ox.RdfFormat.TURTLE))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def mended(project: Project, file: Path, text: str) -> Fixed:
    file.write_bytes(text.encode())
    found = fixes(project, [file])
    return found[0] if found else Fixed(file, text, text)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("properties")


def check_in_place(small: Project, file: Path, text: str, rdf_format: ox.RdfFormat) -> Fixed:
    """Mend a text and hold what must hold of every text that is mended in place."""
    answer = mended(small, file, text)
    assert answer.problem is None
    before, after = quads(text, rdf_format), quads(answer.after, rdf_format)
    assert len(before) == len(after)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert all(isinstance(new[2], ox.Literal) and old[:2] + old[3:] == new[:2] + new[3:] for old, new in changed)
    assert len(changed) <= len(answer.fixes)
    assert bool(answer.fixes) == answer.changed
    again = mended(small, file, answer.after)
    assert (again.fixes, again.after) == ([], answer.after)
    return answer


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts())
def test_in_place(small: Project, place: Path, text: str) -> None:
    check_in_place(small, place / "a.trig", text, ox.RdfFormat.TRIG)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts(st.sampled_from([" ", "\n"])))
def test_in_order_says_the_same_as_in_place(small: Project, place: Path, text: str) -> None:
    in_place = check_in_place(small, place / "b.trig", text, ox.RdfFormat.TRIG)
    ordered = mended(small, place / "b.ttl", text)
    assert canonical(ordered.after) == canonical(in_place.after)
    assert mended(small, place / "b.ttl", ordered.after).fixes == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts(), rdf_format=st.sampled_from([ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS]))
def test_line_based_forms(small: Project, place: Path, text: str, rdf_format: ox.RdfFormat) -> None:
    statements = ox.parse(text.removeprefix("\ufeff").encode(), format=ox.RdfFormat.TURTLE)
    plain = (ox.serialize(statements, format=rdf_format) or b"").decode()
    check_in_place(small, place / f"c.{rdf_format.file_extension}", plain, rdf_format)
