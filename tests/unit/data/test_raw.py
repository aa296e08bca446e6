from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import DataFileError
from data.raw import parse, read_bytes


def refused(content: bytes) -> DataFileError:
    with pytest.raises(DataFileError) as caught:
        parse("t.csv", content)
    assert caught.value.file == "t.csv"
    return caught.value


def test_a_table_is_read_as_text_with_the_line_of_each_row() -> None:
    table = parse("t.csv", b'a,b\r\n01,"x\ny"\r\n,NA\r\n')
    assert table.frame.to_dict("list") == {"a": ["01", ""], "b": ["x\ny", "NA"]}
    assert table.lines == (2, 4)


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    assert list(parse("t.csv", b"\xef\xbb\xbfa,b\n1,2\n").frame.columns) == ["a", "b"]


def test_a_last_line_without_an_end_is_a_row() -> None:
    assert len(parse("t.csv", b"a\n1\n2").frame) == 2


@pytest.mark.parametrize(("row", "cells"), [(b"1,2,3", "3 cells"), (b"1", "1 cells")])
def test_a_row_with_more_or_fewer_cells_is_refused(row: bytes, cells: str) -> None:
    error = refused(b"a,b\n1,2\n" + row + b"\n")
    assert (error.row, error.value) == (3, cells)
    assert "2 cells" in error.rule


def test_an_empty_line_is_a_row_without_cells() -> None:
    assert refused(b"a,b\n1,2\n\n3,4\n").row == 3


def test_another_encoding_is_refused_at_its_line() -> None:
    error = refused("a,b\n1,é\n".encode("latin-1"))
    assert (error.row, error.value) == (2, "byte 0xe9")
    assert "UTF-8" in error.rule


def test_sixteen_bit_text_is_refused() -> None:
    assert "UTF-8" in refused("a,b\n1,2\n".encode("utf-16")).rule


def test_a_quotation_mark_that_does_not_close_is_refused_at_its_row() -> None:
    assert refused(b'a,b\n1,2\n"3,4\n').row == 3


def test_text_after_a_closing_quotation_mark_is_refused() -> None:
    assert refused(b'a,b\n"1"x,2\n').row == 2


def test_a_column_twice_is_refused() -> None:
    error = refused(b"a,b,a\n1,2,3\n")
    assert (error.row, error.column) == (1, "a")


def test_a_column_without_a_name_is_refused() -> None:
    error = refused(b"a,,c\n1,2,3\n")
    assert error.row == 1
    assert "column 2" in error.rule


def test_a_header_alone_is_refused() -> None:
    assert "at least one row" in refused(b"a,b\n").rule


@pytest.mark.parametrize("content", [b"", b" \n\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(DataFileError, match=r"t\.csv: the file must not be empty"):
        read_bytes(tmp_path, "t.csv")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"t\.csv: the file must be in the data directory"):
        read_bytes(tmp_path, "t.csv")


def test_a_directory_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").mkdir()
    with pytest.raises(DataFileError, match="must be readable"):
        read_bytes(tmp_path, "t.csv")
