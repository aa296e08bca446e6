"""The routes of files for readers: `/exports/workbook`, `/exports/deck`, `/exports/digest`."""

import datetime
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers import send
from api.exports.files import Wanted, WantedDeck, WantedDigest, WantedWorkbook
from api.exports.making import Exports, Limits, Unavailable
from api.exports.problem import refused, unavailable
from api.exports.questions import DeckQuestion, DigestQuestion, WorkbookQuestion
from api.problems import Handler, Route
from components import marking
from components.pack.contents import check_page
from components.pack.controls import checked
from components.pack.digest import Since
from components.url_state import Context
from data import as_at as as_at_month
from data.errors import EngineUnavailable, InvalidParameter
from data.periods import Month
from data.store import Store

GetStore = Callable[[], Store]


class FileRoute(Route):
    """A route whose errors are a page for whoever reads them, and JSON for programs."""

    def refuse(self, request: Request, fault: InvalidParameter) -> Response:
        """Return the answer to a question that is refused."""
        return refused(request, fault)

    def without_engine(self, request: Request, fault: EngineUnavailable) -> Response:
        """Return the answer while an engine cannot answer."""
        return unavailable(request, Unavailable(str(fault), retry_after=5))

    def get_route_handler(self) -> Handler:
        """Return what answers a request."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except Unavailable as fault:
                return unavailable(request, fault)

        return answer


def create_router(
    get_store: GetStore, limits: Limits | None = None, *, public_url: str = ""
) -> APIRouter:
    """Return the routes of files, to be mounted at their root (`/exports`).

    Args:
        get_store: Gives the data of the release in use; called once a request.
        limits: How much making files may take.
        public_url: Where readers reach the dashboard, for links in what is sent on.
    """
    router = APIRouter(route_class=FileRoute)
    exports = Exports(limits or Limits())

    async def give(store: Store, wanted: Wanted) -> Response:
        made = await exports.get(wanted.key(store), lambda step: wanted.make(store, step))
        response = send(made)
        # It says on which day it was made, which does not follow from data and address.
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    @router.get("/workbook")
    async def workbook(question: Annotated[WorkbookQuestion, Query()]) -> Response:
        """Return the workbook of an area: all pages, or one."""
        store = get_store()
        common = _common(store, question.area, question.as_at)
        page = None if question.page is None else check_page(question.page)
        given = question.controls()
        place = Context(store, store.areas.get(common[0]), common[1])
        controls = checked(page, given, place)
        wanted = WantedWorkbook(
            *common, page=page, form=question.format, controls=tuple(controls.items())
        )
        return await give(store, wanted)

    @router.get("/deck")
    async def deck(question: Annotated[DeckQuestion, Query()]) -> Response:
        """Return the briefing deck of an area."""
        store = get_store()
        return await give(store, WantedDeck(*_common(store, question.area, question.as_at)))

    @router.get("/digest")
    async def digest(question: Annotated[DigestQuestion, Query()]) -> Response:
        """Return what changed in an area since a month or a day."""
        store = get_store()
        common = _common(store, question.area, question.as_at)
        since = Since.parse(question.since, store=store, as_at=common[1])
        return await give(
            store,
            WantedDigest(*common, since=since.code, form=question.format, public_url=public_url),
        )

    return router


def _common(
    store: Store, area: str, as_at: Month | None
) -> tuple[str, Month, datetime.date, str | None]:
    """Return what every file depends on, checked: the fields of `Wanted`, in their order.

    Raises:
        InvalidParameter: There is no such area, or no such month in the data.
    """
    place = store.areas.get(area)
    month = as_at_month.newest_report(store) if as_at is None else as_at_month.check(store, as_at)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return place.code, month, today, marking.current()
