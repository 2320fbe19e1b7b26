"""PowerPoint: the pages of a diagram as slides with native shapes, text, and connectors that stay attached."""

from mekgraph.diagram.formats.pptx.deck import to_pptx

__all__ = ["to_pptx"]
