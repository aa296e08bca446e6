"""Where the description of a CSV is, and of which CSV a description is.

CSV on the Web (W3C) finds the description of a CSV by the `Link` header of the CSV, and else at
the CSV's address with `-metadata.json` appended. Both work for every CSV here:

- `/series?offence=burglary&format=csv` is described at
  `/series.csv-metadata.json?offence=burglary&format=csv` (what the header says) and at
  `/series?offence=burglary&format=csv-metadata.json`;
- `/datasets/recorded-crime.csv` is described at `/datasets/recorded-crime.csv-metadata.json`.
"""

from urllib.parse import quote

from fastapi import Request

CSV_ENDING = ".csv"
SUFFIX = "-metadata.json"
SIDECAR_ENDING = CSV_ENDING + SUFFIX

BY_FORMAT = "format=csv"
UNRESERVED = "%=&+,:;/?@!$'()*~-._"
"""Characters of a query that stand for themselves, and escapes that are there already."""


def address_of_sidecar(request: Request) -> str:
    """Return where the CSV that a request asks for is described."""
    path, query = request.url.path, _query(request)
    if path.endswith(CSV_ENDING):
        return path + SUFFIX
    return f"{path}{SIDECAR_ENDING}{f'?{query}' if query else ''}"


def address_of_csv(request: Request) -> str:
    """Return the address, relative to a description's, of the CSV that it describes."""
    name = request.url.path.rpartition("/")[2].removesuffix(SIDECAR_ENDING)
    query = _query(request)
    if BY_FORMAT not in query.split("&"):
        query = f"{query}&{BY_FORMAT}" if query else BY_FORMAT
    return f"{name}?{query}"


def asks_for_sidecar(request: Request) -> bool:
    """Whether a request is for the description and not for the CSV."""
    return request.url.path.endswith(SIDECAR_ENDING) or hasattr(request.state, "described_csv")


def without_suffix(request: Request) -> Request:
    """Return a request for a CSV's address with `-metadata.json` appended as one for that CSV.

    `asks_for_sidecar` then still says what is wanted. Any other request is returned as it is.
    """
    raw: bytes = request.scope["query_string"]
    bare = raw.removesuffix(SUFFIX.encode())
    if bare == raw or BY_FORMAT.encode() not in bare.split(b"&"):
        return request
    state = {**request.scope.get("state", {}), "described_csv": True}
    return Request({**request.scope, "query_string": bare, "state": state}, request.receive)


def _query(request: Request) -> str:
    return quote(request.scope["query_string"], safe=UNRESERVED)
