"""The digest: what changed in an area since a day, fit for e-mail, as text and as HTML."""

from __future__ import annotations

from components.pack.digest.contents import digest
from components.pack.digest.html import as_html
from components.pack.digest.mail import as_mail
from components.pack.digest.model import Digest
from components.pack.digest.since import Since
from components.pack.digest.text import as_text

__all__ = ["Digest", "Since", "as_html", "as_mail", "as_text", "digest"]
