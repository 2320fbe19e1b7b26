"""Bytes of a file to text, with an answer for each way in which that can fail."""

from pathlib import Path

from mekgraph.errors import InputError

MEGABYTE = 1_000_000
LARGEST = 64 * MEGABYTE


def read_small_text(file: Path, shown: str | None = None) -> str:
    """As ``read_text``, for a file from outside: InputError also for one of more than ``LARGEST`` bytes."""
    require_small(file, shown or file.as_posix())
    return read_text(file, shown)


def require_small(file: Path, shown: str) -> None:
    """InputError for a file of more than ``LARGEST`` bytes; what is absent or no file is nothing to this."""
    if file.is_file() and file.stat().st_size > LARGEST:
        raise InputError("input.large", file=shown, limit=LARGEST // MEGABYTE)


def read_text(file: Path, shown: str | None = None) -> str:
    """The UTF-8 text of ``file`` without byte order mark.

    Raises InputError (named as ``shown``) for a file that is absent, a folder, unreadable, empty or not UTF-8, or
    that holds NUL bytes.
    """
    text = read_text_or_nothing(file, shown)
    if not text.strip():
        raise InputError("input.empty", file=shown or file.as_posix())
    return text


def read_text_or_nothing(file: Path, shown: str | None = None) -> str:
    """The same for a file that may be empty."""
    name = shown or file.as_posix()
    if file.exists() and not file.is_file():
        raise InputError("input.folder", file=name)
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise InputError("input.absent", file=name) from None
    except OSError as error:
        raise InputError("input.unreadable", file=name, reason=error.strerror or str(error)) from None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("input.encoding", file=name, line=1, byte="UTF-16")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError("input.encoding", file=name, line=line, byte=f"0x{raw[error.start]:02X}") from None
    if "\0" in text:
        raise InputError("input.nul", file=name, line=text.count("\n", 0, text.index("\0")) + 1)
    return text
