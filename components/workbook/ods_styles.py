"""The styles of an ODS: text, headings, links, and how numbers and months read."""

from __future__ import annotations

from typing import Any, Final

from odf import number as numbers
from odf import style as styles
from odf import text

from components.tables import CellType

CM_A_CHARACTER: Final = 0.2
CM_A_LINE: Final = 0.45
DECIMALS: Final[dict[CellType, int]] = {
    "count": 0,
    "decimal": 1,
    "hundredths": 2,
    "percent": 1,
    "change": 1,
    "difference": 0,
}
SIGNED: Final[tuple[CellType, ...]] = ("change", "difference")
PER_CENT: Final[tuple[CellType, ...]] = ("percent", "change")


class Styles:
    """The styles of one document.

    Args:
        document: The document.
        marking: What stands at the head and foot of each sheet on paper; None for nothing.
    """

    def __init__(self, document: Any, marking: str | None) -> None:
        self._document = document
        self._columns: dict[int, Any] = {}
        self._rows: dict[int, Any] = {}
        self._defaults()
        self.table = self._table(marking)
        top = {"verticalalign": "top"}
        wrapped = {**top, "wrapoption": "wrap"}
        self.title = self._cell("title", words={"fontweight": "bold", "fontsize": "15pt"})
        self.heading = self._cell("heading", cell=wrapped, words={"fontweight": "bold"})
        self.link = self._cell(
            "link", cell=top, words={"color": "#1d4e89", "textunderlinestyle": "solid"}
        )
        self.text = self._cell("words", cell=wrapped)
        self.symbol = self._cell("symbol", cell=top, paragraph={"textalign": "end"})
        self.month = self._cell(
            "month",
            data=self._month(),
            cell={**top, "textalignsource": "fix"},
            paragraph={"textalign": "start"},
        )
        self._plain = self._cell("number", cell=top)
        self._numbers = {
            kind: self._cell(f"number-{kind}", data=self._number(kind), cell=top)
            for kind in DECIMALS
        }

    def number(self, kind: CellType) -> Any:
        """The style of a number in a column of a type."""
        return self._numbers.get(kind, self._plain)

    def is_number(self, kind: CellType) -> bool:
        """Whether a column of a type holds numbers."""
        return kind in self._numbers

    def column(self, width: int) -> Any:
        """The style of a column of so many characters."""
        if width not in self._columns:
            given = {"columnwidth": f"{width * CM_A_CHARACTER + 0.4:.2f}cm"}
            self._columns[width] = self._add("table-column", f"column-{width}", columns=given)
        return self._columns[width]

    def row(self, lines: int) -> Any:
        """The style of a row of so many lines; of one, the program works out its height."""
        if lines not in self._rows:
            given = {"useoptimalrowheight": "true"}
            if lines > 1:
                given = {"useoptimalrowheight": "false", "rowheight": f"{lines * CM_A_LINE:.2f}cm"}
            self._rows[lines] = self._add("table-row", f"row-{lines}", rows=given)
        return self._rows[lines]

    def _defaults(self) -> None:
        default = styles.DefaultStyle(family="table-cell")
        default.addElement(
            styles.TextProperties(fontfamily="Arial", fontsize="10pt", language="en", country="GB")
        )
        self._document.styles.addElement(default)

    def _table(self, marking: str | None) -> Any:
        layout = styles.PageLayout(name="sheet")
        layout.addElement(
            styles.PageLayoutProperties(
                pagewidth="29.7cm", pageheight="21cm", printorientation="landscape", margin="1.5cm"
            )
        )
        self._document.automaticstyles.addElement(layout)
        page = styles.MasterPage(name="Sheet", pagelayoutname=layout)
        if marking:
            for part in (styles.Header(), styles.Footer()):
                part.addElement(text.P(text=marking))
                page.addElement(part)
        self._document.masterstyles.addElement(page)
        found = styles.Style(name="sheet-table", family="table", masterpagename="Sheet")
        found.addElement(styles.TableProperties(display="true"))
        self._document.automaticstyles.addElement(found)
        return found

    def _add(self, family: str, name: str, **properties: Any) -> Any:
        kinds = {"rows": styles.TableRowProperties, "columns": styles.TableColumnProperties}
        found = styles.Style(name=name, family=family)
        for kind, given in properties.items():
            found.addElement(kinds[kind](**given))
        self._document.automaticstyles.addElement(found)
        return found

    def _cell(
        self,
        name: str,
        *,
        data: Any = None,
        cell: dict[str, str] | None = None,
        paragraph: dict[str, str] | None = None,
        words: dict[str, str] | None = None,
    ) -> Any:
        given = {} if data is None else {"datastylename": data}
        found = styles.Style(name=name, family="table-cell", **given)
        for kind, values in (
            (styles.TableCellProperties, cell),
            (styles.ParagraphProperties, paragraph),
            (styles.TextProperties, words),
        ):
            if values:
                found.addElement(kind(**values))
        self._document.automaticstyles.addElement(found)
        return found

    def _month(self) -> Any:
        found = numbers.DateStyle(name="format-month", language="en", country="GB")
        found.addElement(numbers.Month(style="long", textual="true"))
        found.addElement(numbers.Text(text=" "))
        found.addElement(numbers.Year(style="long"))
        self._document.automaticstyles.addElement(found)
        return found

    def _number(self, kind: CellType) -> Any:
        """How numbers of a type read; a signed one has a style for each sign."""
        if kind not in SIGNED:
            return self._format(kind, f"format-{kind}", "")
        above = self._format(kind, f"format-{kind}-above", "+")
        below = self._format(kind, f"format-{kind}-below", "-")
        zero = self._format(kind, f"format-{kind}", "")
        for condition, applied in (("value()>0", above), ("value()<0", below)):
            zero.addElement(styles.Map(condition=condition, applystylename=applied))
        return zero

    def _format(self, kind: CellType, name: str, sign: str) -> Any:
        found = numbers.NumberStyle(name=name)
        if sign:
            found.addElement(numbers.Text(text=sign))
        found.addElement(
            numbers.Number(decimalplaces=DECIMALS[kind], minintegerdigits=1, grouping="true")
        )
        if kind in PER_CENT:
            found.addElement(numbers.Text(text="%"))
        self._document.automaticstyles.addElement(found)
        return found
