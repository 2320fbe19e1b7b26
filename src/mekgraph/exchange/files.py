"""Writing files so that a failure leaves the old version whole."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mekgraph.errors import InputError


def write_atomically(file: Path, content: str | bytes) -> None:
    """Replace ``file`` by ``content`` in one step; InputError if the folder cannot be written."""
    write_all({file: content})


def write_all(contents: Mapping[Path, str | bytes]) -> None:
    """Write all new versions beside the old ones first, and only then put them in their places."""
    ready: list[tuple[str, Path]] = []
    file = Path()
    try:
        for named, content in contents.items():
            file = named.resolve()  # through a link to the file it leads to
            file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
            ready.append((name, file))
            with os.fdopen(handle, "wb") as stream:
                stream.write(content.encode() if isinstance(content, str) else content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(0o644)
        while ready:
            name, file = ready[0]
            Path(name).replace(file)
            ready.pop(0)
    except OSError as error:
        raise InputError("input.unwritable", file=str(file), reason=error.strerror or str(error)) from None
    finally:
        for name, _ in ready:
            Path(name).unlink(missing_ok=True)
