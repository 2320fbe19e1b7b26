"""Bytes of a file to text, with an answer for each way in which that can fail."""

from pathlib import Path

from mekgraph.errors import InputError


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
