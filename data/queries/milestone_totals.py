"""What is publicly known of the milestones of quarters: totals, with their gaps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from data.describe import provenance
from data.periods import Quarter
from data.result import Meta, Result
from data.words import listed, sentence

if TYPE_CHECKING:
    from data.store import Store

PHRASES = {
    "milestones": "{} milestones",
    "delayed": "{} delayed",
    "carried_over_from_earlier": "{} carried over from earlier quarters",
    "delivered_year_to_date": "{} delivered in the financial year so far",
}
"""The totals that may be known, and how each is said."""


def milestone_totals(store: Store) -> Result:
    """Return the totals known, by quarter.

    Returns:
        Rows `quarter, milestones, delayed, carried_over_from_earlier, delivered_year_to_date,
        source`, oldest first; a total that nobody states is missing, which is not zero.
    """
    entry = store.dataset("milestone-totals")
    table = store.table(entry.id)
    order = table["quarter"].map(lambda text: Quarter.parse(text).ordinal)
    rows = table.iloc[order.argsort(kind="stable")].reset_index(drop=True)
    return Result(
        rows,
        Meta(
            title=entry.title,
            unit=entry.unit,
            first=str(rows["quarter"].iloc[0]),
            last=str(rows["quarter"].iloc[-1]),
            notes=entry.caveats,
            columns={column.name: column.description for column in entry.columns},
            release=store.release,
            **provenance(entry),
        ),
    )


def in_words(store: Store, quarter: Quarter) -> tuple[str, ...]:
    """Return a sentence on what is known of a quarter; nothing where nothing is."""
    table = store.table("milestone-totals")
    for row in table[table["quarter"] == str(quarter)].to_dict("records"):
        known = [
            phrase.format(f"{row[name]:,.0f}")
            for name, phrase in PHRASES.items()
            if not math.isnan(row[name])
        ]
        if known:
            return (sentence(f"Publicly known of it: {listed(known)} ({row['source']})"),)
    return ()
