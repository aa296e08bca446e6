"""What tests of workbooks share: packs as the tests of packs have them, and their workbooks."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest

from components.workbook import write
from components.workbook.contents import of_pack
from tests.unit.components.pack.conftest import (  # noqa: F401 - fixtures
    Made,
    _served_at_the_root,
    packed,
    store,
)

Written = Callable[[str, str, str], bytes]


@pytest.fixture(scope="session")
def written(packed: Made) -> Written:  # noqa: F811 - the fixture
    """Writes the workbook of an area and a month in a format, each once."""

    @functools.cache
    def made(area: str, as_at: str, form: str) -> bytes:
        return write(of_pack(packed(area, as_at)), form)

    return made
