"""`/milestones`: what was promised, and what happened."""

from typing import Annotated, Literal

from pydantic import Field

from api.endpoint import Endpoint, Example
from api.models import Row, described_by
from api.questions import OptionalQuarter, OptionalText, Question, Values, areas, several
from data.milestone_filters import LONGEST_SEARCH
from data.milestones import KINDS, STATUSES, THEMES
from data.queries.milestone_rows import COLUMNS
from data.queries.milestones import milestones
from data.result import Result
from data.store import Store

SEVERAL = "One, or several separated by commas."


class MilestonesQuestion(Question):
    """What `/milestones` may be asked."""

    quarter: Annotated[
        OptionalQuarter,
        Field(
            description=(
                "Reporting quarter, such as 2018-19-Q1; by default that of the newest report that "
                "was out by `as-at`."
            ),
            examples=["2018-19-Q1"],
        ),
    ] = None
    status: Annotated[
        OptionalText,
        several(*STATUSES),
        Field(description=f"Statuses to keep. {SEVERAL}", examples=["delivered"]),
    ] = None
    kind: Annotated[
        OptionalText,
        several(*KINDS),
        Field(description=f"Kinds to keep. {SEVERAL}", examples=["milestone,commitment"]),
    ] = None
    theme: Annotated[
        OptionalText,
        several(*THEMES),
        Field(
            description=f"Chapters of the report to keep. {SEVERAL}", examples=["serious-violence"]
        ),
    ] = None
    area: Annotated[
        OptionalText,
        Values(areas),
        Field(
            description=(
                "Keep what concerns this area (scope `area`) and what is pan-London (scope "
                "`london`); `london` keeps everything."
            ),
            examples=["south-west"],
        ),
    ] = None
    q: Annotated[
        OptionalText,
        Field(
            description=(
                "Words that must all stand in the title, note, heading, theme, due date or area "
                f"names; at most {LONGEST_SEARCH} characters."
            ),
            examples=["knife"],
        ),
    ] = None


@described_by(COLUMNS)
class MilestoneRow(Row):
    """A milestone, commitment or activity."""

    id: str
    kind: Literal["milestone", "commitment", "activity"]
    theme: str
    subtheme: str
    title: str
    status: Literal["delivered", "on-track", "some-delay", "not-assessed"] | None
    due: str | None
    due_note: str | None
    areas: list[str]
    scope: Literal["area", "london"]
    note: str | None
    reported_quarter: str
    symbol: Literal["z"] | None


def answer(store: Store, question: MilestonesQuestion) -> Result:
    """Return the board asked for."""
    return milestones(
        store,
        quarter=question.quarter,
        status=question.status,
        kind=question.kind,
        theme=question.theme,
        area=question.area,
        q=question.q,
        as_at=question.as_at,
    )


ENDPOINT = Endpoint(
    path="/milestones",
    order=60,
    summary="The milestone board",
    description=(
        "The milestones, commitments and activities of one quarter's report, soonest due first. "
        "The report gives its milestones one of three statuses. A commitment is `not-assessed`: "
        "the report says that it will happen, and nothing is guessed. An activity has no status "
        "(null, symbol `z`)."
    ),
    question=MilestonesQuestion,
    rows=MilestoneRow,
    answer=answer,
    examples=(
        Example("The milestones of the newest report", "kind=milestone"),
        Example("What concerns Havering", "area=E09000016"),
        Example("Commitments that speak of knives, as CSV", "kind=commitment&q=knife&format=csv"),
    ),
)
