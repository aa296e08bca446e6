"""The tables as they will be: the release that counts, and what this load has changed so far."""

from __future__ import annotations

import shutil
import tempfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from data.areas import Areas
from data.catalogue import dataset
from data.extracts.block import Block
from data.extracts.labels import Labels
from data.extracts.places import Places
from data.raw import read_bytes
from data.releases.reading import own_files
from data.store_loading import domains_of, load_table, load_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from data.cells import Domains
    from data.releases import Release
    from data.store_model import Store

BOROUGHS, LABELS = "boroughs", "offence-labels"
ONLY_HERE = frozenset(("recorded-crime-pre-2019", "knife-injury-under-25", LABELS))
"""Tables that begin before any file that can be loaded does: these are always built upon."""


class Draft:
    """What a load builds up, file after file; nothing is written before all of it is right.

    Args:
        directory: The data directory.
        base: The release that counts.
        scratch: A directory for large tables while they are made.
        afresh: Leave what is loaded of recorded crime, knife crime by area and population aside.
        by: Who loads.
    """

    def __init__(
        self, directory: Path, base: Release, scratch: Path, *, afresh: bool = False, by: str = ""
    ) -> None:
        self.directory = directory
        self.base = base
        self.scratch = scratch
        self.afresh = afresh
        self.by = by
        self.pending: dict[str, bytes | Path] = {}

    def path(self, file: str) -> Path | None:
        """Return where a file is: made by this load, of the release, or of the directory."""
        made = self.pending.get(file)
        if isinstance(made, Path):
            return made
        places = (self.base.path / file, self.directory / file)
        return next((each for each in places if each.is_file()), None)

    def content(self, file: str) -> bytes:
        """Return the content of a file.

        Raises:
            DataFileError: It is missing or unreadable.
        """
        made = self.pending.get(file)
        if isinstance(made, bytes):
            return made
        path = self.path(file)
        return read_bytes(path.parent if path else self.directory, file)

    def there(self, dataset_id: str) -> bool:
        """Whether there is a table to build on."""
        file = dataset(dataset_id).file
        if file in self.pending:
            return True
        aside = self.afresh and dataset_id not in ONLY_HERE
        return not aside and self.path(file) is not None

    def table(self, dataset_id: str) -> pd.DataFrame:
        """Return a table, validated.

        Raises:
            DataFileError: It is missing or breaks a rule.
        """
        entry = dataset(dataset_id)
        return load_table(entry, self.content(entry.file), self._domains)[1]

    def block(self, dataset_id: str, columns: Sequence[str]) -> Block | None:
        """Return a table with one column a month as a block; None where there is none."""
        if not self.there(dataset_id):
            return None
        return Block.of_table(self.table(dataset_id), columns)

    def put(self, dataset_id: str, content: bytes) -> None:
        """Take a new content for a table.

        Raises:
            DataFileError: It breaks a rule of its catalogue entry.
        """
        entry = dataset(dataset_id)
        load_table(entry, content, self._domains)
        self.pending[entry.file] = content

    @cached_property
    def _boroughs(self) -> pd.DataFrame:
        entry = dataset(BOROUGHS)
        return load_table(entry, self.content(entry.file), {})[1]

    @cached_property
    def _domains(self) -> Domains:
        return domains_of(self._boroughs)

    @cached_property
    def places(self) -> Places:
        """The names of areas."""
        return Places(Areas(self._boroughs))

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """Codes of the boroughs and the City, in order."""
        return tuple(sorted(self._boroughs["area_code"]))

    @property
    def labels(self) -> Labels:
        """What the publisher's labels mean."""
        return Labels(self.table(LABELS))

    def store(self) -> Store:
        """Return the data as they will be, loaded and validated whole.

        Raises:
            DataFileError: A table breaks a rule.
        """
        stage = Path(tempfile.mkdtemp(dir=self.scratch))
        kept = {
            file: self.base.path / file for file in self.base.files or own_files(self.base.path)
        }
        for file, content in {**kept, **self.pending}.items():
            place = stage / file
            place.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                shutil.copyfile(content, place)
            else:
                place.write_bytes(content)
        return load_tables(stage, fallback=self.directory)
