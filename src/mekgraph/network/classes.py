"""The class that tells what a thing is."""

from collections.abc import Iterable

from mekgraph.iris import DEF

# A role in this network, not what a thing is.
ROLE = DEF + "PartnerOrganization"


def narrowest(classes: Iterable[tuple[str, str, int]]) -> dict[str, str]:
    """The narrowest class of each thing, from things with each of their classes and how deep that is.

    >>> narrowest([("a", "Organization", 2), ("a", "UNBody", 3), ("b", "Person", 2)])
    {'a': 'UNBody', 'b': 'Person'}
    """
    found: dict[str, tuple[int, str]] = {}
    for thing, class_, depth in classes:
        if class_ != ROLE:
            found[thing] = max(found.get(thing, (0, "")), (depth, class_))
    return {thing: class_ for thing, (_, class_) in found.items()}
