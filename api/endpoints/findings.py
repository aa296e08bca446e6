"""`/findings`: what needs attention in an area."""

from typing import Annotated, Literal

from pydantic import Field

from api.endpoint import Endpoint, Example
from api.models import Row, described_by
from api.questions import Question, Values, areas
from data.queries.findings import COLUMNS, findings
from data.result import Result
from data.store import Store


class FindingsQuestion(Question):
    """What `/findings` may be asked."""

    area: Annotated[
        str,
        Values(areas),
        Field(
            description="The area; of one with boroughs, their offence groups are tested too.",
            examples=["south-west"],
        ),
    ] = "london"


@described_by(COLUMNS)
class FindingRow(Row):
    """A finding: a series that stands out by more than chance, in words."""

    rank: int
    offence: str
    area: str
    kind: Literal["special-cause", "change-on-year"]
    sentence: str
    evidence: str
    p_value: float
    q_value: float
    link: str
    direction: Literal["improvement", "concern", "neither"]
    size: float


def answer(store: Store, question: FindingsQuestion) -> Result:
    """Return the findings."""
    return findings(store, area=question.area, as_at=question.as_at)


ENDPOINT = Endpoint(
    path="/findings",
    order=65,
    summary="What needs attention",
    description=(
        "Every series of the area is tested twice: does its latest month stand out on its "
        "process-behaviour chart (seasonally adjusted where the offence is strongly seasonal), and "
        "did its latest quarter change on the same quarter a year before by more than the series "
        "usually changes? Of an area with boroughs, the offence groups of each are asked the "
        "second."
        "\n\n"
        "Every test counts: `q_value` is the p-value adjusted for all of them "
        "(Benjamini–Hochberg), and what is listed has one of at most 0.05. The notes say how many "
        "flags chance alone would give. Ranked by strength of evidence, then by size."
    ),
    question=FindingsQuestion,
    rows=FindingRow,
    answer=answer,
    examples=(
        Example("London, as at the newest report", "area=london"),
        Example("East BCU, as CSV", "area=east&format=csv"),
    ),
)
