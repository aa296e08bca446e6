"""A short name for a content: equal content, equal name."""

from __future__ import annotations

import hashlib

LENGTH = 16
"""Hexadecimal digits: enough that two contents never share a name by chance."""


def fingerprint(content: bytes) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of `content`."""
    return hashlib.sha256(content).hexdigest()[:LENGTH]
