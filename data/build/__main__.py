"""Command line of the builder."""

from __future__ import annotations

import argparse
from pathlib import Path

from data.build import report
from data.build.boundaries import outlines, simplified, to_geojson
from data.build.tables import TABLES
from data.catalogue import dataset

FILES = Path(__file__).resolve().parent.parent / "files"


def build(shared: Path, out: Path) -> list[Path]:
    """Write every table and both boundary files into `out`; return what was written.

    Args:
        shared: Directory that holds `figures/`, `geo/` and `report/`.
        out: Directory for the product's files; it must exist.
    """
    written = []
    for dataset_id, make in TABLES.items():
        path = out / dataset(dataset_id).file
        make(shared / "figures").to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
        written.append(path)
    written += report.build(shared / "report", out)
    boroughs = TABLES["boroughs"](shared / "figures")
    shapes = simplified(shared / "geo" / "london_boroughs.geojson", boroughs)
    for dataset_id, frame in (
        ("boundaries-boroughs", shapes),
        ("boundaries-bcus", outlines(shapes)),
    ):
        path = out / dataset(dataset_id).file
        path.write_bytes(to_geojson(frame))
        written.append(path)
    return written


def main() -> None:
    """Parse the command line and build."""
    parser = argparse.ArgumentParser(prog="python -m data.build", description=build.__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="directory of the sources")
    parser.add_argument("--out", type=Path, default=FILES, help="where to write (%(default)s)")
    arguments = parser.parse_args()
    for path in build(arguments.shared, arguments.out):
        print(f"{path}  {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
