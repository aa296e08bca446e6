"""What a digest holds: parts of groups of lines, in words; every format is written from these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.pack.digest.since import in_words

if TYPE_CHECKING:
    import datetime

    from components.pack.digest.since import Since
    from data.areas import Area
    from data.periods import Month


@dataclass(frozen=True)
class Line:
    """One thing that is said.

    Args:
        text: A sentence.
        mark: A shape and a word before it, such as ``▲ Worse``; may be empty.
        details: What belongs to it, a sentence each.
        path: Where it is in the dashboard; empty where it is nowhere in particular.
    """

    text: str
    mark: str = ""
    details: tuple[str, ...] = ()
    path: str = ""


@dataclass(frozen=True)
class Group:
    """Lines of one kind.

    Args:
        title: What they are, with their number.
        lines: At least one.
        meaning: What the kind means; may be empty.
    """

    title: str
    lines: tuple[Line, ...]
    meaning: str = ""


@dataclass(frozen=True)
class Part:
    """One subject of the digest.

    Args:
        key: Slug, unique in the digest.
        title: The subject.
        short: What became of it, in one sentence; it stands in the summary, too.
        news: Whether anything of it is new.
        groups: The lines behind the sentence.
        notes: What must be known to read them.
        path: Where all of it is in the dashboard.
        source: Who says so.
    """

    key: str
    title: str
    short: str
    news: bool
    groups: tuple[Group, ...] = ()
    notes: tuple[str, ...] = ()
    path: str = ""
    source: str = ""


@dataclass(frozen=True)
class Digest:
    """What changed in an area since a day.

    Args:
        area: The area.
        since: What it is compared with.
        as_at: The last month taken into account.
        release: The data's release.
        made: The day on which it is made.
        marking: A protective marking; None without one.
        public_url: Where readers reach the dashboard, without a slash at the end; may be empty.
        parts: The subjects, what asks for attention first.
    """

    area: Area
    since: Since
    as_at: Month
    release: str
    made: datetime.date
    marking: str | None
    public_url: str
    parts: tuple[Part, ...]

    @property
    def title(self) -> str:
        """What it is."""
        return f"What changed in {self.area.label} since {self.since.label}"

    @property
    def subject(self) -> str:
        """The subject line of a message, the marking first."""
        marked = f"[{self.marking}] " if self.marking else ""
        return f"{marked}Met Business Plan: {self.title[:1].lower()}{self.title[1:]}"

    @property
    def context(self) -> str:
        """Area, period and release in a line."""
        return f"{self.area.label} · as at {self.as_at.label} · data release {self.release[:12]}"

    @property
    def nothing_new(self) -> str:
        """That nothing is new, where nothing is; else empty."""
        if any(part.news for part in self.parts):
            return ""
        return f"Nothing is new in {self.area.label} since {self.since.label}."

    @property
    def summary(self) -> tuple[str, ...]:
        """A sentence a part."""
        return tuple(part.short for part in self.parts)

    @property
    def about(self) -> tuple[str, ...]:
        """What must be known to read it: what is compared, from which data, how to go on."""
        addresses = (
            ()
            if self.public_url
            else ("Addresses that begin with / are those of pages within the dashboard.",)
        )
        return (
            self.since.meaning,
            "Both months are worked out from the data loaded now, revisions included; the newest "
            "month of an extract is provisional and in no finding.",
            *addresses,
            "Contains public sector information licensed under the Open Government Licence.",
            f"Made {in_words(self.made)} from data release {self.release}.",
        )

    def address(self, path: str) -> str:
        """A page's address for a reader of the message: whole where it is known where they are."""
        return f"{self.public_url}{path}" if path else ""
