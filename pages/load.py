"""Load data in the browser: for editors, where sign-in is on; else there is no such page."""

from __future__ import annotations

from typing import Any, Final

import dash
from dash import Input, Output, callback, html, no_update
from dash.development.base_component import Component

from components import access, shell, url_state
from components.pure import needs
from components.views import load as view
from components.views import releases as listed
from data import desk, releases
from data.desk import DeskError, Doing
from data.errors import InvalidParameter

PATH: Final = access.LOAD


def layout(**query: Any) -> Component:
    """The page for a query string."""
    return shell.page(path=PATH, query=query, parameters=(), render=_render)


def _render(_: url_state.State) -> shell.Page:
    limit = f"{_desk().limits.upload_bytes / 1_000_000:,.0f} MB"
    body = [
        *view.body(limit),
        html.Section(
            [
                html.H2("Releases", className="card-title"),
                html.P(
                    "Every load makes a release; none is ever changed. If a wrong file was loaded, "
                    "go back to the release before."
                ),
                html.Div(_releases(), id=view.RELEASES),
            ],
            className="panel",
        ),
    ]
    return shell.Page(
        title="Load new data",
        context="For editors. Files are checked first; nothing changes before you say so.",
        body=body,
    )


def _desk() -> desk.Desk:
    found = desk.current()
    if found is None:  # pragma: no cover - the page is there only where there is one
        raise InvalidParameter("page", PATH, "a page that is there")
    return found


def _releases() -> list[Component]:
    data = _desk().data
    used = releases.current(data).id
    rollback = dash.get_relative_path("/load/rollback")
    return listed.releases(releases.all_releases(data), used, rollback=rollback)


def update(job: Any, _: Any) -> list[Any]:
    """Say how far a job is."""
    if job is None:
        return [[], True, no_update]
    if not isinstance(job, dict) or not isinstance(job.get("id"), str):
        raise InvalidParameter("job", str(job), "the id of a load")
    try:
        found = _desk().job(job["id"])
    except DeskError as fault:
        return [view.outcome(Doing(state="failed", message=str(fault))), True, no_update]
    done = not found.under_way
    shown = _releases() if done and found.doing.state == "loaded" else no_update
    return [view.outcome(found.doing), done, shown]


if desk.current() is not None:
    dash.register_page(
        __name__,
        path=PATH,
        name="Load data",
        title="Load data – Met Business Plan",
        description="Check files and load them as a new release.",
        # It says which releases there are, which another process may have changed.
        pure=False,
        warm_up=False,
    )
    callback(
        output=[
            Output(view.OUTCOME, "children"),
            Output(view.POLL, "disabled"),
            Output(view.RELEASES, "children"),
        ],
        inputs=[Input(view.JOB, "data"), Input(view.POLL, "n_intervals")],
        prevent_initial_call=True,
    )(needs("load")(update))
