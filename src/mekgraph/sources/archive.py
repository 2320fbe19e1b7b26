"""The zip archive of a workbook, looked through before anything is read from it.

A workbook is a zip archive of XML parts. A small file can unpack to gigabytes, or say that its only cell stands in
row 4,000,000,000. So all parts are counted first (``outlines``).
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from mekgraph.errors import InputError
from mekgraph.sources.outlines import Odd, Outline, Scan, TooMuch

MEGABYTE = 1_000_000
MOST_BYTES = 64 * MEGABYTE
MOST_UNPACKED = 128 * MEGABYTE
MOST_ELEMENTS = 4_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class Archive:
    """The bytes of a workbook, found to be fit for reading, and the outline of every sheet by the name of its part."""

    raw: bytes
    outlines: dict[str, Outline]


def open_archive(file: Path, shown: str) -> Archive:
    """Read a workbook into memory and look through it.

    Raises InputError for a file that is absent, unreadable, empty, protected, of an old kind, damaged, too large, or
    not what a spreadsheet program writes.
    """
    raw = _bytes(file, shown)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            if any(part.flag_bits & 1 for part in parts.infolist()):
                raise InputError("tables.password", file=shown)
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise InputError("tables.large", file=shown, limit=MOST_UNPACKED // MEGABYTE)
            return Archive(raw, _outlines(parts))
    except TooMuch:
        raise InputError("tables.many_cells", file=shown) from None
    except Odd as error:
        raise InputError("tables.odd", file=shown, reason=str(error)) from None
    except BROKEN:
        raise InputError("tables.damaged", file=shown) from None


def _outlines(parts: zipfile.ZipFile) -> dict[str, Outline]:
    """The outlines of all sheets; raises Odd and TooMuch."""
    outlines: dict[str, Outline] = {}
    left = MOST_ELEMENTS
    for part in parts.infolist():
        if part.compress_type not in PLAIN:
            raise Odd(f"compression {part.compress_type}")
        scan = Scan(left)
        scan.read(parts, part)
        left -= scan.elements
        if scan.root == "worksheet":
            outlines[part.filename] = scan.outline
    return outlines


def _bytes(file: Path, shown: str) -> bytes:
    if file.exists() and not file.is_file():
        raise InputError("input.folder", file=shown)
    try:
        if file.stat().st_size > MOST_BYTES:
            raise InputError("tables.large", file=shown, limit=MOST_BYTES // MEGABYTE)
        raw = file.read_bytes()
    except FileNotFoundError:
        raise InputError("input.absent", file=shown) from None
    except OSError as error:
        raise InputError("input.unreadable", file=shown, reason=error.strerror or str(error)) from None
    if not raw.strip():
        raise InputError("input.empty", file=shown)
    if raw.startswith(OLE):
        if ENCRYPTED in raw:
            raise InputError("tables.password", file=shown)
        raise InputError("tables.other_kind", file=shown, ending=".xls")
    return raw
