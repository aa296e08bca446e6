"""The state in which a page is taken into a pack: an area, a month, its controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from components import url_state
from components.chart_card import Absent, Card
from components.links import relative

if TYPE_CHECKING:
    from components.url_state import Parameter, State
    from data.areas import Area
    from data.periods import Month
    from data.store import Store


@dataclass(frozen=True)
class Place:
    """What every section of a pack is about.

    Args:
        store: The loaded data.
        area: The area.
        as_at: The last month taken into account.
        controls: Values of the controls of the one page that is taken, by parameter.
    """

    store: Store
    area: Area
    as_at: Month
    controls: Mapping[str, str] = field(default_factory=dict)

    def state(self, path: str, parameters: Sequence[Parameter], **values: str) -> State:
        """The state of a page.

        Args:
            path: The page's path.
            parameters: Its parameters.
            values: Those that are not at their default, underscores for hyphens.
        """
        known = {each.name for each in parameters}
        given = {
            **{name: value for name, value in self.controls.items() if name in known},
            **{name.replace("_", "-"): value for name, value in values.items()},
        }
        query = {"area": self.area.code, "as-at": str(self.as_at), **given}
        return replace(url_state.read(self.store, parameters, query), path=path)

    def address(self, path: str, *, fragment: str = "", **values: str) -> str:
        """The address of a page, with area, as-at and the controls."""
        given = {name.replace("-", "_"): value for name, value in self.controls.items()} | values
        return relative(
            path, fragment=fragment, area=self.area.code, as_at=str(self.as_at), **given
        )


def titled(card: Card | Absent, subject: str, *, lower: bool = True) -> Card | Absent:
    """A card whose title names its subject, where on its page the page's own title does.

    Args:
        card: The page's card.
        subject: What it is about, with what joins it to the title.
        lower: Whether the title's first letter becomes a small one; not where it is a name's.
    """
    if isinstance(card, Absent):
        return card
    said = f"{card.title[:1].lower()}{card.title[1:]}" if lower else card.title
    return replace(card, title=f"{subject} {said}")
