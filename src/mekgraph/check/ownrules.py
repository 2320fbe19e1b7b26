"""The rules that the program holds itself: they stand in no file of the project, their texts are messages."""

import functools

from mekgraph.check.findings import SENTENCE, Rule, Severity
from mekgraph.messages import LANGUAGES, catalogue

LAYER_OF = {"SYN": "syntax", "TRM": "terms", "QRY": "house", "WVR": "waivers"}
WARNINGS = frozenset(("SYN-004", "TRM-004", "WVR-002"))
KEYS = "rules."


@functools.cache
def own_rule(name: str, key: str = "") -> Rule:
    """The rule of that id with its general texts, or with those of the message ``key``.

    The first sentence of the message says what is wrong, the rest what to do.
    """
    problem: dict[str, str] = {}
    remedy: dict[str, str] = {}
    for language in LANGUAGES:
        first, *rest = SENTENCE.split(catalogue(language)[key or KEYS + name], maxsplit=1)
        problem[language] = first[:1].upper() + first[1:]
        remedy[language] = rest[0] if rest else ""
    severity = Severity.WARNING if name in WARNINGS else Severity.VIOLATION
    return Rule(name, LAYER_OF[name.partition("-")[0]], severity, problem, remedy)


def own_rules() -> list[Rule]:
    """All of them."""
    return [own_rule(key.removeprefix(KEYS)) for key in catalogue("en") if key.startswith(KEYS)]
