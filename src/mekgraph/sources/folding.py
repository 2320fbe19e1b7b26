"""The form in which names are compared, whatever people type for apostrophes, blanks and capitals."""

import re
import unicodedata

APOSTROPHES = re.compile("[\u02bb\u02bc\u2018\u2019\u201b\u0027\u0060\u00b4\u2032\u02b9\u02bd\uff07\u055a]")
SPACES = re.compile(r"[\s_-]+")


def fold(text: str) -> str:
    """The form in which names are compared: no apostrophes, no case, plain spaces.

    Apostrophes go before compatibility folding, which would turn some of them into a space.

    >>> fold("Oʻzbekiston") == fold("o'zbekiston") == fold("O‘ZBEKISTON")
    True
    """
    plain = unicodedata.normalize("NFKC", APOSTROPHES.sub("", text)).casefold()
    return SPACES.sub(" ", plain).strip()
