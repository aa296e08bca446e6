"""The same answers to the last digit from every engine: every query of the product."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from data.__main__ import main
from data.engine import configure, counts_beside, engine_of, months, offences, places
from data.engine.address import EMBEDDED, parse
from data.engine.block import EngineCounts, on_engine
from data.engine.publishing import publish
from data.store import Store, load_store
from tests.engines.postgresql import Server
from tests.engines.questions import Called, answers, of_wards, queries_of_counts
from tests.unit.data.engine import made_up
from tests.unit.data.extracts.ward_files import WARDS, current, data_directory, load, wards

Said = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def expected(release: Store) -> dict[str, str]:
    """What the counts in memory answer; every query of the product is among the questions."""
    with Called() as called:
        found = answers(release)
    assert queries_of_counts() - called.names == set()
    return found


@pytest.fixture(scope="module")
def spark_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("warehouse")
    return f"spark-local://?warehouse={place}&executors=2&cores=1&memory=1024"


@pytest.fixture(
    scope="module",
    params=["duckdb", "postgresql", pytest.param("spark", marks=pytest.mark.full)],
)
def engine(request: pytest.FixtureRequest, release: Store) -> Iterator[Store]:
    """The release with every count asked of an engine."""
    url = EMBEDDED
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        url = server.url
    elif request.param == "spark":
        url = request.getfixturevalue("spark_url")
    address = parse(url)
    if address.kind != "duckdb":
        done = publish(release, address)
        assert done.rows[made_up.WARDS] == made_up.counts().size - 6 * 3
    patient = 120 if address.kind == "spark" else 10
    configure(url, connect=patient, answer=patient, everything=True)
    yield on_engine(release)
    configure(EMBEDDED)


@pytest.fixture(autouse=True)
def _embedded() -> None:
    """Keep the module's engine from test to test."""


def test_every_query_of_the_product_gives_the_same_answer(
    engine: Store, expected: dict[str, str]
) -> None:
    assert all(isinstance(counts, EngineCounts) for counts in engine.cubes.values())
    found = answers(engine)
    assert found.keys() == expected.keys()
    different = [name for name, answer in expected.items() if found[name] != answer]
    assert different == []


def test_wards_give_the_same_counts(engine: Store, release: Store) -> None:
    found = {name: json.loads(text) for name, text in of_wards(engine, made_up.WARDS).items()}
    block = made_up.counts().astype(float)
    block[:, :, made_up.MONTHS.index(made_up.GAP)] = np.nan
    assert [each["code"] for each in found["places"]] == list(made_up.CODES)
    assert [each["code"] for each in found["within"]] == list(made_up.CODES[::2])
    assert found["offences"] == list(made_up.OFFENCES)
    counts = np.array(found["by period"]["values"], dtype=float)
    np.testing.assert_array_equal(counts[:6, :3, 2:-2], block)
    np.testing.assert_array_equal(counts[6, 3, 2:-2], block.sum(axis=(0, 1)))
    assert np.isnan(counts[7]).all()
    assert np.isnan(counts[:, 4]).all()
    beside = np.array(found["beside"]["values"], dtype=float)
    np.testing.assert_array_equal(beside[:, 0], block[:, :, -6:].sum(axis=(1, 2)))
    np.testing.assert_array_equal(beside[:, 1], np.nansum(block, axis=(1, 2)))
    assert np.isnan(beside[:, 2]).all()


def test_a_load_puts_its_release_on_the_engine_before_it_counts(
    tmp_path: Path, postgresql: Server, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    directory = data_directory(tmp_path)
    before = current(directory, "").parent
    monkeypatch.setenv("ENGINE_PUBLISH_URL", "postgresql://u:pa55@127.0.0.1:1/x")
    assert load(directory, wards()) == 2
    said = capsys.readouterr().err
    assert "Nothing was changed: PostgreSQL at 127.0.0.1:1 cannot be reached." in said
    assert "pa55" not in said
    assert current(directory, "").parent == before
    monkeypatch.setenv("ENGINE_PUBLISH_URL", postgresql.url)
    assert load(directory, wards()) == 0
    store = load_store(directory)
    configure(postgresql.url)
    try:
        assert places(engine_of(store), made_up.WARDS, ["E09000029"])
        assert engine_of(store).trouble is None
    finally:
        configure(EMBEDDED)
    # Without it, whoever loads is told what is left to do.
    monkeypatch.delenv("ENGINE_PUBLISH_URL")
    monkeypatch.setenv("ENGINE_URL", postgresql.url)
    fewer = wards(of={"Sutton": WARDS["Sutton"][:3]})
    assert load(directory, fewer, "--accept-totals") == 0
    assert "python -m data publish" in capsys.readouterr().out


OFFICIAL = Path(__file__).resolve().parents[3] / "shared/official/mps_ward_level_crime_sample.csv"


@pytest.mark.skipif(not OFFICIAL.is_file(), reason="the publisher's files are not beside it")
def test_the_publishers_wards_are_the_same_in_postgresql(
    tmp_path: Path, postgresql: Server
) -> None:
    loaded = made_up.copied(tmp_path)
    assert main(["load", str(OFFICIAL), "--data-dir", str(loaded), "--accept-totals"]) == 0
    configure(EMBEDDED)
    store = load_store(loaded)
    there = of_wards(store, made_up.WARDS)
    # By hand, from the rows of the file: burglary of every ward in its newest twelve months.
    expected: Counter[str] = Counter()
    with OFFICIAL.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    code, group = header.index("WardCode"), header.index("MajorText")
    for row in rows:
        expected[row[code]] += sum(map(int, row[-12:])) if row[group] == "BURGLARY" else 0
    engine = engine_of(store)
    parts = [slug for slug in offences(engine, made_up.WARDS) if slug.startswith("burglary")]
    last = months(engine, made_up.WARDS)[-1]
    asked = counts_beside(engine, made_up.WARDS, offences=parts, spans=[(last + -11, last)])
    found = dict(zip(asked.areas, np.nan_to_num(asked.values[:, 0]), strict=True))
    assert found == {each: float(expected[each]) for each in found}
    assert sum(found.values()) > 1000
    assert main(["publish", "--engine", postgresql.url, "--data-dir", str(loaded)]) == 0
    configure(postgresql.url)
    try:
        assert of_wards(load_store(loaded), made_up.WARDS) == there
    finally:
        configure(EMBEDDED)
