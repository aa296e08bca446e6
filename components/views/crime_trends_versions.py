"""Crime trends: with which other version of the data a series can be compared, and in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from components import wording
from components.formatting import join_words
from components.url_state import Choice, Context, State
from data.errors import DataFileError
from data.periods import Month
from data.queries.published import Known, all_known, known_versions, version_of

if TYPE_CHECKING:
    from data.ledger import Version

NOW: Final = "now"
MONTH_LENGTH: Final = len("2018-06")


def choices(context: Context) -> list[Choice]:
    """Every version that some series has; see `offered` for those of one series."""
    return [Choice(NOW, "Now only"), *map(_choice, all_known(context.store))]


def offered(state: State) -> list[Choice]:
    """Now only, and the versions of the chosen series; empty where there is none.

    What is asked for is among them even where the series has it not: the page says so.
    """
    found = _known(state)
    asked = [
        each for each in all_known(state.store)
        if each.key == state["published"] and each not in found
    ]  # fmt: skip
    every = [*found, *asked]
    return [Choice(NOW, "Now only"), *map(_choice, every)] if every else []


def _known(state: State) -> tuple[Known, ...]:
    return known_versions(state.store, state.store.offences.get(state["offence"]), state.area)


def _choice(known: Known) -> Choice:
    name = name_of(known)
    return Choice(known.key, name[0].upper() + name[1:])


def name_of(known: Known) -> str:
    """What a version is called, as in "as published in April 2024", "as in release 3"."""
    if known.published is not None:
        is_month = len(known.published) == MONTH_LENGTH
        when = Month.parse(known.published).label if is_month else known.published
        return f"as published in {when}"
    number = known.key.partition("-")[2]
    if known.made is None:
        return f"as in release {number}, shipped with the product"
    return f"as in release {number}, loaded on {date.fromisoformat(known.made):%-d %B %Y}"


def chosen(state: State) -> tuple[Known, Version] | None:
    """The version to compare with; None where none is asked for, or the series has it not."""
    if state["published"] == NOW or state["chart"] != "line":
        return None
    known = next((each for each in _known(state) if each.key == state["published"]), None)
    if known is None:
        return None
    offence = state.store.offences.get(state["offence"])
    try:
        return known, version_of(state.store, offence, state.area, known.key)
    except DataFileError:
        return None


def note(state: State) -> str:
    """What to say where a version is asked for that the series has not; else nothing."""
    if state["published"] == NOW or state["chart"] != "line" or chosen(state) is not None:
        return ""
    asked = next(each for each in all_known(state.store) if each.key == state["published"])
    offence = wording.offence_name(state.store.offences.get(state["offence"]))
    others = join_words([name_of(each) for each in _known(state) if each.key != asked.key])
    instead = f" It can be compared {others}." if others else ""
    return (
        f"{offence}, {state.area.label}: there is no version {name_of(asked)}, so the chart shows "
        f"what is loaded now.{instead}"
    )
