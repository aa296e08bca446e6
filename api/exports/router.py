"""The routes of files for readers: `/exports/workbook` and `/exports/deck`."""

import datetime
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers import send
from api.exports.files import WantedDeck, WantedWorkbook
from api.exports.making import Exports, Limits, Unavailable
from api.exports.problem import refused, unavailable
from api.exports.questions import DeckQuestion, WorkbookQuestion
from api.problems import Handler, Route
from components import marking
from components.pack.contents import check_page
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


def create_router(get_store: GetStore, limits: Limits | None = None) -> APIRouter:
    """Return the routes of files, to be mounted at their root (`/exports`).

    Args:
        get_store: Gives the data of the release in use; called once a request.
        limits: How much making files may take.
    """
    router = APIRouter(route_class=FileRoute)
    exports = Exports(limits or Limits())

    async def give(store: Store, wanted: WantedWorkbook | WantedDeck) -> Response:
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
        wanted = WantedWorkbook(*common, page=page, form=question.format)
        return await give(store, wanted)

    @router.get("/deck")
    async def deck(question: Annotated[DeckQuestion, Query()]) -> Response:
        """Return the briefing deck of an area."""
        store = get_store()
        return await give(store, WantedDeck(*_common(store, question.area, question.as_at)))

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
