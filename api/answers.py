"""Answers as they are sent: JSON, CSV or the CSV's description.

They follow from the data and the address alone, and say so (`no-cache`): the server keeps them,
gives each a tag, and tells whoever has one already that it is still good.
"""

import json
import re
from dataclasses import dataclass

from fastapi import Response

from data.result import Result

JSON_TYPE = "application/json"
CSV_TYPE = "text/csv; charset=utf-8; header=present"
SIDECAR_TYPE = "application/csvm+json"
HTML_TYPE = "text/html; charset=utf-8"
GEOJSON_TYPE = "application/geo+json"

LONGEST_NAME = 120


@dataclass(frozen=True)
class Answer:
    """A complete answer.

    Attributes:
        body: What is sent.
        media_type: Its type.
        filename: Name under which a browser saves it; None for what is shown.
    """

    body: bytes
    media_type: str
    filename: str | None = None


def as_json(result: Result) -> Answer:
    """Return a result as `{"meta": {…}, "rows": […]}`."""
    content = {"meta": result.meta.to_record(), "rows": result.to_records()}
    return Answer(dump(content), JSON_TYPE)


def as_csv(result: Result, filename: str) -> Answer:
    """Return a result's rows as CSV, the header first."""
    return Answer(result.to_csv().encode(), CSV_TYPE, filename)


def as_sidecar(result: Result, url: str) -> Answer:
    """Return the CSV on the Web description of the CSV at `url`."""
    text = result.csv_metadata_text(url)
    return Answer(text.encode(), SIDECAR_TYPE)


def dump(content: object) -> bytes:
    """Return compact JSON in UTF-8."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def filename(*parts: str, ending: str = ".csv") -> str:
    """Return a file name of letters, digits, full stops, hyphens and underscores."""
    safe = (re.sub(r"[^A-Za-z0-9.]+", "-", part).strip("-.") for part in parts)
    return "_".join(part for part in safe if part)[:LONGEST_NAME] + ending


def send(answer: Answer, *, described_by: str | None = None, passing: bool = False) -> Response:
    """Return the response.

    Args:
        answer: The answer.
        described_by: Address of the CSV's description.
        passing: Whether it holds only while an engine is down; then nobody keeps a copy.
    """
    headers = {"Cache-Control": "no-store" if passing else "public, no-cache"}
    if described_by is not None:
        headers["Link"] = f'<{described_by}>; rel="describedby"; type="{SIDECAR_TYPE}"'
    if answer.filename is not None:
        headers["Content-Disposition"] = f'attachment; filename="{answer.filename}"'
    return Response(answer.body, headers=headers, media_type=answer.media_type)
