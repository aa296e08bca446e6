"""How numbers read in spreadsheets and slides: the rounding of the screen, the value unrounded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from components.tables import CellType

NUMBER_FORMATS: Final[Mapping[CellType, str]] = {
    "count": "#,##0",
    "decimal": "#,##0.0",
    "hundredths": "#,##0.00",
    "percent": '0.0"%"',
    "change": '+0.0"%";-0.0"%";0.0"%"',
    "difference": "+#,##0;-#,##0;0",
}
"""By the type of a table's column. Percentages are kept as the number that is read (8.2), as in
the data API, so that the sign is a text of the format."""
