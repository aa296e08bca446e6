from __future__ import annotations

from data.errors import DataFileError, InvalidParameter


def test_a_rejected_value_is_cut_to_a_hundred_characters() -> None:
    error = InvalidParameter("area", "x" * 5_000, ["london"])
    assert error.value == "x" * 100


def test_a_rejected_value_stays_on_one_line_and_shows_no_control_character() -> None:
    error = InvalidParameter("area", "a\n\r\x1b[31m\u202eb", ["london"])
    assert error.value == "a���[31m�b"


def test_the_message_names_the_value_the_parameter_and_what_is_allowed() -> None:
    error = InvalidParameter("by", "ward", ["borough", "bcu"])
    assert error.allowed == ["borough", "bcu"]
    assert str(error) == "“ward” is not a value for by. Allowed: borough, bcu."
    assert InvalidParameter("from", "x", "a month", "No.").message == "No."


def test_a_file_error_says_file_row_column_value_and_rule() -> None:
    error = DataFileError("a.csv", "must be small", row=7, column="count", value="99")
    assert str(error) == "a.csv, row 7, column count: must be small (found “99”)"
    assert (error.file, error.row, error.column, error.value) == ("a.csv", 7, "count", "99")


def test_a_file_error_for_a_whole_file_leaves_out_what_it_has_not() -> None:
    error = DataFileError("a.csv", "must not be empty")
    assert str(error) == "a.csv: must not be empty"
    assert error.row is None
    assert error.value is None
