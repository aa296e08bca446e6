"""Plain words and formulas stand under the same anchors."""

import re
from pathlib import Path

import pytest

from components import url_state
from components.methods import METHODS, method_link
from data.store import get_store

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "statistics.md"


@pytest.mark.parametrize("method", METHODS)
def test_each_method_is_documented_under_its_anchor(method: str) -> None:
    anchors = re.findall(r'<a id="([a-z]+)"></a>', DOCUMENT.read_text(encoding="utf-8"))
    assert method in anchors


def test_a_link_keeps_the_reader_s_choices() -> None:
    state = url_state.read(get_store(), (), {"area": "west", "as-at": "2026-02"})
    link = method_link("funnel", state).children[1]
    assert link.href == "/about?area=west&as-at=2026-02#funnel"
