"""`/spc`: is a month more than chance would give?"""

from typing import Annotated, Literal

from pydantic import BaseModel, Field
from pydantic.json_schema import WithJsonSchema

from api.endpoint import Endpoint, Example
from api.models import Meta, Row, Symbol, described_by
from api.questions import MONTH_PATTERN, OptionalMonth, Question, Values, areas, offences
from data.queries import spc as query
from data.queries.process_meta import COLUMNS
from data.result import Result
from data.store import Store

REBASE_PATTERN = f"^(auto|none|{MONTH_PATTERN.strip('^$')})$"


class SpcQuestion(Question):
    """What `/spc` may be asked."""

    offence: Annotated[
        str,
        Values(offences),
        Field(
            description="Slug of a series by month; see `/offences`.",
            examples=["knife-injury-victims-under-25"],
        ),
    ] = "all"
    area: Annotated[
        str,
        Values(areas),
        Field(
            description="`london`, the slug of a BCU or the ONS code of a borough; see `/areas`.",
            examples=["london"],
        ),
    ] = "london"
    from_: Annotated[
        OptionalMonth,
        Field(
            alias="from",
            description=(
                "First month, such as 2017-04; by default the last 36 months are charted, fewer "
                "where the series begins later."
            ),
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
    rebase: Annotated[
        str,
        WithJsonSchema({"type": "string", "pattern": REBASE_PATTERN}),
        Field(
            description=(
                "`auto`: limits start afresh at every break among the months; a month, such as "
                "2017-04: there as well; `none`: nowhere, and the notes name the breaks that "
                "limits run across. A rebase month is its segment's first point."
            ),
            examples=["auto"],
        ),
    ] = query.AUTO


class Window(BaseModel):
    """The months of a chart."""

    from_: str = Field(alias="from", description="First month", examples=["2015-07"])
    to: str = Field(description="Last month", examples=["2018-06"])


class Segment(Window):
    """A stretch of a chart with a mean and limits of its own."""

    points: int = Field(description="Months that count: neither missing nor provisional")
    has_limits: bool = Field(description="Whether there are limits; they take 12 points")


class SpcMeta(Meta):
    """What must be known to read a chart."""

    window: Window | None = Field(description="The months charted; null where there are none")
    segments: list[Segment] = Field(description="The stretches between rebases, in order")
    method: str = Field(description="How limits and marks come about")


@described_by(COLUMNS)
class SpcRow(Row):
    """A month of a chart. Limits are not clipped at zero."""

    month: str = Field(examples=["2018-06"])
    value: int | float | None
    mean: float | None
    lower_limit: float | None
    upper_limit: float | None
    near_lower_limit: float | None
    near_upper_limit: float | None
    special_cause: bool
    rule: Literal["outside", "trend", "two-of-three", "run"] | None
    direction: Literal["improvement", "concern", "neither"] | None
    symbol: Symbol | None
    provisional: bool


def answer(store: Store, question: SpcQuestion) -> Result:
    """Return the chart asked for."""
    return query.spc(
        store,
        offence=question.offence,
        area=question.area,
        start=question.from_,
        end=question.to,
        rebase=question.rebase,
        as_at=question.as_at,
    )


ENDPOINT = Endpoint(
    path="/spc",
    order=55,
    summary="Process-behaviour chart",
    description=(
        "The months of a series with mean and limits (XmR chart, NHS England's *Making Data "
        "Count*) and the months that a rule marks as special cause: more than chance would give. "
        "`rule` is the first that applies: `outside` a limit; a `trend` of seven months; "
        "`two-of-three` months near a limit; a `run` of seven months on one side of the mean."
        "\n\n"
        "Counts are charted as recorded. A strongly seasonal series, such as burglary, crosses its "
        "limits by its season alone: compare the same months of other years. Limits are null in "
        "segments under 12 points. A missing month breaks runs; a provisional one has no part in "
        "limits and rules."
    ),
    question=SpcQuestion,
    rows=SpcRow,
    answer=answer,
    meta=SpcMeta,
    examples=(
        Example("Knife injury victims under 25, London", "offence=knife-injury-victims-under-25"),
        Example(
            "Violence in Havering, to the newest data",
            "offence=violence-against-the-person&area=E09000016&as-at=2026-02",
        ),
        Example(
            "Residential burglary from April 2015, limits across the break of April 2017",
            "offence=burglary-residential&from=2015-04&rebase=none",
        ),
        Example(
            "Knife crime in the East BCU, as CSV",
            "offence=knife-crime&area=east&as-at=2026-02&format=csv",
        ),
    ),
)
