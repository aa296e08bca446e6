"""What the columns of the answers mean: for the sidecar of a download."""

SERIES_COLUMNS = {
    "month": "Calendar month",
    "quarter": "Financial quarter",
    "value": "The measure; blank where missing, with the reason in symbol",
    "symbol": "c suppressed, x unavailable, z not applicable; blank where there is a value",
    "provisional": "Whether the period is the newest of the extract, which is incomplete",
    "spans_break": "Whether the two periods compared lie on two sides of a break",
}

FUNNEL_COLUMNS = (
    "expected",
    "lower_95",
    "upper_95",
    "lower_998",
    "upper_998",
    "lower_95_adjusted",
    "upper_95_adjusted",
    "lower_998_adjusted",
    "upper_998_adjusted",
    "significance",
    "significance_adjusted",
)

COMPARISON_COLUMNS = {
    "area": "ONS code of the borough, or slug of the BCU",
    "name": "Name of the area",
    "bcu": "Slug of the BCU",
    "count": "Count in the period",
    "count_year_before": "Count in the same period a year before",
    "change_percent": "Change on the same period a year before, per cent",
    "population": "Residents in the calendar year of the period's first month",
    "rate": "Per 1,000 residents a year",
    "rate_low": "Lower end of the 95 % interval of the rate",
    "rate_high": "Upper end of the 95 % interval of the rate",
    "expected": "Count at the pooled rate of the 32 boroughs",
    "lower_95": "Lower 95 % limit around the expected count",
    "upper_95": "Upper 95 % limit around the expected count",
    "lower_998": "Lower 99.8 % limit around the expected count",
    "upper_998": "Upper 99.8 % limit around the expected count",
    "lower_95_adjusted": "Lower 95 % limit, adjusted for overdispersion",
    "upper_95_adjusted": "Upper 95 % limit, adjusted for overdispersion",
    "lower_998_adjusted": "Lower 99.8 % limit, adjusted for overdispersion",
    "upper_998_adjusted": "Upper 99.8 % limit, adjusted for overdispersion",
    "significance": (
        "The area's own 99.8 % interval against the pooled rate: below, as-expected or above"
    ),
    "significance_adjusted": (
        "The count against the 99.8 % limits adjusted for overdispersion: below, as-expected or "
        "above"
    ),
    "symbol": (
        "Why the count, or else the change, is missing: c suppressed, x unavailable, z not "
        "applicable (no count a year before to compare with)"
    ),
    "provisional": "Whether the period holds the newest month of the extract, which is incomplete",
    "spans_break": "Whether the two periods compared lie on two sides of a break",
}
"""Column and its meaning, in the order of the rows."""

SMALL_AREA_SERIES_COLUMNS = {
    "area": "ONS code of the ward or neighbourhood",
    "name": "Its newest name; its code where no extract has a name",
} | {name: meaning for name, meaning in SERIES_COLUMNS.items() if name != "quarter"}
"""Columns of the series of every small area of a borough, in order."""

_NOT_AVAILABLE = "; not available, since no residents are loaded by ward or neighbourhood"
_MISSING = ("population", "rate", "rate_low", "rate_high", *FUNNEL_COLUMNS)
_LAST = ("symbol", "provisional", "spans_break")

SMALL_AREA_COMPARISON_COLUMNS = (
    {
        name: meaning + (_NOT_AVAILABLE if name in _MISSING else "")
        for name, meaning in COMPARISON_COLUMNS.items()
        if name not in _LAST
    }
    | {
        "area": "ONS code of the ward or neighbourhood",
        "name": "Its newest name; its code where no extract has a name",
        "bcu": "Slug of the BCU of its borough",
        "count_low": "Lower end of the 95 % interval of the count: exact Poisson below 10",
        "count_high": "Upper end of the 95 % interval of the count: exact Poisson below 10",
    }
    | {name: COMPARISON_COLUMNS[name] for name in _LAST}
)
"""Columns of the comparison of the small areas of a borough, in order."""
