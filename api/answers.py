"""Answers as they are sent: JSON, CSV or the CSV's description, kept by release and question.

The entity tag names the release and the content, so a reader's copy is good exactly as long as a
new answer would be the same; "not modified" costs no body.
"""

import hashlib
import json
import re
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from http import HTTPStatus

from cachetools import LRUCache
from fastapi import Request, Response

from data.result import Result

KEPT_BYTES = 8_000_000
"""Memory of one process for answers already made."""

OVERHEAD = 1_000
"""Bytes of memory that an answer takes besides its body, roughly."""

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
        release: The release of the data from which it was made.
        filename: Name under which a browser saves it; None for what is shown.
        tag: Entity tag, without quotes.
    """

    body: bytes
    media_type: str
    release: str
    filename: str | None = None
    tag: str = field(init=False)

    def __post_init__(self) -> None:
        """Work out the tag once."""
        digest = hashlib.sha256(self.body).hexdigest()[:16]
        object.__setattr__(self, "tag", f"{self.release}-{digest}")


class Answers:
    """Answers already made, the least recently used given up first.

    Args:
        kept_bytes: Memory for them.
    """

    def __init__(self, kept_bytes: int = KEPT_BYTES) -> None:
        self._kept: LRUCache[Hashable, Answer] = LRUCache(kept_bytes, getsizeof=_size)
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer to a question, made if it is not kept.

        Args:
            key: Release and question.
            make: Makes the answer.
        """
        with self._lock:
            answer = self._kept.get(key)
        if answer is None:
            answer = make()
            if _size(answer) <= self._kept.maxsize:
                with self._lock:
                    self._kept[key] = answer
        return answer


def _size(answer: Answer) -> int:
    return len(answer.body) + OVERHEAD


def as_json(result: Result) -> Answer:
    """Return a result as `{"meta": {…}, "rows": […]}`."""
    content = {"meta": result.meta.to_record(), "rows": result.to_records()}
    return Answer(dump(content), JSON_TYPE, result.meta.release)


def as_csv(result: Result, filename: str) -> Answer:
    """Return a result's rows as CSV, the header first."""
    return Answer(result.to_csv().encode(), CSV_TYPE, result.meta.release, filename)


def as_sidecar(result: Result, url: str) -> Answer:
    """Return the CSV on the Web description of the CSV at `url`."""
    text = result.csv_metadata_text(url)
    return Answer(text.encode(), SIDECAR_TYPE, result.meta.release)


def dump(content: object) -> bytes:
    """Return compact JSON in UTF-8."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def filename(*parts: str, ending: str = ".csv") -> str:
    """Return a file name of letters, digits, full stops, hyphens and underscores."""
    safe = (re.sub(r"[^A-Za-z0-9.]+", "-", part).strip("-.") for part in parts)
    return "_".join(part for part in safe if part)[:LONGEST_NAME] + ending


def send(request: Request, answer: Answer, *, described_by: str | None = None) -> Response:
    """Return the response: the answer, or that the reader's copy is still good.

    Args:
        request: What is answered.
        answer: The answer.
        described_by: Address of the CSV's description.
    """
    headers = {"ETag": f'W/"{answer.tag}"', "Cache-Control": "public, no-cache"}
    if described_by is not None:
        headers["Link"] = f'<{described_by}>; rel="describedby"; type="{SIDECAR_TYPE}"'
    if answer.filename is not None:
        headers["Content-Disposition"] = f'attachment; filename="{answer.filename}"'
    if _known(request, answer.tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(answer.body, headers=headers, media_type=answer.media_type)


def _known(request: Request, tag: str) -> bool:
    tags = (part.strip() for part in request.headers.get("if-none-match", "").split(","))
    return any(each.removeprefix("W/") in (f'"{tag}"', "*") for each in tags)
