"""The tokens of a SPARQL query and where they stand."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Letters in the sense of this language's library: nearly those of the standard, and far quicker to prepare.
START, MORE = r"[^\W\d]", "[\\w\u0300-\u036f-]"
ESCAPED = r"%[0-9A-Fa-f]{2} | \\[_~.\-!$&'()*+,;=/?\#@%]"
PREFIX = rf"(?:{START}(?:{MORE}|\.+(?={MORE}))*+)?:"
LOCAL = rf"(?:[\w:]|{ESCAPED})(?:{MORE}|:|{ESCAPED}|\.+(?={MORE}|:|{ESCAPED}))*+"
NAMES = rf"""
        (?P<BLANK>_:\w(?:{MORE}|\.+(?={MORE}))*+)
      | (?P<NAME>{PREFIX}{LOCAL})
      | (?P<PREFIX_NAME>{PREFIX})
      | (?P<RUN>{START}(?:{MORE}|\.)*+)"""
OTHERS = r"""
        (?P<BLANKS>[ \t\r\n]+ | \#[^\n\r]*)
      | (?P<ADDRESS><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<STRING>\"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
          | "(?!"")(?:[^"\\\n\r]|\\.)*+" | '(?!'')(?:[^'\\\n\r]|\\.)*+')
      | (?P<OPEN>\"{3}.*+ | '{3}.*+ | ["'][^\n\r]*+)
      | (?P<VARIABLE>[?$]\w[\w\u0300-\u036f]*)
      | (?P<SIGNED>[+-](?:[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]+|[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+))
      | (?P<NUMBER>[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]+|[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?)
      | (?P<INTEGER>[0-9]+)
      | (?P<LANGUAGE>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<NIL>\([ \t\r\n]*\))
      | (?P<ANON>\[[ \t\r\n]*\])
      | (?P<SIGN>&& | \|\| | \^\^ | != | <= | >= | [=<>!+\-*/|^?(){}\[\];,.])"""
FORM = re.VERBOSE | re.DOTALL
TOKEN = re.compile(f"{NAMES} | {OTHERS} | (?P<OTHER>.)", FORM)
# A run of letters, dots and hyphens that turns out to be no name is gone through once more, and only once.
IN_RUN = re.compile(rf"(?P<WORD>{START}[\w\u0300-\u036f]*+) | {OTHERS} | (?P<OTHER>.)", FORM)
END = "END"


class Token(NamedTuple):
    """A token: its kind (a keyword in capitals, a sign, or the name of a group above), its text and place."""

    kind: str
    text: str
    start: int
    end: int


def tokens_of(query: str, keywords: frozenset[str]) -> list[Token]:
    """All tokens but blanks and comments, and one of the kind ``END`` behind them.

    >>> [token.kind for token in tokens_of("select ?s { ?s a mek:Link }", frozenset({"SELECT"}))]
    ['SELECT', 'VARIABLE', '{', 'VARIABLE', 'a', 'NAME', '}', 'END']
    """
    found: list[Token] = []
    for match in _matches(query):
        kind, text = match.lastgroup or "", match.group()
        if kind == "BLANKS":
            continue
        if kind == "SIGN" or text == "a":
            kind = text
        elif kind == "WORD" and text.upper() in keywords:
            kind = text.upper()
        found.append(Token(kind, text, *match.span()))
    end = found[-1].end if found else 0
    found.append(Token(END, "", end, end))
    return found


def _matches(query: str) -> Iterator[re.Match[str]]:
    for match in TOKEN.finditer(query):
        if match.lastgroup == "RUN":
            yield from IN_RUN.finditer(query, *match.span())
        else:
            yield match
