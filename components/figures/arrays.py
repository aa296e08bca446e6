"""Long rows of values as arrays: they travel as numbers and a browser need not take texts apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

WHOLE: Final = (np.uint8, np.uint16, np.uint32)
"""The kinds of whole numbers that plotly.js reads, the smallest first."""


def milliseconds(months: Iterable[str]) -> npt.NDArray[np.float64]:
    """Return the first day of each month as plotly.js counts time.

    Args:
        months: ISO months, ``2024-03``.

    Returns:
        Milliseconds since the beginning of 1970, (months,).
    """
    first_days = np.array(list(months), dtype="datetime64[M]").astype("datetime64[ms]")
    return first_days.astype(np.float64)


def compact(values: pd.Series[float]) -> npt.NDArray[Any]:
    """Return values in the smallest kind of number that holds them exactly.

    Args:
        values: Numbers; NaN where missing, where a line breaks.

    Returns:
        (values,): whole numbers from zero up in 8, 16 or 32 bits, any others in 64-bit floating
        point.
    """
    floats = values.to_numpy(dtype=np.float64)
    is_whole = np.isfinite(floats) & (floats >= 0) & (floats == np.floor(floats))
    if floats.size and is_whole.all():
        for kind in WHOLE:
            if floats.max() <= np.iinfo(kind).max:
                return floats.astype(kind)
    return floats
