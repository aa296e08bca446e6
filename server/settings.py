"""Every setting of the server, in one typed place: environment variables and `.env`.

Those of access, of releases and engines, and of exports have modules of their own.

`docs/operations.md` lists the same settings; a test keeps the two in step.
"""

import re
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from server.access.settings import AccessSettings, missing_for_sign_in
from server.settings_of_data import DataSettings
from server.settings_of_exports import ExportSettings
from server.settings_wrong import explain

ROOT = Path(__file__).resolve().parent.parent
"""The directory that holds `app.py`."""


PUBLIC_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*")
SUB_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names it and says what is allowed."""


class Settings(AccessSettings, DataSettings, ExportSettings):
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
    cache_dir: Path = Field(
        default=Path(".cache"),
        description="Directory of what is made of scripts and style sheets: compressed forms, "
        "and the part of plotly.js that is served; a relative path starts at the project's "
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

    @field_validator("cache_url")
    @classmethod
    def _redis(cls, value: SecretStr) -> SecretStr:
        url = value.get_secret_value()
        if url and not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("It is not a URL such as redis://cache:6379/0")
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
        raise SettingsError(explain(error, Settings.model_fields, SECRETS)) from None
