"""The printed pack: everything on an area as at a month, for paper."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Any, Final

import dash
from dash import html

from components import marking, shell
from components.pack import contents
from components.shell import Page
from components.url_state import State
from components.views import pack as view
from data.periods import Month
from data.store import get_store

KEPT: Final = 4
"""Packs kept in memory: whoever makes one often comes back to it."""

dash.register_page(
    __name__,
    path=view.PATH,
    name="Printed pack",
    title="Printed pack – Met Business Plan",
    description="Everything the dashboard says of an area, on paper: findings, charts, whole "
    "tables, sources.",
    graph=True,
    # It says on which day it was made.
    pure=False,
    # Nobody opens it first, and it draws every other page.
    warm_up=False,
)


def layout(**query: Any) -> html.Div:
    """The page for a query string."""
    return shell.page(path=view.PATH, query=query, parameters=(), render=_render)


def _render(state: State) -> Page:
    return _page(
        state.store.release,
        state.area.code,
        state.as_at,
        datetime.datetime.now(tz=datetime.UTC).astimezone().date(),
        marking.current(),
    )


@lru_cache(maxsize=KEPT)
def _page(
    release: str,
    area: str,
    as_at: Month,
    made: datetime.date,
    marked: str | None,
) -> Page:
    pack = contents.pack(get_store(), area=area, as_at=as_at, made=made, marking=marked)
    return view.page(pack)
