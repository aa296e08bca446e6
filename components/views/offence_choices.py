"""The offences that a page's picker offers, groups with their offences under them."""

from __future__ import annotations

from components.url_state import Choice, Context
from components.wording import offence_name
from data.offences import Offence

KNIFE_GROUP = "Knife crime and injury (other sources)"
EARLIER_GROUP = "Before March 2019: earlier classification (London)"


def offence_choices(context: Context) -> list[Choice]:
    """Every series that the chosen area has, recorded crime first."""
    store = context.store
    choices: list[Choice] = []
    for offence in store.offences.all():
        if not has_area(context, offence):
            continue
        choices.append(_choice(context, offence))
    return choices


def has_area(context: Context, offence: Offence) -> bool:
    """Whether a series is counted for the chosen area."""
    return context.area.code in context.store.cube(offence).areas


def _choice(context: Context, offence: Offence) -> Choice:
    name = offence_name(offence)
    if offence.kind == "total":
        return Choice(offence.slug, name)
    if offence.kind == "group":
        return Choice(offence.slug, f"{name}: all", group=name)
    if offence.kind == "offence":
        parent = context.store.offences.get(str(offence.parent))
        return Choice(offence.slug, name, group=parent.name, indent=True)
    group = EARLIER_GROUP if offence.dataset == "recorded-crime-pre-2019" else KNIFE_GROUP
    return Choice(offence.slug, name, group=group)
