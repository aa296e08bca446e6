"""`/report-check`: is the report right?"""

from typing import Annotated, Literal

from pydantic import Field

from api.endpoint import Endpoint, Example
from api.models import Row, described_by
from api.questions import ListQuestion, OptionalQuarter
from data.queries.check_row import COLUMNS
from data.queries.report_check import report_check
from data.result import Result
from data.store import Store


class ReportCheckQuestion(ListQuestion):
    """What `/report-check` may be asked."""

    quarter: Annotated[
        OptionalQuarter,
        Field(
            description=(
                "Check the report of this quarter only, such as 2018-19-Q1; by default every "
                "report loaded."
            ),
            examples=["2018-19-Q1"],
        ),
    ] = None


@described_by(COLUMNS)
class CheckRow(Row):
    """A figure or a claim of the report, and what the loaded data give."""

    id: str
    theme: str
    reported: int | float | None
    qualifier: str | None
    loaded: int | float | None
    difference: int | float | None
    unit: str | None
    period: str | None
    verdict: Literal["agrees", "close", "differs", "cannot-be-checked"]
    reason: str
    source: str | None
    symbol: Literal["x"] | None
    kind: Literal["figure", "claim"]
    measure: str
    decimals: int | None
    reported_earlier: int | float | None
    loaded_earlier: int | float | None
    earlier_period: str | None
    dataset: str | None
    reported_quarter: str


def answer(store: Store, question: ReportCheckQuestion) -> Result:
    """Return the check."""
    return report_check(store, quarter=question.quarter)


ENDPOINT = Endpoint(
    path="/report-check",
    order=70,
    summary="The report, checked",
    description=(
        "Each figure and each claim of the report against the loaded data. `agrees`: equal at the "
        "report's own precision, or borne out; `close`: within 1 % of a value or one percentage "
        "point of a change, as revisions are of this size; `differs`: further apart; "
        "`cannot-be-checked`: nothing loaded can say, and the reason is given."
        "\n\n"
        "The periods are the report's own: `as-at` has no bearing."
    ),
    question=ReportCheckQuestion,
    rows=CheckRow,
    answer=answer,
    examples=(
        Example("Every figure and claim", ""),
        Example("Every figure and claim, as CSV", "format=csv"),
    ),
)
