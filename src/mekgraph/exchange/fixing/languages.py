"""Language tags: their spelling, and those that are missing where only one language is possible."""

from collections.abc import Iterable
from dataclasses import replace

from mekgraph.exchange.fixing.letters import may_be, proven
from mekgraph.exchange.fixing.literals import Literal
from mekgraph.exchange.fixing.wants import Around, Want

SAME = {"uz-latn": "uz"}
SHORT = {"eng": "en", "rus": "ru", "uzb": "uz"}  # three letters are not used where there are two


def languages(literal: Literal, around: Around) -> Literal:
    """The literal with its language tag spelled as usual, or with the one that it lacks, if that is certain."""
    if literal.tag:
        return replace(literal, tag=_spelled(literal, around))
    if not literal.plain or not around.want.texts_with_language:
        return literal
    return replace(literal, tag=_missing(literal, around))


def _spelled(literal: Literal, around: Around) -> str:
    """The usual spelling: @en for @EN and @eng, @uz for @uz-Latn. Any other tag in small letters is left as it is.

    Where the subject has another text in Uzbek already and may have only one, somebody must choose: nothing is done.
    """
    first, *others = literal.tag.split("-")
    tag = "-".join([SHORT.get(first.lower(), first), *others])
    tag = SAME.get(tag.lower(), tag)
    if tag != literal.tag and around.want.once_per_language and _is_taken(tag, literal.text, around.others):
        tag = literal.tag
    return tag if tag == tag.lower() else "-".join(_part(number, part) for number, part in enumerate(tag.split("-")))


def _part(number: int, part: str) -> str:
    """A part of a tag: the language in small letters, the script with a capital, the state in capitals."""
    if number and len(part) == len("Cyrl"):
        return part.capitalize()
    return part.upper() if number and len(part) == len("UZ") else part.lower()


def _missing(literal: Literal, around: Around) -> str:
    """The language that a text without one is in, or "" while there is doubt.

    There is doubt when the property takes one text per language and the language is taken, or another text without
    a language could be in it with the same right.
    """
    used = {_spelled(other, Around()).lower() for other in around.others if other.tag}
    tag = _derived(literal.text, around.want, used)
    if not tag or not around.want.once_per_language:
        return tag
    untagged = {other.text for other in around.others if other.plain and other.text != literal.text}
    rivals = any(_derived(text, around.want, used) == tag for text in untagged)
    return "" if rivals or _is_taken(tag, literal.text, around.others) else tag


def _derived(text: str, want: Want, used: set[str]) -> str:
    """The language that the letters prove, or the only wanted one that is still missing, if the text may be in it."""
    found = proven(text)
    missing = [language for language in want.languages if language.lower() not in used]
    if found or not want.once_per_language or len(missing) != 1 or len(want.languages) == 1:
        return found
    return missing[0] if may_be(text, missing[0]) else ""


def _is_taken(tag: str, text: str, others: Iterable[Literal]) -> bool:
    return any(other.language == tag.lower() and other.text != text for other in others)
