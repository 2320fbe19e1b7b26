"""Writing files so that a failure leaves the old versions whole."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mekgraph.errors import InputError


def write_atomically(file: Path, content: str | bytes) -> None:
    """Replace ``file`` by ``content`` in one step; InputError if it cannot be written."""
    write_all({file: content})


def write_all(contents: Mapping[Path, str | bytes]) -> None:
    """Write several files, all or none.

    All new versions are written beside the old ones first; then they are put in their places one by one, and if that
    fails on the way, those already there are taken back. Raises InputError for a file that cannot be written.
    """
    fresh: dict[Path, Path] = {}
    replaced: dict[Path, Path | None] = {}
    file = Path()
    try:
        for named, content in contents.items():
            file = named.resolve()  # through a link to the file it leads to
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh[file] = _beside(file, content.encode() if isinstance(content, str) else content)
        for file, new in fresh.items():
            replaced[file] = _beside(file, file.read_bytes()) if file.exists() else None
            new.replace(file)
    except OSError as error:
        _take_back(replaced)
        raise InputError("input.unwritable", file=str(file), reason=error.strerror or str(error)) from None
    finally:
        for left in (*fresh.values(), *(old for old in replaced.values() if old)):
            left.unlink(missing_ok=True)


def _beside(file: Path, content: bytes) -> Path:
    """A file with ``content`` in the folder of ``file``, safely on the disk."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    Path(name).chmod(0o644)
    return Path(name)


def _take_back(replaced: Mapping[Path, Path | None]) -> None:
    for file, old in replaced.items():
        if old:
            old.replace(file)
        else:
            file.unlink(missing_ok=True)
