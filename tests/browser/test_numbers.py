"""Numbers read the same whether the server writes them or the reader's browser draws them."""

import json
import random
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from components import formatting
from components.tables import Column, Table

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]
DRAW = """text => {
  const place = document.createElement("div");
  place.className = "data-table";
  place.dataset.island = "table";
  document.querySelector("main").append(place);
  place.setAttribute("data-table", text);
}"""
READ = """() => [...[...document.querySelectorAll("main .data-table")].at(-1)
  .querySelectorAll("tbody tr")]
  .map((row) => [...row.cells].slice(1).map((cell) => cell.textContent))"""


def values() -> list[float]:
    """Ties that binary has and ties that it has not, changes of counts, zeros from both sides."""
    chance = random.Random(6)  # noqa: S311 - numbers to try, no secret
    ties = [step / 20 for step in range(-400, 400)] + [n / 200 for n in range(-300, 300)]
    changes = [
        100 * (chance.randint(0, 4000) - before) / before
        for before in (chance.choice([8, 16, 40, 80, 160, 400, 7, 1600]) for _ in range(800))
    ]
    written = [round(chance.uniform(-1e6, 1e6), chance.randint(0, 4)) for _ in range(800)]
    return [*ties, *changes, *written, 1.005, -0.04, 0.04, -0.4, 0.4, 2.5, 0.5, -0.5, 123456789.25]


def test_the_browser_rounds_as_the_server_does(open_page: Open) -> None:
    page = open_page("/about")
    numbers = values()
    columns = [
        Column("name", "Name", row_header=True),
        Column("a", "A", "count"),
        Column("b", "B", "decimal"),
        Column("c", "C", "hundredths"),
        Column("d", "D", "percent"),
        Column("e", "E", "change"),
        Column("f", "F", "difference"),
    ]
    rows = [[str(index), *[number] * 6] for index, number in enumerate(numbers)]
    table = Table(caption="Numbers", columns=columns, rows=rows, filename="n", source="")
    page.evaluate(DRAW, table.to_json())
    page.wait_for_function(f"() => ({READ})().length === {len(numbers)}")
    drawn = page.evaluate(READ)
    wrong = [
        (number, cells, wanted)
        for number, cells in zip(numbers, drawn, strict=True)
        if cells
        != (
            wanted := [
                formatting.count(number),
                formatting.decimal(number),
                formatting.decimal(number, 2),
                formatting.percent(number),
                formatting.change(number),
                formatting.signed_count(number),
            ]
        )
    ]
    assert not wrong, json.dumps(wrong[:5], ensure_ascii=False)
