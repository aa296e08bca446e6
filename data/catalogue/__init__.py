"""The catalogue: one entry a dataset.

To add a dataset, write its entry in one of the modules of this package (or a new one, named in
`CATALOGUE`) and put the file into the data directory: it is then loaded, validated, listed on the
About page and in `/api/v1/datasets`, and served as `store.table(id)`.
"""

from data.catalogue import extracts, knife, recorded_crime, reference, report, small_areas
from data.catalogue.model import Column, Dataset, Gap, MonthColumns, RowRule
from data.errors import InvalidParameter

CATALOGUE: tuple[Dataset, ...] = (
    *recorded_crime.DATASETS,
    *knife.DATASETS,
    *report.DATASETS,
    *reference.DATASETS,
    *extracts.DATASETS,
    *small_areas.DATASETS,
)
"""Every dataset, in the order in which they are listed."""


def dataset(dataset_id: str) -> Dataset:
    """Return the entry with this id.

    Raises:
        InvalidParameter: There is none.
    """
    for entry in CATALOGUE:
        if entry.id == dataset_id:
            return entry
    raise InvalidParameter("dataset", dataset_id, [entry.id for entry in CATALOGUE])


__all__ = ["CATALOGUE", "Column", "Dataset", "Gap", "MonthColumns", "RowRule", "dataset"]
