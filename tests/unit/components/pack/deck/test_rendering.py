"""A deck opens in LibreOffice Impress, and every slide is drawn whole."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from tests.unit.components.pack.deck.conftest import Decks
from tests.unit.components.pack.deck.reading import Deck
from tests.unit.components.pack.deck.test_deck import LONGEST

SOFFICE, PDFTOPPM = shutil.which("soffice"), shutil.which("pdftoppm")
PLACES = [
    ("london", "2018-06"), ("london", "2026-02"), ("south-west", "2018-06"), ("west", "2026-02"),
    ("central-north", "2018-06"), ("E09000020", "2026-02"), ("E09000002", "2018-06"),
    ("E09000027", "2026-02"), ("E09000016", "2018-06"),
]  # fmt: skip
DOTS = 40
"""Dots an inch of the pictures that are looked at."""


@pytest.mark.full
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is missing: libreoffice-impress")
@pytest.mark.skipif(PDFTOPPM is None, reason="pdftoppm is missing: poppler-utils")
@pytest.mark.parametrize(("area", "as_at"), PLACES)
def test_every_slide_is_drawn_whole(deck: Decks, tmp_path: Path, area: str, as_at: str) -> None:
    found = deck(area, as_at, LONGEST)
    written = tmp_path / "deck.pptx"
    written.write_bytes(found.content)
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(written),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    pages = PdfReader(tmp_path / "deck.pdf").pages
    assert len(pages) == len(found.slides)
    _check_words(found, [page.extract_text() for page in pages])
    _check_margins(tmp_path, len(pages))


def _check_words(found: Deck, texts: list[str]) -> None:
    """All that stands on a slide is drawn on it; a hidden line would be missing here."""
    for slide, text in zip(found.slides, texts, strict=True):
        drawn = _letters(text)
        for piece in slide.text.replace(" | ", "\n").replace("\v", "\n").split("\n"):
            assert _letters(piece) in drawn, f"{slide.title}: {piece}"


def _letters(text: str) -> str:
    """Letters and digits: how signs and shapes are read back depends on the font they are from."""
    return "".join(letter for letter in text if letter.isalnum())


def _check_margins(place: Path, pages: int) -> None:
    """Nothing is drawn in the margins beside the content, where a clipped shape would end."""
    subprocess.run(
        [str(PDFTOPPM), "-r", str(DOTS), "-png", str(place / "deck.pdf"), str(place / "slide")],
        check=True,
        timeout=300,
    )
    pictures = sorted(place.glob("slide-*.png"))
    assert len(pictures) == pages
    for number, path in enumerate(pictures):
        with Image.open(path) as picture:
            shown = np.asarray(picture.convert("L"), dtype=np.int64)
        if number == 0:
            continue  # the cover is dark to its edges
        below_band = shown[round(0.5 * DOTS) :]
        assert below_band[:, : round(0.4 * DOTS)].min() > 250, f"slide {number + 1}, left"
        assert below_band[:, -round(0.4 * DOTS) :].min() > 250, f"slide {number + 1}, right"
        content = shown[round(1.9 * DOTS) : round(6.5 * DOTS)]
        assert (content < 200).mean() > 0.005, f"slide {number + 1} is empty"
