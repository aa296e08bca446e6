"""Tables as Excel workbooks: the same columns and values as on screen and in the CSV."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any, Final

from components.tables import SYMBOLS, Table

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell

WIDEST: Final = 60
NARROWEST: Final = 10
LONGEST_SHEET_NAME: Final = 31


def to_xlsx(table: Table, *, sheet: str) -> bytes:
    """Return a table as a workbook.

    Args:
        table: The table; numbers stay numbers, what is missing is an empty cell.
        sheet: The name of its sheet, cut to what Excel allows.

    Returns:
        One sheet with the header in the first row, frozen and with filters, then a row a row, and
        a column of notes where any cell has one; a second sheet says source and caption.
    """
    import openpyxl  # noqa: PLC0415 - heavy, and rarely needed
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet[:LONGEST_SHEET_NAME]
    # As the browser gets it, so that screen, CSV and workbook hold the same.
    rows = [[_parts(cell) for cell in row] for row in json.loads(table.to_json())["rows"]]
    notes = [_note(row) for row in rows]
    head = [column.label for column in table.columns] + (["Note"] if any(notes) else [])
    for number, label in enumerate(head, start=1):
        _put(page.cell(1, number), label)
        page.cell(1, number).font = Font(bold=True)
    for index, (row, note) in enumerate(zip(rows, notes, strict=True), start=2):
        values = [cell.get("v") for cell in row] + ([note] if any(notes) else [])
        for number, value in enumerate(values, start=1):
            _put(page.cell(index, number), value)
            page.cell(index, number).alignment = Alignment(wrap_text=True, vertical="top")
    for column in page.columns:
        longest = max((len(str(cell.value or "")) for cell in column), default=0)
        letter = column[0].column_letter
        page.column_dimensions[letter].width = min(WIDEST, max(NARROWEST, longest + 2))
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions
    about = book.create_sheet("About")
    for text in (table.caption, table.source):
        about.append([text])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _parts(cell: Any) -> dict[str, Any]:
    return cell if isinstance(cell, dict) else {"v": cell}


def _note(row: list[dict[str, Any]]) -> str:
    """The notes of a row's cells, and why a value is missing."""
    found = [part for cell in row for part in (cell.get("n"), SYMBOLS.get(cell.get("s", "")))]
    return "; ".join(part for part in found if part)


def _put(cell: SheetCell, value: Any) -> None:
    """Write a value; a text stays a text, also one that Excel would take for a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
