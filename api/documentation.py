"""The documentation page: the OpenAPI document as a page that needs no script and no other host."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import APIRouter, Request, Response
from jinja2 import Template
from markupsafe import Markup, escape

from api import downloads, openapi
from api.answers import HTML_TYPE, JSON_TYPE, Answer, send
from api.openapi import Document
from api.sidecars import CSV_ENDING, SIDECAR_ENDING
from api.templates import environment
from components import marking
from data.store import Store

PATH = "/docs"
FEW_VALUES = 6
"""As many accepted values are shown at once; more are folded away."""

KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "array": "list",
    "object": "object",
}


@dataclass(frozen=True)
class Parameter:
    """A parameter, as the page shows it and its form asks for it."""

    name: str
    description: str
    required: bool
    default: str
    example: str
    values: Sequence[tuple[str, str]]
    several: bool

    @property
    def folded(self) -> bool:
        """Whether the accepted values are too many to be shown at once."""
        return len(self.values) > FEW_VALUES


@dataclass(frozen=True)
class Key:
    """A key of a row."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True)
class Section:
    """An endpoint, as the page shows it."""

    id: str
    title: str
    address: str
    sidecar: str
    paragraphs: Sequence[str]
    parameters: Sequence[Parameter]
    keys: Sequence[Key]
    questions: Sequence[dict[str, str]]
    example_title: str
    example: str


@dataclass(frozen=True)
class Download:
    """A dataset that can be downloaded: its title, file and address."""

    title: str
    file: str
    address: str
    sidecar: str | None


def sections(document: dict[str, Any]) -> list[Section]:
    """Return the endpoints of an OpenAPI document, in its order."""
    return [
        _section(path, item["get"], document)
        for path, item in document["paths"].items()
        if openapi.QUESTIONS in item["get"]["tags"]
    ]


def _section(path: str, operation: dict[str, Any], document: dict[str, Any]) -> Section:
    content = operation["responses"]["200"]["content"][JSON_TYPE]
    (example,) = content["examples"].values()
    answer = _resolved(content["schema"], document)
    return Section(
        id=operation["operationId"],
        title=operation["summary"],
        address=path,
        sidecar=path + SIDECAR_ENDING,
        paragraphs=operation["description"].split("\n\n"),
        parameters=[_parameter(each) for each in operation["parameters"]],
        keys=_keys(answer["properties"]["rows"]["items"], document),
        questions=operation["x-questions"],
        example_title=example["summary"],
        example=json.dumps(example["value"], ensure_ascii=False, indent=2)
        if "value" in example
        else example["description"],
    )


def _parameter(parameter: dict[str, Any]) -> Parameter:
    schema = parameter["schema"]
    several = schema.get("type") == "array"
    words = schema["items"]["enum"] if several else schema.get("enum", [])
    names = schema.get("x-names", {})
    (example,) = schema.get("examples") or [""]
    return Parameter(
        name=parameter["name"],
        description=parameter["description"],
        required=parameter["required"],
        default=str(schema.get("default") or ""),
        example=",".join(example) if several else str(example),
        values=[(value, names.get(value, "")) for value in words],
        several=several,
    )


def _keys(items: dict[str, Any], document: dict[str, Any]) -> list[Key]:
    """Return the keys of a row; of several shapes, each key once, where it stands first."""
    shapes = [_resolved(shape, document) for shape in items.get("anyOf", [items])]
    found: dict[str, Key] = {}
    for shape in shapes:
        place = 0
        for name, schema in shape["properties"].items():
            if name in found:
                place = list(found).index(name) + 1
                continue
            key = Key(name, _kind(schema, document), schema.get("description", ""))
            entries = list(found.items())
            found = dict([*entries[:place], (name, key), *entries[place:]])
            place += 1
    return list(found.values())


def _kind(schema: dict[str, Any], document: dict[str, Any]) -> str:
    """Return what a value is, in words: `text`, `number or null`, `list of text`."""
    if "anyOf" in schema:
        kinds = dict.fromkeys(_kind(each, document) for each in schema["anyOf"])
        if "number" in kinds:
            kinds.pop("whole number", None)
        return " or ".join(kinds)
    if "enum" in schema or "const" in schema:
        return " or ".join(schema.get("enum") or [schema["const"]])
    schema = _resolved(schema, document)
    kind = schema.get("type", "object")
    if kind == "array":
        return f"list of {_plural(_kind(schema['items'], document))}"
    return KINDS.get(kind, str(kind))


def _plural(kind: str) -> str:
    return "texts" if kind == "text" else f"{kind}s"


def _resolved(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """Return a schema, or the one that it refers to."""
    reference = schema.get("$ref", "")
    if not reference:
        return schema
    found: dict[str, Any] = document["components"]["schemas"][reference.rpartition("/")[2]]
    return found


def _downloads(store: Store, root: str) -> Iterable[Download]:
    files = downloads.boundaries(store)
    for entry in store.catalogue:
        ending = downloads.GEOJSON_ENDING if entry.id in files else CSV_ENDING
        address = f"{root}/datasets/{entry.id}{ending}"
        sidecar = None if entry.id in files else f"{root}/datasets/{entry.id}{SIDECAR_ENDING}"
        yield Download(entry.title, f"{entry.id}{ending}", address, sidecar)


@cache
def _template() -> Template:
    pages = environment()
    pages.filters["marked"] = marked
    return pages.get_template("docs.html")


def marked(text: str) -> Markup:
    """Return text in which backquotes mark code, the only Markdown that the document uses."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped


def page(document: dict[str, Any], store: Store, root: str) -> str:
    """Return the page.

    Args:
        document: The OpenAPI document.
        store: The data of a release.
        root: Path at which the API is mounted: `/api/v1`.
    """
    return _template().render(
        title=document["info"]["title"],
        paragraphs=document["info"]["description"].strip().split("\n\n"),
        sections=sections(document),
        downloads=list(_downloads(store, root)),
        document=root + openapi.PATH,
        root=root,
        home=root.removesuffix("/api/v1") or "",
        marking=marking.current(),
    )


def add_route(router: APIRouter, document: Document) -> None:
    """Add the address of the page."""

    @router.get(PATH, include_in_schema=False)
    def documentation(request: Request) -> Response:
        """Return the page."""
        store = document.get_store()
        root = request.url.path.removesuffix(PATH)
        made = document.of(store, root)
        html = page(made, store, root).encode()
        return send(Answer(html, HTML_TYPE), passing=bool(made.get(openapi.INCOMPLETE)))
