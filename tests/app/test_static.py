"""Scripts and style sheets: compressed, fingerprinted, kept for a year."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
import zstandard
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from server.dashboard import Dashboard
from server.precompress import precompress
from server.static import Resources, StaticFiles, collect

YEAR = "max-age=31536000, public, immutable"
CSS = Path(__file__).parent / "sample" / "assets" / "sample.css"


def links(text: str) -> list[str]:
    return re.findall(r'(?:src|href)="(/(?:static|assets)/[^"]+)"', text)


def test_everything_a_page_asks_for_is_there_and_kept_for_a_year(client: TestClient) -> None:
    found = links(client.get("/chart").text)
    assert len(found) > 10
    for url in found:
        answer = client.head(url)
        assert answer.status_code == 200, url
        assert answer.headers["cache-control"] == YEAR
        assert answer.headers["content-type"].startswith(("text/javascript", "text/css"))


def test_chunks_that_components_load_later_are_beside_their_script(
    client: TestClient, sample: Dashboard
) -> None:
    script = sample.resources.url("dash", "dcc/dash_core_components.js")
    for chunk in ("graph", "dropdown", "markdown"):
        answer = client.head(f"{script.rpartition('/')[0]}/async-{chunk}.js")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == YEAR


def test_plotly_is_fingerprinted(client: TestClient, sample: Dashboard) -> None:
    url = sample.resources.url("plotly", "package_data/plotly.min.js")
    assert url in client.get("/").text
    assert client.head(url).headers["cache-control"] == YEAR


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("identity", None),
        ("", None),
        ("gzip;q=0, br;q=0", None),
    ],
)
def test_the_best_accepted_form_is_sent(
    compressed: TestClient, accepted: str, encoding: str | None
) -> None:
    url = next(url for url in links(compressed.get("/").text) if url.endswith("/all.css"))
    answer = compressed.get(url, headers={"Accept-Encoding": accepted})
    assert answer.status_code == 200
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.content.strip() == CSS.read_bytes().strip()
    if encoding:
        assert int(answer.headers["content-length"]) < CSS.stat().st_size


def test_what_a_style_sheet_refers_to_is_where_it_looks(client: TestClient) -> None:
    sheet = next(url for url in links(client.get("/").text) if url.endswith("/all.css"))
    assert "mark.svg" in client.get(sheet).text
    answer = client.get(f"{sheet.rpartition('/')[0]}/mark.svg")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == YEAR


def test_what_is_not_compressed_yet_is_compressed_on_the_way(client: TestClient) -> None:
    url = next(url for url in links(client.get("/").text) if url.endswith("/react@18.3.1.min.js"))
    answer = client.get(url, headers={"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.text.startswith("/**")


def test_answers_made_on_the_fly_are_compressed_once(client: TestClient) -> None:
    decoders = {
        "zstd": lambda sent: zstandard.ZstdDecompressor().decompressobj().decompress(sent),
        "br": brotli.decompress,
        "gzip": gzip.decompress,
    }
    for encoding, decode in decoders.items():
        with client.stream("GET", "/", headers={"Accept-Encoding": encoding}) as answer:
            sent = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == encoding
        assert answer.headers["vary"] == "Accept-Encoding"
        assert decode(sent).startswith(b"<!DOCTYPE html>")


def test_a_small_answer_is_not_compressed(client: TestClient) -> None:
    answer = client.get("/api/v1/nope", headers={"Accept-Encoding": "br"})
    assert "content-encoding" not in answer.headers


def test_an_asset_at_its_plain_address_is_asked_for_again(client: TestClient) -> None:
    answer = client.get("/assets/sample.css")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "max-age=0, public"
    again = client.get("/assets/sample.css", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/_dash-layout", "/_dash-dependencies"])
def test_a_layout_that_has_not_changed_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    assert first.headers["cache-control"] == "public, no-cache"
    tag = first.headers["etag"]
    for known in (tag, f'"other", {tag}'):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert client.get(path, headers={"If-None-Match": '"other"'}).json() == first.json()


def test_a_part_of_a_file_can_be_asked_for(compressed: TestClient) -> None:
    headers = {"Range": "bytes=0-9", "Accept-Encoding": "identity"}
    answer = compressed.get("/assets/sample.css", headers=headers)
    assert (answer.status_code, answer.content) == (206, CSS.read_bytes()[:10])


@pytest.mark.parametrize(
    "path",
    [
        "dash_table/bundle.js",
        "dcc/dash_core_components.js.map",
        "dash-renderer/build/dash-ws-worker.js",
    ],
)
def test_what_the_product_does_not_use_is_not_served(sample: Dashboard, path: str) -> None:
    assert sample.resources.find("dash", path) is None


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/assets/../app.py", "/assets/%2e%2e/__init__.py", "/assets//etc/passwd"],
)
def test_nothing_outside_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_changed_file_changes_the_address_of_its_package(tmp_path: Path) -> None:
    def urls() -> tuple[str, str]:
        resources = Resources()
        resources.add("p", tmp_path, ["a.js", "b.js"])
        return resources.url("p", "a.js"), resources.url("p", "b.js")

    (tmp_path / "a.js").write_text("one")
    (tmp_path / "b.js").write_text("two")
    before = urls()
    assert before == urls()
    (tmp_path / "b.js").write_text("three")
    assert not set(before) & set(urls())


def test_editing_a_file_leaves_its_address_true(tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    assets.mkdir()
    (assets / "own.css").write_text("a { color: red }")
    resources = Resources()
    resources.add("assets", assets, ["own.css"])
    application = StaticFiles(PlainTextResponse("other"), resources, tmp_path / "cache")
    (assets / "own.css").write_text("a { color: blue; background: white }")
    client = TestClient(application)
    for url in (resources.url("assets", "own.css"), "/assets/own.css"):
        assert client.get(url).text == "a { color: red }"


def test_a_page_asks_for_one_file_instead_of_many(tmp_path: Path) -> None:
    assets, cache = tmp_path / "assets", tmp_path / "cache"
    (assets / "below").mkdir(parents=True)
    for path, text in {
        "2.js": '"use strict";\nlet b = 2',
        "1.js": '"use strict";\nlet a = 1',
        "1.css": "a {}",
        "2.css": "b {}",
        "below/3.css": "c {}",
    }.items():
        (assets / path).write_text(text)
    resources = collect({}, assets, cache)
    script, style = resources.find("assets", "all.js"), resources.find("assets", "all.css")
    assert script is not None
    assert style is not None
    assert style.path.read_text() == "\na {}\nb {}"
    assert script.path.read_text() == ('\n;\n"use strict";\nlet a = 1\n;\n"use strict";\nlet b = 2')
    for path, whole in {"1.js": script, "2.js": script, "1.css": style}.items():
        part = resources.find("assets", path)
        assert part is not None
        assert resources.for_pages(part) == whole
    below = resources.find("assets", "below/3.css")
    assert below is not None
    assert resources.for_pages(below) == below


def test_precompressing_does_only_what_is_left_to_do(tmp_path: Path) -> None:
    source, cache = tmp_path / "source", tmp_path / "cache"
    source.mkdir()
    (source / "long.js").write_text("const word = 1;\n" * 100)
    (source / "short.js").write_text("1")
    (source / "picture.png").write_bytes(bytes(5000))

    def run() -> tuple[int, Resources]:
        resources = Resources()
        resources.add("p", source, ["long.js", "short.js", "picture.png"])
        return precompress(resources, cache), resources

    assert run()[0] == 1
    count, resources = run()
    assert count == 0
    long = resources.find("p", "long.js")
    assert long is not None
    content = (source / "long.js").read_bytes()
    assert brotli.decompress(long.compressed(cache, "br").read_bytes()) == content
    assert gzip.decompress(long.compressed(cache, "gzip").read_bytes()) == content
    assert len(list((cache / "static").iterdir())) == 2
    (source / "long.js").write_text("const word = 2;\n" * 100)
    assert run()[0] == 1
