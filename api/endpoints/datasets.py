"""`/datasets`: the catalogue."""

from pydantic import BaseModel, Field

from api.endpoint import Endpoint, Example
from api.models import Break, Row
from api.questions import ListQuestion
from data.queries.lookups import datasets
from data.result import Result
from data.store import Store


class Column(BaseModel):
    """A column of a dataset."""

    name: str = Field(description="Header in the file")
    type: str = Field(description="`text`, `integer`, `decimal`, `month`, `quarter` or `flag`")
    unit: str | None = Field(description="What a number counts")
    description: str = Field(description="What it means")


class DatasetRow(Row):
    """A dataset: what it is, where it is from, what to know before using it."""

    dataset: str = Field(description="Id")
    title: str = Field(description="Title")
    description: str = Field(description="What it is")
    file: str = Field(description="File in the data directory")
    rows: int | None = Field(description="Rows of the file; null for boundaries")
    unit: str | None = Field(description="What a count counts; null for reference tables")
    first: str | None = Field(description="First period")
    last: str | None = Field(description="Last period")
    columns: list[Column] = Field(description="Columns")
    source: str = Field(description="The publication")
    source_url: str = Field(description="Where it was published")
    publisher: str = Field(description="Who published it")
    licence: str = Field(description="Licence under which it was published")
    licence_url: str = Field(description="Text of the licence")
    attribution: str = Field(description="Acknowledgement that the licence asks for")
    breaks: list[Break] = Field(description="Months from which it is not fully comparable")
    gaps: list[str] = Field(description="What the source does not count")
    caveats: list[str] = Field(description="What to know before using it")
    provisional: str | None = Field(description="What is provisional in it; null for nothing")
    disclosure: str = Field(
        description="`published` (the publisher's own figures), or `suppress-below: N`"
    )


def answer(store: Store, _: ListQuestion) -> Result:
    """Return the catalogue."""
    return datasets(store)


ENDPOINT = Endpoint(
    path="/datasets",
    order=30,
    summary="The catalogue of datasets",
    description=(
        "Every dataset loaded, with its columns, source, publisher, licence, period, breaks, gaps "
        "and caveats. The tables themselves are at `/datasets/{dataset}.csv`, boundaries at "
        "`/datasets/{dataset}.geojson`."
    ),
    question=ListQuestion,
    rows=DatasetRow,
    answer=answer,
    examples=(Example("The catalogue", ""), Example("The catalogue, as CSV", "format=csv")),
)
