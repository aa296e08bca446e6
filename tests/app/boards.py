"""A quarter's board as a file, for tests that load one through the server."""

from tests.unit.data.intake.made_up import csv_text
from tests.unit.data.intake.quarters import commitments, second

BOARD = csv_text([*second(), *commitments("Q2 2018/19")]).encode()
