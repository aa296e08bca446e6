"""The Dash application of this product: fingerprinted resources and its own index page."""

from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from dash import Dash, page_registry
from dash.development.base_component import Component
from dash.fingerprint import check_fingerprint

from server.access.rights import Right
from server.access.table import UNKNOWN_ADDRESS, right_of_route
from server.answers import Answers
from server.backend import Backend
from server.index import ENTRY, INDEX, preload
from server.live import ROUTER_OUTPUT, live_ids, replaced_ids
from server.plotly_script import PACKAGE, PATH, graph_scripts, prepare_plotly, with_traces
from server.static import Resource, Resources, collect
from server.still import still_answer, stilled

NOT_FOUND = ".not_found_404"
SUITES = "_dash-component-suites/"
DATA = "/api/v1/datasets"
NOT_SERVED = "polyfill@"
"""What Dash brings for browsers of before 2018. In those of today it replaces parsing numbers and
trimming texts by slower functions, which plotly.js calls for every value of a chart."""

BRINGS_THE_REST = "dash_bootstrap_components"
"""Whose script brings the one part of it that Dash's own scripts take for granted; an application
without these components is served the whole."""

Layout = Component | Callable[..., Component]
TITLE, METAS = "{{page title}}", "{{page metas}}"


def _stilled(
    layout: Layout, live: frozenset[str], replaced: frozenset[str]
) -> Callable[..., Component]:
    """Return a layout, of a page or of the application, with its still parts as HTML."""

    def with_still_parts(**query: str | list[str]) -> Component:
        drawn = layout if isinstance(layout, Component) else layout(**query)
        still: Component = stilled(drawn, live=live, replaced=replaced)
        return still

    return with_still_parts


class Dashboard(Dash):
    """A `Dash` whose pages link to fingerprinted, precompressed resources.

    Args:
        name: Name of the module that creates it.
        title: Title of the product.
        assets: Directory of scripts, style sheets and images.
        pages: Directory of page modules.
        prefix: The sub-path under which readers see the application, as `/dashboard`.
        left_out: Directories of the assets whose scripts and style sheets pages do not bring.
        traces: The kinds of traces that its charts have; plotly.js is served without the others.
            All of plotly.js where none are named.

    Attributes:
        backend: What ties Dash to FastAPI.
        resources: Every file that the application can serve; complete after `prepare`.
        answers: Answers already computed; there once the layers are installed.
    """

    backend: Backend
    answers: Answers

    def __init__(
        self,
        name: str,
        *,
        title: str,
        assets: Path,
        pages: Path,
        prefix: str = "",
        left_out: Iterable[str] = (),
        traces: Collection[str] = (),
    ) -> None:
        self._prefix = prefix
        self._traces = traces
        self.resources = Resources()
        # Dash has one registry of pages for a process; this application's pages register anew.
        page_registry.clear()
        super().__init__(
            name,
            backend=Backend,
            use_pages=True,
            assets_folder=str(assets),
            assets_path_ignore=list(left_out),
            pages_folder=str(pages),
            title=title,
            update_title="",
            index_string=INDEX.replace(DATA, f"{escape(prefix)}{DATA}"),
            # Requests come without the sub-path: see `server.sub_path`.
            routes_pathname_prefix="/",
            requests_pathname_prefix=f"{prefix}/",
            # Pages bring components that the first layout does not have.
            suppress_callback_exceptions=True,
            include_pages_meta=False,
            use_async=False,
        )

    def prepare(self, cache: Path) -> None:
        """Finish what Dash leaves for the first request; call when all callbacks are known.

        Args:
            cache: The directory that keeps what is made of scripts and style sheets.
        """
        self.backend.prepare()
        self._still_pages()
        self.resources = self.find_resources(cache)
        plotly = self._address(PACKAGE, PATH)
        self.renderer = prepare_plotly(plotly) + self.renderer
        self.config.external_stylesheets.append(self._address("bootstrap", "bootstrap.min.css"))

    def _address(self, package: str, path: str) -> str:
        """Return the address of a file as readers see it."""
        return self._prefix + self.resources.url(package, path)

    def _still_pages(self) -> None:
        """Have what no callback changes travel as HTML, not as components."""
        live = live_ids(self._callback_list)
        replaced = replaced_ids(self._callback_list)
        self.layout = _stilled(self._layout, live, replaced)
        for page in page_registry.values():
            page["layout"] = _stilled(page["layout"], live, replaced)
        self.backend.finish = partial(still_answer, live=live, replaced=replaced)

    def find_resources(self, cache: Path) -> Resources:
        """Return every file that the application can serve."""
        self._generate_scripts_html()
        self._generate_css_dist_html()  # type: ignore[no-untyped-call]
        resources = collect(self.registered_paths, Path(self.config.assets_folder), cache)
        if self._traces:
            resources.lessen(PACKAGE, PATH, with_traces(self._traces), cache)
        return resources

    def pages(self) -> list[dict[str, Any]]:
        """Return the registered pages."""
        return list(page_registry.values())

    def page(self, path: str) -> dict[str, Any] | None:
        """Return the registered page at a path, or None."""
        return next(
            (
                page
                for module, page in page_registry.items()
                if page["path"] == path and not module.endswith(NOT_FOUND)
            ),
            None,
        )

    def _not_found(self) -> dict[str, Any]:
        """Return the page that Dash draws at an unknown address."""
        named = (page for module, page in page_registry.items() if module.endswith(NOT_FOUND))
        return next(named, {"title": f"Page not found – {self.title}", "description": ""})

    def is_pure(self, question: Mapping[str, Any]) -> bool:
        """Tell whether the answer to a callback's question follows from it and the data alone.

        A page's layout does, since a page's state is its address, unless the page is
        registered with `pure=False`. Any other callback must say so: see `components.pure`.
        """
        if question["output"].startswith(ROUTER_OUTPUT):
            page = self.page(self._asked_for(question)) or {}
            return bool(page.get("pure", True))
        return getattr(self.callback_map[question["output"]]["callback"], "pure", False)

    def _asked_for(self, question: Mapping[str, Any]) -> str:
        """Return the path of the page that a question asks for, as pages are registered.

        Dash draws a page for its address with and without slashes at either end.
        """
        given = {item["property"]: item.get("value") for item in question["inputs"]}
        return "/" + (given.get("pathname") or "/").removeprefix(self._prefix).strip("/")

    def right_of(self, question: Mapping[str, Any]) -> str | None:
        """Return the right that a callback's question needs where sign-in is on; None for none.

        A page needs that of its address; what is pure, reading; anything else what it is marked
        with: see `components.pure`.
        """
        if question["output"].startswith(ROUTER_OUTPUT):
            wanted = self._asked_for(question)
            return right_of_route("GET", wanted) if self.page(wanted) else UNKNOWN_ADDRESS
        function = self.callback_map[question["output"]]["callback"]
        right: str | None = getattr(function, "right", None)
        return right or (Right.READ if getattr(function, "pure", False) else None)

    def page_html(self, path: str, account: str | None = None) -> str:
        """Return the HTML for a path; for an unknown one, what draws the page for that case.

        Args:
            path: The path.
            account: What the page shows of whoever opened it; None where sign-in is off.
        """
        page = self.page(path) or self._not_found()
        html: str = self.index()  # type: ignore[no-untyped-call]
        metas = f'<meta name="description" content="{escape(page["description"])}">'
        if page.get("graph"):
            metas += "\n    " + self._graph_scripts()
        metas += "\n    " + preload(self._first_requests())
        if account is not None:
            metas += f'\n    <meta name="account" content="{escape(account)}">'
        return html.replace(TITLE, escape(page["title"]), 1).replace(METAS, metas, 1)

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        """Fill the index page, leaving places for what differs from page to page."""
        parts["title"] = TITLE
        parts["metas"] = f"{parts['metas']}\n    {METAS}"
        parts["app_entry"] = ENTRY
        parts["favicon"] = self._icon()
        filled: str = super().interpolate_index(**parts)  # type: ignore[no-untyped-call]
        return filled

    def _icon(self) -> str:
        """Return the icon itself: a browser asks for one that has an address at every change."""
        icon = self.resources.find("assets", "favicon.ico")
        if icon is None:
            return ""
        content = b64encode(icon.path.read_bytes()).decode()
        return f'<link rel="icon" href="data:image/x-icon;base64,{content}">'

    def _first_requests(self) -> list[str]:
        prefix = self.config.requests_pathname_prefix
        return [f"{prefix}_dash-layout", f"{prefix}_dash-dependencies"]

    def _graph_scripts(self) -> str:
        return graph_scripts(
            plotly=self._address(PACKAGE, PATH),
            graph=self._address("dash", "dcc/async-graph.js"),
        )

    def _config(self) -> dict[str, Any]:
        """Leave out what tells a reader about the server and nothing needs.

        `end_id` belongs to callbacks that run in the background, which the product has not. It is
        new at each request and signed with a secret of the process: without it a page is the same
        whoever gives it, so that proxies can keep it and any server may answer its questions.
        """
        config: dict[str, Any] = super()._config()  # type: ignore[no-untyped-call]
        config.pop("end_id", None)
        return config | {
            "python_version": "",
            "dash_version_url": "",
            "disable_version_check": True,
        }

    def _collect_and_register_resources(
        self, resources: list[Any], include_async: bool = True, url_attr: str = "src"
    ) -> list[Any]:
        """Replace Dash's URLs by fingerprinted ones and leave out what is never served."""
        links: list[Any] = super()._collect_and_register_resources(  # type: ignore[no-untyped-call]
            resources, include_async, url_attr
        )
        if not any(self.resources):
            return links
        result: list[Any] = []
        for link in links:
            attributes = dict(link) if isinstance(link, dict) else {url_attr: link}
            resource = self._find(attributes[url_attr])
            if resource is not None and self._is_served(resource):
                attributes[url_attr] = self._prefix + self.resources.for_pages(resource).url
                result.append(attributes if len(attributes) > 1 else attributes[url_attr])
        # Several files of this application are one for a page.
        return [link for place, link in enumerate(result) if link not in result[:place]]

    def _is_served(self, resource: Resource) -> bool:
        is_spared = self.resources.has(BRINGS_THE_REST)
        return not (is_spared and resource.path.name.startswith(NOT_SERVED))

    def _find(self, url: str) -> Resource | None:
        path = url.removeprefix(self.config.requests_pathname_prefix).partition("?")[0]
        if path.startswith(SUITES):
            package, _, rest = path.removeprefix(SUITES).partition("/")
            return self.resources.find(package, check_fingerprint(rest)[0])
        return self.resources.find("assets", path.removeprefix("assets/"))
