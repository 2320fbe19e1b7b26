"""Whether an XML text is well formed: the parser of RDF/XML names no lines, and takes a broken-off file as whole."""

import re
from typing import NamedTuple
from xml.parsers import expat

from mekgraph.errors import InputError
from mekgraph.sources.bounds import DEEPEST, too_deep

TAG_MISMATCH = expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]
NO_ELEMENTS = expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]
END_TAG = re.compile(r"</(?P<name>[^\s>]+)")


class Tag(NamedTuple):
    """An opening tag and where it stands."""

    name: str
    line: int
    column: int


class _Tags:
    """The tags that are open, the innermost last."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.open: list[Tag] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, _: dict[str, str]) -> None:
        self.open.append(Tag(name, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1))
        if len(self.open) > DEEPEST:
            raise too_deep(self.shown, self.parser.CurrentLineNumber)

    def _end(self, _: str) -> None:
        self.open.pop()

    def fault(self, error: expat.ExpatError, text: str) -> tuple[int, int, str]:
        """Line, column and reason of an error: a tag that is not closed, one that closes nothing, or expat's own."""
        source = text.split("\n")[error.lineno - 1]
        # At an “&” that begins nothing, expat points at the sign behind it.
        line, column = error.lineno, error.offset + (source[error.offset - 1 : error.offset] != "&")
        end = END_TAG.match(source, max(error.offset - 2, 0))
        if error.code == TAG_MISMATCH and end and end["name"] not in {tag.name for tag in self.open}:
            return line, end.start() + 1, f"</{end['name']}> closes nothing"
        if error.code in (TAG_MISMATCH, NO_ELEMENTS) and self.open:
            name, line, column = self.open[-1]
            return line, column, f"<{name}> is not closed"
        return line, column, expat.ErrorString(error.code) or ""


def require_well_formed(text: str, shown: str) -> None:
    """InputError with line and column where an XML text is not well formed, or is nested too deep.

    A tag that is not closed is named where it opens. The text must hold no document type declaration.
    """
    tags = _Tags(shown)
    try:
        tags.parser.Parse(text, True)
    except expat.ExpatError as error:
        line, column, reason = tags.fault(error, text)
        raise InputError("input.syntax", file=shown, line=line, column=column, reason=reason) from None
