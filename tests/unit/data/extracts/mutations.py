"""Ways in which a file can be wrong, or merely look different; each says what must come of it."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from typing import Literal

from tests.unit.data.extracts.made_up import Rows, to_csv, to_xlsx

Expected = Literal["same", "refused", "either"]
"""The same as the file without the change; refused; or either refused, or as the file says."""
Mutation = Callable[[random.Random, Rows], tuple[bytes, Expected]]

KEYS = 3


def _cell(random_: random.Random, rows: Rows, text: str) -> Rows:
    row = random_.randrange(1, len(rows))
    rows[row][random_.randrange(KEYS, len(rows[row]))] = text
    return rows


def truncated(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    content = to_csv(rows)
    return content[: random_.randrange(len(content))], "either"


def truncated_lines(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    return to_csv(rows[: random_.randrange(1, len(rows) - 1)]), "either"


def truncated_workbook(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    content = to_xlsx(rows[:200])
    return content[: random_.randrange(len(content))], "refused"


def shuffled_columns(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    order = random_.sample(range(len(rows[0])), len(rows[0]))
    return to_csv([[row[position] for position in order] for row in rows]), "same"


def shuffled_rows(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    return to_csv([rows[0], *random_.sample(rows[1:], len(rows) - 1)]), "same"


def shuffled_headers(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    months = rows[0][KEYS:]
    one, other = random_.sample(range(len(months)), 2)
    months[one], months[other] = months[other], months[one]
    return to_csv([rows[0][:KEYS] + months, *rows[1:]]), "either"


def other_encoding(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    encoding = random_.choice(["utf-8-sig", "cp1252", "utf-16"])
    return to_csv(rows).decode().encode(encoding), "same"


def wrong_encoding(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    encoding = random_.choice(["utf-16-le", "utf-16-be", "utf-32", "cp500"])
    return to_csv(rows).decode().encode(encoding), "refused"


def strange_byte(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    content = bytearray(to_csv(rows))
    content[random_.randrange(len(content))] = random_.choice([0x00, 0x81, 0xE9, 0xFF, 0x22])
    return bytes(content), "either"


def other_look(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    delimiter, newline = random_.choice(",;\t"), random_.choice(["\n", "\r\n", "\r"])
    case = random_.choice([str.lower, str.upper, str.title])
    labels = [[*(case(cell) for cell in row[:KEYS]), *row[KEYS:]] for row in rows[1:]]
    return to_csv([rows[0], *labels], delimiter, newline), "same"


def trailing_spaces(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    spaced = [
        [cell + " " * random_.randrange(3) if random_.random() < 0.1 else cell for cell in row]
        for row in rows
    ]
    return to_csv(spaced), "same"


def blank_rows(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    for _ in range(5):
        blank = random_.choice([[], [""] * len(rows[0]), [" "] * len(rows[0])])
        rows.insert(random_.randrange(1, len(rows) + 1), blank)
    return to_csv(rows), "same"


def workbook(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    return to_xlsx(rows, numbers=random_.random() < 0.5), "same"


def swapped_boroughs(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    names = sorted({row[2] for row in rows[1:] if row[2] != "Unknown"})
    one, other = random_.sample(names, 2)
    for row in rows[1:]:
        row[2] = {one: other, other: one}.get(row[2], row[2])
    return to_csv(rows), "refused"


def negative(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    return to_csv(_cell(random_, rows, f"-{random_.randrange(1, 999)}")), "refused"


def fraction(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    text = f"{random_.randrange(1, 99)}.{random_.randrange(1, 9)}"
    return to_csv(_cell(random_, rows, text)), "refused"


def huge(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    return to_csv(_cell(random_, rows, str(10 ** random_.randrange(5, 40)))), "refused"


def no_number(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    text = random_.choice(["", "n/a", "-", "1e3", "#REF!", "NaN", "inf", "٣", "12x", "<5", "0x1F"])
    return to_csv(_cell(random_, rows, text)), "refused"


def formula(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    return to_xlsx(_cell(random_, rows, "=SUM(D2:D9)")), "refused"


def zip_bomb(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    out = io.BytesIO(to_xlsx(rows[:3]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(random_.randrange(101, 140) * 1024**2))
    return out.getvalue(), "refused"


def doubled_column(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    position = random_.randrange(len(rows[0]))
    return to_csv([[*row, row[position]] for row in rows]), "refused"


def missing_month(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    position = random_.randrange(KEYS + 1, len(rows[0]) - 1)
    return to_csv([row[:position] + row[position + 1 :] for row in rows]), "refused"


def missing_column(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    position = random_.randrange(KEYS)
    return to_csv([row[:position] + row[position + 1 :] for row in rows]), "refused"


def doubled_row(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    rows.insert(random_.randrange(1, len(rows)), list(random_.choice(rows[1:])))
    return to_csv(rows), "refused"


def total_row(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    total = [str(sum(int(row[i]) for row in rows[1:])) for i in range(KEYS, len(rows[0]))]
    name = random_.choice(["Total", "Grand Total", "London", ""])
    rows.append([random_.choice(["Total", "THEFT"]), random_.choice(["", "Total"]), name, *total])
    return to_csv(rows), "refused"


def new_label(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    old = random_.choice(rows[1:])[1]
    for row in rows[1:]:
        row[1] = f"{old} (NEW)" if row[1] == old else row[1]
    return to_csv(rows), "refused"


def new_borough(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    random_.choice(rows[1:])[2] = random_.choice(["City of London", "Bromly", "Slough", "'"])
    return to_csv(rows), "refused"


def low_month(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    position = random_.randrange(KEYS + 1, len(rows[0]) - 1)
    for row in rows[1:]:
        row[position] = str(int(row[position]) // 2)
    return to_csv(rows), "refused"


def missing_cells(random_: random.Random, rows: Rows) -> tuple[bytes, Expected]:
    row = random_.choice(rows[1:])
    del row[random_.randrange(len(row)) :]
    return to_csv(rows), "either"


MUTATIONS: tuple[Mutation, ...] = (
    truncated, truncated_lines, truncated_workbook, shuffled_columns, shuffled_rows,
    shuffled_headers, other_encoding, wrong_encoding, strange_byte, other_look, trailing_spaces,
    blank_rows, workbook, swapped_boroughs, negative, fraction, huge, no_number, formula, zip_bomb,
    doubled_column, missing_month, missing_column, doubled_row, total_row, new_label, new_borough,
    low_month, missing_cells,
)  # fmt: skip
