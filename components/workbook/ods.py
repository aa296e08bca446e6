"""Workbooks as ODS: database ranges, frozen headings, number formats, document properties."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence
from typing import Any, Final

from odf import dc, meta, table, teletype, text
from odf.opendocument import OpenDocumentSpreadsheet

from components.workbook.model import CREATOR, LANGUAGE, Heading, Link, Sheet, Value, Workbook
from components.workbook.names import table_name
from components.workbook.ods_settings import freeze
from components.workbook.ods_styles import Styles
from components.workbook.widths import lines, widths


def write(workbook: Workbook, step: Callable[[], None]) -> bytes:
    """Write a workbook.

    Args:
        workbook: What to write.
        step: Called between two sheets.
    """
    document = OpenDocumentSpreadsheet()
    _describe(document, workbook)
    styles = Styles(document, workbook.marking)
    ranges = table.DatabaseRanges()
    for number, sheet in enumerate(workbook.sheets, start=1):
        step()
        document.spreadsheet.addElement(_Page(styles, sheet).element())
        ranges.addElement(_range(sheet, number))
    document.spreadsheet.addElement(ranges)
    freeze(document, workbook.sheets)
    step()
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def _describe(document: Any, workbook: Workbook) -> None:
    made = datetime.datetime.combine(workbook.made, datetime.time()).isoformat()
    for element, said in (
        (dc.Title, workbook.title),
        (dc.Description, workbook.description),
        (dc.Creator, CREATOR),
        (meta.InitialCreator, CREATOR),
        (meta.CreationDate, made),
        (dc.Date, made),
        (dc.Language, LANGUAGE),
    ):
        document.meta.addElement(element(text=said))


def _range(sheet: Sheet, number: int) -> Any:
    """What marks the table of a sheet as one."""
    last = column_letters(len(sheet.headings))
    name = quoted(sheet.name)
    address = f"{name}.A{sheet.header_row}:{name}.{last}{sheet.last_row}"
    return table.DatabaseRange(
        name=table_name(number),
        targetrangeaddress=address,
        containsheader="true",
        displayfilterbuttons="true",
        orientation="row",
    )


class _Page:
    """One sheet."""

    def __init__(self, styles: Styles, sheet: Sheet) -> None:
        self._styles = styles
        self._sheet = sheet

    def element(self) -> Any:
        sheet, styles = self._sheet, self._styles
        page = table.Table(name=sheet.name, stylename=styles.table)
        columns = widths(sheet)
        for width in columns:
            page.addElement(table.TableColumn(stylename=styles.column(width)))
        page.addElement(self._row([(sheet.title, styles.title)], 1))
        for line in sheet.lines:
            style = styles.link if isinstance(line, Link) else None
            if style is None and sheet.text_width:
                style = styles.text
            number = lines([line], columns) if sheet.text_width else 1
            page.addElement(self._row([(line, style)], number))
        header = table.TableHeaderRows()
        labels = [each.label for each in sheet.headings]
        header.addElement(
            self._row([(label, styles.heading) for label in labels], lines(labels, columns))
        )
        page.addElement(header)
        for values in sheet.rows:
            cells = [
                (value, self._style(heading, value))
                for heading, value in zip(sheet.headings, values, strict=True)
            ]
            page.addElement(self._row(cells, lines(values, columns)))
        return page

    def _row(self, cells: Sequence[tuple[Value, Any]], number: int) -> Any:
        """A row of so many lines."""
        row = table.TableRow(stylename=self._styles.row(number))
        for value, style in cells:
            row.addElement(_cell(value, style))
        return row

    def _style(self, heading: Heading, value: Value) -> Any:
        styles = self._styles
        if isinstance(value, Link):
            return styles.link
        if isinstance(value, datetime.date):
            return styles.month
        if isinstance(value, int | float):
            return styles.number(heading.type)
        return styles.symbol if styles.is_number(heading.type) else styles.text


def _cell(value: Value, style: Any) -> Any:
    """A cell. One of type string is never taken for a formula: that is another attribute."""
    given: dict[str, Any] = {} if style is None else {"stylename": style}
    if value is None:
        return table.TableCell(**given)
    if isinstance(value, datetime.date):
        given |= {"valuetype": "date", "datevalue": value.isoformat()}
        said = f"{value:%B %Y}"
    elif isinstance(value, int | float):
        given |= {"valuetype": "float", "value": repr(value)}
        said = repr(value)
    else:
        given |= {"valuetype": "string"}
        said = value.text if isinstance(value, Link) else value
    cell = table.TableCell(**given)
    for line in said.split("\n"):
        paragraph = text.P()
        if isinstance(value, Link):
            address = f"#{quoted(value.sheet)}.A1"
            paragraph.addElement(text.A(href=address, type="simple", text=line))
        else:
            teletype.addTextToElement(paragraph, line)
        cell.addElement(paragraph)
    return cell


def quoted(sheet: str) -> str:
    """A sheet's name as addresses have it."""
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


ALPHABET: Final = 26


def column_letters(number: int) -> str:
    """The letters of a column, counted from 1: 28 gives AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, ALPHABET)
        letters = chr(ord("A") + rest) + letters
    return letters
