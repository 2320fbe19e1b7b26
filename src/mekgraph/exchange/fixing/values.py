"""Dates at their own precision, numbers and the like: the datatype that the property wants and the text has."""

from mekgraph.check.forms import Typed, certain
from mekgraph.exchange.fixing.literals import Literal
from mekgraph.exchange.fixing.wants import Around


def values(literal: Literal, around: Around) -> Literal:
    """The literal with the one allowed datatype that its text has; unchanged if none or several are possible.

    Blanks around the value and the time of day at midnight go, and months and days get their second digit; a language
    is taken only from a date, number or address, never from a text.
    """
    found = certain(Typed(literal.text, literal.datatype), around.want.datatypes)
    return Literal(found.text, datatype=found.datatype) if found else literal
