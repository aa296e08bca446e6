"""`/series`: one offence in one area, month by month."""

from typing import Annotated

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from api.endpoint import Endpoint, Example
from api.models import Row, Symbol, described_by
from api.questions import OptionalMonth, Question, Values, areas, offences, word
from data.queries import series as query
from data.queries.columns import SERIES_COLUMNS, SMALL_AREA_SERIES_COLUMNS
from data.queries.small_area_series import small_area_series
from data.result import Result
from data.small_areas import LEVELS
from data.store import Store


class SeriesQuestion(Question):
    """What `/series` may be asked."""

    offence: Annotated[
        str,
        Values(offences),
        Field(
            description="Slug of an offence, a group, `all` or another series; see `/offences`.",
            examples=["burglary"],
        ),
    ] = "all"
    area: Annotated[
        str,
        Values(areas),
        Field(
            description="`london`, the slug of a BCU or the ONS code of a borough; see `/areas`.",
            examples=["E09000016"],
        ),
    ] = "london"
    measure: Annotated[
        str,
        *word(*query.MEASURES),
        Field(
            description=(
                "`count`; `rate` (per 1,000 residents a year: a month's count times 12); "
                "`rolling-12` (the sum of the 12 months that end with each, which draws on months "
                "before `from`); `change-on-year` (per cent on the same month a year before)."
            ),
            examples=["count"],
        ),
    ] = "count"
    by: Annotated[
        str | SkipJsonSchema[None],
        *word(*LEVELS),
        Field(
            description=(
                "Instead of the area's own series those of its parts: `ward` or `neighbourhood`, "
                "where such figures are loaded; `area` is then a borough. Left out: the area's own."
            ),
            examples=["ward"],
        ),
    ] = None
    from_: Annotated[
        OptionalMonth,
        Field(
            alias="from",
            description="First month, such as 2017-04; by default the first of the series.",
            examples=["2017-04"],
        ),
    ] = None
    to: Annotated[
        OptionalMonth,
        Field(
            description=(
                "Last month, such as 2018-06; by default `as-at`. It cannot be later than an "
                "`as-at` that is given too."
            ),
            examples=["2018-06"],
        ),
    ] = None


@described_by(SERIES_COLUMNS)
class MonthValue(Row):
    """A month of a series. `spans_break` is there for change-on-year only."""

    month: str = Field(examples=["2018-06"])
    value: int | float | None
    symbol: Symbol | None
    provisional: bool
    spans_break: bool = False


@described_by(SERIES_COLUMNS)
class QuarterValue(Row):
    """A quarter of a series that is published by quarter (knife-offences)."""

    quarter: str = Field(examples=["2018-19-Q1"])
    value: int | float | None
    symbol: Symbol | None
    provisional: bool
    spans_break: bool = False


@described_by(SMALL_AREA_SERIES_COLUMNS)
class SmallAreaValue(Row):
    """A month of one ward or neighbourhood of a borough, with `by`."""

    area: str = Field(examples=["E05014053"])
    name: str
    month: str = Field(examples=["2025-06"])
    value: int | float | None
    symbol: Symbol | None
    provisional: bool
    spans_break: bool = False


def answer(store: Store, question: SeriesQuestion) -> Result:
    """Return the series asked for."""
    if question.by is not None:
        return small_area_series(
            store,
            by=question.by,
            area=question.area,
            offence=question.offence,
            measure=question.measure,
            start=question.from_,
            end=question.to,
            as_at=question.as_at,
        )
    return query.series(
        store,
        offence=question.offence,
        area=question.area,
        measure=question.measure,
        start=question.from_,
        end=question.to,
        as_at=question.as_at,
    )


ENDPOINT = Endpoint(
    path="/series",
    order=40,
    summary="One series",
    description=(
        "An offence in an area, month by month, up to `as-at` unless `to` says otherwise. A "
        "missing value is null with a symbol, never zero. The newest month of an extract is "
        "provisional. "
        "Months from which the series is not fully comparable are in `meta.breaks`; with "
        "`change-on-year`, `spans_break` says whether the two months compared lie on two sides of "
        "one."
        "\n\n"
        "`knife-offences` is published by quarter: its rows have `quarter` in the place of "
        "`month`. The series of London only (`knife-injury-victims-under-25`, `knife-offences` and "
        "those that end in `-pre-2019`) answer for `area=london` only."
        "\n\n"
        "With `by=ward` (or `neighbourhood`) the rows are those of every ward of the borough in "
        "`area`, each with its code and name. Such figures are there once the publisher's extract "
        "has been loaded, for recorded crime only and without rates; a code that changed is an "
        "area of its own, and the notes say what changed."
    ),
    question=SeriesQuestion,
    rows=MonthValue | QuarterValue | SmallAreaValue,
    answer=answer,
    examples=(
        Example(
            "Burglary in Havering, by month, April 2017 to June 2018",
            "offence=burglary&area=E09000016&from=2017-04&to=2018-06",
        ),
        Example(
            "All recorded crime in the South West BCU, sums of 12 months, to the newest data",
            "area=south-west&measure=rolling-12&as-at=2026-02",
        ),
        Example(
            "Change on a year of knife injury victims under 25",
            "offence=knife-injury-victims-under-25&measure=change-on-year",
        ),
        Example("Knife offences by quarter, as CSV", "offence=knife-offences&format=csv"),
    ),
)
