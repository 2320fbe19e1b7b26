"""A brief in all formats."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from mekgraph.diagram.brief.document import document
from mekgraph.diagram.brief.model import Brief


def _pages(brief: Brief) -> Any:
    return document(brief)


def _slides(brief: Brief) -> Any:
    return document(brief, slides=True)


def _brief(brief: Brief) -> Any:
    return brief


# By the endings of files: the module and the name of the writer, loaded when it is first used, and what it is given.
FORMATS: Mapping[str, tuple[str, str, Callable[[Brief], Any]]] = MappingProxyType(
    {
        "pdf": ("mekgraph.diagram.formats.pdf", "to_pdf", _pages),
        "docx": ("mekgraph.diagram.brief.docx", "to_docx", _brief),
        "pptx": ("mekgraph.diagram.formats.pptx", "to_pptx", _slides),
    }
)
USUAL = ("pdf", "docx")


def written(brief: Brief, form: str) -> bytes:
    """The brief in one of FORMATS."""
    module, writer, given = FORMATS[form]
    content: bytes = getattr(import_module(module), writer)(given(brief))
    return content
