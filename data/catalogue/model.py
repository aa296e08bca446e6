"""What a catalogue entry says about a dataset.

An entry is the only place that describes a table: the file, its columns (from which the loader
derives the validation schema), its origin, its gaps and what to know before using it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

ColumnType = Literal["text", "integer", "month", "quarter", "flag", "decimal"]
Domain = Literal[
    "borough", "borough-or-city", "source", "knife-area", "group", "pre-2019-group", "offence"
]

OGL_2 = "Open Government Licence v2.0"
OGL_2_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/"
OGL_3 = "Open Government Licence v3.0"
OGL_3_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

ATTRIBUTION_2 = (
    "Contains public sector information licensed under the Open Government Licence v2.0."
)
ATTRIBUTION_3 = (
    "Contains public sector information licensed under the Open Government Licence v3.0."
)

LARGEST_COUNT = 1_000_000
"""A month's count of one offence in one area above this is taken for a typing error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        name: Header in the file.
        type: How a cell is written: `text`; `integer` (digits only); `decimal`; `month`
            (`2018-06`); `quarter` (`2018-19-Q1`); `flag` (`T` or `F`).
        unit: What a number counts; None for what is no number.
        description: What it means.
        blank: Whether a cell may be empty (missing, which is not zero).
        values: The only values allowed, where they are few.
        domain: The only values allowed, where the reference tables give them.
        minimum: Smallest number allowed.
        maximum: Largest number allowed.
        pattern: Regular expression that the whole cell must match.
        rule: The pattern in words, for the error message.
    """

    name: str
    type: ColumnType = "text"
    unit: str | None = None
    description: str = ""
    blank: bool = False
    values: tuple[str, ...] | None = None
    domain: Domain | None = None
    minimum: int = 0
    maximum: int = LARGEST_COUNT
    pattern: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthColumns:
    """Every column after the named ones is a month, headed `2018-06`, without a gap.

    Attributes:
        first: The month that the first of them must be.
        unit: What a cell counts.
        description: What a cell means.
        maximum: Largest count allowed.
        come_and_go: Column and values that say which rows the source counts in some months only:
            in a month, all of such a value's rows are blank or none is.
    """

    first: str
    unit: str
    description: str
    maximum: int = LARGEST_COUNT
    come_and_go: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Cells that the source does not count: blank in the file, never zero.

    Where the source counts them again, a whole month of them is filled in.

    Attributes:
        where: Column and value that say which rows, e.g. `("area_code", "AVIATION")`.
        first: First month of the gap; None from the beginning.
        last: Last month of the gap; None to the end.
        note: What a reader must know.
    """

    where: tuple[str, str]
    first: str | None = None
    last: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRule:
    """A rule between the columns of one row.

    Attributes:
        column: The column that an error names.
        rule: The rule in words.
        holds: Function from the typed table to a boolean a row.
    """

    column: str
    rule: str
    holds: Callable[[pd.DataFrame], pd.Series[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One entry of the catalogue.

    Attributes:
        id: Name in URLs.
        file: File in the data directory.
        title: Title on screen.
        description: What it is, in a sentence or two.
        columns: The named columns, in file order.
        month_columns: What the remaining columns are, in a table with one column a month.
        further_columns: What further columns are, in a table that gets one with each extract; its
            name is a regular expression.
        key: Columns that together identify a row.
        complete: Columns of which every combination must have a row.
        period_column: Column that holds the period, in a table with one row a period.
        first_period: The period that must come first.
        period: The one period of a table that has no column for it.
        unit: What a count counts; None for reference tables.
        source: The publication.
        source_url: Where it was published.
        publisher: Who published it.
        licence: Licence under which it was published.
        licence_url: Text of the licence.
        attribution: Acknowledgement that the licence asks for.
        caveats: What to know before using it.
        gaps: What the source does not count.
        rules: Rules between columns.
        provisional: Rule for provisional figures: `newest` (the newest period of the extract is
            incomplete) or `none`.
        provisional_note: The same in words.
        disclosure: `published` (the publisher's own figures, shown as they are) or
            `suppress-below: N` (counts below N are suppressed at load).
        format: `csv`, `geojson` or `parquet` (kept, and read by no page).
        optional: Whether the file may be absent, and the dataset with it.
    """

    id: str
    file: str
    title: str
    description: str
    columns: tuple[Column, ...]
    source: str
    source_url: str
    publisher: str
    licence: str
    licence_url: str
    attribution: str
    month_columns: MonthColumns | None = None
    further_columns: Column | None = None
    key: tuple[str, ...] = ()
    complete: tuple[str, ...] = ()
    period_column: str | None = None
    first_period: str | None = None
    period: str | None = None
    unit: str | None = None
    caveats: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    rules: tuple[RowRule, ...] = field(default=(), repr=False)
    provisional: Literal["newest", "none"] = "none"
    provisional_note: str = ""
    disclosure: str = "published"
    format: Literal["csv", "geojson", "parquet"] = "csv"
    optional: bool = False
