"""Shapes of the answers, for the OpenAPI document.

Answers are made by `data.result.Result` and sent as they are; tests hold the two together.
"""

from collections.abc import Callable, Mapping
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Symbol = Literal["c", "x", "z"]

SYMBOL = "Why the value is missing: c suppressed, x unavailable, z not applicable; else null"


class Row(BaseModel):
    """A row of an answer; its keys are in this order."""


RowType = TypeVar("RowType")
RowModel = TypeVar("RowModel", bound=Row)


def described_by(columns: Mapping[str, str]) -> Callable[[type[RowModel]], type[RowModel]]:
    """Take the descriptions of a row's keys from the query that makes the rows.

    Args:
        columns: Name and meaning of each column.

    Raises:
        TypeError: A key is not among the columns.
    """

    def describe(model: type[RowModel]) -> type[RowModel]:
        for name, field in model.model_fields.items():
            if name not in columns:
                raise TypeError(f"{model.__name__}.{name} is not a column of the answer")
            field.description = columns[name]
        model.model_rebuild(force=True)
        return model

    return describe


class Break(BaseModel):
    """A month from which a series is not fully comparable with the months before it."""

    month: str = Field(description="The first month that is not comparable", examples=["2024-03"])
    label: str = Field(description="A few words")
    description: str = Field(description="What happened, and how much")
    kind: Literal["recording", "counting-rule", "extract", "system", "scope", "population"] = Field(
        description="What changed"
    )
    rebase: bool = Field(description="Whether statistics start afresh here")


class Meta(BaseModel):
    """What must be known to read the rows."""

    title: str = Field(description="What the rows are, in words")
    unit: str | None = Field(description="What a value counts; null where rows differ or have none")
    source: str = Field(description="The publication")
    source_url: str = Field(description="Where it was published")
    publisher: str = Field(description="Who published it")
    licence: str = Field(description="Licence under which it was published")
    licence_url: str = Field(description="Text of the licence")
    attribution: str = Field(description="Acknowledgement that the licence asks for")
    dataset: str | None = Field(description="Id of the dataset; null where there are several")
    first: str | None = Field(description="First period that the source has")
    last: str | None = Field(description="Last period that the source has")
    as_at: str | None = Field(
        description="The last month taken into account; null where it has no bearing",
        examples=["2018-06"],
    )
    breaks: list[Break] = Field(description="Breaks within the period of the rows")
    notes: list[str] = Field(description="Gaps, conventions and what is not comparable")
    symbols: dict[Symbol, str] = Field(description="What the symbols of missing values mean")
    release: str = Field(description="Fingerprint of the loaded data: equal data, equal release")


class Answer(BaseModel, Generic[RowType]):
    """An answer: rows, and what must be known to read them."""

    meta: Meta
    rows: list[RowType]


class Problem(BaseModel):
    """What is wrong with a question."""

    model_config = ConfigDict(title="Problem")

    parameter: str | None = Field(description="The parameter, as in the address")
    value: str | None = Field(description="Its value, cut to 100 characters")
    allowed: str | list[str] | None = Field(description="What is accepted, in words or as a list")
    message: str = Field(description="One sentence: what is wrong and what is accepted")


class Refusal(BaseModel):
    """The answer to a question that cannot be answered."""

    error: Problem
