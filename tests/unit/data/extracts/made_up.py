"""Makes files in the publisher's layouts from the bundled tables, and reads them in another way."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from pathlib import Path

from data.extracts.sheet import fold
from data.store import DEFAULT_DIRECTORY

Rows = list[list[str]]

HEADS = {
    "nine-groups": ["Borough", "Major Category", "Minor Category"],
    "twelve-groups": ["MajorText", "MinorText", "LookUp_BoroughName"],
    "connect": ["MajorText", "MinorText", "BoroughName"],
}
AIRPORTS = "London Heathrow and London City Airports"


def table(content: bytes) -> list[dict[str, str]]:
    """A table of ours, row by row, as text."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def bundled(file: str) -> list[dict[str, str]]:
    return table((DEFAULT_DIRECTORY / file).read_bytes())


CRIME = bundled("recorded_crime.csv")
LABELS = bundled("offence_labels.csv")
NAMES = {row["area_code"]: row["area_name"] for row in bundled("boroughs.csv") if row["bcu"]} | {
    "AVIATION": AIRPORTS,
    "UNKNOWN": "Unknown",
}
CODES = {fold(name): code for code, name in NAMES.items()}


def extract(months: list[str], layout: str = "connect", like: dict[str, str] | None = None) -> Rows:
    """A borough extract: header and rows.

    Args:
        months: Its months.
        layout: The labels and header that it has.
        like: A month that is not in the bundled table, and the month whose counts it takes.
    """
    label_of: dict[str, tuple[str, str]] = {}
    for line in LABELS:
        if line["layout"] == layout:
            label = line["label"][:50].strip()
            label_of.setdefault(line["offence"], (line["group_label"], label))
    rows = [HEADS[layout] + [month.replace("-", "") for month in months]]
    sources = [(like or {}).get(month, month) for month in months]
    for line in CRIME:
        counts = [line[month] for month in sources]
        if line["offence"] in label_of and any(count not in {"", "0"} for count in counts):
            group, label = label_of[line["offence"]]
            if layout == "connect":
                group, label = group.upper(), label.upper()
            name = NAMES[line["area_code"]]
            start = [name, group, label] if layout == "nine-groups" else [group, label, name]
            rows.append(start + [count or "0" for count in counts])
    return rows


def to_csv(rows: Rows, delimiter: str = ",", newline: str = "\n") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return out.getvalue().encode()


def to_xlsx(rows: Rows, numbers: bool = True) -> bytes:
    import openpyxl  # noqa: PLC0415

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    for row in rows:
        sheet.append([int(cell) if numbers and cell.isdecimal() else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sums(rows: Rows) -> dict[tuple[str, str, str], int]:
    """What a file in today's layouts says, read without the loader: by area, offence and month."""
    offences = {
        (fold(line["group_label"]), fold(line["label"])[:50].strip()): line["offence"]
        for line in LABELS
        if line["layout"] in {"connect", "twelve-groups"}
    }
    header = [cell.strip().lower() for cell in rows[0]]
    group, label = header.index("majortext"), header.index("minortext")
    area = next(i for i, name in enumerate(header) if name.endswith("boroughname"))
    months = {i: f"{name[:4]}-{name[4:]}" for i, name in enumerate(header) if name.isdecimal()}
    found: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in rows[1:]:
        if any(cell.strip() for cell in row):
            offence = offences[fold(row[group]), fold(row[label])[:50].strip()]
            for position, month in months.items():
                text = row[position].strip().replace(",", "")
                found[CODES[fold(row[area])], offence, month] += int(text)
    return found


def cells(content: bytes) -> dict[tuple[str, str, str], str]:
    """A table `recorded-crime` cell by cell, as text: blank is missing."""
    return {
        (row["area_code"], row["offence"], month): count
        for row in table(content)
        for month, count in row.items()
        if month[:2] == "20"
    }


def months_from(first: str, number: int) -> list[str]:
    from data.periods import Month  # noqa: PLC0415

    return [str(Month.parse(first) + step) for step in range(number)]


def put(directory: Path, name: str, content: bytes) -> Path:
    path = directory / name
    path.write_bytes(content)
    return path


def read_csv(content: bytes) -> Rows:
    """The rows of a text file whose encoding is one of those that are read."""
    text = content.decode("utf-8-sig")
    delimiter = max(",;\t", key=text.splitlines()[0].count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
