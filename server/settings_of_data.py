"""Settings of where the figures come from: releases, the release store, the engine."""

from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings


class DataSettings(BaseSettings):
    """What concerns releases and engines; `docs/operations.md` and `docs/engines.md`."""

    release_poll_seconds: int = Field(
        default=2,
        ge=0,
        le=3600,
        description="Seconds between two looks for a new release of the data; 0 for none: then a "
        "new release is served after the next start.",
    )
    release_store: str = Field(
        default="",
        description="URL of the release store that this server follows and loads publish to, such "
        "as `file:///srv/releases` or `s3://bucket/releases`; empty: `DATA_DIR` stands by itself.",
    )
    engine_url: SecretStr = Field(
        default=SecretStr(""),
        description="The engine that counts of wards and neighbourhoods are asked of, such as "
        "`postgresql://reader@db/figures`; empty: DuckDB in each process "
        "([engines](engines.md)).",
    )
    engine_publish_url: SecretStr = Field(
        default=SecretStr(""),
        description="The same engine with a user who may write: loads put each release there "
        "before it counts; empty: `python -m data publish` does it.",
    )
    engine_tables: Literal["small-areas", "all"] = Field(
        default="small-areas",
        description="What is asked of the engine: `small-areas`, or `all` for the counts of "
        "boroughs too, which each process otherwise has in memory.",
    )
    engine_connect_seconds: int = Field(
        default=5, ge=1, le=300, description="Time within which the engine must be reached."
    )
    engine_answer_seconds: int = Field(
        default=10, ge=1, le=600, description="Time within which the engine must answer a question."
    )

    @field_validator("release_store")
    @classmethod
    def _reachable(cls, value: str) -> str:
        from data.releases.shared.store import check  # noqa: PLC0415 - only where there is one

        return check(value) if value else ""

    @field_validator("engine_url", "engine_publish_url")
    @classmethod
    def _engine(cls, value: SecretStr) -> SecretStr:
        from data.engine.address import parse  # noqa: PLC0415 - only where there is one

        if value.get_secret_value():
            parse(value.get_secret_value())
        return value
