"""Slips within words: keywords, the signs of variables, names torn apart, words for signs."""

import difflib
from collections.abc import Iterator

from mekgraph.ask.teaching.slips.scene import Scene, Slip
from mekgraph.check.nearest import AS_LATIN
from mekgraph.graph.syntax.grammar import grammar
from mekgraph.iris import PREFIXES

# The same keys on a Russian keyboard and on a Latin one.
RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
AS_TYPED = str.maketrans(RUSSIAN_KEYS + RUSSIAN_KEYS.upper(), LATIN_KEYS + LATIN_KEYS.upper())
FOR_A = frozenset({"is", "isa", "type", "bu", "это", "а"})
OPERATORS = {"AND": "&&", "OR": "||", "И": "&&", "ИЛИ": "||", "VA": "&&", "YOKI": "||"}
SIGNS = {"&": "&&", "≠": "!=", "≥": ">=", "≤": "<=", "−": "-", "–": "-", "—": "-", "<>": "!=", "|": "||", "^": "^^"}
TWO_SIGNS = {("=", "="): "=", ("=", ">"): ">=", ("=", "<"): "<=", ("<", ">"): "!=", ("!", "="): "!="}
# In questions such words change what is stored; here nothing can be changed.
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
LIKE = 0.6
SURELY_LIKE = 0.75


def causes(scene: Scene) -> Iterator[Slip]:
    """The slips that the words suggest, the likeliest first."""
    yield from _sign(scene)
    if scene.at(-1).kind == "NOT":
        yield scene.replaced("operator", "!", -1)
    if scene.here.kind == "WORD":
        yield from _variable(scene, known=True)
        yield from _operator_word(scene)
        yield from _keyword(scene)
        yield from _torn_name(scene)
        yield from _word_for_a(scene)
        yield from _no_prefix(scene)
        if "STRING" not in scene.wanted:
            yield from _variable(scene, known=False)


def is_update(word: str) -> bool:
    """Whether a query that begins with this word would change what is stored."""
    return word.upper() in UPDATES


def meant(word: str, wanted: frozenset[str]) -> list[str]:
    """The keywords that a word may have been meant to be, those that are wanted in its place first."""
    keywords = grammar().keywords
    for spelt in (word.translate(AS_LATIN).upper(), word.translate(AS_TYPED).upper()):
        if spelt in keywords:
            return [spelt]
    latin = word.translate(AS_LATIN).upper()
    near = difflib.get_close_matches(latin, sorted(wanted & keywords), n=3, cutoff=LIKE)
    return [*near, *difflib.get_close_matches(latin, sorted(keywords - wanted), n=2, cutoff=SURELY_LIKE)]


def _keyword(scene: Scene) -> Iterator[Slip]:
    for right in meant(scene.here.text, scene.wanted):
        yield scene.replaced("keyword", right)


def _variable(scene: Scene, known: bool) -> Iterator[Slip]:
    """``SELECT actor``: the question mark before a variable is missing."""
    if "VARIABLE" in scene.wanted and (scene.here.text in scene.names) == known:
        yield scene.replaced("no_question_mark", f"?{scene.here.text}")


def _operator_word(scene: Scene) -> Iterator[Slip]:
    right = OPERATORS.get(scene.here.text.upper())
    if right and right in scene.wanted:
        yield scene.replaced("operator", right)


def _sign(scene: Scene) -> Iterator[Slip]:
    """``==``, ``<>``, ``&`` and others that SPARQL writes otherwise."""
    pair = (scene.at(-1).kind, scene.here.kind)
    if pair in TWO_SIGNS and scene.is_next_to(0):
        yield scene.replaced("operator", TWO_SIGNS[pair], -1, 0)
    right = SIGNS.get(scene.here.text)
    if right and (right in scene.wanted or right == "-"):
        yield scene.replaced("operator", right)


def _torn_name(scene: Scene) -> Iterator[Slip]:
    """``actor: unoct``, ``actor :unoct``, ``mek kind``."""
    last, here, after = scene.at(-1), scene.here, scene.at(1)
    if last.kind == "PREFIX_NAME":
        yield scene.replaced("torn_name", last.text + here.text, -1, 0)
    if here.text in PREFIXES and after.kind in ("NAME", "PREFIX_NAME") and after.text.startswith(":"):
        yield scene.replaced("torn_name", here.text + after.text, 0, 1)
    if here.text in PREFIXES and after.kind == "WORD":
        yield scene.replaced("no_colon", f"{here.text}:{after.text}", 0, 1)


def _word_for_a(scene: Scene) -> Iterator[Slip]:
    """``?x is mek:Person``, ``?x is a mek:Person``."""
    if scene.here.text.casefold() in FOR_A and "a" in scene.wanted:
        yield scene.replaced("for_a", "a", 0, 1 if scene.at(1).kind == "a" else 0)


def _no_prefix(scene: Scene) -> Iterator[Slip]:
    """``?x a Person``, ``?link kind ?kind``."""
    if "NAME" in scene.wanted and (scene.at(-1).kind == "a" or "a" in scene.wanted):
        yield scene.replaced("no_prefix", f"mek:{scene.here.text}")
