"""A workbook: the answer on one sheet, where it comes from on another. No cell of it is a formula."""

import datetime
import io
import re
import zipfile

import openpyxl
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mekgraph.ask.answer import Answer
from mekgraph.ask.formats.delimited import inert, with_ids
from mekgraph.messages import text

# What XML 1.0 cannot hold.
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_CELL = 32_767
WIDEST, NARROWEST = 60, 8
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?")
# A workbook of the same answer is the same bytes: no file in it says when it was written.
NEVER = (1980, 1, 1, 0, 0, 0)


def to_xlsx(answer: Answer, language: str = "en") -> bytes:
    """The answer as an Office Open XML workbook, numbers as numbers and all else as text."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = text("ask.sheet_answer", language)
    names, rows = with_ids(answer)
    headings = dict(zip(answer.columns, answer.headings, strict=True))
    _fill(sheet, [[headings.get(name, name) for name in names], *rows])
    facts = answer.about(language)
    if answer.title or facts:
        about = book.create_sheet(text("ask.sheet_about", language))
        _fill(about, [[answer.title], *([name, str(value)] for name, value in facts.items())])
    book.properties.creator = "mekgraph"
    book.properties.created = book.properties.modified = datetime.datetime(*NEVER)
    out = io.BytesIO()
    book.save(out)
    return _without_times(out.getvalue())


def _fill(sheet: Worksheet, rows: list[list[str]]) -> None:
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            _write(sheet.cell(number, place), value)
    for place in range(1, len(rows[0]) + 1):
        sheet.cell(1, place).font = Font(bold=True)
        longest = max((len(row[place - 1]) for row in rows if len(row) >= place), default=0)
        sheet.column_dimensions[get_column_letter(place)].width = min(max(longest + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = "A2"


def _write(cell: SheetCell, value: str) -> None:
    """A number as a number; all else as text, whatever it looks like."""
    if not value:
        return
    if NUMBER.fullmatch(value):
        cell.value = float(value) if "." in value else int(value)
        return
    cell.value = UNFIT.sub("\ufffd", value)[:LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = inert(value) != value
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _without_times(book: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, NEVER), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
