"""A literal as it is written in a file, and as it is shown to people."""

import unicodedata
from dataclasses import dataclass, field

from mekgraph.iris import PREFIXES, shorten

XSD = PREFIXES["xsd"]
STRING = XSD + "string"
TEXT = PREFIXES["rdf"] + "langString"


@dataclass(frozen=True)
class Literal:
    """A text with its language tag, spelled as in the file, or with its datatype.

    Two literals are equal if they are the same to RDF, in which @EN and @en do not differ.
    """

    text: str
    tag: str = field(default="", compare=False)
    datatype: str = STRING
    language: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "language", self.tag.lower())
        if self.tag:
            object.__setattr__(self, "datatype", TEXT)

    @property
    def plain(self) -> bool:
        """Whether it is a text without a language."""
        return self.datatype == STRING

    def spelled_like(self, other: "Literal") -> bool:
        """Whether it is equal to the other one, and its language tag too is spelled the same."""
        return self == other and self.tag == other.tag

    def __str__(self) -> str:
        """The literal on one line; what cannot be seen is written as \\uXXXX.

        >>> print(Literal("so\u200bʻz ", tag="uz"))
        "so\\u200Bʻz "@uz
        """
        quoted = '"' + "".join(_visible(sign) for sign in self.text) + '"'
        if self.tag:
            return f"{quoted}@{self.tag}"
        return quoted if self.plain else f"{quoted}^^{shorten(self.datatype)}"


def _visible(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    if sign == " " or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs"):
        return sign
    return escaped(sign)


def escaped(sign: str) -> str:
    """A character as Turtle's escape, which every RDF format reads.

    >>> escaped("\\t"), escaped("\\U000E0001")
    ('\\\\u0009', '\\\\U000E0001')
    """
    return f"\\u{ord(sign):04X}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08X}"
