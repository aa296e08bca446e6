"""The report's own headlines, quoted beside the series that they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.queries.report_check import checked, every_figure
from data.spans import in_words
from data.verdicts import worst
from data.words import change, measured

if TYPE_CHECKING:
    from data.periods import Month
    from data.report import Figure
    from data.store import Store
    from data.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Headline:
    """What a report says of one series.

    Attributes:
        offence: Slug of the series beside which it is quoted.
        text: Its figures in one line: "827,225 offences in 2017-18, against 777,458 in 2016-17;
            +6.4 % in 2017-18 on 2016-17".
        verdict: The worst verdict of the report check on them; what cannot be checked is left
            aside unless nothing can.
        figures: Ids of the figures.
    """

    offence: str
    text: str
    verdict: Verdict
    figures: tuple[str, ...]


def annual_headlines(store: Store, *, as_at: Month) -> dict[str, Headline]:
    """Return the headlines of the report that was written as at a month, by series.

    Empty unless a report loaded is as at that very month: a headline is quoted beside the figures
    that its writers had.
    """
    verdicts = {(row.reported_quarter, row.id): row.verdict for row in checked(store)}
    found: dict[str, list[Figure]] = {}
    for figure in every_figure(store):
        if figure.headline and figure.reported_quarter.last == as_at:
            found.setdefault(figure.headline, []).append(figure)
    return {
        offence: Headline(
            offence,
            "; ".join(_said(figure) for figure in figures),
            _verdict([verdicts[str(each.reported_quarter), each.id] for each in figures]),
            tuple(each.id for each in figures),
        )
        for offence, figures in found.items()
    }


def _verdict(verdicts: list[Verdict]) -> Verdict:
    checkable: list[Verdict] = [each for each in verdicts if each != "cannot-be-checked"]
    return worst(checkable or verdicts)


def _said(figure: Figure) -> str:
    """Return one figure in words, with what the report sets it against."""
    stated, earlier = figure.stated, figure.stated_earlier
    period, before = in_words(figure.period), in_words(figure.earlier_period)
    qualifier = f"{stated.qualifier} " if stated.qualifier else ""
    if figure.check == "change":
        on = f" on {before}" if before else ""
        return f"{qualifier}{change(stated.value, stated.decimals)} in {period}{on}"
    text = f"{qualifier}{measured(stated.value, figure.unit, stated.decimals)} in {period}"
    if earlier is None:
        return text
    return f"{text}, against {measured(earlier.value, '', earlier.decimals).strip()} in {before}"
