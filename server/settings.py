"""Every setting of the server, in one typed place: environment variables and `.env`.

`docs/operations.md` lists the same settings; a test keeps the two in step.
"""

import re
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from server.access.settings import AccessSettings, missing_for_sign_in
from server.access.tokens import programs

ROOT = Path(__file__).resolve().parent.parent
"""The directory that holds `app.py`."""


PUBLIC_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*")
SUB_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names it and says what is allowed."""


class Settings(AccessSettings):
    """The server's settings. Names in the environment are the field names in capitals.

    An empty variable counts as not set.
    """

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="Address to listen on; `0.0.0.0` for all of the machine's.",
    )
    port: int = Field(default=8050, ge=1, le=65535, description="TCP port to listen on.")
    workers: int = Field(
        default=1, ge=1, le=64, description="Server processes; each holds the data in memory."
    )
    data_dir: Path = Field(
        default=Path("data/files"),
        description="Directory of the data files; a relative path starts at the project's root.",
    )
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
    cache_dir: Path = Field(
        default=Path(".cache"),
        description="Directory of compressed resources; a relative path starts at the project's "
        "root.",
    )
    response_cache_mb: int = Field(
        default=32,
        ge=0,
        le=4096,
        description="Memory of each process, in megabytes, for answers already computed; 0 turns "
        "the cache off.",
    )
    cache_url: SecretStr = Field(
        default=SecretStr(""),
        description="A Redis in which several servers share answers already computed, such as "
        "`redis://cache:6379/0` (`rediss://` with TLS); empty: each process keeps its own.",
    )
    proxy_cache_seconds: int = Field(
        default=0,
        ge=0,
        le=3600,
        description="How long a proxy may give pages and answers of the data API without asking; "
        "0: it asks each time, and is told in a moment whether its copy is still good.",
    )
    warm_up: bool = Field(
        default=True,
        description="Draw every page once, in the background, after the start.",
    )
    max_request_kb: int = Field(
        default=1024,
        ge=16,
        le=102400,
        description="Largest request body accepted, in kilobytes.",
    )
    hsts: bool = Field(
        default=False,
        description="Send Strict-Transport-Security on every answer. Set it when every reader "
        "comes over TLS; requests marked `https` by a trusted proxy get the header anyway.",
    )
    root_path: str = Field(
        default="",
        description="Sub-path under which a proxy serves the dashboard, such as `/dashboard`; "
        "the proxy may pass requests on with it or without.",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1",
        description="Addresses whose `X-Forwarded-*` headers are believed, separated by commas; "
        "`*` for any.",
    )
    shutdown_seconds: int = Field(
        default=20,
        ge=0,
        le=600,
        description="Time that running requests are given to finish when the server is stopped.",
    )
    marking: str = Field(
        default="",
        max_length=100,
        description="A protective marking, such as `OFFICIAL-SENSITIVE – draft until 20 July`, on "
        "every page, sheet of paper and export: one line, at most 100 characters.",
    )
    public_url: str = Field(
        default="",
        max_length=200,
        description="Where readers reach the dashboard, such as `https://dashboard.example`, its "
        "sub-path included: the addresses in a digest begin with it (empty: they are paths), and "
        "signing in needs it.",
    )
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
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least severe message that is logged."
    )
    log_format: Literal["auto", "json", "text"] = Field(
        default="auto",
        description="`json`: one object a line; `text`: plain lines; `auto`: text on a terminal, "
        "JSON elsewhere.",
    )
    access_log: bool = Field(
        default=True,
        description="Log a line for every request: id, route, status, duration and release.",
    )
    metrics: bool = Field(
        default=False, description="Answer `/metrics` with measures for Prometheus."
    )
    metrics_token: str = Field(
        default="",
        max_length=200,
        description="What a collector must send as `Authorization: Bearer …` to get the measures; "
        "empty: nothing.",
    )

    @field_validator("data_dir", "cache_dir", "access_dir")
    @classmethod
    def _from_root(cls, value: Path) -> Path:
        return value if value.is_absolute() else ROOT / value

    @field_validator("release_store")
    @classmethod
    def _reachable(cls, value: str) -> str:
        from data.releases.shared.store import check  # noqa: PLC0415 - only where there is one

        return check(value) if value else ""

    @field_validator("cache_url")
    @classmethod
    def _redis(cls, value: SecretStr) -> SecretStr:
        url = value.get_secret_value()
        if url and not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("It is not a URL such as redis://cache:6379/0")
        return value

    @field_validator("engine_url", "engine_publish_url")
    @classmethod
    def _engine(cls, value: SecretStr) -> SecretStr:
        from data.engine.address import parse  # noqa: PLC0415 - only where there is one

        if value.get_secret_value():
            parse(value.get_secret_value())
        return value

    @field_validator("root_path")
    @classmethod
    def _sub_path(cls, value: str) -> str:
        path = value.rstrip("/")
        if path and not SUB_PATH.fullmatch(path):
            raise ValueError("It is not a path such as /dashboard")
        return path

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str) -> str:
        address = value.strip().rstrip("/")
        if address and not PUBLIC_URL.fullmatch(address):
            raise ValueError("It is not an address such as https://dashboard.example")
        return address

    @field_validator("marking")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if not value.isprintable():
            raise ValueError("It has a line break, tab or control character")
        return value.strip()

    @field_validator("api_tokens")
    @classmethod
    def _programs(cls, value: str) -> str:
        programs(value)
        return value

    @model_validator(mode="after")
    def _sign_in(self) -> Self:
        if not self.sign_in:
            return self
        missing = missing_for_sign_in(self, self.public_url)
        if urlsplit(self.public_url).path.rstrip("/") != self.root_path:
            missing.append("PUBLIC_URL must end with ROOT_PATH")
        if self.metrics and not self.metrics_token:
            missing.append("METRICS=true needs METRICS_TOKEN")
        if missing:
            raise ValueError("; ".join(missing))
        return self

    @field_validator("log_level", mode="before")
    @classmethod
    def _lower_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value


SECRETS = frozenset(
    name.upper()
    for name, field in Settings.model_fields.items()
    if field.annotation is SecretStr or name in {"metrics_token", "api_tokens"}
)
"""Settings whose values no message repeats."""


def load_settings() -> Settings:
    """Read the settings from the environment and `.env`.

    Raises:
        SettingsError: names each bad variable, its value and what is allowed.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_explain(error)) from None


def _explain(error: ValidationError) -> str:
    lines = []
    for fault in error.errors():
        if not fault["loc"]:
            # Of several settings together: what was put in has all of them, secrets too.
            lines.append(f"SIGN_IN=true cannot be used: {fault['ctx']['error']}.")
            continue
        name = str(fault["loc"][0]).upper()
        value = "…" if name in SECRETS else str(fault["input"])[:100]
        lines.append(f"{name}={value!r} cannot be used: {fault['msg']}. {_allowed(name)}".rstrip())
    return "\n".join(lines)


def _allowed(name: str) -> str:
    field = Settings.model_fields.get(name.lower())
    if field is None:
        return ""
    lengths = [most for item in field.metadata if (most := getattr(item, "max_length", None))]
    if lengths:
        return f"Allowed: one line of at most {lengths[0]} characters."
    limits = {
        key: value
        for item in field.metadata
        for key in ("ge", "le")
        if (value := getattr(item, key, None)) is not None
    }
    if "ge" in limits and "le" in limits:
        return f"Allowed: a whole number from {limits['ge']} to {limits['le']}."
    if field.annotation is bool:
        return "Allowed: true or false."
    return ""
