"""Names of files: what, for which area, of which period; safe on every file system."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 120
"""Characters of a name without its ending; a path has room for some more."""


def slug(text: str) -> str:
    """Text as a part of a file name: lower case, each run of other characters one hyphen."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def stem(what: str, area: str, *periods: object) -> str:
    """The name of a file without its ending: ``burglary-rate_south-west_2018-19-Q1``.

    Args:
        what: What it holds, as a slug or in words: the series, and the measure.
        area: Code of the area: a slug, or an ONS code, which keeps its capital.
        periods: The period in its canonical form: ``2018-06``, ``2018-19-Q1``; the first and the
            last of several.
    """
    named = dict.fromkeys(str(period) for period in periods)
    kept = [slug(what), *(_code(part) for part in (area, "-to-".join(named)))]
    return "_".join(part for part in kept if part)[:LONGEST]


def file_name(what: str, area: str, period: str | tuple[str, ...], ending: str) -> str:
    """The name of a file: ``workbook_south-west_2018-06.xlsx``.

    Args:
        what: What it holds, as a slug or in words.
        area: Code of the area: a slug, or an ONS code, which keeps its capital.
        period: The period in its canonical form: ``2018-06``, ``2018-19-Q1``; or several.
        ending: The format, without a full stop.
    """
    periods = (period,) if isinstance(period, str) else period
    kept = [slug(what), *(_code(part) for part in (area, *periods))]
    return f"{'_'.join(part for part in kept if part)[:LONGEST]}.{slug(ending)}"


def _code(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "-", text).strip("-")
