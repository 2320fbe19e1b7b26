"""Invented reports for the tests of the formats: an ordinary one, hostile ones, and long ones."""

import pyoxigraph as ox
from hypothesis import strategies as st

from mekgraph.check.findings import Detail, Finding, Place, Report, Rule, Severity, Waiver
from mekgraph.shacl.results import Result

SH = "http://www.w3.org/ns/shacl#"
SHAPE = "https://w3id.org/mekgraph/shape/"
LINK = ox.NamedNode("https://w3id.org/mekgraph/id/link/alfa_organized_meeting")


def texts(en: str, ru: str, uz: str) -> dict[str, str]:
    return {"en": en, "ru": ru, "uz": uz}


KIND = Rule(
    "LNK-004", "shapes", Severity.VIOLATION,
    texts("The kind of the link is not declared.", "Вид связи не объявлен.", "Bogʻlanish turi eʼlon qilinmagan."),
    texts("use a kind of the vocabulary.", "возьмите вид из словаря.", "lugʻatdagi turni oling."),
)  # fmt: skip
NEAR = Rule(
    "PLA-007", "plausibility", Severity.WARNING,
    texts("{actor} has two names that differ by one letter.", "У {actor} два названия с разницей в одну букву.",
          "{actor}: ikki nomi bitta harf bilan farq qiladi."),
    texts("check the spelling.", "проверьте написание.", "yozilishini tekshiring."),
)  # fmt: skip
NOTE = Rule(
    "HSE-002", "house", Severity.INFO,
    texts("The note ends in a full stop.", "Примечание кончается точкой.", "Izoh nuqta bilan tugaydi."),
    texts("take it away.", "уберите её.", "uni olib tashlang."),
)  # fmt: skip
SYNTAX = Rule(
    "SYN-001", "syntax", Severity.VIOLATION,
    texts("The statement does not end.", "Утверждение не закончено.", "Taʼkid tugallanmagan."),
    texts("add a full stop.", "поставьте точку.", "nuqta qoʻying."),
)  # fmt: skip
DETAIL = Detail("usage.no_match", {"wanted": "kind:organised", "near": "kind:organized"})
RESULT = Result(
    LINK, ox.NamedNode("https://w3id.org/mekgraph/def/kind"), ox.NamedNode("https://w3id.org/mekgraph/vocab/link-kind/organised"),
    ox.NamedNode(SHAPE + "Link-kind"), SH + "InConstraintComponent", SH + "Violation",
)  # fmt: skip
LINE = "\tmek:kind kind:organised ; # Алфа 会議"
ORDINARY = (
    Finding(KIND, Severity.VIOLATION, Place("data/links.ttl", 12, 11, 14, LINE), "link:alfa_organized_meeting", "mek:kind",
            "kind:organised", detail=DETAIL, result=RESULT),
    Finding(NEAR, Severity.WARNING, Place("data/actors.ttl", 3, 1, 10, "actor:alfa a mek:Actor ;"), "actor:alfa",
            "skos:prefLabel", "Alfa", {"actor": "actor:alfa"}),
    Finding(NOTE, Severity.INFO, Place("facts/book.xlsx", 5, 3, 0, "A note.", "Actors"), "actor:alfa"),
    Finding(KIND, Severity.VIOLATION, Place(), "link:b", "mek:kind", "kind:x"),
)  # fmt: skip
WAIVER = Waiver("PLA-007", "actor:beta", "both names are official", "A. Analyst", "2027-01-01")
WAIVED = Finding(NEAR, Severity.WARNING, Place("data/actors.ttl", 9, 1, 10, "actor:beta a mek:Actor ;"), "actor:beta",
                 values={"actor": "actor:beta"})  # fmt: skip


def ordinary() -> Report:
    """A violation, a warning, an info in a table, a violation in no file, one waived finding and a note."""
    return Report(list(ORDINARY), 4, 1234, [(WAIVED, WAIVER)], [Detail("usage.draw_what")])


def unreadable() -> Report:
    """A file that is no Turtle."""
    place = Place("data/links.ttl", 2, 5, 1, "a b c")
    return Report([Finding(SYNTAX, Severity.VIOLATION, place)], 1, 0)


def many(number: int) -> Report:
    """Findings of two rules in ten files."""
    findings = [
        Finding(KIND if at % 3 else NEAR, Severity.VIOLATION if at % 3 else Severity.WARNING,
                Place(f"data/{at * 10 // number}.ttl", at + 1, 11, 14, LINE), f"link:n{at}", values={"actor": f"actor:n{at}"})
        for at in range(number)
    ]  # fmt: skip
    return Report(findings, 10, number)


NASTY = (
    "<script>alert(1)</script>", "]]>", "%0A::error::x", "\n::add-path::/x", "##[error]x", "\u202egnp\u2066", "\x00\x1b[31mred",
    "\r\n", "\u2028\u2029\x85", '"\'`&', "a,b:c=d", "[x](https://example.org)", "{0} {a}", "\ufffe\uffff", "\ud800", "\ufeff",
    "<!--", "é́́ 会\u200d議", "\t", "_:b0", "mek:kind", "https://example.org/a b", "\\u0041", "مرحبا", "</style>", "../x", "//x/y", "C:/x",
)  # fmt: skip
NASTY_TEXT = st.lists(st.one_of(st.sampled_from(NASTY), st.text(st.characters(), max_size=8)), max_size=4).map("".join)
SIZES = st.integers(0, 40)


@st.composite
def places(draw: st.DrawFn) -> Place:
    return Place(draw(NASTY_TEXT), draw(SIZES), draw(SIZES), draw(SIZES), draw(NASTY_TEXT), draw(NASTY_TEXT))


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """A finding in which every text may hold anything; rule ids come from a few, as they do."""
    rule = Rule(
        draw(st.sampled_from(["LNK-001", "SYN-001", "X <&>\n::", ""])),
        draw(st.sampled_from(["syntax", "shapes", "house"])),
        draw(st.sampled_from(Severity)),
        {language: draw(NASTY_TEXT) for language in ("en", "ru", "uz")},
        {language: draw(NASTY_TEXT) for language in ("en", "ru", "uz")},
    )
    detail = draw(
        st.one_of(st.none(), NASTY_TEXT.map(lambda text: Detail("cli.internal", {"kind": "x", "text": text})))
    )
    about = [draw(NASTY_TEXT) for _ in range(3)]
    return Finding(rule, draw(st.sampled_from(Severity)), draw(places()), *about, detail=detail)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    waivers = st.builds(Waiver, NASTY_TEXT, NASTY_TEXT, NASTY_TEXT, NASTY_TEXT, NASTY_TEXT)
    notes = st.lists(NASTY_TEXT.map(lambda text: Detail("cli.internal", {"kind": "x", "text": text})), max_size=2)
    return Report(
        draw(st.lists(findings(), max_size=4)),
        3,
        7,
        draw(st.lists(st.tuples(findings(), waivers), max_size=2)),
        draw(notes),
    )
