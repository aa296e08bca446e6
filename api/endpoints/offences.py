"""`/offences`: every series of counts."""

from pydantic import Field

from api.endpoint import Endpoint, Example
from api.models import Row
from api.questions import ListQuestion
from data.queries.lookups import offences
from data.result import Result
from data.store import Store


class OffenceRow(Row):
    """A series of counts."""

    offence: str = Field(description="Slug", examples=["burglary-residential"])
    name: str = Field(description="Name")
    parent: str | None = Field(description="Slug of the series it is part of; null at the top")
    first_month: str = Field(description="First month counted", examples=["2010-04"])
    last_month: str = Field(description="Last month counted", examples=["2026-02"])


def answer(store: Store, _: ListQuestion) -> Result:
    """Return every series."""
    return offences(store)


ENDPOINT = Endpoint(
    path="/offences",
    order=20,
    summary="The offences and other series",
    description=(
        "Total notifiable offences, the offence groups with their offences, and the series of "
        "other tables: knife crime and knife injury, and the nine groups used before March 2019."
    ),
    question=ListQuestion,
    rows=OffenceRow,
    answer=answer,
    examples=(Example("Every series", ""), Example("Every series, as CSV", "format=csv")),
)
