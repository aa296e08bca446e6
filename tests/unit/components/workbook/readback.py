"""Workbooks read back from their files, by other code than wrote them where there is some."""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from odf import config, table, teletype
from odf.opendocument import load


@dataclass
class Read:
    """A sheet as it is read back; rows are those of its table, headings left out."""

    title: str
    lines: list[str]
    headings: list[str]
    rows: list[list[Any]]
    formats: list[list[str]] = field(default_factory=list)
    frozen_at: int = 0
    tables: int = 0

    def column(self, label: str) -> list[Any]:
        place = self.headings.index(label)
        return [row[place] for row in self.rows]


def read(content: bytes, form: str) -> dict[str, Read]:
    """The sheets of a workbook by name, in order."""
    return _xlsx(content) if form == "xlsx" else _ods(content)


def _xlsx(content: bytes) -> dict[str, Read]:
    book, found = openpyxl.load_workbook(io.BytesIO(content)), {}
    for page in book.worksheets:
        [marked] = page.tables.values()
        first, last = (cell for cell in marked.ref.split(":"))
        top, bottom = page[first].row, page[last].row
        assert marked.ref == f"A{top}:{page.cell(bottom, page.max_column).coordinate}"
        assert bottom == page.max_row, page.title
        assert not page.merged_cells.ranges
        cells = [list(row) for row in page.iter_rows(min_row=top + 1)]
        above = [page.cell(row, 1).value for row in range(1, top)]
        rows = [[_plain(cell.value) for cell in row] for row in cells]
        headings = [cell.value for cell in page[top]]
        assert [column.name for column in marked.tableColumns] == headings
        assert all(cell.data_type != "f" for row in cells for cell in row)
        found[page.title] = Read(
            title=above[0],
            lines=above[1:],
            headings=headings,
            rows=rows,
            formats=[[cell.number_format for cell in row] for row in cells],
            frozen_at=page[page.freeze_panes].row - 1,
            tables=len(page.tables),
        )
    return found


def _plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime.datetime) else value


def _ods(content: bytes) -> dict[str, Read]:
    document, found = load(io.BytesIO(content)), {}
    ranges = {
        each.getAttribute("targetrangeaddress"): each
        for each in document.spreadsheet.getElementsByType(table.DatabaseRange)
    }
    splits = _splits(document)
    for page in document.spreadsheet.getElementsByType(table.Table):
        name = page.getAttribute("name")
        rows = [
            [_cell(cell) for cell in row.getElementsByType(table.TableCell)]
            for row in page.getElementsByType(table.TableRow)
        ]
        [address] = [
            each for each in ranges if each.startswith("'" + name.replace("'", "''") + "'.")
        ]
        top = int("".join(filter(str.isdigit, address.split(":")[0].rsplit(".", 1)[1])))
        bottom = int("".join(filter(str.isdigit, address.rsplit(".", 1)[1])))
        assert bottom == len(rows), name
        assert not page.getElementsByType(table.CoveredTableCell)
        found[name] = Read(
            title=rows[0][0],
            lines=[row[0] for row in rows[1 : top - 1]],
            headings=rows[top - 1],
            rows=rows[top:],
            frozen_at=splits[name],
            tables=1,
        )
    return found


def _splits(document: Any) -> dict[str, int]:
    """The number of rows that each sheet keeps in sight."""
    found = {}
    for entry in document.settings.getElementsByType(config.ConfigItemMapEntry):
        items = {
            item.getAttribute("name"): str(item)
            for item in entry.childNodes
            if item.qname[1] == "config-item"
        }
        if entry.getAttribute("name") and items.get("VerticalSplitMode") == "2":
            found[entry.getAttribute("name")] = int(items["VerticalSplitPosition"])
    return found


def _cell(cell: Any) -> Any:
    assert cell.getAttribute("formula") is None
    assert cell.getAttribute("numbercolumnsspanned") is None
    kind = cell.getAttribute("valuetype")
    if kind == "float":
        number = float(cell.getAttribute("value"))
        return int(number) if number.is_integer() else number
    if kind == "date":
        return datetime.date.fromisoformat(cell.getAttribute("datevalue"))
    text = "\n".join(teletype.extractText(each) for each in cell.childNodes)
    return text if kind == "string" else None
