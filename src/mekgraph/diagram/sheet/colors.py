"""Colours that can be told from the paper: contrast as WCAG 2 measures it."""

import re
from typing import Final

COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
OTHER: Final = "#888888"  # in place of what is no colour
PAPER: Final = "#FFFFFF"
INK: Final = "#1A1A1A"
# What lines need at least against the paper (WCAG 2.2, 1.4.11), and the steps in which they are made darker.
LEAST: Final = 3.0
STEPS = 256
DARK_LIMIT, SLOPE, OFFSET, SCALE, POWER = 0.04045, 12.92, 0.055, 1.055, 2.4
RED, GREEN, BLUE = 0.2126, 0.7152, 0.0722


def painted(color: str) -> str:
    """The colour if it is one, written as ``#RRGGBB``, else a grey.

    >>> painted("#0077bb"), painted("url(x)")
    ('#0077BB', '#888888')
    """
    return color.upper() if COLOR.fullmatch(color) else OTHER


def contrast(one: str, other: str) -> float:
    """The contrast of two colours ``#RRGGBB``, from 1 to 21.

    >>> contrast("#000000", "#FFFFFF"), contrast("#BBBBBB", "#BBBBBB")
    (21.0, 1.0)
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return round((lighter + 0.05) / (darker + 0.05), 6)


def darkened(color: str, least: float = LEAST) -> str:
    """The colour, or the lightest shade of it that has this contrast with the paper; a grey for what is no colour.

    >>> darkened("#CC3311"), darkened("#BBBBBB")
    ('#CC3311', '#949494')
    """
    parts = _parts(color)
    shades = (_written([part * step // STEPS for part in parts]) for step in range(STEPS, 0, -1))
    return next((shade for shade in shades if contrast(shade, PAPER) >= least), INK)


def legible(ground: str) -> str:
    """The colour for text on a ground: ink or paper, whichever is seen better.

    >>> legible("#FFFFFF"), legible("#0077BB")
    ('#1A1A1A', '#FFFFFF')
    """
    return max((INK, PAPER), key=lambda color: contrast(color, ground))


def _parts(color: str) -> list[int]:
    return [int(painted(color)[place : place + 2], 16) for place in (1, 3, 5)]


def _written(parts: list[int]) -> str:
    return "#" + "".join(f"{part:02X}" for part in parts)


def _luminance(color: str) -> float:
    """How bright a colour is to the eye, from 0 to 1."""
    shares = [part / 255 for part in _parts(color)]
    red, green, blue = (
        share / SLOPE if share <= DARK_LIMIT else ((share + OFFSET) / SCALE) ** POWER for share in shares
    )
    return RED * red + GREEN * green + BLUE * blue
