"""What is made: the bytes, the type and the name of each file, from one model of its contents."""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

from api.answers import Answer
from api.exports.making import Step
from components.pack.contents import pack
from components.pack.names import file_name
from components.workbook import FORMATS, write
from data.periods import Month
from data.store import Store

PPTX_TYPE: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PPTX: Final = "pptx"
DIGEST_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "eml": "message/rfc822",
}


@dataclass(frozen=True)
class Wanted(ABC):
    """A file that is asked for; all that it depends on but the data.

    Attributes:
        area: Code of an area that there is.
        as_at: A month that the data have.
        made: The day on which it is made.
        marking: A protective marking; None without one.
    """

    area: str
    as_at: Month
    made: datetime.date
    marking: str | None

    def key(self, store: Store) -> Hashable:
        """Return what tells the file from every other."""
        return store.edition, type(self).__name__, self

    @abstractmethod
    def make(self, store: Store, step: Step) -> Answer:
        """Make it; `step` is called between two parts."""


@dataclass(frozen=True)
class WantedWorkbook(Wanted):
    """A workbook.

    Attributes:
        page: One page; None for all.
        form: The format: `xlsx` or `ods`.
        controls: The page's controls: parameter and value, in the order of their names.
    """

    page: str | None
    form: str
    controls: tuple[tuple[str, str], ...] = ()

    def make(self, store: Store, step: Step) -> Answer:
        """Make it; `step` is called between two parts."""
        from components.workbook.contents import file_stem, of_pack  # noqa: PLC0415 - on use

        made = pack(
            store,
            area=self.area,
            as_at=self.as_at,
            made=self.made,
            marking=self.marking,
            page=self.page,
            controls=dict(self.controls),
            step=step,
        )
        content = write(of_pack(made), self.form, step=step)
        known = FORMATS[self.form]
        name = file_name(file_stem(self.page or ""), self.area, str(self.as_at), known.ending)
        return Answer(content, known.media_type, name)


@dataclass(frozen=True)
class WantedDigest(Wanted):
    """A digest.

    Attributes:
        since: A month or a day that can be looked back to.
        form: The format: `html`, `txt` or `eml`.
        public_url: Where readers reach the dashboard; empty where that is not set.
    """

    since: str
    form: str
    public_url: str

    def make(self, store: Store, step: Step) -> Answer:
        """Make it; `step` is called between two parts."""
        from components.pack import digest  # noqa: PLC0415 - on use

        made = digest.digest(
            store,
            area=self.area,
            since=self.since,
            as_at=self.as_at,
            made=self.made,
            marking=self.marking,
            public_url=self.public_url,
            step=step,
        )
        writers: dict[str, Callable[[digest.Digest], str | bytes]]
        writers = {"html": digest.as_html, "txt": digest.as_text, "eml": digest.as_mail}
        written = writers[self.form](made)
        content = written.encode() if isinstance(written, str) else written
        name = file_name("digest", self.area, (self.since, str(self.as_at)), self.form)
        return Answer(content, DIGEST_TYPES[self.form], name)


@dataclass(frozen=True)
class WantedDeck(Wanted):
    """A briefing deck."""

    def make(self, store: Store, step: Step) -> Answer:
        """Make it; `step` is called between two parts."""
        from components.pack.deck import write_deck  # noqa: PLC0415 - heavy: python-pptx

        made = pack(
            store,
            area=self.area,
            as_at=self.as_at,
            made=self.made,
            marking=self.marking,
            step=step,
        )
        content = write_deck(made, step=step)
        name = file_name("deck", self.area, str(self.as_at), PPTX)
        return Answer(content, PPTX_TYPE, name)
