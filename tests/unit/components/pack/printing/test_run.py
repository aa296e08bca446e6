"""Runs: where packs go, what is kept, and that a file is there whole or not at all."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from components.pack.printing import run
from components.pack.printing.chromium import find_chromium
from components.pack.printing.errors import PrintingError
from components.pack.printing.run import Wanted, places, print_packs, write_whole
from components.pack.printing.stamp import Stamp, first_pages, is_current, stamped

STAMP = Stamp(area="south-west", as_at="2018-06", release="abc", marking="OFFICIAL – “draft”")
HEADINGS = ["The pack, as at June 2018", "1. Overview", "A tile", "2. Crime trends"]


def pdf(*, pages: int = 3, titles: tuple[str, ...] = tuple(HEADINGS)) -> bytes:
    """A PDF with a bookmark for each title, nested as headings are; two on the second page."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        with made.open_outline() as outline:
            top = pikepdf.OutlineItem(titles[0], 0)
            for title, place in zip(titles[1:], (1, 1, 2), strict=False):
                top.children.append(pikepdf.OutlineItem(title, place))
            outline.root.append(top)
        made.save(out)
    return out.getvalue()


def test_where_packs_go(tmp_path: Path) -> None:
    two = [STAMP, Stamp("E09000016", "2018-06", "abc", "")]
    assert [each.path for each in places(two, tmp_path)] == [
        tmp_path / "pack_south-west_2018-06.pdf",
        tmp_path / "pack_E09000016_2018-06.pdf",
    ]
    assert places([STAMP], tmp_path / "mine.PDF")[0].path == tmp_path / "mine.PDF"
    assert places([STAMP], None)[0].path == Path("pack_south-west_2018-06.pdf")
    with pytest.raises(PrintingError, match="2 packs do not go into one file"):
        places(two, tmp_path / "all.pdf")


def test_sections_are_found_on_their_pages() -> None:
    assert first_pages(pdf(), HEADINGS) == {
        "The pack, as at June 2018": 1,
        "1. Overview": 2,
        "A tile": 2,
        "2. Crime trends": 3,
    }


def test_without_bookmarks_the_browser_is_too_old() -> None:
    with pytest.raises(PrintingError, match=r"4 bookmarks for 1 headings.*131 or newer"):
        first_pages(pdf(), HEADINGS[:1])


def test_a_stamp_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    assert not is_current(path, STAMP)
    path.write_bytes(stamped(pdf(), STAMP, title="The pack", headings=HEADINGS))
    assert is_current(path, STAMP)
    with pikepdf.open(path) as made:
        assert str(made.docinfo["/Title"]) == "The pack"
        assert str(made.Root.Lang) == "en-GB"
    for other in (
        Stamp("south-east", "2018-06", "abc", STAMP.marking),
        Stamp("south-west", "2018-07", "abc", STAMP.marking),
        Stamp("south-west", "2018-06", "abd", STAMP.marking),
        Stamp("south-west", "2018-06", "abc", ""),
    ):
        assert not is_current(path, other)


@pytest.mark.parametrize("part", [0, 10, 0.5, 0.98])
def test_half_a_file_is_no_pack(tmp_path: Path, part: float) -> None:
    whole = stamped(pdf(), STAMP, title="The pack", headings=HEADINGS)
    path = tmp_path / "pack.pdf"
    path.write_bytes(whole[: int(part * len(whole)) if part < 1 else int(part)])
    assert not is_current(path, STAMP)


def test_bookmarks_get_their_whole_titles() -> None:
    cut = ("The pack,as at June 2018", *HEADINGS[1:])
    mended = stamped(pdf(titles=cut), STAMP, title="t", headings=HEADINGS)
    assert list(first_pages(mended, HEADINGS)) == HEADINGS
    with pikepdf.open(io.BytesIO(mended)) as made, made.open_outline() as outline:
        assert outline.root[0].title == HEADINGS[0]


def test_a_file_is_replaced_whole_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "new" / "pack.pdf"
    write_whole(path, b"one")
    (path.parent / ".pack.pdf.x.unfinished").write_bytes(b"half")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PrintingError, match=r"file/pack\.pdf cannot be written: .+\."):
        write_whole(tmp_path / "file" / "pack.pdf", b"x")


def test_what_is_there_is_kept_without_a_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "chromium", lambda: pytest.fail("a browser was started"))
    wanted = Wanted(STAMP, tmp_path / "pack.pdf")
    write_whole(wanted.path, stamped(pdf(), STAMP, title="t", headings=HEADINGS))
    steps: list[tuple[str, bool]] = []
    done = print_packs(
        [wanted], progress=lambda each, printed: steps.append((each.stamp.area, printed))
    )
    assert (done.kept, done.printed, steps) == ([wanted.path], [], [("south-west", False)])


def test_without_chromium_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(PrintingError, match="apt-get install chromium"):
        find_chromium()
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(PrintingError, match="CHROMIUM=/nowhere/chromium is not a program"):
        find_chromium()
