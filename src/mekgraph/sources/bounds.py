"""How much an RDF file may hold, and how deep: what a parser would stumble over is refused before it is parsed.

Parsers call themselves for every level of JSON and of triple terms, and a text that is nested deep enough ends the
process. Brackets in Turtle are another matter: its parser keeps them in a list.
"""

import re

import pyoxigraph as ox

from mekgraph.errors import InputError
from mekgraph.sources.tokens import COMMENT, IRI, STRING

MOST_STATEMENTS = 2_000_000
MOST_CHARACTERS = 500_000_000  # of their names and texts: a prefix, however long, takes a few letters in the file
LONGEST = 1024 * 1024  # of one text, in characters
DEEPEST = 200
JSON_STRING = r'"(?:[^"\\]++|\\.)*+"?'
# A sign that opens or closes a level; signs in texts, names and comments are passed over.
JSON = re.compile(rf'(?:[^"\[\]{{}}]++|{JSON_STRING})*+(?P<sign>[\[\]{{}}])', re.DOTALL)
TRIPLES = re.compile(rf"(?P<sign><<\(|\)>>) | {COMMENT} | {STRING} | {IRI}", re.VERBOSE | re.DOTALL)
OPENING = {JSON: ("[", "{"), TRIPLES: ("<<(",)}


def require_flat(text: str, rdf_format: ox.RdfFormat, shown: str) -> None:
    """InputError, with the line, for a text in which more than ``DEEPEST`` levels stand one inside the other.

    RDF/XML is looked at where its tags are (``markup``).
    """
    pattern = JSON if rdf_format == ox.RdfFormat.JSON_LD else TRIPLES
    opening = OPENING[pattern]
    if sum(map(text.count, opening)) <= DEEPEST:
        return
    depth = 0
    for match in pattern.finditer(text):
        if match["sign"]:
            depth += 1 if match["sign"] in opening else -1
        if depth > DEEPEST:
            raise too_deep(shown, text.count("\n", 0, match.start("sign")) + 1)


def too_deep(shown: str, line: int) -> InputError:
    """The error for what is nested too deep."""
    return InputError("input.nested", file=shown, line=line, limit=DEEPEST)
