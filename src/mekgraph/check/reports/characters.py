"""Text from outside made safe to be shown: nothing in it breaks a line, moves the cursor or turns the writing."""

import re
import unicodedata

# Some scripts and many emoji are spelt with these two; they are invisible, but neither break nor turn anything.
_JOINERS = "\u200c\u200d"
_SURROGATES = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    r"""The text in one line, with every control, format and direction character written as ``\uXXXX``.

    >>> visible("a\nb\u202ec \x1b[31m")
    'a\\u000ab\\u202ec \\u001b[31m'
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def encodable(text: str) -> str:
    r"""The text with halves of characters (from undecodable file names) as ``\uXXXX``, so that UTF-8 can hold it.

    >>> encodable("caf\udce9\n")
    'caf\\udce9\n'
    """
    return _SURROGATES.sub(lambda match: escaped(match[0]), text)


def clipped(text: str, longest: int) -> str:
    """The text, cut where it is longer than ``longest`` characters.

    >>> clipped("a long text", 7)
    'a long …'
    """
    return text if len(text) <= longest else text[:longest] + "…"


def escaped(letter: str) -> str:
    r"""One character as ``\uXXXX``, or ``\UXXXXXXXX`` beyond the first plane."""
    code = ord(letter)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _shown(letter: str) -> str:
    category = unicodedata.category(letter)
    hidden = category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and letter not in _JOINERS)
    return escaped(letter) if hidden or _is_noncharacter(ord(letter)) else letter


def _is_noncharacter(code: int) -> bool:
    """Whether Unicode sets the code apart for ever; XML takes not all of them."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
