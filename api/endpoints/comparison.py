"""`/comparison`: every borough or BCU over one period."""

from typing import Annotated, Literal

from pydantic import Field

from api.endpoint import Endpoint, Example
from api.models import Row, Symbol, described_by
from api.questions import (
    OptionalFinancialYear,
    OptionalMonth,
    OptionalQuarter,
    OptionalText,
    Question,
    Values,
    areas,
    offences_by_area,
    word,
)
from data.queries.columns import COMPARISON_COLUMNS, SMALL_AREA_COMPARISON_COLUMNS
from data.queries.comparison import LEVELS, comparison
from data.queries.small_area_comparison import small_area_comparison
from data.result import Result
from data.small_areas import LEVELS as SMALL
from data.store import Store

Significance = Literal["below", "as-expected", "above"]


class ComparisonQuestion(Question):
    """What `/comparison` may be asked."""

    offence: Annotated[
        str,
        Values(offences_by_area),
        Field(
            description="Slug of an offence, a group, `all` or a series by area; see `/offences`.",
            examples=["burglary"],
        ),
    ]
    by: Annotated[
        str,
        *word(*LEVELS, *SMALL),
        Field(
            description=(
                "What is compared: `borough` or `bcu`; `ward` or `neighbourhood` of the borough in "
                "`area`, where such figures are loaded."
            ),
            examples=["borough"],
        ),
    ]
    month: Annotated[
        OptionalMonth,
        Field(description="The period: a month, such as 2018-06.", examples=["2018-06"]),
    ] = None
    quarter: Annotated[
        OptionalQuarter,
        Field(
            description="The period: a financial quarter, such as 2018-19-Q1 (April to June 2018).",
            examples=["2018-19-Q1"],
        ),
    ] = None
    financial_year: Annotated[
        OptionalFinancialYear,
        Field(
            alias="financial-year",
            description="The period: a financial year, such as 2017-18 (April to March).",
            examples=["2017-18"],
        ),
    ] = None
    area: Annotated[
        OptionalText,
        Values(areas),
        Field(
            description=(
                "Keep this BCU's boroughs only (or the area itself); what is expected still comes "
                "from all 32 boroughs. By ward or neighbourhood: the borough, which must be given."
            ),
            examples=["south-west"],
        ),
    ] = None


@described_by(COMPARISON_COLUMNS)
class ComparisonRow(Row):
    """An area in the period, and in the same period a year before."""

    area: str
    name: str
    bcu: str
    count: int | None
    count_year_before: int | None
    change_percent: int | float | None
    population: int | None
    rate: int | float | None
    rate_low: int | float | None
    rate_high: int | float | None
    expected: int | float | None
    lower_95: int | float | None
    upper_95: int | float | None
    lower_998: int | float | None
    upper_998: int | float | None
    lower_95_adjusted: int | float | None
    upper_95_adjusted: int | float | None
    lower_998_adjusted: int | float | None
    upper_998_adjusted: int | float | None
    significance: Significance | None
    significance_adjusted: Significance | None
    symbol: Symbol | None
    provisional: bool
    spans_break: bool


@described_by(SMALL_AREA_COMPARISON_COLUMNS)
class SmallAreaRow(Row):
    """A ward or neighbourhood of a borough: no residents are loaded, so there are no rates."""

    area: str
    name: str
    bcu: str
    count: int | None
    count_year_before: int | None
    change_percent: int | float | None
    population: None
    rate: None
    rate_low: None
    rate_high: None
    expected: None
    lower_95: None
    upper_95: None
    lower_998: None
    upper_998: None
    lower_95_adjusted: None
    upper_95_adjusted: None
    lower_998_adjusted: None
    upper_998_adjusted: None
    significance: None
    significance_adjusted: None
    count_low: int | float | None
    count_high: int | float | None
    symbol: Symbol | None
    provisional: bool
    spans_break: bool


def answer(store: Store, question: ComparisonQuestion) -> Result:
    """Return the areas beside each other."""
    if question.by in SMALL:
        return small_area_comparison(
            store,
            offence=question.offence,
            by=question.by,
            area=question.area,
            month=question.month,
            quarter=question.quarter,
            financial_year=question.financial_year,
            as_at=question.as_at,
        )
    return comparison(
        store,
        offence=question.offence,
        by=question.by,
        month=question.month,
        quarter=question.quarter,
        financial_year=question.financial_year,
        area=question.area,
        as_at=question.as_at,
    )


ENDPOINT = Endpoint(
    path="/comparison",
    order=50,
    summary="Areas beside each other",
    description=(
        "Every borough or BCU over exactly one month, quarter or financial year, which wins over "
        "`as-at`: the count, the same period a year before, the rate per 1,000 residents a year "
        "with its 95 % interval, and what an area of its size would have at the pooled rate of the "
        "32 boroughs, with limits, plain and adjusted for overdispersion."
        "\n\n"
        "`significance` is the area's own 99.8 % interval against the pooled rate; "
        "`significance_adjusted` its count against the adjusted 99.8 % limits. A period with a "
        "provisional month has neither."
        "\n\n"
        "By `ward` or `neighbourhood` the rows are those of the borough in `area`. No residents "
        "are loaded for them, so population, rates, what is expected and verdicts are null; "
        "`count_low` and `count_high` are the 95 % interval of the count. What the rows sum to "
        "beside the borough's own count, and codes that changed, are in `meta.notes`."
    ),
    question=ComparisonQuestion,
    rows=ComparisonRow | SmallAreaRow,
    answer=answer,
    examples=(
        Example(
            "Burglary by borough, April to June 2018 on a year before",
            "offence=burglary&quarter=2018-19-Q1&by=borough",
        ),
        Example(
            "Robbery in the boroughs of the South West BCU, 2017-18",
            "offence=robbery&financial-year=2017-18&by=borough&area=south-west",
        ),
        Example(
            "Knife crime by BCU in January 2026, as CSV",
            "offence=knife-crime&month=2026-01&by=bcu&format=csv",
        ),
    ),
)
