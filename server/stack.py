"""The layers around the application, from the outside in, in one place."""

from starlette_compress import CompressMiddleware

from server.backend import CurrentRequest
from server.dashboard import Dashboard
from server.pages import catch_all
from server.settings import Settings
from server.static import StaticFiles


def install(app: Dashboard, settings: Settings) -> None:
    """Finish an application and put the layers around it.

    Call last: when the layout, all callbacks and all other routes are there.
    """
    app.prepare()
    server = app.server
    server.router.routes.append(catch_all(app))
    # The last one added is the outermost.
    server.add_middleware(CurrentRequest)
    server.add_middleware(StaticFiles, resources=app.resources, cache=settings.cache_dir)
    server.add_middleware(CompressMiddleware)
