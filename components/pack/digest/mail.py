"""A digest as a message that mail programs open as a draft: text, and the same as HTML."""

from __future__ import annotations

import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from components.pack.digest.html import as_html
from components.pack.digest.text import as_text

if TYPE_CHECKING:
    from components.pack.digest.model import Digest


def as_mail(digest: Digest) -> bytes:
    """Write a digest as an e-mail (RFC 5322), unsent: whoever sends it is put in by their program.

    Args:
        digest: What to say.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = digest.subject
    made = datetime.datetime.combine(digest.made, datetime.time(), tzinfo=datetime.UTC)
    message["Date"] = format_datetime(made)
    # Outlook and Thunderbird open it as a message still to be addressed.
    message["X-Unsent"] = "1"
    message.set_content(as_text(digest), cte="quoted-printable")
    message.add_alternative(as_html(digest), subtype="html", cte="quoted-printable")
    return message.as_bytes()
