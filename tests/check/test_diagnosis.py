"""Every slip at every place of a file is told by its cause, at the place to mend; several slips are all told."""

import re
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.check.dataset import Dataset
from mekgraph.check.findings import Finding
from mekgraph.check.ownrules import own_rule
from mekgraph.check.syntax import findings
from mekgraph.errors import InputError
from mekgraph.iris import PREFIXES
from mekgraph.messages import LANGUAGES
from mekgraph.sources.tokens import TOKEN

from ..conftest import ROOT

USED = ("actor", "figure", "mek", "skos", "source", "unit", "xsd")
HEAD = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in USED)
ALFA = """actor:alfa-one a mek:Person ;
    skos:prefLabel
        "Alfa the first"@en,
        "Альфа первый"@ru,
        "Alfa birinchi"@uz ;
    mek:affiliation actor:beta-two ;
    mek:describedIn
        source:src-one,
        source:src-two ;
    mek:url <https://example.org/a#b> .
"""
FIGURE = """figure:alfa_one a mek:Figure ;
    # One of two.
    mek:value 14 ;
    mek:unit unit:persons ;
    mek:start "2024-05-14"^^xsd:date ;
    mek:describedIn source:src-one ;
    mek:note "as of May"@en .
"""
SOURCE = """source:src-one a mek:Source ;
    mek:title "A page of a site"@en ;
    mek:published "2024-06-01"^^xsd:date .
"""
TEXT = "\n".join((HEAD, ALFA, FIGURE, SOURCE))


class Slip(NamedTuple):
    """A text with one slip, which sentence must tell it, and the offset of the place to mend in that text."""

    name: str
    text: str
    kind: str
    offset: int


class Part(NamedTuple):
    """A token of the text, with the one before and the one behind it."""

    word: str
    start: int
    end: int
    before: int
    behind: int


def parts() -> list[Part]:
    tokens = [match for match in TOKEN.finditer(TEXT) if not match.group().startswith("#")]
    return [
        Part(here.group(), here.start(), here.end(), before.end(), behind.start())
        for before, here, behind in zip(tokens, tokens[1:], [*tokens[2:], tokens[-1]], strict=False)
        if here.start() > len(HEAD)
    ]


def put(part: Part, new: str, kind: str, offset: int, name: str, start: int | None = None) -> Slip:
    """The slip of writing ``new`` in the place of a part."""
    begin = part.start if start is None else start
    return Slip(f"{name} {line_of(TEXT, part.start)}", TEXT[:begin] + new + TEXT[part.end :], kind, offset)


def line_of(text: str, offset: int) -> str:
    return f"{text.count(chr(10), 0, offset) + 1}:{offset - text.rfind(chr(10), 0, offset)}"


def slips_at_mark(part: Part) -> Iterator[Slip]:
    mark, last = part.word, part.end == len(TEXT.rstrip())
    kinds = {";": "semicolon", ",": "comma", ".": "stop"}
    gone = "dot" if last else f"{kinds[mark]}_missing"
    yield put(part, "", gone, part.before, f"no {mark}", part.before)
    for other in set(";,.") - {mark}:
        name = f"{other} for {mark}"
        kind = "end_mark" if last else "no_property" if (mark, other) == (",", ";") else f"{kinds[mark]}_needed"
        yield put(part, other, kind, part.start, name)
        if mark != ";" or other != ".":  # “; .” is right before a new statement; here the full stop is wrong
            yield put(part, f"{mark} {other}", "two_marks", part.start, f"{mark} {other}")
    yield put(part, f". {mark}", "early_stop", part.before, f"full stop before {mark}", part.before)
    yield put(part, f" # remark {mark}", "comment", part.before + 1, f"swallowed {mark}", part.before)


def slips_at_name(part: Part) -> Iterator[Slip]:
    word, start = part.word, part.start
    yield put(part, word.replace(":", ": "), "id_space", start, "space behind the colon")
    yield put(part, word.replace(":", " :"), "id_space", start, "space before the colon")
    yield put(part, word.replace(":", ";"), "no_colon", start, "semicolon for the colon")
    if word.startswith(("actor:", "source:")):
        yield put(part, word.replace("-", " "), "id_space", start, "space in the id")
        for sign in ("(2)", "/x", "&co", "#x", "+", "!"):
            if (
                sign != "#x" or TEXT[start - 1] != "\n"
            ):  # what follows an id at the beginning may stand on the next line
                yield put(part, word + sign, "id_sign", start, f"{sign} in the id")
        yield put(part, word.replace("-", "'"), "id_sign", start, "apostrophe in the id")


def slips_at_text(part: Part) -> Iterator[Slip]:
    start, end = part.start, part.end
    yield put(part, part.word[1:], "no_opening", start, "no quotation mark before")
    inner = TEXT.find(" ", start, end) + 1
    if inner:
        yield put(
            part, f'{TEXT[start:inner]}"{TEXT[inner : end - 1]}""', "inner_quote", inner, "quotation mark at the end"
        )
        middle = f'{TEXT[start:inner]}"{TEXT[inner : inner + 2]}"{TEXT[inner + 2 : end]}'
        yield put(part, middle, "inner_quote", inner, "quotation marks within")


def slips() -> Iterator[Slip]:
    """Every slip at every place where it can be made."""
    for part in parts():
        word, start, end = part.word, part.start, part.end
        if word in ";,.":
            yield from slips_at_mark(part)
        elif word == "a":
            yield Slip(f"no a {start}", TEXT[:start] + TEXT[part.behind :], "no_a", start)
            subject = TEXT.rfind("\n", 0, start) + 1
            yield Slip(f"no id {start}", TEXT[:subject] + TEXT[start:], "no_id", subject)
            for other in ("A", "is", "is a", "а"):
                yield put(part, other, "for_a", start, f"{other} for a")
        elif word.startswith('"'):
            yield from slips_at_text(part)
        elif word.startswith("@"):
            yield put(part, word[1:], "no_at", start, "no @")
            yield put(part, word * 2, "two_languages", end, "two languages")
            yield put(part, "@еn", "language_letters", start, "Cyrillic letter")
        elif word == "^^":
            yield put(part, "^", "carets", start, "one ^")
            yield put(part, "^^^", "carets", start, "three ^")
            yield put(part, " ", "carets", start + 1, "no ^")
        elif word == "14":
            yield put(part, "1 400", "number", start, "space in the number")
            yield put(part, "1400.", "early_stop", start + 4, "full stop behind the number")
            yield put(part, "14.05.2024", "date", start, "date")
        elif re.fullmatch(r"\w+:[\w-]+", word):
            yield from slips_at_name(part)
            if word.startswith("mek:") and word[4].islower():
                line = TEXT[end : TEXT.index("\n", end)]
                if line:
                    without = f"{TEXT[:end]} {line[-1]}{TEXT[end + len(line) :]}"
                    yield Slip(f"no value {start}", without, "no_value", start)


SLIPS = {slip.name: slip for slip in slips()}


def read(text: str, rdf_format: ox.RdfFormat = ox.RdfFormat.TURTLE, name: str = "x.ttl") -> list[Finding]:
    try:
        Dataset().load_text(text, rdf_format, name, is_data=True)
    except InputError as error:
        return findings([error], {name: text})
    return []


def places(found: list[Finding]) -> list[tuple[str, int]]:
    return [(finding.problem(), finding.place.line) for finding in found]


def test_the_text_is_well_formed_and_slips_are_many() -> None:
    assert read(TEXT) == []
    assert len(SLIPS) == len(list(slips()))
    assert len(SLIPS) > 250


def test_every_slip_is_told_by_its_cause_and_alone() -> None:
    wrong = []
    for slip in SLIPS.values():
        found = read(slip.text)
        told = [(f.rule is own_rule("SYN-001", f"syntax.{slip.kind}"), str(f.place)) for f in found]
        if told != [(True, f"x.ttl:{line_of(slip.text, slip.offset)}")]:
            wrong.append((slip.name, slip.kind, line_of(slip.text, slip.offset), [f.text() for f in found], told))
    assert wrong == []


def test_line_ends_make_no_difference() -> None:
    for slip in list(SLIPS.values())[::7]:
        assert places(read(slip.text.replace("\n", "\r\n"))) == places(read(slip.text))


def test_the_text_to_write_is_printed() -> None:
    told = {slip.name: read(slip.text)[0].remedy() for slip in SLIPS.values()}
    texts = {name.rpartition(" ")[0]: remedy for name, remedy in told.items()}
    assert texts["space in the number"].endswith(" 1400")
    assert texts["date"].endswith('"2024-05-14"^^xsd:date')
    assert texts["is for a"].endswith(" a mek:Source")
    assert texts["one ^"].endswith('"2024-06-01"^^xsd:date')
    assert any(remedy.endswith(" actor:alfa-one") for remedy in told.values())
    assert any(remedy == "Put “ .” after “<https://example.org/a#b>”." for remedy in told.values())
    assert any(remedy == 'Put “,” after “"Alfa the first"@en”.' for remedy in told.values())


# --- declarations -----------------------------------------------------------------------------------------------------

LINES = HEAD.splitlines()
DECLARED = {
    "no @": lambda line: line[1:],
    "no full stop": lambda line: line[:-2],
    "semicolon": lambda line: line[:-1] + ";",
    "no <": lambda line: line.replace("<", ""),
    "no >": lambda line: line.replace(">", ""),
    "quotation marks": lambda line: line.replace("<", '"').replace(">", '"'),
    "misspelt": lambda line: line.replace("prefix", "prefx"),
    "upper case": lambda line: line.replace("prefix", "PREFIX"),
    "no colon": lambda line: line.replace(": ", " ", 1),
    "space": lambda line: line.replace("@", "@ "),
    "colon": lambda line: line.replace("prefix", "prefix:"),
}


@pytest.mark.parametrize("wrong", DECLARED.values(), ids=DECLARED)
def test_a_wrong_declaration_is_printed_as_it_has_to_be(wrong) -> None:  # type: ignore[no-untyped-def]
    for number, line in enumerate(LINES):
        (finding,) = read(TEXT.replace(line, wrong(line)))
        assert finding.rule is own_rule("SYN-001", "syntax.declaration")
        assert (finding.place.line, finding.place.column) == (number + 1, 1)
        assert finding.remedy().endswith(f": {line}")


def test_a_lost_declaration_is_printed_once() -> None:
    for line in LINES:
        (finding,) = read(TEXT.replace(f"{line}\n", ""))
        assert finding.rule is own_rule("SYN-001", "syntax.prefix_lost")
        assert all(finding.remedy(language).endswith(f": {line}") for language in LANGUAGES)


# --- several slips ----------------------------------------------------------------------------------------------------


def test_slips_in_different_statements_are_all_told() -> None:
    """A slip at the first words of a statement may hide behind one just before it; nothing else is ever missing."""
    blocks = (ALFA, FIGURE, SOURCE)
    inner = [slip for slip in SLIPS.values() if slip.text.startswith(HEAD) and slip.text.endswith(SOURCE)]
    first = [slip for slip in inner if FIGURE in slip.text]
    second = [slip for slip in inner if ALFA in slip.text and slip.text.count("figure:alfa_one a mek:Figure ;") == 1]
    assert min(len(first), len(second)) > 50
    for one in first[::9]:
        for other in second[::11]:
            text = one.text.replace(FIGURE, other.text[len(HEAD) + len(ALFA) + 2 :].removesuffix("\n" + SOURCE))
            shift = text.count("\n") - other.text.count("\n")
            alone = [(p, line + shift) for p, line in places(read(other.text))]
            assert places(read(text)) in (places(read(one.text)) + alone, places(read(one.text))), (
                one.name,
                other.name,
            )
    assert "\n".join((HEAD, *blocks)) == TEXT


def test_nothing_is_told_that_is_not_wrong() -> None:
    """What is told of several slips is a slip each: mending them leaves none."""
    for one, other in combinations(list(SLIPS.values())[::23], 2):
        text = one.text + other.text.replace(HEAD, "")
        allowed = {*places(read(one.text))}
        shift = text.count("\n") - other.text.count("\n")
        allowed |= {(problem, line + shift) for problem, line in places(read(other.text))}
        assert set(places(read(text))) <= allowed, (one.name, other.name)


MERGE = f"<<<<<<< HEAD\n\n{ALFA}\n=======\n\n{ALFA}\n>>>>>>> other\n"


def test_no_more_than_twenty_are_told_and_marks_of_a_merge_once() -> None:
    block = "\nactor:x a mek:Person ;\n    mek:note “x” .\n"
    assert len(read(HEAD + block * 30)) == 20
    text = f"{HEAD}\n{MERGE}\n{ALFA}\n{MERGE}"
    begins = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("<<")]
    assert [finding.place.line for finding in read(text)] == begins


def test_a_misspelt_prefix_is_told_at_each_place_and_a_lost_one_once() -> None:
    block = "\nactr:x a mek:Person ;\n    foaf:name 'x' .\n"
    assert [finding.values["found"] for finding in read(HEAD + block * 3)] == ["actr"] * 3
    block = "\nactor:x a mek:Person ;\n    foaf:name 'x' .\n"
    assert [finding.values["found"] for finding in read(HEAD + block * 3)] == ["foaf"]


def test_behind_a_long_text_nothing_more_is_told() -> None:
    inside = '\nactor:x a mek:Person ;\n    mek:note """begins\n\nactor:y a mek:State “x”\n\nends""" .\n'
    assert read(HEAD + inside) == []
    assert len(read(HEAD + ALFA.replace("@en", "@en@en") + inside)) == 1
    assert len(read(HEAD + inside.replace('ends"""', "ends"))) == 1


def test_two_slips_in_one_statement_are_told_one_after_the_other() -> None:
    text = TEXT.replace('"Alfa birinchi"@uz ;', '"Alfa birinchi"@uz,').replace("source:src-two ;", "source:src two ;")
    (finding,) = read(text)
    assert finding.rule is own_rule("SYN-001", "syntax.semicolon_needed")
    (finding,) = read(text.replace("@uz,", "@uz ;"))
    assert finding.rule is own_rule("SYN-001", "syntax.id_space")


UNFILLED = re.compile(r"\{(?:found|right|next|near|sign|reason)\}")


# --- robustness -------------------------------------------------------------------------------------------------------


@given(
    st.integers(min_value=0, max_value=len(TEXT)),
    st.text(alphabet=" \n.;,:a\"'<>[](){}@^#=\\xя“”123", max_size=4),
    st.integers(0, 6),
)
def test_any_edit_is_told_in_a_sentence_at_a_place_in_the_text(at: int, new: str, cut: int) -> None:
    text = TEXT[:at] + new + TEXT[at + cut :]
    for finding in read(text):
        place = finding.place
        assert place.source == text.split("\n")[place.line - 1]
        assert 1 <= place.column <= len(place.source) + 1
        assert all(UNFILLED.search(finding.text(language)) is None for language in LANGUAGES)


@given(st.text(alphabet='{}<>urn:a. ;"x\n', max_size=40))
def test_any_graphs_are_told_of(text: str) -> None:
    for finding in read("<urn:g> { <urn:a> a <urn:b> " + text, ox.RdfFormat.TRIG, "x.trig"):
        assert finding.place.line >= 1
        assert finding.text()


def test_a_large_file_is_told_of_quickly() -> None:
    file = ROOT / "data" / "actors.ttl"
    text = file.read_text(encoding="utf-8").replace(" a mek:Person", " A mek:Person")
    begin = time.process_time()
    assert len(read(text)) in (19, 20)
    assert time.process_time() - begin < 3


def test_an_unreadable_file_names_no_cause_that_would_not_help(tmp_path: Path) -> None:
    """What cannot be told with confidence is told as the parser sees it."""
    (finding,) = read(HEAD + "actor:x mek:note “x .\n")
    assert finding.rule is own_rule("SYN-001", "syntax.typographic")
    (finding,) = read(HEAD + 'actor:x = "x" = "y" .\n')
    assert finding.rule is own_rule("SYN-001", "syntax.predicate")
