r"""The tokens of a SPARQL query, as an engine reads them (SPARQL 1.1, section 19.8).

Nothing may hide from the ``guard``, so where readings differ the one that hides nothing counts: engines take a keyword
also where another word touches it, and ``<`` begins an IRI or is a comparison, which only the grammar can tell. Each
place is looked at once: the time is that of the length of the text, whatever the text is.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_START = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff_"
)
_MORE = rf"{_START}0-9\u00b7\u0300-\u036f\u203f\u2040"
_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ECHAR = rf"""\\[tbnrf\\"']|{_ESCAPE}"""
_IN_NAME = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_IN_IRI = rf"""(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPE})*+>"""
_LEXEME = re.compile(
    rf"""(?P<comment>\#[^\n\r]*)
      | (?P<iri><{_IN_IRI})
      | (?P<string>\"{{3}}(?:[^"\\]|{_ECHAR}|"(?!""))*+\"{{3}} | '{{3}}(?:[^'\\]|{_ECHAR}|'(?!''))*+'{{3}}
          | (?!'''|\"{{3}})(?:"(?:[^"\\\n\r]|{_ECHAR})*+" | '(?:[^'\\\n\r]|{_ECHAR})*+'))
      | (?P<unclosed>\"{{3}}|'{{3}})
      | (?P<variable>[?$][{_START}0-9][{_MORE}]*+)
      | (?P<name>(?:[{_START}][{_MORE}.-]*+)?:
          (?:(?:[{_START}0-9:]|{_IN_NAME})(?:[{_MORE}:-]|{_IN_NAME}|\.+(?=[{_MORE}:%\\-]))*+)?)
      | (?P<run>[{_START}][{_MORE}.-]*+)
      | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
      | (?P<bracket>[{{(\[\])}}])
      | (?P<operator>\|\||&&|[-+*/|!^&])
      | (?P<mark><<(?!{_IN_IRI})|>>|[.,;=<>])""",
    re.VERBOSE,
)
_IN_RUN = re.compile(rf"(?P<word>[{_START}][{_MORE}]*)|(?P<operator>-)|(?P<mark>\.)")
# With two slashes after the scheme it is no comparison: "/" divides, and nothing divides twice.
_SURELY_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_OPENS, _CLOSES = "([", ")]"
_OPERANDS = ("variable", "name", "iri", "string", "number", "language", "word")


class Token(NamedTuple):
    """A token: its kind, its text, and where it starts in the query.

    The kinds are iri, string, variable, name (with a prefix), word, number, language, bracket, operator, mark, and
    ``unclear`` for what can be read in several ways of which one hides what follows; a text without an end is the last.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the token ends."""
        return self.start + len(self.text)


def tokens(query: str, start: int = 0) -> Iterator[Token]:
    """The tokens of a query without its comments.

    >>> [token.text for token in tokens("ASK{?s a mek:State.}#?")]
    ['ASK', '{', '?s', 'a', 'mek:State', '.', '}']
    >>> [token.kind for token in tokens("(?a<?b#>)")]
    ['bracket', 'variable', 'unclear', 'bracket']
    """
    before = Token("", "", 0)
    around: list[str] = []
    for match in _LEXEME.finditer(query):
        kind, text, place = match.lastgroup or "", match.group(), start + match.start()
        if kind == "comment":
            continue
        if kind == "run":
            found = [Token(m.lastgroup or "", m.group(), place + m.start()) for m in _IN_RUN.finditer(text)]
        elif kind == "iri" and _may_compare(before, around) and not _SURELY_IRI.match(text):
            found = list(_compared(text, place))
        else:
            found = [Token("unclear" if kind == "unclosed" else kind, text, place)]
        for before in found:
            _follow(around, before)
            yield before
        if kind == "unclosed":
            return


def _follow(around: list[str], token: Token) -> None:
    """Keep the brackets that are open."""
    if token.kind == "bracket":
        if token.text in "{([":
            around.append(token.text)
        elif around:
            around.pop()


def _may_compare(before: Token, around: list[str]) -> bool:
    """Whether ``<`` may be a comparison here: after an operand between round brackets, or after another ``<``."""
    operand = before.kind in _OPERANDS or before.text in (")", "]")
    return before.text == "<" or (operand and around[-1:] == ["("])


def _compared(text: str, place: int) -> Iterator[Token]:
    """What looks like an IRI and may be a comparison: the same to everything after it, or else unclear."""
    depth = 0
    for letter in text:
        depth += (letter in _OPENS) - (letter in _CLOSES)
    if depth or "#" in text or "'" in text:
        yield Token("unclear", text, place)
    elif any(letter in text for letter in "()[]&!*+,=?$"):
        yield Token("mark", "<", place)
        yield from tokens(text[1:-1], place + 1)
        yield Token("mark", ">", place + len(text) - 1)
    else:
        yield Token("iri", text, place)
