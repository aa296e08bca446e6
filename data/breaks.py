"""Breaks: months from which a series is not fully comparable with what came before.

Drawn as labelled lines and listed in every answer's `meta`. Where `rebase` is true, statistics do
not run across the break without saying so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from data.periods import Month

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.areas import Area, AreaKind
    from data.offences import Offence

BreakKind = Literal["recording", "counting-rule", "extract", "system", "scope", "population"]
Measure = Literal["count", "rate", "rolling-12", "change-on-year"]

RECORDED = frozenset({"recorded-crime"})
KNIFE = frozenset({"knife-crime-by-area"})
EVERY_AREA: frozenset[AreaKind] = frozenset({"london", "bcu", "borough"})
PARTS: frozenset[AreaKind] = frozenset({"bcu", "borough"})
RACIAL = "racially-or-religiously-aggravated-public-fear-alarm-or-distress"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One break.

    Attributes:
        month: First month that is not comparable with the months before it.
        label: A few words, for a chart.
        description: One or two sentences: what happened, and how much.
        kind: What changed: recording practice, counting rule, extract, recording system, scope
            of the table, or the population used for rates.
        rebase: Whether limits and means start afresh here.
        datasets: Ids of the datasets concerned; None for all.
        offences: Slugs of the offences concerned; None for all of the datasets.
        area_kinds: Kinds of area concerned.
        rates_only: Whether it concerns rates only.
    """

    month: Month
    label: str
    description: str
    kind: BreakKind
    rebase: bool
    datasets: frozenset[str] | None = RECORDED
    offences: frozenset[str] | None = None
    area_kinds: frozenset[AreaKind] = EVERY_AREA
    rates_only: bool = False

    def concerns(self, offence: Offence, area: Area, measure: str) -> bool:
        """Whether the break touches this series."""
        return (
            (self.datasets is None or offence.dataset in self.datasets)
            and (self.offences is None or offence.slug in self.offences)
            and area.kind in self.area_kinds
            and (not self.rates_only or measure == "rate")
        )

    def to_record(self) -> dict[str, object]:
        """Return the break as it stands in an answer's `meta`."""
        return {
            "month": str(self.month),
            "label": self.label,
            "description": self.description,
            "kind": self.kind,
            "rebase": self.rebase,
        }


BREAKS: tuple[Break, ...] = (
    Break(
        month=Month(2010, 8),
        label="Recording erratic",
        description=(
            "From August 2010 to August 2012 racially or religiously aggravated public fear was "
            "recorded erratically: about 25 to 470 offences a month."
        ),
        kind="recording",
        rebase=True,
        offences=frozenset({RACIAL}),
    ),
    Break(
        month=Month(2012, 9),
        label="Recording steady again",
        description=(
            "From September 2012 racially or religiously aggravated public fear is recorded "
            "steadily, after two years of erratic recording."
        ),
        kind="recording",
        rebase=True,
        offences=frozenset({RACIAL}),
    ),
    Break(
        month=Month(2013, 2),
        label="Fraud leaves the Met",
        description=(
            "Fraud is recorded by Action Fraud from February 2013: from 2,540 offences in London "
            "in January to 296 in February and 5 in March. Total notifiable offences fall by about "
            "4 % for this reason alone."
        ),
        kind="scope",
        rebase=True,
        offences=frozenset({"fraud-and-forgery-historical", "all"}),
    ),
    Break(
        month=Month(2013, 2),
        label="Fraud leaves the Met",
        description=(
            "Fraud is recorded by Action Fraud from February 2013: in the classification before "
            "March 2019 from 2,583 offences in January to 380 in February and 124 in March. Total "
            "notifiable offences fall by about 4 % for this reason alone."
        ),
        kind="scope",
        rebase=True,
        datasets=frozenset({"recorded-crime-pre-2019"}),
        offences=frozenset({"fraud-or-forgery-pre-2019", "all-pre-2019"}),
    ),
    Break(
        month=Month(2014, 4),
        label="Interfering recorded anew",
        description=(
            "Interfering with a motor vehicle doubles from April 2014 (356 to 692 in London) by "
            "recording practice; vehicle offences as a group are continuous."
        ),
        kind="recording",
        rebase=True,
        offences=frozenset({"interfering-with-a-motor-vehicle"}),
    ),
    Break(
        month=Month(2017, 4),
        label="Burglary counting rule",
        description=(
            "From April 2017 sheds and garages count as residential burglary: business and "
            "community −34 %, residential +24 %. Burglary as a whole is continuous."
        ),
        kind="counting-rule",
        rebase=True,
        offences=frozenset({"burglary-residential", "burglary-business-and-community"}),
    ),
    Break(
        month=Month(2022, 2),
        label="Another extract",
        description=(
            "From February 2022 the figures come from another extract: nominal (London 0.0 %, "
            "groups at most 0.4 %)."
        ),
        kind="extract",
        rebase=False,
    ),
    Break(
        month=Month(2024, 2),
        label="Borough by place of offence",
        description=(
            "From February 2024 the borough is that of the place of the offence: boroughs −1.8 % "
            "on average, Hillingdon −11 %, Harrow and Kingston −6 %; offences whose borough is "
            "not known are counted apart."
        ),
        kind="extract",
        rebase=True,
        area_kinds=PARTS,
    ),
    Break(
        month=Month(2024, 2),
        label="Another extract",
        description=(
            "February 2024 is a single month of another extract; deaths or serious injury by "
            "illegal driving are counted from here. London's totals are continuous."
        ),
        kind="extract",
        rebase=False,
        area_kinds=frozenset({"london"}),
    ),
    Break(
        month=Month(2024, 3),
        label="CONNECT replaces CRIS",
        description=(
            "From March 2024 another recording system: London about −8 %, seasonally adjusted, "
            "uneven by offence and not separable from real change. Heathrow joins Hillingdon "
            "(+21 %), so that the West BCU is continuous in this respect."
        ),
        kind="system",
        rebase=True,
    ),
    Break(
        month=Month(2024, 10),
        label="Fewer unknown boroughs",
        description=(
            "From February to September 2024 1.4 to 3.0 % of offences had no known borough, from "
            "October 2024 about 0.2 %: counts of boroughs gain 1 to 2 %."
        ),
        kind="recording",
        rebase=False,
        area_kinds=PARTS,
    ),
    Break(
        month=Month(2022, 3),
        label="Newer extract",
        description=(
            "From March 2022 the figures come from the extract of March 2026, before from that of "
            "April 2024: over the 23 months that they share they differ by 1.5 %."
        ),
        kind="extract",
        rebase=True,
        datasets=frozenset({"knife-injury-under-25"}),
    ),
    Break(
        month=Month(2017, 1),
        label="Heathrow included",
        description="Offences at Heathrow are in this table from January 2017 only.",
        kind="scope",
        rebase=True,
        datasets=frozenset({"recorded-crime-pre-2019"}),
    ),
    Break(
        month=Month(2021, 1),
        label="Census population",
        description=(
            "Rates use the ONS mid-year estimate to 2020 and the Census 2021 figure from 2021: "
            "they step, most in Camden and Westminster (population −25 %) and Islington (−13 %)."
        ),
        kind="population",
        rebase=True,
        datasets=None,
        rates_only=True,
    ),
)
"""Every break known, each stated once."""


def breaks_for(offence: Offence, area: Area, measure: str = "count") -> tuple[Break, ...]:
    """Return the breaks of one series, earliest first.

    Args:
        offence: The series.
        area: The area.
        measure: `count`, `rate`, `rolling-12` or `change-on-year`.
    """
    found = [each for each in BREAKS if each.concerns(offence, area, measure)]
    return tuple(sorted(found, key=lambda each: each.month))


def rebase_months(breaks: Iterable[Break]) -> tuple[Month, ...]:
    """Return the months at which statistics start afresh, each once, earliest first."""
    return tuple(sorted({each.month for each in breaks if each.rebase}))
