"""What keeps a pack from being printed."""

from __future__ import annotations


class PrintingError(Exception):
    """A pack cannot be printed; the message says why, and what helps."""
