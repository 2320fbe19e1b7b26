"""A drawing in all formats: pictures, pages, slides, and files for other programs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from types import MappingProxyType
from typing import Any

from mekgraph.diagram.arranging import Arrangement, frames_of
from mekgraph.diagram.drawing import Drawing
from mekgraph.diagram.page import Document, Page
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.sheet.alone import alone, worded
from mekgraph.diagram.sheet.sheet import document, picture
from mekgraph.sources.lines import BYTE_ORDER_MARK


def document_of(drawing: Drawing) -> Document:
    """The pages of a drawing: the diagram, its links, its sources. Raises UsageError where the legend has no room."""
    return document(drawing.scene, *_placed(drawing))


def picture_of(drawing: Drawing) -> Page:
    """The page with the diagram alone, unnumbered. Raises UsageError where the legend has no room."""
    return picture(drawing.scene, *_placed(drawing))


def _placed(drawing: Drawing) -> tuple[Any, ...]:
    """What stands where, as a sheet wants it."""
    at, frames = drawing.arrangement, frames_of(drawing.arrangement, drawing.scene)
    return at.cards, at.middles, at.paper, frames, at.placed.marks


class Pictures:
    """A drawing in all formats; the pages that several formats draw are made once."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing

    def written(self, form: str) -> str | bytes:
        """The drawing in one of FORMATS. Raises UsageError where the page has no room for the legend."""
        return FORMATS[form].write(self)

    @cached_property
    def pages(self) -> Document:
        """The pages to print or to show."""
        return document_of(self.drawing)

    @cached_property
    def alone(self) -> Document:
        """The one page of a picture in a file of its own, with its sources below."""
        scene = worded(self.drawing.scene)
        return alone(scene, picture(scene, *_placed(self.drawing)), self.drawing.arrangement.paper)


@dataclass(frozen=True)
class Format:
    """A writer by its place, loaded when it is first used, as some of their libraries are large; what it is given."""

    module: str
    writer: str
    of: Callable[[Pictures], tuple[Any, ...]]
    head: str = ""

    def write(self, pictures: Pictures) -> str | bytes:
        """The content of a file, after the ``head``."""
        writer = getattr(import_module(f"mekgraph.diagram.{self.module}"), self.writer)
        content: str | bytes = writer(*self.of(pictures))
        return self.head + content if isinstance(content, str) else content


def _scene(pictures: Pictures) -> tuple[Scene]:
    return (pictures.drawing.scene,)


def _arranged(pictures: Pictures) -> tuple[Scene, Arrangement]:
    return pictures.drawing.scene, pictures.drawing.arrangement


def _pages(pictures: Pictures) -> tuple[Document]:
    return (pictures.pages,)


def _alone(pictures: Pictures) -> tuple[Document]:
    return (pictures.alone,)


# By the endings of files.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "html": Format("html", "html_page", _arranged),
        "svg": Format("formats.svg", "to_svg", _alone),
        "pdf": Format("formats.pdf", "to_pdf", _pages),
        "png": Format("formats.png", "to_png", _alone),
        "pptx": Format("formats.pptx", "to_pptx", _pages),
        "csv": Format("formats.table", "table_text", _scene, BYTE_ORDER_MARK),
        "graphml": Format("formats.graphml", "graphml_text", _scene),
        "gexf": Format("formats.gexf", "gexf_text", _scene),
        "dot": Format("formats.dot", "dot_text", _scene),
        "json": Format("formats.json", "scene_text", _scene),
    }
)
# What a briefing needs.
PICTURES = ("html", "svg", "pdf", "png", "pptx", "csv")


def written(drawing: Drawing, form: str) -> str | bytes:
    """The drawing in one of FORMATS. Raises UsageError where the page has no room for the legend."""
    return Pictures(drawing).written(form)
