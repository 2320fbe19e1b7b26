"""A brief in all formats."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mekgraph.diagram.brief.document import document
from mekgraph.diagram.brief.docx import to_docx
from mekgraph.diagram.brief.model import Brief
from mekgraph.diagram.formats.pdf import to_pdf
from mekgraph.diagram.formats.pptx import to_pptx

# By the endings of files.
FORMATS: Mapping[str, Callable[[Brief], bytes]] = MappingProxyType(
    {
        "pdf": lambda brief: to_pdf(document(brief)),
        "docx": to_docx,
        "pptx": lambda brief: to_pptx(document(brief, slides=True)),
    }
)
USUAL = ("pdf", "docx")


def written(brief: Brief, form: str) -> bytes:
    """The brief in one of FORMATS."""
    return FORMATS[form](brief)
