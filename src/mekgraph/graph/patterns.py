"""How many triple patterns a query has: planning the joins between them takes an engine longer than anything else."""

from dataclasses import dataclass

from mekgraph.graph.tokens import Token

# Where a token stands: in one of the places of a triple, after it, or where no triple is.
SUBJECT, PREDICATE, OBJECT, DONE = "subject", "predicate", "object", "done"
NAME, VALUES, FILTER, CLAUSE = "name", "values", "filter", "clause"
NEXT = {SUBJECT: PREDICATE, PREDICATE: OBJECT, OBJECT: DONE, NAME: SUBJECT}
AFTER_MARK = {".": SUBJECT, ";": PREDICATE, ",": OBJECT}
AFTER_WORD = {"FILTER": FILTER, "BIND": FILTER, "GRAPH": NAME, "SERVICE": NAME, "VALUES": VALUES, "SELECT": CLAUSE}
GROUPS = ("OPTIONAL", "UNION", "MINUS", "LATERAL")
TERMS = ("iri", "name", "variable", "string", "number")
TERM_WORDS = ("a", "true", "false")


@dataclass
class _Level:
    """What stands between two brackets: triples, a list, a path, or something without patterns."""

    kind: str
    place: str = ""
    usual: str = SUBJECT
    is_term: bool = False


class Patterns:
    """Counts the triple patterns of a query, token by token; follows its brackets and the places of its triples.

    A step of a path and each VALUES count like a pattern, each item of a list like two.

    >>> from mekgraph.graph.tokens import tokens
    >>> patterns = Patterns()
    >>> for token in tokens("SELECT * { ?s a ?c ; mek:kind/mek:broader ?k, ?l . FILTER(?k != 1/2) }"):
    ...     patterns.take(token)
    >>> patterns.count
    4
    """

    def __init__(self) -> None:
        self.count = 0
        self.levels = [_Level("triples", CLAUSE, CLAUSE)]
        self.before = ""

    def take(self, token: Token) -> None:
        """Read one more token."""
        level, text = self.levels[-1], token.text
        if text in ("{", "(", "[", "<<"):
            self._open(level, text)
        elif text in ("}", ")", "]", ">>"):
            self._close(text)
        elif token.kind in TERMS or (text in TERM_WORDS and level.place != CLAUSE):
            self._term(level)
        elif token.kind == "word":
            self._word(level, text.upper())
        elif token.kind == "operator":
            self._operator(level, text)
        elif text in AFTER_MARK and level.kind == "triples" and level.place != CLAUSE:
            level.place = AFTER_MARK[text]
        self.before = text

    def _open(self, level: _Level, text: str) -> None:
        if level.kind in ("nothing", "path") and text != "{":
            self.levels.append(_Level(level.kind))
        elif text == "{":
            data = level.place == VALUES or self.before.upper() == "CONSTRUCT"
            self.levels.append(_Level("nothing") if data else _Level("triples", SUBJECT))
        elif text == "(":
            self.levels.append(_Level(self._round(level)))
        else:
            self.levels.append(_Level("triples", PREDICATE if text == "[" else SUBJECT, is_term=True))

    def _round(self, level: _Level) -> str:
        """What stands between round brackets."""
        if level.kind == "list" or level.place in (SUBJECT, OBJECT):
            return "list"
        return "path" if level.place == PREDICATE else "nothing"

    def _close(self, text: str) -> None:
        if len(self.levels) == 1:
            return
        closed, level = self.levels.pop(), self.levels[-1]
        if closed.is_term or closed.kind == "list":
            self._term(level)
        elif closed.kind == "path":
            level.place = OBJECT
        elif text == "}" or level.place == FILTER:
            level.place = level.usual

    def _term(self, level: _Level) -> None:
        if level.kind == "list" and self.before != "^":
            self.count += 2
        elif level.kind == "triples":
            self.count += level.place == OBJECT
            level.place = NEXT.get(level.place, level.place)

    def _word(self, level: _Level, word: str) -> None:
        if level.kind != "triples":
            return
        if word in AFTER_WORD and (level.place != CLAUSE or word == "VALUES"):
            level.place = AFTER_WORD[word]
            self.count += word == "VALUES"
            if word == "SELECT":
                level.usual = CLAUSE
        elif word in GROUPS and level.place != CLAUSE:
            level.place = level.usual

    def _operator(self, level: _Level, text: str) -> None:
        if level.kind == "path" or (level.kind == "triples" and level.place == OBJECT):
            self.count += text == "/"
        goes_on = level.kind == "triples" and level.place == OBJECT and text in "/|"
        annotates = level.place == SUBJECT and text == "|" and self.before == "{"
        if goes_on or annotates:
            level.place = PREDICATE
