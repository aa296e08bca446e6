"""Settings of the files that the server makes for readers."""

from pydantic import Field
from pydantic_settings import BaseSettings


class ExportSettings(BaseSettings):
    """What exports may use; `docs/exports.md`."""

    exports_at_once: int = Field(
        default=1,
        ge=1,
        le=16,
        description="Workbooks and decks that each process makes at a time for readers; each takes "
        "one processor for some seconds.",
    )
    exports_waiting: int = Field(
        default=8,
        ge=0,
        le=1000,
        description="Requests for other files that may wait meanwhile; one more is asked to try "
        "again later.",
    )
    export_seconds: int = Field(
        default=60,
        ge=1,
        le=3600,
        description="Time after which a request for a file is given up.",
    )
    export_max_mb: int = Field(
        default=20,
        ge=1,
        le=1000,
        description="Largest file that is given to a reader, in megabytes.",
    )
    export_cache_mb: int = Field(
        default=16,
        ge=0,
        le=4096,
        description="Memory of each process, in megabytes, for files already made; 0 keeps none.",
    )
