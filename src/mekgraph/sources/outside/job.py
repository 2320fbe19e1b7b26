"""The worker that reads files from outside: tables for their rows, RDF files on trial."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from mekgraph.apart.inside import serve
from mekgraph.apart.process import Answer, Job
from mekgraph.errors import InputError
from mekgraph.sources.bounds import LONGEST, MOST_CHARACTERS, MOST_STATEMENTS
from mekgraph.sources.outside.wire import packed, told
from mekgraph.sources.statements import Reader, format_of, require_parsable
from mekgraph.sources.text import read_text_or_nothing

# No larger than that of any thread anywhere: a file that goes well here goes well in the program.
STACK = 1024 * 1024


def main() -> None:
    """Answer jobs until there are no more."""
    serve(_answer, STACK)


def _answer(job: Job) -> Answer:
    file, shown = Path(job["file"]), job["shown"]
    try:
        if "tables" in job:
            sheets = import_module("mekgraph.sources.sheets")  # slow to load, and nothing to an RDF file
            return {"kind": "read"}, packed(sheets.read_tables(file, job["tables"], shown))
        try_statements(file, shown)
    except InputError as error:
        return {"kind": "refused", "errors": told(error)}, b""
    return {"kind": "read"}, b""


def try_statements(file: Path, shown: str) -> None:
    """Parse a file as ``read_document`` does, and keep nothing of it.

    Raises InputError for a file that cannot be read, that is nested too deep, that holds too many statements or too
    long a text, and MemoryError for one whose statements would take too much memory. Other mistakes are left to those
    who read the file afterwards.
    """
    rdf_format = format_of(file, shown)
    text = read_text_or_nothing(file, shown)
    require_parsable(text, rdf_format, shown)
    reader = Reader(text)
    try:
        _count(ox.parse(cast(IO[bytes], reader), format=rdf_format))
    except _Beyond as error:
        raise InputError(error.key, file=shown, line=reader.count, limit=error.limit) from None
    except MemoryError as error:
        if "buffer" in str(error):  # the parser itself bears no name or text of 16 MiB
            raise InputError("input.long", file=shown, line=reader.count, limit=LONGEST) from None
        raise
    except (SyntaxError, ValueError, RuntimeError):
        pass


class _Beyond(Exception):
    """There is more in a file than may be; ``key`` names the message."""

    def __init__(self, key: str, limit: int) -> None:
        super().__init__(key)
        self.key, self.limit = key, limit


def _count(quads: Iterator[ox.Quad]) -> None:
    """Go through the statements of a file, up to where there are too many, or too much in them."""
    left = MOST_CHARACTERS
    for number, quad in enumerate(quads, start=1):
        value = quad.object
        if isinstance(value, ox.Triple) or isinstance(quad.subject, ox.Triple):
            return  # the program reads no further either
        left -= len(quad.subject.value) + len(quad.predicate.value) + len(value.value)
        if left < 0:
            raise MemoryError
        if number > MOST_STATEMENTS:
            raise _Beyond("input.many", limit=MOST_STATEMENTS)
        if isinstance(value, ox.Literal) and len(value.value) > LONGEST:
            raise _Beyond("input.long", limit=LONGEST)


if __name__ == "__main__":
    main()
