"""Reports that came out since, and how their figures stand against the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from components import formatting
from components.pack.digest.model import Group, Line, Part
from data.queries.report_check import report_check, reports, verdict_counts
from data.verdicts import VERDICTS

if TYPE_CHECKING:
    from components.pack.digest.since import Since
    from components.pack.states import Place
    from data.periods import Quarter

PATH: Final = "/report-check"
SOURCE: Final = "Report: Metropolitan Police Service, Business Plan progress updates."


def part(place: Place, since: Since) -> Part:
    """The verdicts on the figures and claims of each report between the two months."""
    new = [each for each in reports(place.store) if since.month < each.last <= place.as_at]
    if not new:
        short = "Report check: no figures of a newer report are loaded."
        return Part("reports", "Report check", short, news=False, path=place.address(PATH))
    lines = tuple(_line(place, quarter) for quarter in new)
    names = formatting.join_words([each.short_label for each in new])
    of = "the report" if len(new) == 1 else "the reports"
    return Part(
        key="reports",
        title="Report check",
        short=f"Report check: the figures of {of} of {names} are checked.",
        news=True,
        groups=(Group("Figures and claims, by verdict", lines),),
        notes=("The whole of London; the periods are the report’s own.",),
        path=place.address(PATH),
        source=SOURCE,
    )


def _said(verdict: str, number: int) -> str:
    """How many have a verdict: ``3 agree``, ``1 differs``, ``40 cannot be checked``."""
    verb = verdict.removesuffix("s") if number > 1 else verdict
    return f"{number} {verb}"


def _line(place: Place, quarter: Quarter) -> Line:
    counts = verdict_counts(report_check(place.store, quarter=quarter).rows)
    said = [_said(VERDICTS[slug][0].lower(), number) for slug, number in counts.items() if number]
    return Line(
        f"Report of {quarter.label}: {formatting.join_words(said)}.", path=place.address(PATH)
    )
