"""Rule files: what is read, what is refused and on which line, and what becomes of the rows of a query."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.check.findings import Finding, Place, Severity
from mekgraph.check.queries import LONGEST_SHOWN, QueryRule, hits, read_query_rules
from mekgraph.errors import InputError, InputErrors
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import expand
from mekgraph.messages import LANGUAGES

RULE = """#+ id = "HSE-901"
#+ problem.en = "“{value}” is wrong."
#+ problem.ru = "«{value}» неверно."
#+ problem.uz = "“{value}” notoʻgʻri."
#+ remedy.en = "Mend {this}."
#+ remedy.ru = "Исправьте {this}."
#+ remedy.uz = "{this} ni toʻgʻrilang."

# A comment.
SELECT $this (mek:note AS ?path) ?value ?other
WHERE {
  $this mek:note ?value .
  OPTIONAL { $this mek:role ?other }
}
"""
Read = Callable[..., list[QueryRule]]
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads rules from their texts, with a profile that names them all unless one is given."""

    def run(*texts: str, profile: str | None = None, layer: str = "house") -> list[QueryRule]:
        files = [tmp_path / f"rule-{number}.rq" for number in range(1, len(texts) + 1)]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8")
        named = "".join(f'HSE-90{number} = "warning"\n' for number in range(1, len(texts) + 1))
        (tmp_path / "profile.toml").write_text(named if profile is None else profile, encoding="utf-8")
        return read_query_rules(files, layer, tmp_path / "profile.toml", lambda file: file.name)

    return run


def engine(*lines: str) -> OxigraphEngine:
    head = "".join(f"@prefix {prefix}: <{expand(prefix + ':')}> .\n" for prefix in ("mek", "actor", "evidence"))
    return OxigraphEngine.of(quad.triple for quad in ox.parse(head + "\n".join(lines), format=ox.RdfFormat.TURTLE))


def test_a_rule_has_its_id_layer_severity_and_texts(read: Read) -> None:
    (one,) = read(RULE, profile='HSE-901 = "violation"')
    assert (one.rule.id, one.rule.layer, one.rule.severity) == ("HSE-901", "house", Severity.VIOLATION)
    assert {*one.rule.problem, *one.rule.remedy} == set(LANGUAGES)
    assert one.rule.remedy["ru"] == "Исправьте {this}."


def test_rules_come_in_order_of_their_ids_and_without_those_switched_off(read: Read) -> None:
    texts = [RULE.replace("HSE-901", f"HSE-90{number}") for number in (3, 1, 2)]
    rules = read(*texts, profile='HSE-901 = "info"\nHSE-902 = "off"\nHSE-903 = "warning"')
    assert [rule.rule.id for rule in rules] == ["HSE-901", "HSE-903"]


def test_the_header_may_also_stand_in_tables(read: Read) -> None:
    tables = "[problem]\nen = 'a'\nru = 'b'\nuz = 'c'\n[remedy]\nen = 'd'\nru = 'e'\nuz = 'f'"
    header = "\n".join(f"#+ {line}" for line in ['id = "HSE-901"', *tables.split("\n")])
    (one,) = read(header + RULE[RULE.index("\n\n") :])
    assert one.rule.problem == {"en": "a", "ru": "b", "uz": "c"}


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ('"HSE-901"', "HSE-901", 1, "Mend this place"),
        ('#+ id = "HSE-901"\n', "#+\n", 1, "has no id"),
        ('"HSE-901"', "901", 1, "has no id"),
        ('"HSE-901"', '"PLA-901"', 1, "HSE-001"),
        ('"HSE-901"', '"HSE-1"', 1, "HSE-001"),
        ("problem.uz", "problem.us", 4, "problem.us"),
        ("“{value}” is wrong.", " ", 2, "no problem.en"),
        ("{value}» неверно", "{valeu}» неверно", 3, "valeu"),
        ("{this} ni", "{this.value} ni", 7, "this.value"),
        ("Mend {this}.", "Mend {this!r}.", 5, "this!r"),
        ("Mend {this}.", "Mend {this:>9}.", 5, "this:>9"),
        ("Mend {this}.", "Mend {}.", 5, "“”"),
        ("Mend {this}.", "Mend {this.", 5, "“{”"),
        ("  $this mek:note ?value .", "  $this mek:note .", 12, "mek:note"),
        ("  $this mek:note", "  $this unknown:note", 12, "unknown"),
        ("SELECT $this (mek:note AS ?path) ?value ?other", "ASK", 1, "SELECT"),
        ("OPTIONAL {", "SERVICE <https://example.org/> {", 13, "SERVICE"),
        ("WHERE {", "FROM <https://example.org/> WHERE {", 11, "FROM"),
        ("$this (mek:note AS ?path)", "(mek:note AS ?path)", 10, "$this"),
    ],
)
def test_what_is_not_right_is_refused_with_its_line(read: Read, old: str, new: str, line: int, word: str) -> None:
    assert old in RULE
    text = RULE.replace(old, new)
    if "(mek:note" in old and "$this" not in new:
        text = text.replace("{this}", "it")
    with pytest.raises(InputError) as caught:
        read(text)
    errors = caught.value.errors if isinstance(caught.value, InputErrors) else (caught.value,)
    assert [(error.file, error.line) for error in errors if word in error.text()] == [("rule-1.rq", line)]
    for language in LANGUAGES:
        assert caught.value.text(language)


def test_load_and_a_query_too_deep_are_refused(read: Read) -> None:
    with pytest.raises(InputError, match="LOAD"):
        read(RULE + "\nLOAD <https://example.org/>")
    with pytest.raises(InputError, match=r"rule-1\.rq:12"):
        read(RULE.replace("?value .", "?value . FILTER(" + "(" * 200 + "1" + ")" * 200 + ")"))


def test_all_faults_of_all_files_are_told_at_once(read: Read) -> None:
    with pytest.raises(InputErrors) as caught:
        read(RULE.replace("{value}", "{a}"), RULE.replace("WHERE", "WERE"), RULE)
    assert [error.file for error in caught.value.errors] == ["rule-1.rq"] * 3 + ["rule-2.rq"]


def test_two_rules_of_one_id_are_refused(read: Read) -> None:
    with pytest.raises(InputError, match=r"^rule-2\.rq:1: .*HSE-901.*rule-1\.rq"):
        read(RULE, RULE)


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        ("", r"^rule-1\.rq:1: .*HSE-901 has no severity.*profile\.toml"),
        ('HSE-901 = "info"\n\nHSE-902 = "info"', r"^profile\.toml:3: .*no rule HSE-902"),
        ('HSE-901 = "info"\nACT-001 = "info"', r"^profile\.toml:2: .*no rule ACT-001"),
        ('"HSE-901" = "grave"', r"^profile\.toml:1: .*HSE-901.*violation warning info off"),
        ("HSE-901 = 3", r"^profile\.toml:1: .*HSE-901"),
        ('[HSE-901]\na = "info"', r"^profile\.toml:1: .*HSE-901"),
        ('HSE-901 = "info"\n=', r"^profile\.toml:2: "),
    ],
)
def test_profile_and_rules_must_agree(read: Read, profile: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(RULE, profile=profile or "# nothing")


def test_a_profile_may_name_rules_of_the_other_layer(read: Read) -> None:
    assert len(read(RULE, profile='HSE-901 = "info"\nPLA-001 = "off"')) == 1


def test_an_absent_profile_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^profile\.toml"):
        read_query_rules([], "house", tmp_path / "profile.toml", lambda file: file.name)


def test_rows_become_hits_with_terms_and_texts(read: Read) -> None:
    (rule,) = read(RULE)
    (hit,) = hits(rule, engine('evidence:a mek:note "late"@en .'), TODAY)
    assert hit.focus == ox.NamedNode(expand("evidence:a"))
    assert hit.path == ox.NamedNode(expand("mek:note"))
    assert hit.value == ox.Literal("late", language="en")
    assert hit.values == {"this": "evidence:a", "path": "mek:note", "value": "late", "other": ""}
    assert (hit.rule, hit.severity) == (rule.rule, Severity.WARNING)
    finding = Finding(hit.rule, hit.severity, Place(), values=hit.values)
    assert finding.text("uz") == "“late” notoʻgʻri. evidence:a ni toʻgʻrilang."


def test_hits_come_in_one_order_and_once(read: Read) -> None:
    (rule,) = read(RULE)
    lines = [f'evidence:{name} mek:note "{note}" .' for name in "cab" for note in ("2", "1")]
    told = [(hit.values["this"], hit.values["value"]) for hit in hits(rule, engine(*lines), TODAY)]
    assert told == [(f"evidence:{name}", note) for name in "abc" for note in "12"]
    twice = RULE.replace("OPTIONAL {", "{ $this mek:note ?value } UNION {")
    (again,) = read(twice)
    assert len(hits(again, engine('evidence:a mek:note "1" ; mek:role "1" .'), TODAY)) == 2


def test_a_query_can_ask_for_the_day_of_the_check(read: Read) -> None:
    later = "FILTER(STR(?value) > STR($today)) BIND(STR(?today) AS ?day) "
    text = RULE.replace("OPTIONAL {", later + "OPTIONAL {").replace("?value ?other", "?value ?day")
    (rule,) = read(text)
    notes = engine('evidence:a mek:note "2026-11-22", "2026-11-23" .')
    assert [hit.values["value"] for hit in hits(rule, notes, TODAY)] == ["2026-11-23"]
    assert {hit.values["day"] for hit in hits(rule, notes, TODAY)} == {"2026-11-22"}
    assert hits(rule, notes, datetime.date(2026, 11, 23)) == []
    assert len(hits(rule, notes, datetime.date(987, 1, 1))) == 2


def test_long_and_hostile_values_stay_data(read: Read) -> None:
    (rule,) = read(RULE)
    long, hostile = "x" * (LONGEST_SHOWN + 1), "{this} {0.__class__} %s\\n"
    found = hits(rule, engine(f'evidence:a mek:note "{long}", "{hostile}", [] .'), TODAY)
    texts = {hit.values["value"] for hit in found}
    assert "x" * LONGEST_SHOWN + "…" in texts
    filled = {Finding(hit.rule, hit.severity, Place(), values=hit.values).problem() for hit in found}
    assert "“{this} {0.__class__} %s\n” is wrong." in filled
    assert len(found) == 3


def test_a_rule_without_path_and_value_has_none(read: Read) -> None:
    plain = RULE.replace("$this (mek:note AS ?path) ?value ?other", "$this").replace("{value}", "{this}")
    (rule,) = read(plain)
    (hit,) = hits(rule, engine('evidence:a mek:note "late" .'), TODAY)
    assert (hit.path, hit.value) == (None, None)


@given(st.text(max_size=200))
def test_any_text_is_a_rule_or_is_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("rules")
    file = folder / "rule.rq"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    (folder / "profile.toml").write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_query_rules([file], "house", folder / "profile.toml", lambda one: one.name)
    assert caught.value.text("ru")


@given(st.dictionaries(st.sampled_from(LANGUAGES), st.text(st.characters(exclude_categories=["C"]), min_size=1)))
def test_texts_are_read_as_they_are_written(tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]) -> None:
    folder = tmp_path_factory.mktemp("rules")
    header = RULE
    wanted = {language: text for language, text in texts.items() if text.strip()}
    for language, text in wanted.items():
        quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("{", "{{").replace("}", "}}")
        kept = [
            f'#+ problem.{language} = "{quoted}"' if line.startswith(f"#+ problem.{language} ") else line
            for line in header.split("\n")
        ]
        header = "\n".join(kept)
    (folder / "rule.rq").write_text(header, encoding="utf-8")
    (folder / "profile.toml").write_text('HSE-901 = "info"\n', encoding="utf-8")
    (one,) = read_query_rules([folder / "rule.rq"], "house", folder / "profile.toml", lambda file: file.name)
    for language, text in wanted.items():
        values = {"value": "?"}
        assert Finding(one.rule, one.rule.severity, Place(), values=values).problem(language) == text
