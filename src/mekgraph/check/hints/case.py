"""One finding of a shape that is to be explained, with all that the explanation may look at."""

from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from mekgraph.check.details import BARE
from mekgraph.check.findings import Detail, Finding
from mekgraph.check.forms import STRING
from mekgraph.check.hints.facts import Facts
from mekgraph.check.hints.wants import Want, Wants
from mekgraph.graph.engine import Term
from mekgraph.iris import PREFIXES
from mekgraph.shacl.results import Result

SHORT = 80
RESERVED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Said(NamedTuple):
    """What is said of a finding: what was found, and the advice for this very case, if there is one."""

    detail: Detail
    hint: Detail | None = None


@dataclass(frozen=True)
class Case:
    """A finding with its SHACL result, what its shape wants of values, and what the data says."""

    finding: Finding
    result: Result
    want: Want
    wants: Wants
    facts: Facts

    @property
    def value(self) -> Term | None:
        """The value that is wrong; None where the number of values is."""
        return self.result.value

    @property
    def path(self) -> str:
        """The IRI of the property; "" for a longer path."""
        return self.result.path.value if isinstance(self.result.path, ox.NamedNode) else ""

    @property
    def number(self) -> int:
        """The number that the constraint names."""
        return self.finding.constraint.number if self.finding.constraint else 0

    def code(self, node: Term) -> str:
        """A term as it has to be written in the file of the finding.

        A date has its type in short form only where the file declares the prefix.
        """
        if isinstance(node, ox.NamedNode):
            return self.facts.code(node, self.finding.place.file)
        if not isinstance(node, ox.Literal):
            return ""
        datatype = node.datatype.value
        if datatype in BARE:
            return node.value
        text = f'"{node.value.translate(RESERVED)}"'
        if node.language:
            return f"{text}@{node.language}"
        return text if datatype == STRING else f"{text}^^{self.code(node.datatype)}"

    def property_code(self, iri: str) -> str:
        """A property as it has to be written; a type is written as “a”."""
        return "a" if iri == PREFIXES["rdf"] + "type" else self.code(ox.NamedNode(iri))


def fits_in_sentence(code: str) -> bool:
    """Whether something to write is short enough, and in one line, to be repeated in an advice."""
    return len(code) <= SHORT and code.isprintable()
