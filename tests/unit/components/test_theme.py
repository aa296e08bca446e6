"""The stylesheet's colours are the theme's; text and lines on white have contrast enough."""

import re
from pathlib import Path

import pytest

from components import theme

STYLES = Path(__file__).resolve().parents[3] / "assets" / "10-theme.css"


def custom_properties() -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-fA-F]{3,6})", STYLES.read_text("utf-8")))


@pytest.mark.parametrize(
    "name",
    ["dark-blue", "turquoise", "dark-pink", "orange", "dark-grey", "light-purple", "ink",
     "ink-soft", "rule", "rise", "fall"],
)  # fmt: skip
def test_the_stylesheet_and_the_theme_agree(name: str) -> None:
    assert custom_properties()[name].upper() == getattr(theme, name.upper().replace("-", "_"))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [theme.INK, theme.INK_SOFT, theme.RISE, theme.FALL])
def test_text_reaches_four_and_a_half_to_one(colour: str) -> None:
    assert contrast(colour, theme.PAPER) >= 4.5


def test_no_share_cloud_or_edit_button() -> None:
    assert theme.CONFIG["showSendToCloud"] is False
    assert theme.CONFIG["displaylogo"] is False
    assert theme.CONFIG["plotlyServerURL"] == ""
