"""One number for all that a graph says, whatever it is stored in (RDF Dataset Canonicalization, RDFC-1.0)."""

import contextlib
import hashlib
import tempfile
from pathlib import Path

import pyoxigraph as ox

FILE = "rdfc10.txt"


def fingerprint(folder: Path) -> str:
    """The digest of the canonical form of the store in a folder; worked out once and kept beside it."""
    kept = folder.parent / f"{folder.name}.{FILE}"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return kept.read_text(encoding="ascii").strip()
    found = canonical_digest(ox.Dataset(ox.Store.read_only(str(folder))))
    with contextlib.suppress(OSError):  # a place that cannot be written to: the next one works it out again
        _keep(kept, found)
    return found


def _keep(file: Path, text: str) -> None:
    """Write a file so that nobody reads the half of it."""
    number, new = tempfile.mkstemp(dir=file.parent, prefix=".digest-")
    try:
        with open(number, "w", encoding="ascii") as out:  # noqa: PTH123 - it is open already
            out.write(text + "\n")
        Path(new).replace(file)
    finally:
        Path(new).unlink(missing_ok=True)


def canonical_digest(dataset: ox.Dataset) -> str:
    """SHA-256 of the canonical N-Quads of a dataset, in the order of their code points.

    >>> a, b, c = (ox.NamedNode(f"https://example.org/{name}") for name in "abc")
    >>> one = ox.Dataset([ox.Quad(a, b, ox.BlankNode("x")), ox.Quad(ox.BlankNode("x"), b, c)])
    >>> two = ox.Dataset([ox.Quad(ox.BlankNode("y"), b, c), ox.Quad(a, b, ox.BlankNode("y"))])
    >>> canonical_digest(one) == canonical_digest(two)
    True
    """
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    text = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
    # Not str.splitlines: a text may hold line separators of Unicode, which stand in N-Quads as they are.
    lines = sorted(line + "\n" for line in text.decode().split("\n") if line)
    return "rdfc-1.0:sha256:" + hashlib.sha256("".join(lines).encode()).hexdigest()
