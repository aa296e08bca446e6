"""The data API: the questions that the pages ask, answered as JSON and CSV.

To add an endpoint, write one module in `api/endpoints` with an `ENDPOINT`: it is then served,
cached, described in the OpenAPI document and shown on the documentation page.
"""

from api.router import create_router

__all__ = ["create_router"]
