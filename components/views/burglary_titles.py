"""What the burglary page and its map are called: findings that follow from a picture."""

from __future__ import annotations

from typing import Final

from components import formatting, wording
from components.views.burglary_about import breaks, month_of
from components.views.burglary_picture import (
    CHANGE,
    COUNT,
    RATE,
    SIGNIFICANCE,
    Picture,
    is_small,
)

LONGEST_TITLE: Final = 10
"""Words that a card's title has at most."""

LEVEL: Final = "No borough changed"


def page_title(found: Picture) -> str:
    """The page's finding: the chosen area's change, and the borough that went the other way."""
    subject, change = found.subject, found.change
    if change is None or change.value is None:
        return f"{subject} in {found.area.label}"
    if change.percent is None or found.provisional:
        mark = ", provisional" if found.provisional else ""
        count = formatting.count(change.value)
        return f"{subject} in {found.area.label}: {count} offences{mark}"
    start = f"{subject} {wording.moved(change.percent)} in {found.area.label}"
    if found.area.kind == "borough":
        return start + _against_london(found, change.percent)
    return start + _contrast(found, change.percent)


def _against_london(found: Picture, percent: float) -> str:
    london = found.london.percent if found.london else None
    if london is None:
        return ""
    joined = ", but" if _opposite(percent, london) else "; it"
    return f"{joined} {wording.moved(london)} in London"


def _contrast(found: Picture, percent: float) -> str:
    """What the title adds: a borough that moved against the area, or the one that moved most.

    A change between small counts is no finding.
    """
    rows = sorted(
        (row for row in found.listed if row["change_percent"] is not None and not is_small(row)),
        key=lambda row: row["change_percent"],
    )
    if not rows:
        return ""
    falls = wording.direction(percent) == "fall"
    most, against = (rows[0], rows[-1]) if falls else (rows[-1], rows[0])
    if _opposite(percent, against["change_percent"]):
        return f", but {wording.moved(against['change_percent'])} in {against['name']}"
    if wording.direction(most["change_percent"]) == "level":
        return ""
    return f"; it {wording.moved(most['change_percent'])} in {most['name']}"


def _opposite(one: float, other: float) -> bool:
    return {wording.direction(one), wording.direction(other)} == {"rise", "fall"}


def page_context(found: Picture) -> str:
    """The line under the title: area, period and source."""
    source = found.store.dataset(found.offence.dataset).source
    compared = found.change is not None and found.change.before is not None
    on = f" against {found.period.year_before().label}" if compared else ""
    mark = " (provisional)" if found.provisional else ""
    months = formatting.join_words([month_of(each) for each in breaks(found)])
    across = f", across a break in recording ({months})" if compared and months else ""
    return f"{found.area.label} · {found.period.label}{on}{across}{mark} · {source}"


def map_title(found: Picture) -> str:
    """The map's finding, at most ten words."""
    return {
        CHANGE.slug: _change_title,
        RATE.slug: _rate_title,
        COUNT.slug: _count_title,
        SIGNIFICANCE.slug: _verdict_title,
    }[found.measure.slug](found)


def _change_title(found: Picture) -> str:
    high, low = found.known[0], found.known[-1]
    up, down = (wording.direction(row["change_percent"]) for row in (high, low))
    if up == "rise" and down == "fall":
        long = f"Fell most in {low['name']}, rose most in {high['name']}"
        short = f"Most down: {low['name']}; most up: {high['name']}"
        return long if len(long.split(" ")) <= LONGEST_TITLE else short
    if up == down == "level":
        return LEVEL
    verb, most = ("rose", high) if up == "rise" else ("fell", low)
    if up == down:
        return f"All {len(found.known)} boroughs {verb}, most in {most['name']}"
    return f"None {'fell' if verb == 'rose' else 'rose'}; {verb} most in {most['name']}"


def _rate_title(found: Picture) -> str:
    high = found.known[0]
    return f"Highest rate in {high['name']}: {formatting.decimal(high['rate'])} per 1,000"


def _count_title(found: Picture) -> str:
    high = found.known[0]
    return f"Most in {high['name']}: {formatting.count(high['count'])} offences"


def _verdict_title(found: Picture) -> str:
    if not found.judged:
        return "Provisional: no verdict on any borough"
    flagged = [row for row in found.rows if row[found.verdict_column] in {"below", "above"}]
    words = "stand out from the usual spread" if found.adjusted else "differ by more than chance"
    one = "stands out from the usual spread" if found.adjusted else "differs by more than chance"
    if not flagged:
        return f"No borough {one}"
    if len(flagged) == 1:
        return f"{flagged[0]['name']} alone {one}"
    return f"{len(flagged)} of {found.judged} boroughs {words}"
