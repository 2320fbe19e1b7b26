"""A report in the form in which it travels."""

import io
import pickle
from typing import Any

import pyoxigraph as ox

from mekgraph.check.findings import Detail, Finding, Place, Report, Rival, Rule, Severity, Waiver
from mekgraph.shacl.model import Constraint
from mekgraph.shacl.results import Result

PARTS = (Detail, Finding, Place, Report, Rival, Rule, Severity, Waiver, Constraint, Result)
TERMS = (ox.NamedNode, ox.BlankNode, ox.Literal, ox.Triple)
KNOWN = {(kind.__module__, kind.__qualname__): kind for kind in (*PARTS, *TERMS)}


class _Unpacking(pickle.Unpickler):
    """Makes what reports are made of, and nothing else, whatever the worker has become."""

    def find_class(self, module: str, name: str) -> Any:
        try:
            return KNOWN[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name}") from None


def packed(report: Report) -> bytes:
    """The report as bytes."""
    return pickle.dumps(report)


def unpacked(content: bytes) -> Report:
    """What ``packed`` was given; UnpicklingError for anything else."""
    report = _Unpacking(io.BytesIO(content)).load()
    if not isinstance(report, Report):
        raise pickle.UnpicklingError(type(report).__name__)
    return report
