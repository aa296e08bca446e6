"""`/areas`: London, its BCUs and their boroughs."""

from typing import Literal

from pydantic import Field

from api.endpoint import Endpoint, Example
from api.models import Row
from api.questions import ListQuestion
from data.queries.lookups import areas
from data.result import Result
from data.store import Store


class AreaRow(Row):
    """An area."""

    area: str = Field(
        description="`london`, the slug of a BCU, or the ONS code of a borough or ward"
    )
    name: str = Field(description="Name")
    kind: Literal["london", "bcu", "borough", "ward"] = Field(description="What kind of area")
    bcu: str | None = Field(description="Slug of its BCU; null for London")


def answer(store: Store, _: ListQuestion) -> Result:
    """Return every area."""
    return areas(store)


ENDPOINT = Endpoint(
    path="/areas",
    order=10,
    summary="The areas",
    description=(
        "London, its twelve Basic Command Units (BCUs), each followed by its boroughs: 45 areas. "
        "The City of London has its own police force and is not among them."
        "\n\n"
        "Where ward figures are loaded, each borough is followed by its wards. A ward is not a "
        "value of `area`: ask for its borough with `by=ward`."
    ),
    question=ListQuestion,
    rows=AreaRow,
    answer=answer,
    examples=(Example("Every area", ""), Example("Every area, as CSV", "format=csv")),
)
