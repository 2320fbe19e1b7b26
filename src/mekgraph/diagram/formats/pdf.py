"""The whole document as PDF: vectors, text that can be searched and copied, links, and our font inside."""

import functools
import io

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFString
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from mekgraph.diagram.outlines import Path, header, outline, rings, strokes
from mekgraph.diagram.page import Connector, Document, Figure, Look, Page, Point, Words
from mekgraph.diagram.type.characters import cleaned, drawable
from mekgraph.diagram.type.fonts import font_file
from mekgraph.diagram.type.metrics import MM_PER_POINT, width
from mekgraph.pages import safe_url

AUTHOR = "mekgraph"
ROUND_JOIN = 1
DESCENT = 0.25  # how far below the baseline a link reaches, as a share of the size of the text


def to_pdf(document: Document) -> bytes:
    """All pages of the document as one PDF file; the same document gives the same bytes.

    What the font cannot draw stands as "?".
    """
    target = io.BytesIO()
    canvas = Canvas(target, initialFontName=_font(False), invariant=1, pageCompression=1, lang=document.language)
    canvas._doc.info = _Undated()
    canvas.setTitle(cleaned(document.title))
    canvas.setSubject(cleaned(document.description))
    canvas.setAuthor(AUTHOR)
    canvas.setCreator(AUTHOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for page in document.pages:
        canvas.setPageSize((page.width * mm, page.height * mm))
        _Pen(canvas, page.height).page(page)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@functools.cache
def _font(bold: bool) -> str:
    """The name under which the font is known to the library, which reads it once."""
    file = font_file(bold)
    pdfmetrics.registerFont(TTFont(file.stem, str(file)))
    return file.stem


class _Undated(PDFInfo):  # type: ignore[misc]
    """What the file says of itself: no date, for the library's would be one that never was."""

    def format(self, document: object) -> bytes:
        """The entries as PDF has them."""
        told = {"Title": self.title, "Author": self.author, "Subject": self.subject, "Creator": self.creator}
        entries = {name: PDFString(text) for name, text in (told | {"Producer": self.producer}).items()}
        return bytes(PDFDictionary(entries).format(document))


class _Pen:
    """Draws on one page, whose origin is at the lower left in PDF."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self._canvas, self._height = canvas, height

    def page(self, page: Page) -> None:
        """Everything on the page, from the back to the front."""
        first, later = header(page)
        for words in first:
            self._words(words)
        for frame in page.frames:
            self._figure(frame)
        for line in page.connectors:
            self._connector(line)
        for label in (line.label for line in page.connectors if line.label):
            self._figure(label)
        for figure in page.figures:
            self._figure(figure)
        for line in page.lines:
            self._connector(line)
        for words in later:
            self._words(words)

    def _figure(self, figure: Figure) -> None:
        for ring, pen in rings(figure):
            self._draw(outline(ring), ring.look, pen, closed=True)
        if figure.mark:
            self._figure(figure.mark)
        if figure.words:
            self._words(figure.words)
        self._link(figure.href, figure.x - figure.width / 2, figure.y - figure.height / 2, figure.width, figure.height)

    def _connector(self, connector: Connector) -> None:
        drawn, look = strokes(connector), connector.look
        for path in drawn.paths:
            self._draw((path,), look, drawn.pen)
        if drawn.head:
            tip, left, right = drawn.head
            self._draw(((tip, left), (left, right), (right, tip)), Look(look.stroke), 0.0, closed=True)

    def _words(self, words: Words) -> None:
        canvas = self._canvas
        canvas.setFont(_font(words.bold), words.size)
        canvas.setFillColor(HexColor(words.color))
        draw = {"left": canvas.drawString, "middle": canvas.drawCentredString, "right": canvas.drawRightString}
        for place, line in enumerate(words.lines):
            text = drawable(cleaned(line), words.bold)
            y = words.y + place * words.leading
            draw[words.align](*self._at((words.x, y)), text)
            across, high = width(text, words.size, words.bold), words.size * MM_PER_POINT
            left = words.x - across * {"left": 0.0, "middle": 0.5, "right": 1.0}[words.align]
            self._link(words.href, left, y - high * (1 - DESCENT), across, high)

    def _link(self, address: str, left: float, top: float, across: float, down: float) -> None:
        if url := safe_url(address):
            self._canvas.linkURL(url, (*self._at((left, top + down)), *self._at((left + across, top))))

    def _draw(self, paths: tuple[Path, ...], look: Look, pen: float, closed: bool = False) -> None:
        canvas, path = self._canvas, self._canvas.beginPath()
        path.moveTo(*self._at(paths[0][0]))
        for piece in paths:
            self._add(path, piece)
        if closed:
            path.close()
        if look.fill:
            canvas.setFillColor(HexColor(look.fill))
        if look.stroke:
            canvas.setStrokeColor(HexColor(look.stroke))
            canvas.setLineWidth(pen * mm)
            canvas.setDash([part * mm for part in look.dash])
            canvas.setLineJoin(ROUND_JOIN)
        if look.fill or look.stroke:
            canvas.drawPath(path, stroke=int(bool(look.stroke)), fill=int(bool(look.fill and closed)))

    def _add(self, path: PDFPathObject, piece: Path) -> None:
        points = [value for point in piece[1:] for value in self._at(point)]
        if len(piece) > 2:
            path.curveTo(*points)
        else:
            path.lineTo(*points)

    def _at(self, point: Point) -> Point:
        return point[0] * mm, (self._height - point[1]) * mm
