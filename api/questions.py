"""Parameters of the data API, each described once: how it is read and how it is documented.

An endpoint's question is a pydantic model of these. What is not known without the data (the areas,
the offences) is checked by the query itself; `Values` lists it in the OpenAPI document.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationInfo, model_validator
from pydantic.json_schema import SkipJsonSchema, WithJsonSchema

from data.errors import InvalidParameter
from data.periods import FinancialYear, Month, Quarter
from data.store import Store

JSON, CSV = "json", "csv"
FORMATS = (JSON, CSV)
SHARED = ("as-at", "format")
"""Parameters that every endpoint has."""

MONTH_PATTERN = r"^[12][0-9]{3}-(0[1-9]|1[0-2])$"
QUARTER_PATTERN = r"^[12][0-9]{3}-[0-9]{2}-Q[1-4]$"
YEAR_PATTERN = r"^[12][0-9]{3}-[0-9]{2}$"


@dataclass(frozen=True)
class Values:
    """Says what values a parameter takes where the data decide; value and name on screen."""

    of: Callable[[Store], Mapping[str, str]]


def name_of(info: ValidationInfo) -> str:
    """Return the name of the parameter that is being read, as in the address."""
    return (info.field_name or "").rstrip("_").replace("_", "-")


def _period(
    kind: type[Month] | type[Quarter] | type[FinancialYear],
) -> Callable[[Any, ValidationInfo], Month | Quarter | FinancialYear]:
    def read(value: Any, info: ValidationInfo) -> Month | Quarter | FinancialYear:  # noqa: ANN401
        return value if isinstance(value, kind) else kind.parse(str(value), name_of(info))

    return read


def one_of(*values: str) -> PlainValidator:
    """Return the rule that a parameter is one of a few words."""

    def read(value: Any, info: ValidationInfo) -> str:  # noqa: ANN401
        if value not in values:
            raise InvalidParameter(name_of(info), value, values)
        return str(value)

    return PlainValidator(read)


def word(*values: str) -> tuple[PlainValidator, WithJsonSchema]:
    """Return the rule that a parameter is one of a few words, and how that is documented."""
    return one_of(*values), WithJsonSchema({"type": "string", "enum": list(values)})


def several(*values: str) -> WithJsonSchema:
    """Return how a parameter is documented that takes several words, separated by commas."""
    return WithJsonSchema({"type": "array", "items": {"type": "string", "enum": list(values)}})


def _text(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern})


AMonth = Annotated[Month, PlainValidator(_period(Month)), _text(MONTH_PATTERN)]
AQuarter = Annotated[Quarter, PlainValidator(_period(Quarter)), _text(QUARTER_PATTERN)]
AFinancialYear = Annotated[
    FinancialYear, PlainValidator(_period(FinancialYear)), _text(YEAR_PATTERN)
]
OptionalMonth = AMonth | SkipJsonSchema[None]
OptionalQuarter = AQuarter | SkipJsonSchema[None]
OptionalFinancialYear = AFinancialYear | SkipJsonSchema[None]
OptionalText = str | SkipJsonSchema[None]

AsAt = Annotated[
    OptionalMonth,
    Field(
        alias="as-at",
        description=(
            "The last month taken into account, such as 2018-06. By default the end of the newest "
            "report loaded. A period that is asked for explicitly wins over it."
        ),
        examples=["2018-06"],
    ),
]
NoAsAt = Annotated[
    OptionalMonth,
    Field(
        alias="as-at",
        description="A month, such as 2018-06. It has no bearing on this answer.",
        examples=["2018-06"],
    ),
]
Format = Annotated[
    str,
    *word(*FORMATS),
    Field(
        description=(
            "`json`, or `csv` with the header in the first row; what is needed to read a CSV is in "
            "its sidecar (see the Link header)."
        ),
        examples=["json"],
    ),
]


def _own_first(schema: dict[str, Any]) -> None:
    """List an endpoint's own parameters before those that every endpoint has."""
    properties: dict[str, Any] = schema["properties"]
    schema["properties"] = dict(sorted(properties.items(), key=lambda item: item[0] in SHARED))


class Question(BaseModel):
    """What every endpoint may be asked: fields are parameters, unknown ones are refused.

    An empty parameter counts as not given, so that a form can be sent with fields left empty.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_own_first)

    as_at: AsAt = None
    format: Format = JSON

    @model_validator(mode="before")
    @classmethod
    def _empty_is_not_given(cls, values: Any) -> Any:  # noqa: ANN401
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {name: value for name, value in values.items() if value != "" or name not in known}

    def as_json(self) -> Self:
        """Return the same question whatever form the answer is to have."""
        return self.model_copy(update={"format": JSON})

    def given(self) -> list[str]:
        """Return the values that are not the defaults, in the order of the parameters."""
        fields = type(self).model_fields
        values = ((name, getattr(self, name)) for name in fields if name != "format")
        return [str(value) for name, value in values if value != fields[name].default]


class ListQuestion(Question):
    """A question on which as-at has no bearing."""

    as_at: NoAsAt = None


class NoQuestion(BaseModel):
    """An address that takes no parameter."""

    model_config = ConfigDict(extra="forbid")


def areas(store: Store) -> dict[str, str]:
    """Return the areas by code."""
    return {area.code: area.label for area in store.areas.all()}


def offences(store: Store) -> dict[str, str]:
    """Return every series by slug."""
    return {offence.slug: offence.name for offence in store.offences.all()}


def offences_by_area(store: Store) -> dict[str, str]:
    """Return the series that are counted by borough, by slug."""
    borough = store.areas.boroughs()[0].code
    return {
        offence.slug: offence.name
        for offence in store.offences.all()
        if borough in store.cube(offence).areas
    }
