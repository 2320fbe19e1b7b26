"""Workbooks for tests: made with openpyxl, and taken apart where a program would never write what is needed."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FIRST_SHEET = "xl/worksheets/sheet1.xml"


def book(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> openpyxl.Workbook:
    """A workbook with these rows of values by name of sheet."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return made


def saved(made: openpyxl.Workbook, file: Path, replaced: Mapping[str, str | bytes] | None = None) -> Path:
    """Save a workbook with the parts in ``replaced`` (by name) in place of its own, or beside them."""
    raw = io.BytesIO()
    made.save(raw)
    new = dict(replaced or {})
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, new.pop(name, source.read(name)))
        for name, content in new.items():
            target.writestr(name, content)
    return file


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    """The XML of a sheet with these rows."""
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def row_xml(number: int, **cells: str) -> str:
    """The XML of a row: texts by letter of the column."""
    return f'<row r="{number}">' + "".join(text_xml(f"{at}{number}", text) for at, text in cells.items()) + "</row>"


def text_xml(reference: str, text: str) -> str:
    """The XML of a cell with a text."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'
