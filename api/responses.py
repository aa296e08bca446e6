"""What the OpenAPI document says of answers in general."""

from typing import Any

from api.models import Refusal

Responses = dict[int | str, dict[str, Any]]

HEADERS = {
    "ETag": {
        "description": "Fingerprint of the answer; send it back in If-None-Match.",
        "schema": {"type": "string"},
    },
    "Link": {
        "description": "With format=csv: where the CSV is described (rel=describedby).",
        "schema": {"type": "string"},
    },
}

NOT_MODIFIED: Responses = {
    304: {"description": "The reader's copy, named in If-None-Match, is still good"}
}

REFUSED: Responses = {
    422: {
        "model": Refusal,
        "description": "A parameter is missing, unknown, repeated or not among what is accepted",
    }
}

PROBLEMS: Responses = {
    **NOT_MODIFIED,
    **REFUSED,
    404: {"model": Refusal, "description": "There is no such dataset"},
}


def media_type(content_type: str) -> str:
    """Return a content type without its parameters."""
    return content_type.partition(";")[0]


def binary(content_type: str, description: str) -> Responses:
    """Return the description of an answer that has not the form of the API's own JSON."""
    kind = "object" if "json" in content_type else "string"
    content = {media_type(content_type): {"schema": {"type": kind}}}
    return {200: {"description": description, "content": content, "headers": HEADERS}}
