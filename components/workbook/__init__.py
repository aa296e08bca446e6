"""Workbooks: tables for spreadsheets, one model and a thin writer for each format.

They follow the Government Analysis Function's guidance, "Releasing statistics in spreadsheets": a
cover with the contents, one table a sheet and marked as one, no merged cells, no empty rows or
columns, symbols for what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from data.errors import InvalidParameter

if TYPE_CHECKING:
    from components.workbook.model import Workbook

Step = Callable[[], None]
"""Called between two sheets; whoever has waited enough raises from it."""


@dataclass(frozen=True)
class Format:
    """A format of workbooks.

    Args:
        ending: Of its files, without a full stop.
        media_type: As browsers know it.
    """

    ending: str
    media_type: str


XLSX: Final = "xlsx"
ODS: Final = "ods"
FORMATS: Final[Mapping[str, Format]] = {
    XLSX: Format(XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ODS: Format(ODS, "application/vnd.oasis.opendocument.spreadsheet"),
}


def _nothing() -> None:
    pass


def write(workbook: Workbook, form: str = XLSX, *, step: Step = _nothing) -> bytes:
    """Write a workbook.

    Args:
        workbook: What to write.
        form: One of ``FORMATS``.
        step: Called between two sheets.

    Raises:
        InvalidParameter: There is no such format.
    """
    if form == XLSX:
        from components.workbook import xlsx  # noqa: PLC0415 - heavy: openpyxl

        return xlsx.write(workbook, step)
    if form == ODS:
        from components.workbook import ods  # noqa: PLC0415 - heavy: odfpy

        return ods.write(workbook, step)
    raise InvalidParameter("format", form, list(FORMATS))
