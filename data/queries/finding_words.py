"""Sentences of findings: each says no more than the numbers beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.words import number, signed

if TYPE_CHECKING:
    from data.areas import Area
    from data.offences import Offence
    from data.queries.finding_changes import TestedChange
    from data.queries.judged import JudgedChart
    from data.statistics.spc import Signal

MORE_THAN_CHANCE = "more than chance would give"
MORE_THAN_USUAL = "more than it usually changes"
NO_BREAK = "\N{NO-BREAK SPACE}"
PLURAL = re.compile(r"(offences|crimes|victims)\b")
SHORT_NAMES = {
    "all": "All recorded crime",
    "knife-offences": "Knife offences",
    "knife-injury-victims-under-25": "Under-25 knife injury victims",
}
SINGULAR_STARTS = ("All ", "Possession ", "Theft ", "Interfering ", "Knife crime")


def subject_of(offence: Offence, area: Area) -> str:
    """Return who and where: "Burglary in Havering"."""
    name = SHORT_NAMES.get(offence.slug, offence.name)
    return f"{name} in {area.label}"


def is_plural(subject: str) -> bool:
    """Return whether a subject takes "have": "Vehicle offences in London have been …"."""
    return bool(PLURAL.search(subject)) and not subject.startswith(SINGULAR_STARTS)


def signal_sentence(judged: JudgedChart, signal: Signal) -> str:
    """Return what a process-behaviour chart says of its latest month, which it marks."""
    chart = judged.chart
    adjusted = ", seasonally adjusted," if judged.adjustment is not None else ""
    subject = f"{subject_of(judged.offence, judged.area)}{adjusted}"
    month = judged.months[signal.index].label
    mean = number(float(chart.mean[signal.index]))
    value = number(float(chart.values[signal.index]))
    side = "above" if signal.side > 0 else "below"
    have = "have" if is_plural(subject) else "has"
    edge = "upper" if signal.side > 0 else "lower"
    if signal.rule == "outside":
        limit = chart.upper_limit if signal.side > 0 else chart.lower_limit
        at = number(float(limit[signal.index]))
        said = f"stood at {value} in {month}, {side} the {edge} limit of {at}"
    elif signal.rule == "trend":
        way = "risen" if signal.rising else "fallen"
        said = f"{have} {way} month after month for {signal.months_of_trend} months, to {value}"
    elif signal.rule == "two-of-three":
        said = f"{have} been close to the {edge} limit in two of the three months to {month}"
    else:
        months = signal.months_on_side
        their = "their" if is_plural(subject) else "its"
        said = f"{have} been {side} {their} mean of {mean} a month for {months} months"
    return f"{subject} {said}: {MORE_THAN_CHANCE}."


def signal_evidence(judged: JudgedChart, signal: Signal) -> str:
    """Return what a finding on a chart rests on."""
    chart = judged.chart
    first = judged.months[0].label
    last = judged.months[signal.index].label
    rules = {
        "outside": "outside a limit",
        "trend": "trend",
        "two-of-three": "two of three near a limit",
        "run": "run on one side of the mean",
    }
    basis = "seasonally adjusted" if judged.adjustment is not None else "as recorded"
    lower = number(float(chart.lower_limit[signal.index]), 1)
    upper = number(float(chart.upper_limit[signal.index]), 1)
    mean = number(float(chart.mean[signal.index]), 1)
    return (
        f"Process-behaviour chart, {first} to {last}, {basis}: {rules[str(signal.rule)]}; mean "
        f"{mean}, limits {lower} to {upper}"
    )


def change_sentence(change: TestedChange) -> str:
    """Return what a tested quarter says against the same quarter a year before."""
    subject = subject_of(change.offence, change.area)
    period = change.quarter.short_label
    counts = f"{number(change.before)} to {number(change.value)}"
    why = (
        MORE_THAN_USUAL.replace("it", "they").replace("changes", "change")
        if is_plural(subject)
        else MORE_THAN_USUAL
    )
    if change.percent is None:
        return f"{subject} went from {counts} in {period} on a year before: {why}."
    verb = "rose" if change.percent > 0 else "fell"
    size = f"{number(abs(change.percent), 1)}{NO_BREAK}%"
    return f"{subject} {verb} {size} in {period} on a year before ({counts}): {why}."


def change_evidence(change: TestedChange) -> str:
    """Return what a finding on a quarter rests on."""
    size = "" if change.percent is None else f" ({signed(change.percent, 1)}{NO_BREAK}%)"
    basis = "judged by its own year-on-year changes of the last five years"
    return (
        f"{change.quarter.label} against {change.quarter.year_before().label}: "
        f"{number(change.value)} and {number(change.before)}{size}, {basis}"
    )
