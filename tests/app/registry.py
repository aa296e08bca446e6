"""The list of pages that Dash keeps for the whole process, from which tests borrow."""

from collections.abc import Iterator
from contextlib import contextmanager

import dash


@contextmanager
def own_pages() -> Iterator[None]:
    """Let an application register its pages; afterwards those registered before are back."""
    before = dict(dash.page_registry)
    try:
        yield
    finally:
        dash.page_registry.clear()
        dash.page_registry.update(before)
