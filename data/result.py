"""The answer to a question: rows, and what must be known to read them."""

from __future__ import annotations

import io
import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

from data.spreadsheet_text import harmless

UNAVAILABLE = "x"
NOT_APPLICABLE = "z"
SUPPRESSED = "c"

SYMBOLS = {
    SUPPRESSED: "suppressed",
    UNAVAILABLE: "unavailable",
    NOT_APPLICABLE: "not applicable",
}
"""What stands in `symbol` where a value is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What must be known to read the rows.

    Attributes:
        title: What the rows are, in words.
        unit: What a value counts.
        source: The publication.
        source_url: Where it was published.
        publisher: Who published it.
        licence: Licence.
        attribution: Acknowledgement that the licence asks for.
        as_at: The last month taken into account, `2018-06`; None where it has no bearing.
        breaks: Breaks within the rows' period, as records.
        notes: Sentences on gaps, conventions and what is not comparable.
        dataset: Id of the dataset; None where an answer draws on several.
        first: First period that the source has.
        last: Last period that the source has.
        columns: Column name and what it means, for the sidecar of a download.
        release: Content hash of the data from which the answer was made.
    """

    title: str
    unit: str | None
    source: str
    licence: str
    as_at: str | None = None
    breaks: tuple[dict[str, object], ...] = ()
    notes: tuple[str, ...] = ()
    source_url: str = ""
    publisher: str = ""
    licence_url: str = ""
    attribution: str = ""
    dataset: str | None = None
    first: str | None = None
    last: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    release: str = ""

    def to_record(self) -> dict[str, object]:
        """Return the meta data as they stand in a JSON answer."""
        return {
            "title": self.title,
            "unit": self.unit,
            "source": self.source,
            "source_url": self.source_url,
            "publisher": self.publisher,
            "licence": self.licence,
            "licence_url": self.licence_url,
            "attribution": self.attribution,
            "dataset": self.dataset,
            "first": self.first,
            "last": self.last,
            "as_at": self.as_at,
            "breaks": list(self.breaks),
            "notes": list(self.notes),
            "symbols": dict(SYMBOLS),
            "release": self.release,
        }


@dataclass(frozen=True, slots=True)
class Result:
    """Rows with their meta data.

    Attributes:
        rows: One row an item; a missing number is NaN, a missing text None.
        meta: What must be known to read them.
    """

    rows: pd.DataFrame
    meta: Meta

    def to_records(self) -> list[dict[str, Any]]:
        """Return the rows ready for JSON: plain Python values, None for missing."""
        names = [str(name) for name in self.rows.columns]
        columns = [plain(self.rows[name].to_numpy(dtype=object)) for name in self.rows.columns]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]

    def to_csv(self) -> str:
        """Return the rows as CSV: header first, blank for missing, nothing above the header.

        Whole numbers have no decimal point, truth values are `true` or `false`, words of a list
        are separated by spaces, other lists are JSON, and lines end with CR LF (RFC 4180). A text
        that a spreadsheet could take for a formula has an apostrophe in front.
        """
        import csv  # noqa: PLC0415

        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.rows.columns)
        columns = [plain(self.rows[name].to_numpy(dtype=object)) for name in self.rows.columns]
        cells = [_cells(column) for column in columns]
        writer.writerows(zip(*cells, strict=True))
        return out.getvalue()

    def csv_metadata(self, url: str) -> dict[str, object]:
        """Return the CSV on the Web description of the download at `url`."""
        described = {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
            "url": url,
            "dc:title": self.meta.title,
            "dc:source": self.meta.source,
            "dc:publisher": self.meta.publisher,
            "dc:license": {"@id": self.meta.licence_url} if self.meta.licence_url else None,
            "dc:rights": f"{self.meta.licence}. {self.meta.attribution}".strip(),
            "rdfs:comment": [
                *self.meta.notes,
                *(
                    f"{each['label']} ({each['month']}): {each['description']}"
                    for each in self.meta.breaks
                ),
            ],
            "schema:temporalCoverage": _coverage(self.meta),
            "schema:asAt": self.meta.as_at,
            "schema:unitText": self.meta.unit,
            "dialect": {"header": True, "encoding": "utf-8"},
            "tableSchema": {"columns": [self._described(str(name)) for name in self.rows.columns]},
        }
        return {name: value for name, value in described.items() if value not in (None, [])}

    def _described(self, name: str) -> dict[str, object]:
        """Return the description of one column."""
        values = plain(self.rows[name].to_numpy(dtype=object))
        lists = _lists(values)
        described = {
            "name": name,
            "titles": name,
            "datatype": "json" if lists == "json" else _datatype(values),
            "separator": " " if lists == "words" else None,
            "dc:description": self.meta.columns.get(name),
        }
        return {key: value for key, value in described.items() if value is not None}

    def csv_metadata_text(self, url: str) -> str:
        """Return the same description as JSON text."""
        return json.dumps(self.csv_metadata(url), ensure_ascii=False, indent=2)


def plain(values: Any) -> list[Any]:  # noqa: ANN401 - an array of anything
    """Return JSON-ready Python values: whole floats as integers, None for missing."""
    return [_plain(value) for value in values.tolist()]


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        if math.isnan(value) or math.isinf(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _lists(values: list[Any]) -> Literal["none", "words", "json"]:
    """Return how a column's lists are written: words separated by spaces, or else as JSON."""
    items = [item for value in values if isinstance(value, list) for item in value]
    if not items:
        return "words" if any(isinstance(value, list) for value in values) else "none"
    return "words" if all(isinstance(item, str) and " " not in item for item in items) else "json"


def _cells(column: list[Any]) -> list[str]:
    lists = _lists(column)
    return [_cell(value, lists) for value in column]


def _cell(value: Any, lists: str) -> str:  # noqa: ANN401
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and lists == "words":
        return harmless(" ".join(value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return harmless(value)
    return repr(value) if isinstance(value, float) else str(value)


def _datatype(values: list[Any]) -> str:
    found = {type(value) for value in values if value is not None}
    if found and found <= {bool}:
        return "boolean"
    if found and found <= {int}:
        return "integer"
    if found and found <= {int, float}:
        return "number"
    return "string"


def _coverage(meta: Meta) -> str | None:
    return f"{meta.first}/{meta.last}" if meta.first and meta.last else None
