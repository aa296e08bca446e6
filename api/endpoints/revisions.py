"""`/revisions`: the value of a series in each version of the data."""

from typing import Annotated, Literal

from pydantic import Field

from api.endpoint import Endpoint, Example
from api.models import Row, Symbol, described_by
from api.questions import ListQuestion, OptionalMonth, Values, areas, offences
from data.queries.revisions import COLUMNS, revisions
from data.result import Result
from data.store import Store


class RevisionsQuestion(ListQuestion):
    """What `/revisions` may be asked."""

    offence: Annotated[
        str,
        Values(offences),
        Field(
            description="Slug of a series by month; see `/offences`.",
            examples=["burglary"],
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
    month: Annotated[
        OptionalMonth,
        Field(
            description="The month, such as 2018-06; by default every month that was revised.",
            examples=["2018-06"],
        ),
    ] = None
    version: Annotated[
        str | None,
        Field(
            description=(
                "One version, such as `extract-2019` or `release-3`: its values beside those in "
                "use, for every month that it has. By default every version."
            ),
            examples=["extract-2019"],
        ),
    ] = None


@described_by(COLUMNS)
class RevisionRow(Row):
    """The value of a month in one version of the data."""

    month: str = Field(examples=["2018-06"])
    version: str
    kind: Literal["extract", "release"]
    published: str | None
    loaded: str | None
    in_use: bool
    value: int | float | None
    symbol: Symbol | None
    difference: int | float | None
    difference_percent: float | None


def answer(store: Store, question: RevisionsQuestion) -> Result:
    """Return the value in each version."""
    return revisions(
        store,
        offence=question.offence,
        area=question.area,
        month=question.month,
        version=question.version or None,
    )


ENDPOINT = Endpoint(
    path="/revisions",
    order=75,
    summary="How a figure was revised",
    description=(
        "The count of a month in each version of the data, the oldest first: in earlier extracts "
        "of the same figures that are loaded beside (recorded crime in the classification before "
        "March 2019, for the groups that mean the same in both; two extracts of victims under 25), "
        "and in every release of the data that was loaded. `difference` is to the version before "
        "that has a value. Without `month`: every month that was revised."
    ),
    question=RevisionsQuestion,
    rows=RevisionRow,
    answer=answer,
    examples=(
        Example("Burglary in London in June 2018", "offence=burglary&month=2018-06"),
        Example(
            "Burglary in London as published in 2019 and now",
            "offence=burglary&version=extract-2019",
        ),
        Example(
            "Every month of victims under 25 that was revised",
            "offence=knife-injury-victims-under-25",
        ),
    ),
)
