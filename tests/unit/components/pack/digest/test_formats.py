"""The digest as text, as HTML and as a message: the same words, each as its readers need it."""

from __future__ import annotations

import datetime
import email
import email.policy
import re
from email.message import EmailMessage

import pytest
from lxml import html

from components.pack.digest import Digest, as_html, as_mail, as_text, digest
from data.periods import Month
from tests.unit.components.views import milestone_quarters

MARKING = (
    'OFFICIAL-SENSITIVE – draft <b> "until" 20 July, not for publication before the meeting of it'
)
URL = "https://dashboard.example/plan"
WIDTH = 72


@pytest.fixture(scope="module", params=["", URL])
def found(request: pytest.FixtureRequest) -> Digest:
    return digest(
        milestone_quarters.store(),
        area="london",
        since="2018-09",
        as_at=Month(2018, 12),
        made=datetime.date(2019, 1, 20),
        marking=MARKING,
        public_url=request.param,
    )


def letters(text: str) -> str:
    return "".join(text.split())


def test_text_is_wrapped_and_addresses_are_whole(found: Digest) -> None:
    text = as_text(found)
    for line in text.splitlines():
        address = line.strip().startswith((URL, "/"))
        assert address or len(line) <= WIDTH, line
        assert " " not in line.strip() or not address
    assert (URL in text) == bool(found.public_url)
    assert not re.search(r"[ \t]$", text, re.MULTILINE)
    assert text.count("OFFICIAL-SENSITIVE") == 2


def test_every_word_is_in_both(found: Digest) -> None:
    text = letters(as_text(found))
    page = html.fromstring(as_html(found))
    shown = letters(page.text_content())
    for part in found.parts:
        assert letters(part.short) in text
        assert letters(part.short) in shown
        for group in part.groups:
            for line in group.lines:
                for words in (line.text, *line.details):
                    assert letters(words) in text
                    assert letters(words) in shown
    for words in (found.title, found.context, MARKING, *found.about):
        assert letters(words) in text
        assert letters(words) in shown


def test_html_needs_nothing_from_elsewhere(found: Digest) -> None:
    written = as_html(found)
    page = html.fromstring(written)
    assert written.lstrip().lower().startswith("<!doctype html>")
    assert page.get("lang") == "en-GB"
    for tag in ("script", "link", "img", "iframe", "object", "form"):
        assert not page.findall(f".//{tag}"), tag
    assert "url(" not in written
    assert "@import" not in written
    addresses = [each.get("href") for each in page.iter("a")]
    if found.public_url:
        assert addresses
        assert all(each.startswith(f"{URL}/") for each in addresses)
    else:
        assert addresses == []
    assert all(each.get("role") == "presentation" for each in page.iter("table"))
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert "max-width:600px" in written


def test_a_marking_cannot_be_markup(found: Digest) -> None:
    written = as_html(found)
    assert "draft <b>" not in written
    assert written.count("draft &lt;b&gt;") == 3


def test_the_message_holds_both_and_its_subject_the_marking(found: Digest) -> None:
    message = email.message_from_bytes(as_mail(found), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message["Subject"] == (
        f"[{MARKING}] Met Business Plan: what changed in London since September 2018"
    )
    assert message["X-Unsent"] == "1"
    assert message["Date"].datetime.date() == datetime.date(2019, 1, 20)
    assert message.get_content_type() == "multipart/alternative"
    text, page = message.iter_parts()
    assert (text.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().replace("\r\n", "\n") == as_text(found)
    assert page.get_content().replace("\r\n", "\n").strip() == as_html(found).strip()
    assert max(len(line) for line in as_mail(found).splitlines()) < 998
