"""Where the statements of a Turtle, TriG, N-Triples or N-Quads text stand, in the order of pyoxigraph's parser.

This is no parser: the text must be one that pyoxigraph has read without error. Its order is not quite the order of
the text: a statement is made when its object is complete (at the closing bracket; a string without language and
datatype only at the token after it), and of several statements that one token completes the last comes first.
"""

import re
from collections.abc import Iterator

Span = tuple[int, int]
Event = tuple[Span, Span, Span]

COMMENT = r"\#[^\r\n]*+"
IRI = r"<[^<>]*+>"
STRING = r"""
    \"{3}(?:[^"\\]++|\\.|"(?!""))*+\"{3} | '{3}(?:[^'\\]++|\\.|'(?!''))*+'{3}
    | "(?:[^"\\\r\n]++|\\.)*+" | '(?:[^'\\\r\n]++|\\.)*+'
"""
NUMBER = r"[+-]?(?:[0-9]++(?:\.[0-9]*+(?=[eE]))?[eE][+-]?[0-9]++|\.?[0-9]++[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)"
PLAIN = r"""[^ \t\r\n<>"'{}()\[\],;\#@^~|.\\+=!?/&$*%:]"""
LABEL = rf"_:{PLAIN}(?:{PLAIN}|\.(?={PLAIN}))*+"
NAME = rf"(?:{PLAIN}|:)(?:{PLAIN}|[:%]|\\.|\.++(?={PLAIN}|[:%\\]))*+"
LANGUAGE = r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?"
TOKEN = re.compile(
    rf"{COMMENT} | {STRING} | {IRI} | {LANGUAGE} | {NUMBER} | {LABEL} | {NAME} | \^\^ | << | >> | [.;,\[\](){{}}~|]",
    re.VERBOSE | re.DOTALL,
)
# A dot before a blank or the end of the text ends a statement; elsewhere it may belong to a name or a number. The blank
# must be handed over with it: only then does the parser know that the statement is complete.
PIECE = re.compile(
    rf"""(?:[^"'<\#.\\]++ | {STRING} | {IRI} | {COMMENT} | \\. | ["'<\\] | \.(?![ \t\r\n]|\Z))*+ (?:\.[ \t\r\n]?)?""",
    re.VERBOSE | re.DOTALL,
)
# What follows each of these words at the start of a statement, and is no statement.
DIRECTIVES = {"prefix": 2, "base": 1, "version": 1, "graph": 0}
RDF_1_2 = frozenset({"<<", ">>", "~", "|"})


def pieces(text: str) -> Iterator[int]:
    """The ends of parts of ``text`` that hold whole statements: all of a part's statements are made before the next."""
    return (match.end() for match in PIECE.finditer(text) if match.end() > match.start())


def events(text: str, start: int, end: int) -> Iterator[Event]:
    """Where subject, predicate and object of each statement in a part of ``text`` stand, in pyoxigraph's order.

    A blank node in brackets and a collection stand at their opening bracket. The cells of a collection have no
    tokens of their own: subject and predicate of rdf:first and rdf:rest stand at the opening bracket, the object of
    rdf:rest at the next member or the closing bracket. Ends early at what is new in RDF 1.2 (triple terms, reifiers).
    """
    walk = _Walk()
    for match in TOKEN.finditer(text, start, end):
        word = match.group()
        if word in RDF_1_2:
            return
        if not word.startswith("#"):
            yield from walk.step(word, match.span())


class _Level:
    """A level of nesting: a statement ("."), a blank node ("[") or a collection ("("), and how far it has been read."""

    __slots__ = ("filled", "kind", "subject", "verb")

    def __init__(self, kind: str, subject: Span | None = None) -> None:
        self.kind = kind
        self.subject = subject
        self.verb: Span | None = None
        self.filled = False  # An object was read and no comma since; in a collection: it has a member.


class _Walk:
    """Reads one token after the other."""

    def __init__(self) -> None:
        self.levels = [_Level(".")]
        self.made: list[Event] = []
        self.string: Span | None = None
        self.typed = False
        self.skip = 0

    def step(self, word: str, span: Span) -> list[Event]:
        """The statements that this token completes."""
        self.made = []
        directive = self.levels[-1].subject is None and self._directive(word)
        if not directive and (self.string is None or not self._suffix(word, span)):
            self._token(word, span)
        self.made.reverse()
        return self.made

    def _token(self, word: str, span: Span) -> None:
        match word:
            case "[" | "(":
                self._open(word, span)
            case "]" | ")":
                self._close(span)
            case "." | "{" | "}":
                self.levels = [_Level(".")]
            case "," | ";":
                self._next(word)
            case _:
                self._term(word, span)

    def _directive(self, word: str) -> bool:
        """Whether the token belongs to a directive, where a statement could begin."""
        if self.skip:
            self.skip -= 1
            return True
        following = DIRECTIVES.get(word.removeprefix("@").lower())
        self.skip = following or 0
        return following is not None

    def _suffix(self, word: str, span: Span) -> bool:
        """Whether the token belongs to the string before it; if not, the string is complete."""
        string = self.string or span
        if word == "^^":
            self.typed = True
            return True
        belongs = self.typed or word.startswith("@")
        self.string, self.typed = None, False
        self._object(self.levels[-1], (string[0], span[1]) if belongs else string)
        return belongs

    def _next(self, word: str) -> None:
        level = self.levels[-1]
        level.filled = False
        if word == ";":
            level.verb = None

    def _term(self, word: str, span: Span) -> None:
        level = self.levels[-1]
        if level.kind == "(":
            self._member(level, span)
        elif level.subject is None:
            level.subject = span
            return
        elif level.verb is None:
            level.verb = span
            return
        elif level.filled:
            return  # The name of the graph in N-Quads.
        if word[0] in "\"'":
            self.string = span
        else:
            self._object(level, span)

    def _open(self, word: str, span: Span) -> None:
        level = self.levels[-1]
        if level.kind == "(":
            self._member(level, span)
        self.levels.append(_Level(word, span))

    def _close(self, span: Span) -> None:
        inner = self.levels.pop()
        here = inner.subject or span
        if inner.kind == "(" and inner.filled:
            self.made.append((here, here, span))
            self._settle(self.levels[-1], here)
        elif not self._settle(self.levels[-1], here):
            self._object(self.levels[-1], here)

    def _member(self, level: _Level, span: Span) -> None:
        """A member of a collection begins; with the first one the collection itself becomes an object."""
        here, outer = level.subject or span, self.levels[-2]
        if level.filled:
            self.made.append((here, here, span))
        elif outer.subject:
            self._object(outer, here)
        level.filled = True

    def _settle(self, outer: _Level, here: Span) -> bool:
        """Whether what closes here was the subject of the level around it."""
        if outer.subject is None:
            outer.subject = here
            return True
        return False

    def _object(self, level: _Level, span: Span) -> None:
        subject = level.subject or span
        self.made.append((subject, level.verb or subject, span))
        level.filled = True
