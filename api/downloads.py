"""`/datasets/{dataset}.csv` and `.geojson`: the tables and boundaries themselves."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.answers import (
    CSV_TYPE,
    GEOJSON_TYPE,
    SIDECAR_TYPE,
    Answer,
    as_csv,
    as_sidecar,
    send,
)
from api.openapi import DOWNLOADS
from api.problems import NotFound
from api.questions import NoQuestion
from api.responses import PROBLEMS, binary
from api.sidecars import CSV_ENDING, SIDECAR_ENDING, address_of_sidecar
from data.errors import InvalidParameter
from data.queries.tables import table
from data.store import Store

GEOJSON_ENDING = ".geojson"

DatasetId = Annotated[
    str, Path(description="Id of the dataset; see `/datasets`.", examples=["recorded-crime"])
]
Nothing = Annotated[NoQuestion, Query()]


def tables(store: Store) -> list[str]:
    """Return the ids of the datasets that are tables."""
    return [entry.id for entry in store.catalogue if entry.id in store.tables]


def boundaries(store: Store) -> dict[str, bytes]:
    """Return the boundary files by the id of their dataset."""
    known = {
        "boundaries-boroughs": store.boundaries.boroughs,
        "boundaries-bcus": store.boundaries.bcus,
    }
    return {entry.id: known[entry.id] for entry in store.catalogue if entry.id in known}


def add_routes(router: APIRouter, get_store: Callable[[], Store]) -> None:
    """Add the addresses of the downloads and of their descriptions."""

    @router.get(
        f"/datasets/{{dataset}}{CSV_ENDING}",
        operation_id="dataset-table",
        tags=[DOWNLOADS],
        summary="A dataset's table",
        description=(
            "The table as it is loaded, the header in the first row; a blank cell is missing, "
            "which is not zero. Source, licence, period and the meaning of the columns are in the "
            "sidecar."
        ),
        response_class=Response,
        responses={**PROBLEMS, **binary(CSV_TYPE, "The table")},
    )
    def dataset_table(request: Request, dataset: DatasetId, _: Nothing) -> Response:
        store = get_store()
        check(dataset, tables(store))
        name = f"{dataset}{CSV_ENDING}"
        made = as_csv(table(store, dataset=dataset), name)
        return send(made, described_by=address_of_sidecar(request))

    @router.get(
        f"/datasets/{{dataset}}{SIDECAR_ENDING}",
        operation_id="dataset-table-csv-metadata",
        tags=[DOWNLOADS],
        summary="A dataset's table: description of the CSV",
        description="CSV on the Web: source, licence, period, columns and notes of the table.",
        response_class=Response,
        responses={**PROBLEMS, **binary(SIDECAR_TYPE, "The description")},
    )
    def dataset_table_metadata(dataset: DatasetId, _: Nothing) -> Response:
        store = get_store()
        check(dataset, tables(store))
        made = as_sidecar(table(store, dataset=dataset), f"{dataset}{CSV_ENDING}")
        return send(made)

    @router.get(
        f"/datasets/{{dataset}}{GEOJSON_ENDING}",
        operation_id="dataset-boundaries",
        tags=[DOWNLOADS],
        summary="A dataset's boundaries",
        description="Polygons in longitude and latitude (WGS 84), as GeoJSON.",
        response_class=Response,
        responses={**PROBLEMS, **binary(GEOJSON_TYPE, "The boundaries")},
    )
    def dataset_boundaries(dataset: DatasetId, _: Nothing) -> Response:
        store = get_store()
        files = boundaries(store)
        check(dataset, list(files))
        name = f"{dataset}{GEOJSON_ENDING}"
        return send(Answer(files[dataset], GEOJSON_TYPE, name))


def check(dataset: str, known: list[str]) -> None:
    """Check that a path names a dataset that there is in this form.

    Raises:
        NotFound: It does not.
    """
    if dataset not in known:
        fault = InvalidParameter("dataset", dataset, known)
        message = (
            f"There is nothing to download under “{fault.value}”. There is: {fault.allowed_text}."
        )
        raise NotFound("dataset", dataset, known, message)
